use app::accounts::second_factor;
use app::sessions::Next;
use axum::extract::State;
use axum::response::Response;

use super::session::entered;
use crate::components::{Field, FieldControl, Line};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const CODE: &str = "code";

/// Asks for the second factor; who has none yet is led to where one is enrolled.
pub(crate) async fn ask(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    match page.reader.who.next {
        Next::EnrollSecondFactor => Ok(see_other(&page.href("/my/security/second-factor"))),
        Next::Nothing if page.reader.who.actor.second_factor => Ok(see_other(&page.href("/my"))),
        _ => form(page, &input).ask(),
    }
}

/// Takes the six digits, or a recovery code in their place.
pub(crate) async fn give(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let (code, who) = (input.text(CODE), &page.reader.who);
    let is_of_authenticator =
        code.chars().filter(|letter| !letter.is_whitespace()).all(|letter| letter.is_ascii_digit());
    let given = match is_of_authenticator {
        true => second_factor::give(&site.app, who, code).await,
        false => second_factor::give_recovery_code(&site.app, who, code).await,
    };
    match given {
        Ok(signed_in) => Ok(entered(&page, &signed_in, input.text(super::NEXT))),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let code = Field::new(words, CODE, words.second_factor_code(), FieldControl::Line(Line::CODE));
    let sign_ins = super::demonstration::sign_ins(&page);
    let title = words.second_factor_title();
    let fields = vec![code.helped(words.second_factor_help())];
    let form = Form::new(
        page.titled(title),
        "/second-factor",
        words.second_factor_lead(),
        words.form_continue(),
        fields,
    );
    form.with(super::NEXT, input.text(super::NEXT)).above(sign_ins)
}
