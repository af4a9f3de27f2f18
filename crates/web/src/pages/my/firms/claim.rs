use app::files;
use app::firms::{self, NewClaim};
use axum::extract::State;
use axum::response::Response;

use crate::components::{Field, FieldControl, Line, Width};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent, SentFiles};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const CODE: &str = "code";
const NAME: &str = "name";
const DOCUMENT: &str = "document";

/// Asks for the firm and what shows that one acts for it.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page, &Input::default()).ask()
}

/// Makes the claim.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    SentFiles { input, files }: SentFiles,
) -> Result<Response, Error> {
    let mut document = None;
    for file in files.iter().filter(|file| file.field == DOCUMENT) {
        match files::keep(&site.app, page.actor(), DOCUMENT, (&file.name, &file.bytes)).await {
            Ok(kept) => document = Some(kept.digest),
            Err(refusal) => return form(page, &input).refuse(refusal),
        }
    }
    let claim = NewClaim { code: input.text(CODE).to_owned(), name: input.text(NAME).to_owned(), document };
    match firms::claim(&site.app, &page.reader.who, &claim).await {
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
    let document = FieldControl::File { accept: ".pdf,.ofd,.jpg,.jpeg,.png".to_owned(), several: false };
    let fields = vec![
        Field::new(words, CODE, words.firms_code(), FieldControl::Line(code)).filled(input.texts(CODE)),
        Field::new(words, NAME, words.firms_name(), FieldControl::Line(Line::TEXT)).filled(input.texts(NAME)),
        Field::new(words, DOCUMENT, words.claim_document(), document)
            .helped(words.claim_document_help())
            .optional(),
    ];
    let page = page.below("/my/firms", words.navigation_firms()).titled(words.firms_claim());
    Form::new(page, "/my/firms/claim", words.claim_lead(), words.claim_send(), fields)
        .with_files()
        .or("/my/firms", words.form_cancel())
}
