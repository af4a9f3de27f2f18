use app::Denied;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use kernel::{Problem, Wording};
use serde_json::{Value as Json, json};

use crate::error::Error;
use crate::page::Page;

/// The type of media of a problem.
pub(crate) const PROBLEM: &str = "application/problem+json";

/// An error as programs read it (RFC 9457): every problem with the place in what was sent, in both languages.
pub(crate) fn problem(
    page: &Page,
    status: StatusCode,
    error: &Error,
    (title, detail): (&str, &str),
    trace: &str,
) -> Response {
    let errors: Vec<Json> = match error {
        Error::Invalid(problems) => problems.iter().map(one).collect(),
        Error::Denied(denied) => vec![why_not(denied)],
        Error::Conflict(why) => vec![said("conflict", "", why, None)],
        _ => Vec::new(),
    };
    let body = json!({
        "type": format!("{}#api", page.href("/help")),
        "title": title,
        "status": status.as_u16(),
        "detail": detail,
        "instance": page.address.path(),
        "trace_id": trace,
        "errors": errors,
    });
    (status, [(CONTENT_TYPE, PROBLEM)], body.to_string()).into_response()
}

/// Problems of members of the content itself, not of the fields in it.
const TOP: [&str; 2] = ["unknown-member", "wrong-member"];

fn one(problem: &Problem) -> Json {
    let is_member = TOP.contains(&problem.code.as_str());
    let pointer = problem.place.field.as_deref().map(|field| pointer(field, is_member)).unwrap_or_default();
    said(&problem.code, &pointer, &problem.what, Some(&problem.remedy))
}

/// Where in the content of a request something stands (RFC 6901).
fn pointer(field: &str, is_member: bool) -> String {
    let escaped = field.replace('~', "~0").replace('/', "~1");
    match field {
        _ if is_member => format!("/{escaped}"),
        "reason" | "into" | "valid_from" | "valid_to" => format!("/{escaped}"),
        _ => format!("/fields/{escaped}"),
    }
}

fn why_not(denied: &Denied) -> Json {
    said("not-allowed", "", &denied.why, Some(&denied.remedy))
}

fn said(code: &str, pointer: &str, what: &Wording, remedy: Option<&Wording>) -> Json {
    let remedy = |language: fn(&Wording) -> &String| remedy.map(|remedy| language(remedy).clone());
    json!({
        "code": code,
        "pointer": pointer,
        "message_zh": what.zh,
        "message_en": what.en,
        "hint_zh": remedy(|wording| &wording.zh),
        "hint_en": remedy(|wording| &wording.en),
    })
}
