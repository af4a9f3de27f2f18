use cases::{Projection, Running};
use jiff::civil::Date;
use kernel::Wording;
use sea_orm::Value as Parameter;

use crate::db::Row;
use crate::{Db, Error, Write, day};

/// A clock of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRow {
    /// What its case set running.
    pub running: Running,
    /// The last day; none while it stands still.
    pub due: Option<Date>,
    /// Whether a decree could still move it.
    pub provisional: bool,
}

/// A clock that has not ended, with its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClock {
    /// The row of its case.
    pub case: i64,
    /// The number of its case.
    pub number: String,
    /// The procedure of its case.
    pub procedure: String,
    /// The declaration to which its case is pinned.
    pub digest: String,
    /// The clock.
    pub clock: ClockRow,
}

/// A last day that moved without anything happening in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The row of the case.
    pub case: i64,
    /// The clock.
    pub clock: String,
    /// The event that started it.
    pub seq: u32,
    /// The last day before.
    pub before: Option<Date>,
    /// The last day now.
    pub after: Option<Date>,
    /// Whether it may move again.
    pub provisional: bool,
    /// Why.
    pub reason: Wording,
}

const CLOCK: &str = "facts, due, provisional";

/// Keeps the clocks of a case with the days on which they end.
///
/// # Errors
/// If the database cannot.
pub async fn keep_clocks(write: &Write, id: i64, clocks: &[(&Running, Projection)]) -> Result<(), Error> {
    let row = |(running, projection): &(&Running, Projection)| -> Vec<Parameter> {
        let facts = serde_json::to_string(running).expect("a clock is always JSON");
        let due = projection.due;
        vec![
            id.into(),
            running.clock.as_str().into(),
            i64::from(running.seq).into(),
            facts.into(),
            due.map(|due| day::number(due.date)).into(),
            due.and_then(|due| due.time).map(|time| time.to_string()).into(),
            i64::from(due.is_some_and(|due| due.provisional)).into(),
            i64::from(running.stopped.is_some()).into(),
        ]
    };
    write.transaction().run("delete from case_clock where case_id = $1", [id.into()]).await?;
    let into = "case_clock (case_id, clock, seq, facts, due, due_time, provisional, stopped)";
    write.transaction().insert(into, clocks.iter().map(row).collect()).await
}

/// The clocks of a case, in the order in which they started.
///
/// # Errors
/// If the database cannot answer.
pub async fn clocks(db: &impl Db, id: i64) -> Result<Vec<ClockRow>, Error> {
    let sql = format!("select {CLOCK} from case_clock where case_id = $1 order by seq, clock");
    db.transaction().all(&sql, [id.into()], clock).await
}

/// Clocks that have not ended, after a row and a clock, in the order of their cases.
///
/// # Errors
/// If the database cannot answer.
pub async fn open_clocks(db: &impl Db, after: (i64, &str), limit: u32) -> Result<Vec<OpenClock>, Error> {
    let sql = "select k.case_id, c.number, c.procedure, c.digest, k.facts, k.due, k.provisional
      from case_clock k join case_current c on c.id = k.case_id
      where k.stopped = 0 and (k.case_id > $1 or (k.case_id = $1 and k.clock > $2))
      order by k.case_id, k.clock limit $3";
    db.transaction().all(sql, [after.0.into(), after.1.into(), i64::from(limit).into()], open).await
}

/// Clocks that run and whose last day is on or before a day, the earliest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn overdue(db: &impl Db, until: Date, limit: u32) -> Result<Vec<OpenClock>, Error> {
    let sql = "select k.case_id, c.number, c.procedure, c.digest, k.facts, k.due, k.provisional
      from case_clock k join case_current c on c.id = k.case_id
      where k.stopped = 0 and k.due <= $1 order by k.due, k.case_id limit $2";
    db.transaction().all(sql, [day::number(until).into(), i64::from(limit).into()], open).await
}

/// Writes new last days, each with the reason.
///
/// # Errors
/// If the database cannot.
pub async fn move_clocks(write: &Write, moved: &[Moved]) -> Result<(), Error> {
    let mut rows = Vec::with_capacity(moved.len());
    for it in moved {
        let (before, after) = (it.before.map(day::number), it.after.map(day::number));
        let sql =
            "update case_clock set due = $4, provisional = $5 where case_id = $1 and clock = $2 and seq = $3";
        let seq = i64::from(it.seq);
        let values: [Parameter; 5] = [
            it.case.into(),
            it.clock.as_str().into(),
            seq.into(),
            after.into(),
            i64::from(it.provisional).into(),
        ];
        write.transaction().run(sql, values).await?;
        rows.push(vec![
            it.case.into(),
            it.clock.as_str().into(),
            seq.into(),
            write.seq().into(),
            before.into(),
            after.into(),
            it.reason.zh.as_str().into(),
            it.reason.en.as_str().into(),
        ]);
        write.noted(&["clock-moved", &it.case.to_string(), &it.clock, &seq.to_string()]);
    }
    let into =
        "case_clock_moved (case_id, clock, seq, operation, due_before, due_after, reason_zh, reason_en)";
    write.transaction().insert(into, rows).await
}

/// How the last days of a case moved, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn moved(db: &impl Db, id: i64) -> Result<Vec<(i64, Moved)>, Error> {
    let read = |row: Row<'_>| {
        let date = |column: &str| row.get::<Option<i64>>(column)?.map(day::date).transpose();
        let moved = Moved {
            case: id,
            clock: row.get("clock")?,
            seq: seq(row.get("seq")?)?,
            before: date("due_before")?,
            after: date("due_after")?,
            provisional: false,
            reason: Wording { zh: row.get("reason_zh")?, en: row.get("reason_en")? },
        };
        Ok((row.get("operation")?, moved))
    };
    let sql =
        "select clock, seq, operation, due_before, due_after, reason_zh, reason_en from case_clock_moved
      where case_id = $1 order by operation, clock";
    db.transaction().all(sql, [id.into()], read).await
}

fn open(row: Row<'_>) -> Result<OpenClock, Error> {
    Ok(OpenClock {
        case: row.get("case_id")?,
        number: row.get("number")?,
        procedure: row.get("procedure")?,
        digest: row.get("digest")?,
        clock: clock(row)?,
    })
}

fn clock(row: Row<'_>) -> Result<ClockRow, Error> {
    let facts: String = row.get("facts")?;
    let running = serde_json::from_str(&facts)
        .map_err(|error| Error::damaged(format!("a clock cannot be read: {error}")))?;
    let due = row.get::<Option<i64>>("due")?.map(day::date).transpose()?;
    Ok(ClockRow { running, due, provisional: row.get::<i64>("provisional")? != 0 })
}

fn seq(number: i64) -> Result<u32, Error> {
    u32::try_from(number).map_err(|_| Error::damaged("the number of an event"))
}
