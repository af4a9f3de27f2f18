//! Keeps the figures of today at hand, so that whoever opens a page does not wait for them.

use std::future::Future;
use std::time::Duration;

use jiff::civil::Date;
use ledger::{Known, Past};
use store::ledgers::NOW;
use store::operations;

use super::answers::indicators;
use super::compute::compute;
use crate::{App, Error};

/// How often one looks whether anything was recorded. Figures follow when nothing more came for so long: while a file is loaded they
/// wait, and whoever asks meanwhile counts for themselves.
const PAUSE: Duration = Duration::from_secs(1);

/// Counts all indicators anew when something was recorded and when a day has begun, until `stop` comes to its end.
pub async fn keep(app: &App, stop: impl Future<Output = ()>) {
    tokio::select! {
        () = keep_counting(app) => {}
        () = stop => {}
    }
}

async fn keep_counting(app: &App) {
    let mut counted: Option<(Known, Date)> = None;
    let mut seen = None;
    loop {
        tokio::time::sleep(PAUSE).await;
        let newest = match newest(app).await {
            Ok(newest) => (newest, app.today()),
            Err(error) => {
                tracing::warn!(%error, "whether figures have changed cannot be told");
                continue;
            }
        };
        let is_quiet = seen.replace(newest) == Some(newest);
        if !is_quiet || counted == Some(newest) {
            continue;
        }
        match count(app).await {
            // While a base is being written some of the newest is still missing.
            Ok(known) => counted = (known >= newest.0).then_some(newest),
            Err(error) => {
                tracing::warn!(%error, "figures could not be counted anew");
                counted = Some(newest);
            }
        }
    }
}

async fn newest(app: &App) -> Result<Known, Error> {
    Ok(operations::newest(&app.store().reader().await?).await?)
}

/// Counts all; what did not change is at hand already. Tells the last operation that is counted.
async fn count(app: &App) -> Result<Known, Error> {
    let all = indicators(app, NOW).await?;
    let ledgers = all.by_id.values().flat_map(|indicator| indicator.ledgers()).cloned().collect();
    let seen = app.indicators().at_hand.see(app, &ledgers).await?;
    for indicator in all.by_id.values() {
        compute(app, &seen, indicator, Past { as_of: app.today(), known: NOW }).await?;
    }
    Ok(seen.known)
}
