use app::accounts;
use app::secrets::Password;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use crate::components::{Field, FieldControl, Line};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::{Page, SESSION};
use crate::pages::form::Form;
use crate::site::Site;

const PASSWORD: &str = "former-password";

/// Says what closing an account means, and asks for the password.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page).ask()
}

/// Closes it.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let password = Password::new(input.untrimmed(PASSWORD));
    match accounts::close(&site.app, &page.reader.who, password).await {
        Ok(()) => {
            let cookie = site.cookie(SESSION, "", Some(0));
            Ok((AppendHeaders([(SET_COOKIE, cookie)]), see_other(&page.href("/"))).into_response())
        }
        Err(refusal) => form(page).refuse(refusal),
    }
}

fn form(page: Page) -> Form {
    let words = page.words;
    let password = Field::new(words, PASSWORD, words.account_password(), FieldControl::Line(Line::PASSWORD));
    let page = page.below("/my", words.navigation_my()).titled(words.closure_title());
    let form = Form::new(page, "/my/closure", words.closure_lead(), words.closure_button(), vec![password]);
    form.or("/my", words.form_cancel()).grave()
}
