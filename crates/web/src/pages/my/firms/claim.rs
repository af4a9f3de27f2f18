use app::firms::{self, NewClaim};
use axum::extract::State;
use axum::response::Response;

use super::document;
use crate::components::{Field, FieldControl, Line, Width};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent, SentFiles};
use crate::page::Page;
use crate::pages::form::Form;
use crate::pages::once::{TOKEN, once, token};
use crate::site::Site;

const CODE: &str = "code";
const NAME: &str = "name";

/// Asks for the firm and what shows that one acts for it.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page, &Input::default()).ask()
}

/// Makes the claim.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    SentFiles { mut input, files }: SentFiles,
) -> Result<Response, Error> {
    let document = document::keep(&site, &page, &mut input, files).await?;
    let claim = NewClaim { code: input.text(CODE).to_owned(), name: input.text(NAME).to_owned(), document };
    match firms::claim(&site.app, &page.reader.who, &claim, once(&page, &input).as_ref()).await {
        Ok(_) => Ok(see_other(&page.href("/my/firms"))),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

/// Takes a claim back.
pub(crate) async fn withdraw(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let claim = input.text("claim").parse().map_err(|_| Error::BadRequest)?;
    firms::withdraw(&site.app, &page.reader.who, claim).await?;
    Ok(see_other(&page.href("/my/firms")))
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let code = Line { width: Width::Middle, ..Line::TEXT };
    let fields = vec![
        Field::new(words, CODE, words.firms_code(), FieldControl::Line(code)).filled(input.texts(CODE)),
        Field::new(words, NAME, words.firms_name(), FieldControl::Line(Line::TEXT)).filled(input.texts(NAME)),
        document::field(&page, input, words.claim_document(), words.claim_document_help()),
    ];
    let page = page.below("/my/firms", words.navigation_firms()).titled(words.firms_claim());
    Form::new(page, "/my/firms/claim", words.claim_lead(), words.claim_send(), fields)
        .with_files()
        .with(TOKEN, token())
        .or("/my/firms", words.form_cancel())
}
