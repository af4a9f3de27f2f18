//! Somebody recovers access: first the address, then, by the link in the letter, a new password.

use app::accounts;
use app::secrets::Password;
use axum::extract::State;
use axum::response::Response;

use super::form::Form;
use super::sent;
use crate::components::{Field, FieldControl, Line};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::site::Site;

const MAIL: &str = "mail";
const PASSWORD: &str = "password";
const TOKEN: &str = "token";

/// Asks for the address.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    address(page, &Input::default()).ask()
}

/// Sends a letter to it, if there is an account. The answer is the same if there is none.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    match accounts::request_recovery(&site.app, &page.reader.visitor, input.text(MAIL)).await {
        Ok(()) => sent::show(page, |words| words.recovery_sent(), |words| words.recovery_title()),
        Err(refusal) => address(page, &input).refuse(refusal),
    }
}

/// Asks for a new password.
pub(crate) async fn ask_password(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    password(page, &input).ask()
}

/// Sets it.
pub(crate) async fn send_password(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let new = Password::new(input.untrimmed(PASSWORD));
    match accounts::recover(&site.app, &page.reader.visitor, input.text(TOKEN), new).await {
        Ok(()) => sent::show(page, |words| words.recovery_done(), |words| words.recovery_title()),
        Err(refusal) => password(page, &input).refuse(refusal),
    }
}

fn address(page: Page, input: &Input) -> Form {
    let words = page.words;
    let mail = Field::new(words, MAIL, words.account_mail(), FieldControl::Line(Line::MAIL))
        .filled(input.texts(MAIL));
    let title = words.recovery_title();
    let form =
        Form::new(page.titled(title), "/recovery", words.recovery_lead(), words.register_send(), vec![mail]);
    form.or("/sign-in", words.sign_in_title())
}

fn password(page: Page, input: &Input) -> Form {
    let words = page.words;
    let new =
        Field::new(words, PASSWORD, words.account_new_password(), FieldControl::Line(Line::NEW_PASSWORD));
    let title = words.recovery_title();
    let fields = vec![new.helped(words.account_password_help())];
    let form = Form::new(
        page.titled(title),
        "/recovery/password",
        words.recovery_password_lead(),
        words.form_save(),
        fields,
    );
    form.with(TOKEN, input.text(TOKEN))
}
