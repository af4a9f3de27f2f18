use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// The header by which people, logs and answers name the same request.
pub(crate) const REQUEST_ID: &str = "x-request-id";

/// How many random bytes name a request.
const ID_BYTES: usize = 10;

/// The name of a request, for the page that says what went wrong.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// Names the request, counts it and writes one line about it: the route and never the address, because keys of records
/// and search words can name people.
pub(super) async fn observe(mut request: Request, next: Next) -> Response {
    let id = RequestId(new_id());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(id.clone());
    let span = tracing::info_span!("request", id = id.0, %method, route);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let seconds = start.elapsed().as_secs_f64();
    span.in_scope(|| tracing::info!(status, milliseconds = seconds * 1000.0, "answered"));
    let labels = [("method", method.to_string()), ("route", route.clone()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", "route" => route).record(seconds);
    if let Ok(value) = HeaderValue::try_from(id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn new_id() -> String {
    let mut bytes = [0; ID_BYTES];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
