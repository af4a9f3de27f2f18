use app::accounts;
use app::secrets::Password;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Field, FieldControl, Line};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::pages::sent;
use crate::site::Site;

const FORMER: &str = "former-password";
const MAIL: &str = "mail";
const TOKEN: &str = "token";

/// Asks for another address.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page, &Input::default()).ask()
}

/// Sends a letter to it.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let (reader, password) = (page.reader.clone(), Password::new(input.untrimmed(FORMER)));
    let (visitor, who) = (&reader.visitor, &reader.who);
    match accounts::change_address(&site.app, visitor, who, password, input.text(MAIL)).await {
        Ok(()) => sent::show(page, |words| words.mail_sent(), |words| words.mail_title()),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

/// Somebody followed the link in the letter.
pub(crate) async fn follow(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    confirmation(page, &input).ask()
}

/// From now on it is theirs.
pub(crate) async fn confirm(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    match accounts::confirm_address(&site.app, &page.reader.visitor, input.text(TOKEN)).await {
        Ok(()) => sent::show(page, |words| words.mail_changed(), |words| words.mail_title()),
        Err(refusal) => confirmation(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let fields = vec![
        Field::new(words, MAIL, words.mail_new(), FieldControl::Line(Line::MAIL)).filled(input.texts(MAIL)),
        Field::new(words, FORMER, words.account_password(), FieldControl::Line(Line::PASSWORD)),
    ];
    let page = page.below("/my/security", words.navigation_security()).titled(words.mail_title());
    Form::new(page, "/my/security/mail", words.mail_lead(), words.register_send(), fields)
        .or("/my/security", words.form_cancel())
}

fn confirmation(page: Page, input: &Input) -> Form {
    let words = page.words;
    let title = words.mail_title();
    let form = Form::new(
        page.titled(title),
        "/my/security/address",
        words.mail_confirm(),
        words.form_continue(),
        Vec::new(),
    );
    form.with(TOKEN, input.text(TOKEN))
}
