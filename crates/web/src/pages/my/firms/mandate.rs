use app::firms::{self, NewMandate};
use axum::extract::{Path, State};
use axum::response::Response;

use super::document;
use super::users::path_of;
use crate::components::{Field, FieldControl, Line, Width};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent, SentFiles};
use crate::page::Page;
use crate::pages::form::Form;
use crate::pages::once::{TOKEN, once, token};
use crate::records::read_day;
use crate::site::Site;

const CLIENT: &str = "client";
const CLIENT_NAME: &str = "client-name";
const FROM: &str = "from";
const UNTIL: &str = "until";

/// Asks for which client the agency may act, and until when.
pub(crate) async fn ask(page: Page, Path(agency): Path<String>) -> Result<Response, Error> {
    form(page, &agency, &Input::default()).ask()
}

/// Proposes it. Somebody of the client, or a clerk, decides.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(agency): Path<String>,
    SentFiles { mut input, files }: SentFiles,
) -> Result<Response, Error> {
    let document = document::keep(&site, &page, &mut input, files).await?;
    let day = |name| read_day(&site.app, name, input.text(name));
    let mandate = NewMandate {
        agency: agency.clone(),
        client: input.text(CLIENT).to_owned(),
        client_name: input.text(CLIENT_NAME).to_owned(),
        from: day(FROM),
        until: day(UNTIL),
        document,
    };
    let once = once(&page, &input);
    match firms::propose_mandate(&site.app, &page.reader.who, &mandate, once.as_ref()).await {
        Ok(_) => Ok(see_other(&page.href(&path_of(&agency)))),
        Err(refusal) => form(page, &agency, &input).refuse(refusal),
    }
}

/// Ends one.
pub(crate) async fn end(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let mandate = input.text("mandate").parse().map_err(|_| Error::BadRequest)?;
    firms::end_mandate(&site.app, &page.reader.who, mandate).await?;
    Ok(see_other(&page.href("/my/firms")))
}

fn form(page: Page, agency: &str, input: &Input) -> Form {
    let words = page.words;
    let code = Line { width: Width::Middle, ..Line::TEXT };
    let fields = vec![
        Field::new(words, CLIENT, words.mandate_client_code(), FieldControl::Line(code))
            .filled(input.texts(CLIENT)),
        Field::new(words, CLIENT_NAME, words.firms_name(), FieldControl::Line(Line::TEXT))
            .filled(input.texts(CLIENT_NAME)),
        Field::new(words, FROM, words.mandate_from(), FieldControl::Day).filled(input.texts(FROM)),
        Field::new(words, UNTIL, words.mandate_until(), FieldControl::Day).filled(input.texts(UNTIL)),
        document::field(&page, input, words.mandate_document(), words.mandate_document_help()),
    ];
    let path = path_of(agency);
    let page = page
        .below("/my/firms", words.navigation_firms())
        .below(path.as_str(), agency)
        .titled(words.mandate_new());
    Form::new(page, &format!("{path}/mandate"), words.mandate_lead(), words.claim_send(), fields)
        .with_files()
        .with(TOKEN, token())
        .or(&path, words.form_cancel())
}
