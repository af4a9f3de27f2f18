use jiff::Timestamp;
use pack::Act;
use store::jobs;

use crate::{Actor, App, Error, Subject, may};

/// Work that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    /// Its number.
    pub id: i64,
    /// What it was.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was given up.
    pub at: Timestamp,
    /// What went wrong last.
    pub error: String,
}

/// The work that was given up, the last first.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system.
pub async fn dead(app: &App, actor: &Actor, limit: u16) -> Result<Vec<Dead>, Error> {
    may(actor, Act::SeeHealth, Subject::County).map_err(Error::NotAllowed)?;
    let dead = jobs::dead(&app.store().reader().await?, limit).await?;
    Ok(dead
        .into_iter()
        .map(|job| Dead {
            id: job.id,
            kind: job.kind,
            attempts: job.attempts,
            at: job.dead_at.unwrap_or(job.run_after),
            error: job.error.unwrap_or_default(),
        })
        .collect())
}

/// How much work waits, and how much was given up.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system.
pub async fn counts(app: &App, actor: &Actor) -> Result<(i64, i64), Error> {
    may(actor, Act::SeeHealth, Subject::County).map_err(Error::NotAllowed)?;
    Ok(jobs::counts(&app.store().reader().await?).await?)
}

/// Lets work that was given up be tried again.
///
/// # Errors
/// [`Error::NotFound`] if there is none with this number.
pub async fn revive(app: &App, actor: &Actor, job: i64) -> Result<(), Error> {
    may(actor, Act::SeeHealth, Subject::County).map_err(Error::NotAllowed)?;
    let write = app.begin(actor, "revive-job", ("job", &job.to_string()), None).await?;
    if !jobs::revive(&write, job, app.now()).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}
