use jiff::Timestamp;
use kernel::{Place, Problem, Wording};
use pack::Act;
use store::jobs::{self, Job};

use super::Work;
use crate::{Actor, App, Deed, Error, Subject, may};

/// The most jobs of one list.
const JOBS_MAX: u16 = 200;

/// A job, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub title: Wording,
    /// What became of it.
    pub state: State,
    /// How often it was begun.
    pub attempts: i64,
    /// When it was put down.
    pub made_at: Timestamp,
    /// How far it is, in percent, if it says so.
    pub percent: Option<i64>,
    /// What is being done, or what went wrong last.
    pub line: Option<Wording>,
    /// Whether one may let it be tried again.
    pub may_be_revived: bool,
}

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits until then.
    Waiting(Timestamp),
    /// Somebody works on it.
    UnderWay,
    /// It was done.
    Done(Timestamp),
    /// It was given up.
    GivenUp(Timestamp),
}

/// How much work there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Waits, or is being done.
    pub waiting: i64,
    /// Was given up.
    pub given_up: i64,
}

/// One job.
///
/// # Errors
/// [`Error::NotFound`] to all but the one for whom it is done and those who may see the health of the system.
pub async fn see(app: &App, actor: &Actor, id: i64) -> Result<Seen, Error> {
    let job = jobs::get(&app.store().reader().await?, id).await?.ok_or(Error::NotFound)?;
    let is_own = job.account.is_some() && job.account == actor.account;
    if !is_own && looks_after(actor).is_err() {
        return Err(Error::NotFound);
    }
    Ok(seen(app, job))
}

/// The work that was given up, the last first.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system.
pub async fn dead(app: &App, actor: &Actor) -> Result<Vec<Seen>, Error> {
    looks_after(actor)?;
    let dead = jobs::dead(&app.store().reader().await?, JOBS_MAX).await?;
    Ok(dead.into_iter().map(|job| seen(app, job)).collect())
}

/// How much work waits, and how much was given up.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system.
pub async fn counts(app: &App, actor: &Actor) -> Result<Counts, Error> {
    looks_after(actor)?;
    let (waiting, given_up) = jobs::counts(&app.store().reader().await?).await?;
    Ok(Counts { waiting, given_up })
}

/// Lets work that was given up be tried again.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system, [`Error::NotFound`] if there is none with this
/// number, [`Error::Invalid`] for work that makes no sense any more.
pub async fn revive(app: &App, actor: &Actor, id: i64) -> Result<(), Error> {
    looks_after(actor)?;
    let write = app.begin(actor, Deed::ReviveJob.id(), ("job", &id.to_string()), None).await?;
    let job = jobs::get(&write, id).await?.filter(|job| job.dead_at.is_some()).ok_or(Error::NotFound)?;
    if !seen(app, job).may_be_revived {
        return Err(Error::invalid(too_late()));
    }
    jobs::revive(&write, id, app.now()).await?;
    Ok(write.commit().await?)
}

/// Whoever sees to the health of the system sees to its work as well.
pub(super) fn looks_after(actor: &Actor) -> Result<(), Error> {
    may(actor, Act::SeeHealth, Subject::County).map_err(Error::NotAllowed)
}

fn seen(app: &App, job: Job) -> Seen {
    let work = serde_json::from_str::<Work>(&job.payload).ok();
    let is_leased = job.lease_until.is_some_and(|until| until > app.now());
    let state = match (job.done_at, job.dead_at) {
        (Some(at), _) => State::Done(at),
        (None, Some(at)) => State::GivenUp(at),
        (None, None) if is_leased => State::UnderWay,
        (None, None) => State::Waiting(job.run_after),
    };
    Seen {
        id: job.id,
        title: work.as_ref().map_or_else(|| Wording::new(&job.kind, &job.kind), Work::title),
        may_be_revived: job.dead_at.is_some() && work.is_none_or(|work| work.may_be_revived()),
        state,
        attempts: job.attempts,
        made_at: job.made_at,
        percent: job.percent,
        line: job.line,
    }
}

fn too_late() -> Problem {
    Problem::error(
        "job-too-late",
        Place::default().at_field("job"),
        Wording::new(
            "这封邮件的内容已删除，不能再发",
            "the words of this letter are gone; it cannot be sent again",
        ),
        Wording::new("请当事人重新申请", "let the person concerned ask for a new one"),
    )
}
