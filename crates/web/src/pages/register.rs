//! Somebody registers: first the address, then, by the link in the letter, all else.

use app::accounts::{self, NewPerson};
use app::secrets::Password;
use axum::extract::State;
use axum::response::Response;

use super::form::Form;
use super::sent;
use super::sign_in::entered;
use crate::components::{Choice, Field, FieldControl, Line};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::site::Site;

/// The version of the text on personal information to which people consent.
const CONSENT_VERSION: &str = "2026-11-25";

const MAIL: &str = "mail";
const NAME: &str = "name";
const PASSWORD: &str = "password";
const CONSENT: &str = "consent";
const TOKEN: &str = "token";

/// Asks for the address.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    address(page, &Input::default()).ask()
}

/// Sends a letter to it.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    match accounts::request_registration(&site.app, &page.reader.visitor, input.text(MAIL)).await {
        Ok(()) => sent::show(page, |words| words.register_sent(), |words| words.register_title()),
        Err(refusal) => address(page, &input).refuse(refusal),
    }
}

/// Asks for all else.
pub(crate) async fn ask_person(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    person(page, &input).ask()
}

/// Makes the account.
pub(crate) async fn send_person(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let new = NewPerson {
        name: input.text(NAME).to_owned(),
        password: Password::new(input.untrimmed(PASSWORD)),
        consent: (input.text(CONSENT) == CONSENT_VERSION).then(|| CONSENT_VERSION.to_owned()),
    };
    match accounts::register(&site.app, &page.reader.visitor, input.text(TOKEN), new).await {
        Ok(signed_in) => Ok(entered(&page, &signed_in, "")),
        Err(refusal) => person(page, &input).refuse(refusal),
    }
}

fn address(page: Page, input: &Input) -> Form {
    let words = page.words;
    let mail = Field::new(words, MAIL, words.account_mail(), FieldControl::Line(Line::MAIL))
        .filled(input.texts(MAIL));
    let title = words.register_title();
    let form =
        Form::new(page.titled(title), "/register", words.register_lead(), words.register_send(), vec![mail]);
    form.or("/sign-in", words.register_have_one())
}

fn person(page: Page, input: &Input) -> Form {
    let words = page.words;
    let name = Line { autocomplete: "name", ..Line::TEXT };
    let consent = Choice { value: CONSENT_VERSION.to_owned(), text: words.register_consent().to_owned() };
    let consent = FieldControl::Choice { choices: vec![consent], several: true };
    let fields = vec![
        Field::new(words, NAME, words.account_name(), FieldControl::Line(name)).filled(input.texts(NAME)),
        Field::new(words, PASSWORD, words.account_new_password(), FieldControl::Line(Line::NEW_PASSWORD))
            .helped(words.account_password_help()),
        Field::new(words, CONSENT, words.register_consent_title(), consent)
            .helped(words.register_consent_help())
            .filled(input.texts(CONSENT)),
    ];
    let title = words.register_title();
    let form = Form::new(
        page.titled(title),
        "/register/confirmation",
        words.register_person_lead(),
        words.register_button(),
        fields,
    );
    form.with(TOKEN, input.text(TOKEN)).or("/privacy", words.navigation_privacy())
}
