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
        Error::Invalid(problems) => problems.iter().map(in_content).collect(),
        Error::Asked { query, content } => {
            query.iter().map(in_query).chain(content.iter().map(in_content)).collect()
        }
        Error::Denied(denied) => vec![said("not-allowed", &denied.why, Some(&denied.remedy))],
        Error::Conflict(why) => vec![said("conflict", why, None)],
        _ => Vec::new(),
    };
    let body = json!({
        "type": format!("{}#api", page.href("/help")),
        "code": code(error),
        "title": title,
        "status": status.as_u16(),
        "detail": detail,
        "instance": page.address.path(),
        "trace_id": trace,
        "errors": errors,
    });
    (status, [(CONTENT_TYPE, PROBLEM)], body.to_string()).into_response()
}

/// What kind of problem it is, for programs; the sentences may be put better one day.
fn code(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "not-found",
        Error::SignIn | Error::SecondFactor => "unauthorized",
        Error::BadRequest => "bad-request",
        Error::Foreign => "foreign-origin",
        Error::MethodNotAllowed => "method-not-allowed",
        Error::TooSlow => "too-slow",
        Error::TooLarge(_) => "too-large",
        Error::UnsupportedKind => "unsupported-media-type",
        Error::TooMany(_) => "too-many-requests",
        Error::Denied(_) => "not-allowed",
        Error::Conflict(_) => "conflict",
        Error::Overtaken => "overtaken",
        Error::Invalid(_) | Error::Asked { .. } => "invalid",
        Error::Busy => "busy",
        Error::Internal => "internal",
    }
}

/// The header that names a request, so that it can be sent again; a problem of it stands beside those of the content.
pub(super) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Where it is said what has to be put right.
pub(super) const DEFECTS: &str = "defects";

/// Problems of members of the content itself, not of the fields in it.
const TOP: [&str; 3] = ["unknown-member", "unknown-step", "wrong-member"];

/// A problem of the content, at its place.
pub(super) fn in_content(problem: &Problem) -> Json {
    let mut said = said(&problem.code, &problem.what, Some(&problem.remedy));
    let is_member = TOP.contains(&problem.code.as_str());
    match problem.place.field.as_deref() {
        Some(IDEMPOTENCY_KEY) => said["header"] = json!(IDEMPOTENCY_KEY),
        field => said["pointer"] = json!(field.map(|field| pointer(field, is_member)).unwrap_or_default()),
    }
    said
}

fn in_query(problem: &Problem) -> Json {
    let mut said = said(&problem.code, &problem.what, Some(&problem.remedy));
    if let Some(name) = &problem.place.field {
        said["parameter"] = json!(name);
    }
    said
}

/// Where in the content of a request something stands (RFC 6901).
fn pointer(field: &str, is_member: bool) -> String {
    let escaped = field.replace('~', "~0").replace('/', "~1");
    match field {
        // Of one of several; fields have no slashes in their names.
        _ if field.split('/').next() == Some(DEFECTS) => format!("/{field}"),
        _ if is_member => format!("/{escaped}"),
        "reason" | "into" | "valid_from" | "valid_to" | "happened" => format!("/{escaped}"),
        _ => format!("/fields/{escaped}"),
    }
}

fn said(code: &str, what: &Wording, remedy: Option<&Wording>) -> Json {
    let remedy = |language: fn(&Wording) -> &String| remedy.map(|remedy| language(remedy).clone());
    json!({
        "code": code,
        "message_zh": what.zh,
        "message_en": what.en,
        "hint_zh": remedy(|wording| &wording.zh),
        "hint_en": remedy(|wording| &wording.en),
    })
}
