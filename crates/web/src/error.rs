//! Why there is no page, and the only place that knows status codes. Handlers and layers give an answer with an [`Error`]
//! in it; [`draw`] turns it, and every bare answer of a library, into a page with a way onward or into a problem of the
//! API (RFC 9457).

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{ALLOW, LOCATION, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::page::{Page, Reader, Trace};
use crate::safety::RequestId;
use crate::site::Site;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Error {
    /// There is no such page, or the reader may not know of it.
    NotFound,
    /// The page is for people who signed in.
    SignIn,
    /// The request cannot be understood.
    BadRequest,
    /// It came from a page of somebody else.
    Foreign,
    /// The page knows no such method.
    MethodNotAllowed,
    /// It took too long to arrive.
    TooSlow,
    /// It is larger than can be taken.
    TooLarge,
    /// It is of a kind that is not taken.
    UnsupportedKind,
    /// Too many came from one address; how many seconds to wait.
    TooMany(u64),
    /// A fault of ours; the log says more.
    Internal,
}

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::SignIn => StatusCode::SEE_OTHER,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::Foreign => StatusCode::FORBIDDEN,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::UnsupportedKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a bare answer of a library means.
    fn of(status: StatusCode) -> Error {
        match status {
            StatusCode::NOT_FOUND => Error::NotFound,
            StatusCode::FORBIDDEN => Error::Foreign,
            StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Error::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedKind,
            StatusCode::TOO_MANY_REQUESTS => Error::TooMany(1),
            status if status.is_server_error() => Error::Internal,
            _ => Error::BadRequest,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Error::TooMany(seconds) = self {
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
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let mut response = next.run(request).await;
    let error = match response.extensions_mut().remove::<Error>() {
        Some(error) => error,
        None if is_bare_failure(&response) => Error::of(response.status()),
        None => return response,
    };
    let page = trace.page(site, response.extensions().get::<Reader>().cloned());
    let mut drawn = draw_page(page, &error, id);
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
    page: Page,
    what: &'static str,
    remedy: &'static str,
    /// The number of the request, by which the log is searched.
    request: String,
}

fn draw_page(page: Page, error: &Error, request: String) -> Response {
    let words = page.words;
    let (title, what, remedy) = match error {
        Error::SignIn => return see_other(&page.href("/sign-in")),
        Error::NotFound => {
            (words.error_not_found(), words.error_not_found_what(), words.error_not_found_remedy())
        }
        Error::BadRequest => (words.error_bad(), words.error_bad_what(), words.error_bad_remedy()),
        Error::Foreign => (words.error_foreign(), words.error_foreign_what(), words.error_foreign_remedy()),
        Error::MethodNotAllowed => {
            (words.error_method(), words.error_method_what(), words.error_method_remedy())
        }
        Error::TooSlow => (words.error_slow(), words.error_slow_what(), words.error_slow_remedy()),
        Error::TooLarge => (words.error_large(), words.error_large_what(), words.error_large_remedy()),
        Error::UnsupportedKind => (words.error_kind(), words.error_kind_what(), words.error_kind_remedy()),
        Error::TooMany(_) => (words.error_many(), words.error_many_what(), words.error_many_remedy()),
        Error::Internal => {
            (words.error_internal(), words.error_internal_what(), words.error_internal_remedy())
        }
    };
    let page = ErrorPage { page: page.titled(title), what, remedy, request };
    match page.render() {
        Ok(html) => (error.status(), Html(html)).into_response(),
        Err(_) => error.status().into_response(),
    }
}

/// Go there and read it.
pub(crate) fn see_other(target: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response()
}
