//! What stands between the world and the handlers: limits, headers, and the check that a form was sent from our own page.

mod address;
mod headers;
mod identity;
mod observe;
mod rate;

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

pub(crate) use address::is_this_machine;
pub(crate) use observe::RequestId;

use crate::error::{self, Error};
use crate::site::Site;

/// The most bytes of a request, unless a route takes files.
pub(crate) const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The most bytes of a request with files.
pub(crate) const UPLOAD_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The longest a request may take.
const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);

/// Puts everything around the routes; what is written last sees a request first.
pub(crate) fn protect(router: Router<Site>, site: &Site) -> Router<Site> {
    let router = router
        .layer(from_fn_with_state(site.clone(), identity::identify))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIME_MAX))
        .layer(CsrfLayer::new());
    let router = match site.settings.rate {
        Some(rate) => router.layer(rate::layer(rate, &site.settings.trusted_proxies)),
        None => router,
    };
    router
        .layer(CatchPanicLayer::custom(answer_panic))
        .layer(from_fn_with_state(site.clone(), error::draw))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(site.clone(), headers::add))
        .layer(from_fn(observe::observe))
}

#[expect(clippy::needless_pass_by_value, reason = "the layer gives the panic away")]
fn answer_panic(panic: Box<dyn Any + Send>) -> Response {
    let what = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    tracing::error!(what = what.unwrap_or("no message"), "a handler panicked");
    Error::Internal.into_response()
}
