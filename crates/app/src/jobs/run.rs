use std::future::Future;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kernel::Wording;
use store::jobs::{self, Job};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::plan::plan;
use super::retry::{ATTEMPTS_MAX, wait_after};
use super::{Failure, Progress, Work};
use crate::{App, Error};

/// Whoever does not say for so long that they are alive loses the job.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// How often they say so.
const ALIVE_EVERY: Duration = Duration::from_secs(30);
/// How often one looks whether work is due: a letter that somebody waits for leaves at once, and looking costs nothing.
const PAUSE: Duration = Duration::from_secs(1);
/// How long work that is under way may go on when the server is told to stop. What is not done by then is taken again after
/// the next start.
const STOP_TIME_MAX: Duration = Duration::from_secs(20);

/// Does work as it becomes due until `stop` comes to its end. There is one runner in a process.
pub async fn run(app: &App, stop: impl Future<Output = ()>) {
    let (stopping, stopped) = watch::channel(false);
    // Two at the same time: a letter that somebody waits for does not wait for a long job.
    let workers =
        async { tokio::join!(keep_working(app, stopped.clone()), keep_working(app, stopped.clone())) };
    let patience = async {
        stop.await;
        stopping.send_replace(true);
        sleep(STOP_TIME_MAX).await;
    };
    tokio::select! {
        _ = workers => {}
        () = patience => tracing::warn!("jobs were still under way when the time to stop was over"),
    }
}

/// Does all the work that is due now, one after the other; tells how much was done, what failed among it.
///
/// # Errors
/// If the database cannot.
pub async fn run_due(app: &App) -> Result<u32, Error> {
    let mut done = 0;
    while let Some(job) = take(app).await? {
        attend(app, &job).await?;
        done += 1;
    }
    Ok(done)
}

/// Takes over the work of whoever had the database before: it is done by nobody, because who opens a database last has it alone.
pub(crate) async fn take_over(app: &App) -> Result<(), Error> {
    let housekeeping = app.store().housekeeping().await?;
    jobs::let_go(&housekeeping).await?;
    Ok(housekeeping.commit().await?)
}

async fn keep_working(app: &App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match work_once(app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "jobs cannot be taken"),
        }
        tokio::select! {
            _ = stopped.changed() => {}
            () = sleep(PAUSE) => {}
        }
    }
}

/// Does one job if one is due.
async fn work_once(app: &App) -> Result<bool, Error> {
    plan(app).await?;
    let Some(job) = take(app).await? else { return Ok(false) };
    attend(app, &job).await?;
    Ok(true)
}

async fn take(app: &App) -> Result<Option<Job>, Error> {
    let (now, lease) = (app.now(), lease(app));
    if !jobs::is_due(&app.store().reader().await?, now, lease).await? {
        return Ok(None);
    }
    let housekeeping = app.store().housekeeping().await?;
    let job = jobs::take(&housekeeping, now, lease).await?;
    housekeeping.commit().await?;
    Ok(job)
}

/// Does a job while it is ours, and notes what became of it.
async fn attend(app: &App, job: &Job) -> Result<(), Error> {
    // What a newer program put down waits for that.
    let Ok(work) = serde_json::from_str::<Work>(&job.payload) else {
        let why =
            Failure::for_now("本版程序不认识这项任务", "this version of the program does not know this work");
        return fail(app, job, None, why).await;
    };
    let result = tokio::select! {
        result = attempt(app, job, &work) => result,
        () = stay_alive(app, job) => {
            tracing::warn!(job = job.id, kind = job.kind, "a job was taken by somebody else");
            return Ok(());
        }
    };
    match result {
        Ok(()) => {
            let housekeeping = app.store().housekeeping().await?;
            jobs::done(&housekeeping, job, app.now()).await?;
            Ok(housekeeping.commit().await?)
        }
        Err(failure) => fail(app, job, Some(&work), failure).await,
    }
}

/// Does the work in a task of its own, so that a fault of the program ends this work and not the runner.
async fn attempt(app: &App, job: &Job, work: &Work) -> Result<(), Failure> {
    if job.attempts > ATTEMPTS_MAX {
        let why =
            Wording::new("程序多次在中途停止", "the program stopped in the middle of it again and again");
        return Err(Failure { why, is_final: true });
    }
    let mut task = JoinSet::new();
    let (app, job, doing) = (app.clone(), job.clone(), work.clone());
    task.spawn(async move { doing.be_done(&app, Progress { app: &app, job: &job }).await });
    match timeout(work.time_max(), task.join_next()).await {
        Ok(Some(Ok(result))) => result,
        Ok(_) => Err(Failure::for_now("程序出错，详见日志", "the program failed; the log says more")),
        Err(_) => Err(Failure::for_now("用时过长", "it took too long")),
    }
}

/// Comes to its end when the job is ours no more.
async fn stay_alive(app: &App, job: &Job) {
    loop {
        sleep(ALIVE_EVERY).await;
        match renew(app, job).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, job = job.id, "the lease of a job cannot be renewed"),
        }
    }
}

async fn renew(app: &App, job: &Job) -> Result<bool, Error> {
    let housekeeping = app.store().housekeeping().await?;
    let is_ours = jobs::renew(&housekeeping, job, lease(app)).await?;
    housekeeping.commit().await?;
    Ok(is_ours)
}

async fn fail(app: &App, job: &Job, work: Option<&Work>, failure: Failure) -> Result<(), Error> {
    let now = app.now();
    let wait = wait_after(job.attempts).filter(|_| !failure.is_final);
    let again_at = wait.and_then(|wait| now.saturating_add(wait).ok());
    let (kind, why) = (&job.kind, &failure.why);
    tracing::warn!(job = job.id, kind, attempts = job.attempts, error = why.en, "a job failed");
    let housekeeping = app.store().housekeeping().await?;
    let was_ours = jobs::failed(&housekeeping, job, why, again_at, now).await?;
    if let (Some(work), None, true) = (work, again_at, was_ours) {
        work.be_given_up(app, &housekeeping, why).await?;
    }
    Ok(housekeeping.commit().await?)
}

fn lease(app: &App) -> Timestamp {
    app.now().saturating_add(LEASE).unwrap_or(Timestamp::MAX)
}
