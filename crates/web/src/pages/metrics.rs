use std::convert::Infallible;
use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::error::Error;
use crate::safety::is_this_machine;
use crate::site::Site;

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// How often single measurements are summed up.
const GATHER_EVERY: Duration = Duration::from_secs(5);

/// Starts to keep measurements. Somebody else in this process may keep them already; then `/metrics` is not there.
pub(crate) fn keep() {
    RECORDER.get_or_init(|| PrometheusBuilder::new().install_recorder().ok());
}

/// Sums measurements up for as long as the server runs. Until then the time of every answer is kept by itself, and without
/// this the memory of a server whose measurements nobody reads would grow.
pub(crate) async fn gather() -> Infallible {
    loop {
        tokio::time::sleep(GATHER_EVERY).await;
        if let Some(Some(measurements)) = RECORDER.get() {
            measurements.run_upkeep();
        }
    }
}

/// The measurements, for this machine and for who has the key. For all others there is no such page.
pub(crate) async fn show(State(site): State<Site>, request: Request) -> Result<Response, Error> {
    let has_key = match &site.settings.metrics_key {
        Some(key) => request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "))
            .is_some_and(|given| is_same(given, key.as_bytes())),
        None => false,
    };
    let measurements = RECORDER.get().and_then(Option::as_ref);
    match measurements {
        Some(measurements) if has_key || is_this_machine(&request) => {
            let kind = [(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            Ok((kind, measurements.render()).into_response())
        }
        _ => Err(Error::NotFound),
    }
}

/// Compares without telling by its time where they differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).fold(0, |sum, (left, right)| sum | (left ^ right)) == 0
}
