//! Why there is no page, and the only place that knows status codes. Handlers and layers give an answer with an [`Error`]
//! in it; [`draw`] turns it, and every bare answer of a library, into a page with a way onward or into a problem of the
//! API (RFC 9457).

mod explain;

use app::Denied;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_LANGUAGE, LOCATION, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use kernel::{Problem, Wording};

use crate::api::{language, problem};
use crate::input::BytesMax;
use crate::page::{Page, Reader, Trace};
use crate::policy::Closed;
use crate::query::Query;
use crate::safety::{BODY_BYTES_MAX, RequestId};
use crate::site::Site;
use explain::{explain, explain_to_program};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Error {
    /// There is no such page, or the reader may not know of it.
    NotFound,
    /// The page is for people who signed in.
    SignIn,
    /// The page is for people who have shown their second factor.
    SecondFactor,
    /// The request cannot be understood.
    BadRequest,
    /// It came from a page of somebody else.
    Foreign,
    /// The page knows no such method.
    MethodNotAllowed,
    /// It took too long to arrive.
    TooSlow,
    /// It is larger than is taken there.
    TooLarge(BytesMax),
    /// It is of a kind that is not taken.
    UnsupportedKind,
    /// Too many came from one address; how many seconds to wait.
    TooMany(u64),
    /// Others write for too long; it can be tried again.
    Busy,
    /// The reader may know of it but not do this.
    Denied(Box<Denied>),
    /// Somebody else was faster.
    Conflict(Box<Wording>),
    /// Somebody has changed the record since the asker read it.
    Overtaken,
    /// What was given cannot be used; every problem of it. Pages with a form draw it themselves.
    Invalid(Vec<Problem>),
    /// What a program asked in the query of an address cannot be used; every problem of it, and then those of the content.
    Asked { query: Vec<Problem>, content: Vec<Problem> },
    /// A fault of ours; the log says more.
    Internal,
}

/// The status of a form that is shown again with what has to be put right.
pub(crate) const INVALID: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// After so long it is worth while to try again what did not find its turn.
const BUSY_WAIT_SECONDS: u64 = 5;

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::SignIn | Error::SecondFactor => StatusCode::SEE_OTHER,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::Foreign | Error::Denied(_) => StatusCode::FORBIDDEN,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::Overtaken => StatusCode::PRECONDITION_FAILED,
            Error::Invalid(_) | Error::Asked { .. } => INVALID,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Error::UnsupportedKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What was asked in the query cannot be used.
    pub(crate) fn asked(query: Vec<Problem>) -> Error {
        Error::Asked { query, content: Vec::new() }
    }

    /// What a bare answer of a library means.
    pub(crate) fn of(status: StatusCode) -> Error {
        match status {
            StatusCode::NOT_FOUND => Error::NotFound,
            StatusCode::FORBIDDEN => Error::Foreign,
            StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Error::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(BytesMax(BODY_BYTES_MAX)),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedKind,
            StatusCode::TOO_MANY_REQUESTS => Error::TooMany(1),
            status if status.is_server_error() => Error::Internal,
            _ => Error::BadRequest,
        }
    }
}

impl From<app::Error> for Error {
    /// Says once in the log what is not for the reader.
    fn from(error: app::Error) -> Error {
        match error {
            app::Error::NotFound => Error::NotFound,
            app::Error::NotAllowed(denied) if denied.needs_second_factor => Error::SecondFactor,
            app::Error::NotAllowed(denied) => Error::Denied(Box::new(denied)),
            app::Error::Invalid(problems) => Error::Invalid(problems),
            app::Error::Conflict(wording) => Error::Conflict(Box::new(wording)),
            app::Error::TooSoon { wait_seconds, .. } => Error::TooMany(wait_seconds),
            app::Error::Internal(app::Internal::Store(store::Error::Busy)) => {
                tracing::warn!("the database is busy");
                Error::Busy
            }
            app::Error::Internal(internal) => {
                tracing::error!(error = %internal, "an operation failed");
                Error::Internal
            }
        }
    }
}

impl From<Closed> for Error {
    fn from(closed: Closed) -> Error {
        match closed {
            Closed::SignIn => Error::SignIn,
            Closed::SecondFactor => Error::SecondFactor,
            Closed::Hidden => Error::NotFound,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait_seconds = match self {
            Error::TooMany(seconds) => Some(seconds),
            Error::Busy => Some(BUSY_WAIT_SECONDS),
            _ => None,
        };
        if let Some(seconds) = wait_seconds {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// An address that no route has. One that only ends in a slash too many leads to the one without.
pub(crate) async fn not_found(request: Request) -> Response {
    let path = request.uri().path();
    match path.strip_suffix('/') {
        Some(shorter) if !shorter.is_empty() && !shorter.starts_with("//") => {
            let original = request.extensions().get::<axum::extract::OriginalUri>();
            let whole = original.map_or(request.uri(), |original| &original.0);
            let query = whole.query().map(|query| format!("?{query}")).unwrap_or_default();
            let target = format!("{}{query}", whole.path().trim_end_matches('/'));
            (StatusCode::MOVED_PERMANENTLY, [(LOCATION, target)]).into_response()
        }
        _ => Error::NotFound.into_response(),
    }
}

/// An address that knows other methods.
pub(crate) async fn method_not_allowed() -> Error {
    Error::MethodNotAllowed
}

/// Draws what went wrong. Answers that already say it themselves pass.
pub(crate) async fn draw(State(site): State<Site>, request: Request, next: Next) -> Response {
    let trace = Trace::of(request.uri(), request.headers());
    let language = language(request.headers());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let mut response = next.run(request).await;
    let error = match response.extensions_mut().remove::<Error>() {
        Some(error) => error,
        None if is_bare_failure(&response) => Error::of(response.status()),
        None => return response,
    };
    let reader = response.extensions().get::<Reader>().cloned().unwrap_or_else(Reader::nobody);
    let page = trace.page(site, reader);
    let mut drawn = match page.address.path().starts_with("/api/") {
        true => draw_problem(&page.spoken(language), &error, &id),
        false => draw_page(page, &error, id),
    };
    for name in [ALLOW, RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            drawn.headers_mut().insert(name, value.clone());
        }
    }
    drawn
}

/// A failure that no page of ours drew: libraries answer with plain text or nothing.
fn is_bare_failure(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
    let is_plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && is_plain
}

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    /// What happened and what to do, in sentences.
    sentences: Vec<String>,
    /// The form that was sent, to fill it in again.
    again: Option<String>,
    /// The number of the request, by which the log is searched.
    request: String,
    page: Page,
}

fn draw_page(page: Page, error: &Error, request: String) -> Response {
    let words = page.words;
    match error {
        Error::SignIn => return see_other(&first(&page, "/sign-in")),
        Error::SecondFactor => return see_other(&first(&page, "/second-factor")),
        Error::Denied(_) if !page.reader.is_signed_in() => return see_other(&first(&page, "/sign-in")),
        _ => {}
    }
    let (title, sentences) = explain(words, error);
    let again = matches!(error, Error::TooLarge(_)).then(|| page.href(page.address.path()));
    let page = ErrorPage { sentences, again, request, page: page.titled(title).alone() };
    match page.render() {
        Ok(html) => (error.status(), Html(html)).into_response(),
        Err(_) => error.status().into_response(),
    }
}

/// For programs there is no page on which to sign in.
fn draw_problem(page: &Page, error: &Error, request: &str) -> Response {
    let status = match error {
        Error::SignIn | Error::SecondFactor => StatusCode::UNAUTHORIZED,
        Error::Denied(_) if !page.reader.is_signed_in() => StatusCode::UNAUTHORIZED,
        error => error.status(),
    };
    let (title, sentences) = match error {
        Error::SignIn | Error::SecondFactor => {
            (page.words.error_key(), vec![page.words.error_key_remedy().to_owned()])
        }
        error => explain_to_program(page.words, error),
    };
    let detail = sentences.join(" ");
    let mut response = problem(page, status, error, (title, &detail), request);
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(page.lang()));
    response.headers_mut().append(VARY, HeaderValue::from_static("accept-language"));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The page on which one does first what has to be done, such as signing in, and then returns to this one.
fn first(page: &Page, path: &str) -> String {
    Query::default().with("next", page.back()).after(&page.href(path))
}

/// Go there and read it.
pub(crate) fn see_other(target: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::http::header::RETRY_AFTER;
    use axum::response::IntoResponse as _;

    use super::Error;

    #[test]
    fn who_did_not_find_a_turn_is_told_when_to_try_again() {
        let busy = app::Error::from(store::Error::Busy);
        let answer = Error::from(busy).into_response();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[RETRY_AFTER], "5");
    }

    #[test]
    fn a_question_that_takes_too_long_is_one_that_has_to_be_put_otherwise() {
        let limit = store::ledgers::LIST_TIME_MAX;
        let slow = Error::from(app::Error::from(store::Error::TooSlow { limit }));
        let Error::Invalid(problems) = slow else { panic!("{slow:?}") };
        assert_eq!(problems[0].code, "store-too-slow");
    }
}
