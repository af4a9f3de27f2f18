//! Signing in and out.

mod demonstration;
mod identity;
mod link;
mod out;
mod second_factor;
mod session;

pub(crate) use identity::{come_back, depart, unlink};
pub(crate) use link::{follow, show as ask_link};
pub(crate) use out::sign_out;
pub(crate) use second_factor::{ask as ask_second_factor, give as give_second_factor};
pub(crate) use session::entered;

use app::secrets::Password;
use app::sessions;
use axum::extract::State;
use axum::response::Response;

use super::form::Form;
use crate::components::{Field, FieldControl, Line};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::site::Site;

/// The names of the fields.
const NAME: &str = "name";
const PASSWORD: &str = "password";
/// The page to go to afterwards.
pub(crate) const NEXT: &str = "next";

/// Asks for name and password.
pub(crate) async fn ask(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    form(page, &input).ask()
}

/// Signs in.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let password = Password::new(input.untrimmed(PASSWORD));
    match sessions::sign_in(&site.app, &page.reader.visitor, input.text(NAME), password).await {
        Ok(signed_in) => Ok(entered(&page, &signed_in, input.text(NEXT))),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let name = Field::new(words, NAME, words.sign_in_name(), FieldControl::Line(Line::SIGN_IN_NAME));
    let password = Field::new(words, PASSWORD, words.sign_in_password(), FieldControl::Line(Line::PASSWORD));
    let provider = page.site.app.surroundings().provider.is_some();
    let has_mail = page.site.app.surroundings().mailer.is_some();
    let sign_ins = demonstration::sign_ins(&page);
    let title = words.sign_in_title();
    let fields = vec![name.filled(input.texts(NAME)), password];
    let form = Form::new(page.titled(title), "/sign-in", words.sign_in_lead(), words.sign_in_title(), fields);
    let form = form.with(NEXT, input.text(NEXT)).above(sign_ins);
    let form = if provider { form.or("/sign-in/identity/departure", words.sign_in_identity()) } else { form };
    if has_mail {
        form.or("/recovery", words.sign_in_forgotten()).or("/register", words.sign_in_register())
    } else {
        form
    }
}
