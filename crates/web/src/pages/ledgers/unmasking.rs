use app::records::{self, When};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use form::Value;
use kernel::Problem;

use super::super::draw;
use crate::components::{Cell, ErrorSummary, Field, FieldControl, Summary, SummaryRow};
use crate::error::{Error, INVALID};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::records::{Look, place_problems, record_path};
use crate::site::Site;

/// The name of the field to be seen, in the address and in the form.
const FIELD: &str = "field";
const REASON: &str = "reason";

#[derive(Template)]
#[template(path = "pages/ledgers/unmasking.html")]
struct Unmasking {
    errors: ErrorSummary,
    field: String,
    reason: Field,
    /// The value, once there is a reason.
    value: Option<Summary>,
    back: String,
    page: Page,
}

/// Asks why a personal value is to be seen.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    draw(&compose(page, &site, (&ledger, &key), &input, &[], None).await?)
}

/// Shows it, and the trail says to whom and why.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let (field, reason) = (input.text(FIELD), input.text(REASON));
    match records::unmask(&site.app, page.actor(), &ledger, &key, field, reason).await {
        Ok(value) => draw(&compose(page, &site, (&ledger, &key), &input, &[], Some(value)).await?),
        Err(app::Error::Invalid(problems)) => {
            let page = compose(page, &site, (&ledger, &key), &input, &problems, None).await?;
            Ok((INVALID, draw(&page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn compose(
    page: Page,
    site: &Site,
    (ledger, key): (&str, &str),
    input: &Input,
    problems: &[Problem],
    value: Option<Value>,
) -> Result<Unmasking, Error> {
    let words = page.words;
    let shown = records::show(&site.app, page.actor(), ledger, key, When::default()).await?;
    let declared = shown.opened.fields().find(|field| field.id == input.text(FIELD));
    let declared = declared.filter(|_| shown.actions.unmask).ok_or(Error::NotFound)?;
    let look = Look::of(&page, &shown);
    let control = FieldControl::Text { characters_max: records::REASON_CHARACTERS_MAX.min(200) };
    let mut reason = Field::new(words, REASON, words.unmasking_reason(), control)
        .helped(words.unmasking_reason_help())
        .filled(input.texts(REASON));
    let term = words.title(&declared.title);
    let value = value.map(|value| Summary {
        rows: vec![SummaryRow {
            term: term.clone(),
            value: Cell::Figure(declared.show(&value, page.address.language, look.codes)),
            action: None,
        }],
    });
    let errors = place_problems(&page, problems, &mut [&mut reason]);
    let name = super::record::name(&look, &shown);
    let title = words.unmasking_title(&term);
    let mut page = page.clone().below(record_path(ledger, key), name).titled(title);
    page.has_problems = !problems.is_empty();
    let back = page.record(ledger, key);
    Ok(Unmasking { errors, field: declared.id.clone(), reason, value, back, page })
}
