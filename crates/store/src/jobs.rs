//! Work to be done beside the pages. A job is taken for a while; who does not finish by then loses it.
//!
//! The clock may be set back while a job waits or is worked on. Then it would wait for a time that comes only hours later;
//! [`take`] puts that right.

use jiff::Timestamp;
use kernel::Wording;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error};

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// The account for which it is done, if it is for one.
    pub account: Option<i64>,
    /// What is to be done.
    pub kind: String,
    /// With what, as JSON. Nothing personal stands here.
    pub payload: String,
    /// Not before this time.
    pub run_after: Timestamp,
    /// Somebody works on it until then.
    pub lease_until: Option<Timestamp>,
    /// How often it was taken.
    pub attempts: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// When it was given up.
    pub dead_at: Option<Timestamp>,
    /// How far it is, in percent.
    pub percent: Option<i64>,
    /// What is being done, or what went wrong last.
    pub line: Option<Wording>,
}

/// A job to be made.
#[derive(Debug, Clone)]
pub struct NewJob<'n> {
    /// The account for which it is done.
    pub account: Option<i64>,
    /// What is to be done.
    pub kind: &'n str,
    /// With what, as JSON.
    pub payload: &'n str,
    /// Not before this time.
    pub run_after: Timestamp,
}

const COLUMNS: &str = "id, account, kind, payload, run_after, lease_until, attempts, made_at, done_at, dead_at, percent, line_zh, line_en";

/// Makes a job.
///
/// # Errors
/// If the database cannot.
pub async fn make(db: &impl DbMut, new: &NewJob<'_>, now: Timestamp) -> Result<i64, Error> {
    let sql = "insert into job (account, kind, payload, run_after, attempts, made_at)
      values ($1, $2, $3, $4, 0, $5) returning id";
    let values: [Value; 5] = [
        new.account.into(),
        new.kind.into(),
        new.payload.into(),
        new.run_after.as_microsecond().into(),
        now.as_microsecond().into(),
    ];
    db.transaction().just(sql, values, |row| row.get("id")).await
}

/// Whether there is something to [`take`], or times to put right there, so that one need not write to find nothing.
///
/// # Errors
/// If the database cannot answer.
pub async fn is_due(db: &impl Db, now: Timestamp, lease_until: Timestamp) -> Result<bool, Error> {
    let sql = "select id from job where done_at is null and dead_at is null
      and (run_after <= $1 and (lease_until is null or lease_until <= $1) or lease_until > $2 or made_at > $1) limit 1";
    let values: [Value; 2] = [now.as_microsecond().into(), lease_until.as_microsecond().into()];
    let found = db.transaction().one(sql, values, |row| row.get::<i64>("id")).await?;
    Ok(found.is_some())
}

/// Whether a job of this kind waits or is worked on.
///
/// # Errors
/// If the database cannot answer.
pub async fn is_waiting(db: &impl Db, kind: &str) -> Result<bool, Error> {
    let sql = "select id from job where kind = $1 and done_at is null and dead_at is null limit 1";
    Ok(db.transaction().one(sql, [kind.into()], |row| row.get::<i64>("id")).await?.is_some())
}

/// For when the last job of this kind was that is done, as far as it is kept. It began then or later: what came to be while it was at work
/// it has perhaps not seen.
///
/// # Errors
/// If the database cannot answer.
pub async fn last_done(db: &impl Db, kind: &str) -> Result<Option<Timestamp>, Error> {
    let sql = "select max(run_after) as run_after from job where kind = $1 and done_at is not null";
    let read = |row: Row<'_>| row.get::<Option<i64>>("run_after")?.map(time).transpose();
    db.transaction().just(sql, [kind.into()], read).await
}

/// Takes the job that has waited longest, for so long; none if nothing is due.
///
/// # Errors
/// If the database cannot.
pub async fn take(db: &impl DbMut, now: Timestamp, lease_until: Timestamp) -> Result<Option<Job>, Error> {
    bring_back(db, now, lease_until).await?;
    let sql = format!(
        "update job set lease_until = $2, attempts = attempts + 1
         where id = (select id from job
           where done_at is null and dead_at is null and run_after <= $1 and (lease_until is null or lease_until <= $1)
           order by run_after, id limit 1{})
         returning {COLUMNS}",
        db.transaction().dialect().for_me_alone()
    );
    let values: [Value; 2] = [now.as_microsecond().into(), lease_until.as_microsecond().into()];
    db.transaction().one(&sql, values, job).await
}

/// Lets go of the jobs that whoever worked on this database before has taken: to be asked by whoever has taken it over.
///
/// # Errors
/// If the database cannot.
pub async fn let_go(db: &impl DbMut) -> Result<(), Error> {
    let sql = "update job set lease_until = null
      where lease_until is not null and done_at is null and dead_at is null";
    db.transaction().run(sql, []).await.map(drop)
}

/// Brings back what lies in a future that only a clock which was set back has seen. Nobody has a job for longer than whoever
/// takes one now: who lives renews it in time and keeps it, who died loses it. A job waits for as long as it was to wait.
async fn bring_back(db: &impl DbMut, now: Timestamp, lease_until: Timestamp) -> Result<(), Error> {
    let open = "done_at is null and dead_at is null";
    let sql = format!("update job set lease_until = $1 where lease_until > $1 and {open}");
    db.transaction().run(&sql, [lease_until.as_microsecond().into()]).await?;
    let sql = format!(
        "update job set run_after = run_after - (made_at - $1), made_at = $1 where made_at > $1 and {open}"
    );
    db.transaction().run(&sql, [now.as_microsecond().into()]).await.map(drop)
}

/// Goes on working on a job until a later time; tells whether it is still ours.
///
/// # Errors
/// If the database cannot.
pub async fn renew(db: &impl DbMut, taken: &Job, lease_until: Timestamp) -> Result<bool, Error> {
    let sql = "update job set lease_until = $3
      where id = $1 and attempts = $2 and done_at is null and dead_at is null";
    let values: [Value; 3] = [taken.id.into(), taken.attempts.into(), lease_until.as_microsecond().into()];
    Ok(db.transaction().run(sql, values).await? == 1)
}

/// Notes how far a job is, while it is ours.
///
/// # Errors
/// If the database cannot.
pub async fn report(db: &impl DbMut, taken: &Job, percent: i64, line: &Wording) -> Result<(), Error> {
    let sql = "update job set percent = $3, line_zh = $4, line_en = $5
      where id = $1 and attempts = $2 and done_at is null and dead_at is null";
    let (zh, en) = (line.zh.as_str(), line.en.as_str());
    let values = [taken.id.into(), taken.attempts.into(), percent.into(), zh.into(), en.into()];
    db.transaction().run(sql, values).await.map(drop)
}

/// Notes that a job is done; tells whether it was still ours, by the number of attempts it had when we took it.
///
/// # Errors
/// If the database cannot.
pub async fn done(db: &impl DbMut, taken: &Job, now: Timestamp) -> Result<bool, Error> {
    let sql = "update job set done_at = $3, lease_until = null, percent = 100
      where id = $1 and attempts = $2 and done_at is null and dead_at is null";
    let values: [Value; 3] = [taken.id.into(), taken.attempts.into(), now.as_microsecond().into()];
    Ok(db.transaction().run(sql, values).await? == 1)
}

/// Notes that a job failed: it is tried again at this time, or given up.
///
/// # Errors
/// If the database cannot.
pub async fn failed(
    db: &impl DbMut,
    taken: &Job,
    why: &Wording,
    again_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, Error> {
    let sql =
        "update job set line_zh = $3, line_en = $4, run_after = $5, dead_at = $6, lease_until = null, percent = null
      where id = $1 and attempts = $2 and done_at is null and dead_at is null";
    let dead_at = again_at.is_none().then(|| now.as_microsecond());
    let values: [Value; 6] = [
        taken.id.into(),
        taken.attempts.into(),
        why.zh.as_str().into(),
        why.en.as_str().into(),
        again_at.unwrap_or(taken.run_after).as_microsecond().into(),
        dead_at.into(),
    ];
    Ok(db.transaction().run(sql, values).await? == 1)
}

/// Lets a job that was given up run again; tells whether there was one.
///
/// # Errors
/// If the database cannot.
pub async fn revive(db: &impl DbMut, id: i64, now: Timestamp) -> Result<bool, Error> {
    let sql =
        "update job set dead_at = null, attempts = 0, run_after = $2 where id = $1 and dead_at is not null";
    Ok(db.transaction().run(sql, [id.into(), now.as_microsecond().into()]).await? == 1)
}

/// The job with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Job>, Error> {
    let sql = format!("select {COLUMNS} from job where id = $1");
    db.transaction().one(&sql, [id.into()], job).await
}

/// The jobs that were given up, the last first.
///
/// # Errors
/// If the database cannot answer.
pub async fn dead(db: &impl Db, limit: u16) -> Result<Vec<Job>, Error> {
    let sql = format!(
        "select {COLUMNS} from job where dead_at is not null order by dead_at desc, id desc limit $1"
    );
    db.transaction().all(&sql, [i64::from(limit).into()], job).await
}

/// How many jobs wait or are worked on, and how many were given up.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts(db: &impl Db) -> Result<(i64, i64), Error> {
    let sql = "select coalesce(sum(case when dead_at is null then 1 else 0 end), 0) as waiting,
      coalesce(sum(case when dead_at is null then 0 else 1 end), 0) as dead from job where done_at is null";
    db.transaction().just(sql, [], |row| Ok((row.get("waiting")?, row.get("dead")?))).await
}

/// Removes jobs that were done before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from job where done_at < $1";
    db.transaction().run(sql, [before.as_microsecond().into()]).await
}

fn job(row: Row<'_>) -> Result<Job, Error> {
    let maybe = |column: &str| row.get::<Option<i64>>(column)?.map(time).transpose();
    let line = row.get::<Option<String>>("line_zh")?.zip(row.get::<Option<String>>("line_en")?);
    Ok(Job {
        id: row.get("id")?,
        account: row.get("account")?,
        kind: row.get("kind")?,
        payload: row.get("payload")?,
        run_after: time(row.get("run_after")?)?,
        lease_until: maybe("lease_until")?,
        attempts: row.get("attempts")?,
        made_at: time(row.get("made_at")?)?,
        done_at: maybe("done_at")?,
        dead_at: maybe("dead_at")?,
        percent: row.get("percent")?,
        line: line.map(|(zh, en)| Wording { zh, en }),
    })
}
