use std::collections::BTreeMap;

use app::records::{self, Found, ListRequest, Opened, Told, When};
use app::{App, day_of};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::LINK;
use axum::response::Response;
use kernel::Problem;
use ledger::{Interval, Past, Step, StepKind};
use serde_json::{Value, json};
use store::ledgers::{Record, Total};

use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::query::Query;
use crate::records::{Moment, first_day, record_json, told_json};
use crate::site::Site;

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
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_from(&input, [AS_OF, KNOWN], opened.context(&site.app));
    let request = request(&site.app, &opened, &input, &moment).map_err(Error::asked)?;
    let list = match records::list(&site.app, page.actor(), &ledger, &request).await {
        // What is wrong with the place in the list is only known by looking for it.
        Err(app::Error::Invalid(problems)) => return Err(Error::asked(problems)),
        list => list?,
    };
    let keys: Vec<&str> = list.page.records.iter().map(|record| record.key.as_str()).collect();
    let told = records::told(&site.app, &list.opened, moment.when, &keys).await?;
    let items = list.page.records.iter().map(|record| with_told(&list.opened, record, &told));
    let items: Vec<Value> = items.collect();
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
    let mut response = mark::answer(&headers, None, body);
    let others = [(&list.page.next, "next"), (&list.page.previous, "prev")];
    for (cursor, relation) in others.into_iter().filter_map(|(cursor, name)| Some((cursor.as_ref()?, name))) {
        if let Ok(link) = link(&page, &input, (cursor, list.past), relation).parse() {
            response.headers_mut().append(LINK, link);
        }
    }
    Ok(response)
}

/// The address of another page, as RFC 8288 writes it. It names the past of this one: whoever follows it to the end reads one
/// list, in which nothing is missing or doubled because somebody changed something meanwhile.
fn link(page: &Page, input: &Input, (cursor, past): (&str, Past), relation: &str) -> String {
    let mut query = Query::default();
    let stays = |name: &str| !["cursor", AS_OF, KNOWN].contains(&name);
    for (name, texts) in input.all().filter(|(name, _)| stays(name)) {
        for text in texts {
            query = query.with(name, text.as_str());
        }
    }
    let path = format!("{}{}", page.site.settings.base_path, page.address.path());
    let query = query.with(AS_OF, past.as_of.to_string()).with(KNOWN, past.known.to_string());
    format!("<{}>; rel=\"{relation}\"", query.with("cursor", cursor).after(&path))
}

/// What is asked for; every problem of it at once.
fn request(app: &App, opened: &Opened, input: &Input, moment: &Moment) -> Result<ListRequest, Vec<Problem>> {
    let mut problems = query::once(input, &NAMES);
    problems.extend(moment.problems.iter().cloned());
    let given = |name: &str| Some(input.text(name).to_owned()).filter(|text| !text.is_empty());
    let limit = query::limit(input, &mut problems);
    let filters = input.all().filter(|(name, _)| !NAMES.contains(name));
    let filters: BTreeMap<String, Vec<String>> =
        filters.map(|(name, texts)| (name.to_owned(), texts.to_vec())).collect();
    let (name, view, cursor) = (given("name_contains"), given("view"), given("cursor"));
    let request = ListRequest { filters, name, view, cursor, limit, when: moment.when };
    problems.extend(records::request_problems(app, opened, &request));
    if problems.is_empty() { Ok(request) } else { Err(problems) }
}

/// One record. Its mark (ETag) begins with the last operation on it; who changes it sends it back.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_from(&input, [AS_OF, KNOWN], opened.context(&site.app));
    let mut problems = query::only(&input, &[AS_OF, KNOWN]);
    problems.extend(moment.problems.iter().cloned());
    query::answerable(problems)?;
    let found = records::find(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    let mut body = json_of(&found).ok_or(Error::NotFound)?;
    let told = records::told(&site.app, &found.opened, moment.when, &[key.as_str()]).await?;
    if let Some(told) = told_json(&told, &key) {
        body["told"] = told;
    }
    Ok(mark::answer(&headers, Some(found.newest), body))
}

/// A record with what other ledgers tell of it, if its own declares that they do.
fn with_told(opened: &Opened, record: &Record, told: &Told) -> Value {
    let mut body = record_json(opened, record);
    if let Some(told) = told_json(told, &record.key) {
        body["told"] = told;
    }
    body
}

/// A record as it is answered; none if nothing held at the past that was asked for.
pub(super) fn json_of(found: &Found) -> Option<Value> {
    let mut body = record_json(&found.opened, found.record.as_ref()?);
    body["merged_into"] = json!(found.merged_into);
    Some(body)
}

/// All that was said of a record, newest first.
pub(crate) async fn history(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    nothing_asked(&input)?;
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
    Ok(mark::answer(&headers, None, json!({ "items": items })))
}

/// For what is always answered whole.
pub(super) fn nothing_asked(input: &Input) -> Result<(), Error> {
    query::answerable(query::only(input, &[]))
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
