//! Cases for programs: what is under way, and one case with its clocks and all that happened. Steps are taken in `steps.rs`.

use app::cases::{self, ClockShown, Listed, Shown, Told, Wanted};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Place, Problem, Wording};
use serde_json::{Value, json};
use store::cases::Current;

use super::records::nothing_asked;
use super::{mark, query};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::site::Site;

const STATE: &str = "state";
const CURSOR: &str = "cursor";

/// The cases of a procedure that the asker sees, the newest first: those that have not ended, or those in one state.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Path(procedure): Path<String>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = cases::open(&site.app, page.actor(), &procedure)?;
    let mut problems = query::only(&input, &[STATE, CURSOR]);
    let state = Some(input.text(STATE)).filter(|state| !state.is_empty());
    if let Some(state) = state.filter(|state| opened.procedure().state(state).is_none()) {
        problems.push(no_state(state, opened.procedure()));
    }
    let cursor = Some(input.text(CURSOR)).filter(|cursor| !cursor.is_empty());
    let before = cursor.map(|cursor| cursor.parse::<i64>());
    if let Some(Err(_)) = before {
        problems.push(no_place());
    }
    query::answerable(problems)?;
    let (state, before) = (state.map(str::to_owned), before.and_then(Result::ok));
    let wanted = Wanted { state, before, ..Wanted::default() };
    let list = cases::list(&site.app, page.actor(), &procedure, &wanted).await?;
    let item = |listed: &Listed| {
        let mut item = current(&listed.current);
        item["due"] = json!(listed.due);
        item["overdue"] = json!(listed.overdue);
        item
    };
    let totals: serde_json::Map<String, Value> =
        list.totals.iter().map(|(state, count)| (state.clone(), json!(count))).collect();
    let body = json!({
        "items": list.cases.iter().map(item).collect::<Vec<Value>>(),
        "next_cursor": list.next.map(|next| next.to_string()),
        "totals": totals,
    });
    Ok(mark::answer(&headers, None, body))
}

/// One case with its clocks and all that happened.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    nothing_asked(&input)?;
    let body = json_of(&shown, page.reader.is_staff());
    Ok(mark::answer(&headers, Some(shown.seen.into()), body))
}

/// The receipt for one thing that happened in a case.
pub(crate) async fn receipt(
    page: Page,
    State(site): State<Site>,
    Path((number, seq)): Path<(String, String)>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let seq = seq.parse().map_err(|_| Error::NotFound)?;
    let receipt = cases::receipt(&site.app, page.actor(), &number, seq).await?;
    nothing_asked(&input)?;
    let shown = &receipt.shown;
    let body = json!({
        "number": shown.current.number,
        "procedure": shown.procedure.title,
        "event": event(&shown.told[receipt.at], page.reader.is_staff()),
        "body": receipt.body,
        "clocks": shown.clocks.iter().map(clock).collect::<Vec<Value>>(),
        "tracking_code": receipt.code.text(),
    });
    Ok(mark::answer(&headers, None, body))
}

/// A case as it is answered. Its mark begins with the number of its events.
pub(super) fn json_of(shown: &Shown, is_staff: bool) -> Value {
    let mut body = current(&shown.current);
    body["clocks"] = shown.clocks.iter().map(clock).collect();
    body["events"] = shown.told.iter().map(|told| event(told, is_staff)).collect();
    body["seen"] = json!(shown.seen);
    body["steps"] = shown.steps.iter().map(|step| json!({ "id": step.id, "title": step.title })).collect();
    body["parent"] = json!(shown.parent.as_ref().map(|parent| &parent.number));
    body["children"] = shown.children.iter().map(|child| json!(child.number)).collect();
    body
}

fn current(current: &Current) -> Value {
    json!({
        "number": current.number,
        "procedure": current.procedure,
        "name": current.name,
        "state": current.state,
        "ended": current.ended,
        "fields": current.fields,
    })
}

fn clock(clock: &ClockShown) -> Value {
    let due = clock.projection.due;
    json!({
        "id": clock.running.clock,
        "title": clock.title,
        "start": clock.running.start.date(),
        "due": due.map(|due| due.date),
        "provisional": due.is_some_and(|due| due.provisional),
        "stopped": clock.running.stopped.is_some(),
        "reasons": clock.sentences,
    })
}

/// An event; others than staff learn what happened, not who of the staff did it.
fn event(told: &Told, is_staff: bool) -> Value {
    let mut event = json!({
        "seq": told.event.seq,
        "operation": told.operation,
        "happened": told.event.happened.date(),
        "recorded_at": told.event.recorded.to_string(),
        "annulled": told.annulled,
        "what": told.event.what,
    });
    if is_staff {
        event["actor"] = json!(told.event.actor);
        event["deputy_for"] = json!(told.event.deputy_for);
        event["body"] = json!(told.event.body);
    } else if let Some(what) = event["what"].as_object_mut() {
        what.remove("reason");
    }
    event
}

fn no_state(state: &str, procedure: &::cases::Procedure) -> Problem {
    let known: Vec<&str> = procedure.states.iter().map(|state| state.id.as_str()).collect();
    let known = known.join(", ");
    Problem::error(
        "unknown-state",
        Place::default().at_field(STATE),
        Wording::new(format!("没有状态“{state}”"), format!("there is no state {state}")),
        Wording::new(format!("可用：{known}"), format!("use one of: {known}")),
    )
}

fn no_place() -> Problem {
    Problem::error(
        "wrong-cursor",
        Place::default().at_field(CURSOR),
        Wording::new("看不懂这个位置", "this is no place in the list"),
        Wording::new("请用上一页给出的 next_cursor", "use the next_cursor of the page before"),
    )
}
