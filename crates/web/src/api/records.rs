use std::collections::BTreeMap;

use app::day_of;
use app::records::{self, ListRequest, ROWS_MAX, When};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_NONE_MATCH, LINK};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use kernel::{Place, Problem, Wording};
use ledger::{Interval, Step, StepKind};
use serde_json::{Value, json};
use store::ledgers::Total;

use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::query::Query;
use crate::records::{Moment, first_day, record_json};
use crate::site::Site;

/// How many records an answer has if it is not said.
const ROWS_USUAL: u16 = 50;

/// The names in a query that are not those of fields.
const NAMES: [&str; 6] = ["name_contains", "view", "cursor", "limit", AS_OF, KNOWN];
const AS_OF: &str = "as_of";
const KNOWN: &str = "known";

/// The records of a ledger, one page of them.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Path(ledger): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_from(&input, [AS_OF, KNOWN], opened.context(&site.app));
    let request = request(&input, &moment)?;
    let list = records::list(&site.app, page.actor(), &ledger, &request).await?;
    let items: Vec<Value> =
        list.page.records.iter().map(|record| record_json(&list.opened, record)).collect();
    let (total, is_more) = match list.page.total {
        Total::Exact(total) => (total, false),
        Total::MoreThan(total) => (total, true),
    };
    let body = json!({
        "items": items,
        "next_cursor": list.page.next,
        "previous_cursor": list.page.previous,
        "total": total,
        "total_is_more": is_more,
        "as_of": list.past.as_of,
        "known": list.past.known,
    });
    let mut response = Json(body).into_response();
    if let Some(next) = &list.page.next
        && let Ok(link) = link(&page, &input, next).parse()
    {
        response.headers_mut().insert(LINK, link);
    }
    Ok(response)
}

/// The address of the next page, as RFC 8288 writes it.
fn link(page: &Page, input: &Input, next: &str) -> String {
    let mut query = Query::default();
    for (name, texts) in input.all().filter(|(name, _)| *name != "cursor") {
        for text in texts {
            query = query.with(name, text.as_str());
        }
    }
    let path = format!("{}{}", page.site.settings.base_path, page.address.path());
    format!("<{}>; rel=\"next\"", query.with("cursor", next).after(&path))
}

fn request(input: &Input, moment: &Moment) -> Result<ListRequest, Error> {
    let mut problems = moment.problems.clone();
    let given = |name: &str| Some(input.text(name).to_owned()).filter(|text| !text.is_empty());
    let limit = match given("limit").map(|limit| limit.parse::<u16>()) {
        None => ROWS_USUAL,
        Some(Ok(limit)) if (1..=ROWS_MAX).contains(&limit) => limit,
        Some(_) => {
            problems.push(wrong_limit());
            ROWS_USUAL
        }
    };
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let filters = input.all().filter(|(name, _)| !NAMES.contains(name));
    let filters: BTreeMap<String, Vec<String>> =
        filters.map(|(name, texts)| (name.to_owned(), texts.to_vec())).collect();
    let (name, view, cursor) = (given("name_contains"), given("view"), given("cursor"));
    Ok(ListRequest { filters, name, view, cursor, limit, when: moment.when })
}

/// One record. Its mark (ETag) is the last operation on it; who changes it sends it back.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_from(&input, [AS_OF, KNOWN], opened.context(&site.app));
    if !moment.problems.is_empty() {
        return Err(Error::Invalid(moment.problems));
    }
    let shown = records::show(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    let mark = mark(shown.newest);
    let is_known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == mark.as_bytes());
    if is_known && !moment.is_past() {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, mark)]).into_response());
    }
    let record = shown.record.as_ref().ok_or(Error::NotFound)?;
    let mut body = record_json(&shown.opened, record);
    body["merged_into"] = json!(shown.merged_into);
    Ok(([(ETAG, mark)], Json(body)).into_response())
}

/// All that was said of a record, newest first.
pub(crate) async fn history(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
) -> Result<Json<Value>, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, When::default()).await?;
    let is_staff = page.reader.is_staff();
    let items: Vec<Value> = shown
        .entries
        .iter()
        .map(|entry| {
            let operation = &entry.operation;
            json!({
                "operation": operation.seq,
                "recorded_at": operation.recorded_at,
                "recorded_on": day_of(operation.recorded_at),
                "act": operation.act,
                "actor": is_staff.then_some(&operation.actor),
                "reason": operation.reason.as_ref().filter(|_| is_staff),
                "steps": entry.steps.iter().map(step_json).collect::<Vec<Value>>(),
            })
        })
        .collect();
    Ok(Json(json!({ "items": items })))
}

/// What an operation changed for one period.
pub(super) fn step_json(step: &Step) -> Value {
    let (kind, into) = match &step.kind {
        StepKind::Began => ("began", None),
        StepKind::Changed => ("changed", None),
        StepKind::Corrected => ("corrected", None),
        StepKind::Ended => ("ended", None),
        StepKind::Withdrawn => ("withdrawn", None),
        StepKind::Merged(key) => ("merged", Some(key)),
        StepKind::Unmerged => ("unmerged", None),
    };
    let differences: Vec<Value> = step
        .differences
        .iter()
        .map(|difference| json!({ "field": difference.field, "before": difference.left, "after": difference.right }))
        .collect();
    json!({
        "kind": kind,
        "into": into,
        "valid_from": first_day(step.valid_from),
        "valid_to": (step.valid_to != Interval::FOREVER).then_some(step.valid_to),
        "differences": differences,
    })
}

/// The mark of a record.
pub(super) fn mark(newest: i64) -> String {
    format!("\"{newest}\"")
}

fn wrong_limit() -> Problem {
    Problem::error(
        "wrong-limit",
        Place::default().at_field("limit"),
        Wording::new(format!("每页条数应为1到{ROWS_MAX}"), format!("the limit is between 1 and {ROWS_MAX}")),
        Wording::new("请改小，或者不填", "make it smaller or leave it out"),
    )
}
