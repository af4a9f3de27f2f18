use app::accounts;
use app::secrets::Password;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Field, FieldControl, Line};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const FORMER: &str = "former-password";
const NEW: &str = "password";

/// Asks for the present password and a new one.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page).ask()
}

/// Changes it. All other sessions end.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let (former, new) = (Password::new(input.untrimmed(FORMER)), Password::new(input.untrimmed(NEW)));
    match accounts::change_password(&site.app, &page.reader.who, former, new).await {
        Ok(()) => Ok(see_other(&page.href("/my/security"))),
        Err(refusal) => form(page).refuse(refusal),
    }
}

fn form(page: Page) -> Form {
    let words = page.words;
    let fields = vec![
        Field::new(words, FORMER, words.account_password(), FieldControl::Line(Line::PASSWORD)),
        Field::new(words, NEW, words.account_new_password(), FieldControl::Line(Line::NEW_PASSWORD))
            .helped(words.account_password_help()),
    ];
    let page = page.below("/my/security", words.navigation_security()).titled(words.password_title());
    Form::new(page, "/my/security/password", words.password_lead(), words.form_save(), fields)
        .or("/my/security", words.form_cancel())
}
