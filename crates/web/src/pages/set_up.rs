//! A member of the staff sets their account up by a one-time link.

use app::accounts;
use app::secrets::Password;
use axum::extract::State;
use axum::response::Response;

use super::form::Form;
use super::sign_in::entered;
use crate::components::{Field, FieldControl, Line};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::site::Site;

const PASSWORD: &str = "password";
const TOKEN: &str = "token";

/// Asks for a password.
pub(crate) async fn ask(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    form(page, &input).ask()
}

/// Sets it and signs in.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let password = Password::new(input.untrimmed(PASSWORD));
    match accounts::set_up(&site.app, &page.reader.visitor, input.text(TOKEN), password).await {
        Ok(signed_in) => Ok(entered(&page, &signed_in, "")),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let password =
        Field::new(words, PASSWORD, words.account_new_password(), FieldControl::Line(Line::NEW_PASSWORD));
    let title = words.set_up_title();
    let fields = vec![password.helped(words.account_password_help())];
    let form = Form::new(page.titled(title), "/set-up", words.set_up_lead(), words.form_continue(), fields);
    form.with(TOKEN, input.text(TOKEN))
}
