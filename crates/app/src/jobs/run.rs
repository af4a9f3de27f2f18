use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::jobs::{self, Job};

use super::Work;
use super::retry::wait_after;
use crate::{App, Error};

/// Somebody who takes work has so long to finish it; then others may take it. The longest work is one letter to a slow
/// server.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// How often one looks whether work is due: a letter that somebody waits for leaves at once, and looking costs nothing.
const PAUSE: Duration = Duration::from_secs(1);
/// Characters of an error that are kept.
const ERROR_MAX: usize = 500;

/// Does work as it becomes due, one after the other, until `stop` comes to its end; what is being done then is finished.
pub async fn run(app: &App, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    loop {
        if let Err(error) = run_due(app).await {
            tracing::error!(%error, "jobs cannot be taken");
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

/// Does all the work that is due now; tells how much was done, failed ones among it.
///
/// # Errors
/// If the database cannot.
pub async fn run_due(app: &App) -> Result<u32, Error> {
    let mut done = 0;
    while let Some(job) = take(app).await? {
        let result = match serde_json::from_str::<Work>(&job.payload) {
            Ok(work) => work.be_done(app).await,
            // A newer program put it down; it waits for that.
            Err(_) => Err(format!("this program does not know the work {}", job.kind)),
        };
        finish(app, &job, result).await?;
        done += 1;
    }
    Ok(done)
}

async fn take(app: &App) -> Result<Option<Job>, Error> {
    let now = app.now();
    if !jobs::is_due(&app.store().reader().await?, now).await? {
        return Ok(None);
    }
    let housekeeping = app.store().housekeeping().await?;
    let until = now.saturating_add(LEASE).unwrap_or(Timestamp::MAX);
    let job = jobs::take(&housekeeping, now, until).await?;
    housekeeping.commit().await?;
    Ok(job)
}

async fn finish(app: &App, job: &Job, result: Result<(), String>) -> Result<(), Error> {
    let now = app.now();
    let housekeeping = app.store().housekeeping().await?;
    match result {
        Ok(()) => _ = jobs::done(&housekeeping, job, now).await?,
        Err(error) => {
            let error: String = error.chars().take(ERROR_MAX).collect();
            let again_at = wait_after(job.attempts).and_then(|wait| now.saturating_add(wait).ok());
            tracing::warn!(job = job.id, kind = job.kind, attempts = job.attempts, error, "a job failed");
            jobs::failed(&housekeeping, job, &error, again_at, now).await?;
        }
    }
    Ok(housekeeping.commit().await?)
}
