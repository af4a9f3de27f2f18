use std::collections::BTreeSet;

use cases::{Projection, Running};
use jiff::civil::{Date, DateTime};
use kernel::Wording;
use sea_orm::Value as Parameter;

use crate::db::Row;
use crate::sql::Sql;
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

/// Where a clock stands among those that end: its last day, its case, its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(Date, i64, String);

impl OpenClock {
    /// Where the next page of clocks that end begins; none while it stands still.
    pub fn place(&self) -> Option<Place> {
        Some(Place(self.clock.due?, self.case, self.clock.running.clock.clone()))
    }
}

/// A last day that moves without anything happening in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// The row of the case.
    pub case: i64,
    /// The clock, as it was when the day was computed.
    pub running: Running,
    /// The last day before.
    pub before: Option<Date>,
    /// The last day now.
    pub after: Option<Date>,
    /// Whether it may move again.
    pub provisional: bool,
    /// Why.
    pub reason: Wording,
}

/// A last day that moved without anything happening in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The operation that moved it.
    pub operation: i64,
    /// The clock.
    pub clock: String,
    /// The event that started it.
    pub seq: u32,
    /// The last day before.
    pub before: Option<Date>,
    /// The last day after.
    pub after: Option<Date>,
    /// Why.
    pub reason: Wording,
}

const OPEN: &str = "select k.case_id, c.number, c.procedure, c.digest, k.facts, k.due, k.provisional
  from case_clock k join case_current c on c.id = k.case_id where k.stopped = 0";

pub(super) const INTO: &str = "case_clock (case_id, clock, seq, facts, due, due_time, provisional, stopped)";

/// Keeps the clocks of a case with the days on which they end.
///
/// # Errors
/// If the database cannot.
pub async fn keep_clocks(write: &Write, id: i64, clocks: &[(&Running, Projection)]) -> Result<(), Error> {
    write.transaction().run("delete from case_clock where case_id = $1", [id.into()]).await?;
    write.transaction().insert(INTO, clock_rows(id, clocks)).await
}

pub(super) fn clock_rows(id: i64, clocks: &[(&Running, Projection)]) -> Vec<Vec<Parameter>> {
    let row = |(running, projection): &(&Running, Projection)| -> Vec<Parameter> {
        let due = projection.due;
        vec![
            id.into(),
            running.clock.as_str().into(),
            i64::from(running.seq).into(),
            facts(running).into(),
            due.map(|due| day::number(due.date)).into(),
            due.and_then(|due| due.time).map(|time| time.to_string()).into(),
            i64::from(due.is_some_and(|due| due.provisional)).into(),
            i64::from(running.stopped.is_some()).into(),
        ]
    };
    clocks.iter().map(row).collect()
}

/// Clocks that have not ended, after a case and a clock of it, in the order of their cases.
///
/// # Errors
/// If the database cannot answer.
pub async fn open_clocks(db: &impl Db, after: (i64, &str), limit: u32) -> Result<Vec<OpenClock>, Error> {
    let mut sql = Sql::new(OPEN);
    sql.text(" and (k.case_id > ").value(after.0).text(" or (k.case_id = ").value(after.0);
    sql.text(" and k.clock > ").value(after.1).text(")) order by k.case_id, k.clock limit ");
    sql.value(i64::from(limit));
    db.transaction().all(&sql.text, sql.values, open).await
}

/// Clocks whose last day, or last moment where hours count, is over at this time, after a place; the earliest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn ended(
    db: &impl Db,
    now: DateTime,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<OpenClock>, Error> {
    let today = day::number(now.date());
    let mut sql = Sql::new(OPEN);
    sql.text(" and k.due <= ").value(today).text(" and (k.due < ").value(today);
    sql.text(" or k.due_time < ").value(now.time().to_string()).text(")");
    page(db, sql, after, limit).await
}

/// Clocks whose last day is one of these, after a place; the earliest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn near(
    db: &impl Db,
    (first, last): (Date, Date),
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<OpenClock>, Error> {
    let mut sql = Sql::new(OPEN);
    sql.text(" and k.due >= ").value(day::number(first)).text(" and k.due <= ").value(day::number(last));
    page(db, sql, after, limit).await
}

/// The clocks of a question after a place, in the order of their last days.
async fn page(
    db: &impl Db,
    mut sql: Sql,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<OpenClock>, Error> {
    if let Some(Place(due, case, clock)) = after {
        sql.text(" and (k.due, k.case_id, k.clock) > (").value(day::number(*due)).text(", ");
        sql.value(*case).text(", ").value(clock.as_str()).text(")");
    }
    sql.text(" order by k.due, k.case_id, k.clock limit ").value(i64::from(limit));
    db.transaction().all(&sql.text, sql.values, open).await
}

/// Writes new last days, each with the reason; tells which. A clock that has been stopped, extended or otherwise touched
/// since its day was computed is left alone: what touched it has computed its day as well.
///
/// # Errors
/// If the database cannot.
pub async fn move_clocks<'m>(write: &Write, moving: &'m [Moving]) -> Result<Vec<&'m Moving>, Error> {
    /// SQLite looks for each parameter among all of a statement, so that larger ones take longer.
    const AT_ONCE: usize = 100;
    let mut moved = Vec::new();
    for moving in moving.chunks(AT_ONCE) {
        let there = move_some(write, moving).await?;
        let key = |it: &Moving| (it.case, facts(&it.running));
        let those: Vec<&Moving> = moving.iter().filter(|it| there.contains(&key(it))).collect();
        let rows: Vec<Vec<Parameter>> = those.iter().map(|it| moved_row(write, it)).collect();
        moved.extend(those);
        let into = "case_clock_moved
          (case_id, clock, seq, operation, due_before, due_after, reason_zh, reason_en)";
        write.transaction().insert(into, rows).await?;
    }
    Ok(moved)
}

/// Moves clocks that are still as they were when their days were computed; tells which.
async fn move_some(write: &Write, moving: &[Moving]) -> Result<BTreeSet<(i64, String)>, Error> {
    let mut sql =
        Sql::new("with to_move (of_case, of_clock, of_seq, to_due, is_provisional, as_it_was) as (values ");
    for (at, it) in moving.iter().enumerate() {
        sql.text(if at == 0 { "(" } else { ", (" });
        sql.text("cast(").value(it.case).text(" as bigint), ");
        sql.text("cast(").value(it.running.clock.as_str()).text(" as text), ");
        sql.text("cast(").value(i64::from(it.running.seq)).text(" as bigint), ");
        sql.text("cast(").value(it.after.map(day::number)).text(" as bigint), ");
        sql.text("cast(").value(i64::from(it.provisional)).text(" as bigint), ");
        sql.text("cast(").value(facts(&it.running)).text(" as text))");
    }
    sql.text(
        ") update case_clock set due = to_due, provisional = is_provisional from to_move
      where case_id = of_case and clock = of_clock and seq = of_seq and facts = as_it_was and stopped = 0
      returning case_id, facts",
    );
    let read = |row: Row<'_>| Ok((row.get("case_id")?, row.get("facts")?));
    Ok(write.transaction().all(&sql.text, sql.values, read).await?.into_iter().collect())
}

/// The row that says how a clock moved; the operation commits to it.
fn moved_row(write: &Write, it: &Moving) -> Vec<Parameter> {
    let (clock, seq) = (it.running.clock.as_str(), i64::from(it.running.seq));
    write.noted(&["clock-moved", &it.case.to_string(), clock, &seq.to_string()]);
    vec![
        it.case.into(),
        clock.into(),
        seq.into(),
        write.seq().into(),
        it.before.map(day::number).into(),
        it.after.map(day::number).into(),
        it.reason.zh.as_str().into(),
        it.reason.en.as_str().into(),
    ]
}

/// How the last days of a case moved, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn moved(db: &impl Db, id: i64) -> Result<Vec<Moved>, Error> {
    let read = |row: Row<'_>| {
        let date = |column: &str| row.get::<Option<i64>>(column)?.map(day::date).transpose();
        let seq: i64 = row.get("seq")?;
        Ok(Moved {
            operation: row.get("operation")?,
            clock: row.get("clock")?,
            seq: u32::try_from(seq).map_err(|_| Error::damaged("the number of an event"))?,
            before: date("due_before")?,
            after: date("due_after")?,
            reason: Wording { zh: row.get("reason_zh")?, en: row.get("reason_en")? },
        })
    };
    let sql =
        "select clock, seq, operation, due_before, due_after, reason_zh, reason_en from case_clock_moved
      where case_id = $1 order by operation, clock";
    db.transaction().all(sql, [id.into()], read).await
}

/// What a case set running, as it is kept; equal clocks are equal texts.
fn facts(running: &Running) -> String {
    serde_json::to_string(running).expect("a clock is always JSON")
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
