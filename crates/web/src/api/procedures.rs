//! What can be done, and what each step of it asks for.

use ::cases::{Procedure, Rule, Step};
use app::cases::{self, Opened};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use form::Codes;
use serde_json::{Value, json};

use super::mark;
use super::records::nothing_asked;
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::site::Site;

/// The procedures of which the asker sees a case or may start one.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    nothing_asked(&input)?;
    let item = |opened: &Opened| {
        let procedure = opened.procedure();
        let state =
            |state: &::cases::State| json!({ "id": state.id, "title": state.title, "end": state.end });
        json!({
            "id": procedure.id,
            "title": procedure.title,
            "about": procedure.about,
            "states": procedure.states.iter().map(state).collect::<Vec<Value>>(),
            "may_start": opened.may_start,
            "digest": procedure.digest,
        })
    };
    let items: Vec<Value> = cases::procedures(&site.app, page.actor()).iter().map(item).collect();
    Ok(mark::answer(&headers, None, json!({ "items": items })))
}

/// The steps that people and programs take, each with the JSON Schema of its fields.
pub(crate) async fn schema(
    page: Page,
    State(site): State<Site>,
    Path(procedure): Path<String>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = cases::open(&site.app, page.actor(), &procedure)?;
    nothing_asked(&input)?;
    let (procedure, codes) = (opened.procedure(), &opened.declarations().codes);
    let taken = procedure.steps.iter().filter(|step| !step.by.is_empty());
    let fields: Vec<&String> = procedure.form.fields.iter().map(|field| &field.id).collect();
    let body = json!({
        "id": procedure.id,
        "title": procedure.title,
        "digest": procedure.digest,
        "fields": fields,
        "steps": taken.map(|step| step_json(procedure, step, codes)).collect::<Vec<Value>>(),
    });
    Ok(mark::answer(&headers, None, body))
}

fn step_json(procedure: &Procedure, step: &Step, codes: &Codes) -> Value {
    let roles: Vec<&String> = step.by.iter().map(|who| &who.role).collect();
    json!({
        "id": step.id,
        "title": step.title,
        "from": step.from,
        "to": step.to,
        "roles": roles,
        "reason": step.reason,
        "returns": step.returns,
        "second_factor": step.guards.iter().any(|guard| guard.rule == Rule::SecondFactor),
        "fields": procedure.asked(step).json_schema(codes),
    })
}
