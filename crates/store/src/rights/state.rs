use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use ledger::DeadlineKind;

use super::{RightDeadline, row};
use crate::db::{Row, time};
use crate::sql::Sql;
use crate::{Db, DbMut, Error, day};

/// Ids of revisions are the number of their operation times this, and a count.
const REVISIONS_OF_ONE: i64 = 65_536;

/// How far the kept days are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// They follow from all operations up to this one.
    pub seq: i64,
    /// And from declarations with this digest.
    pub digest: String,
}

/// A record that something was said of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The ledger.
    pub ledger: String,
    /// The record.
    pub key: String,
}

/// How far the kept days are; none if they were never made.
///
/// # Errors
/// If the database cannot answer.
pub async fn state(db: &impl Db) -> Result<Option<State>, Error> {
    let read = |row: Row<'_>| Ok(State { seq: row.get("seq")?, digest: row.get("digest")? });
    db.transaction().one("select seq, digest from right_state", [], read).await
}

/// Notes how far they are.
///
/// # Errors
/// If the database cannot.
pub async fn set_state(db: &impl DbMut, state: &State) -> Result<(), Error> {
    db.transaction().run("delete from right_state", []).await?;
    let row = vec![1_i64.into(), state.seq.into(), state.digest.as_str().into()];
    db.transaction().insert("right_state (one, seq, digest)", vec![row]).await
}

/// The records of some ledgers of which something was said after an operation, each once; no more than so many.
///
/// # Errors
/// If the database cannot answer.
pub async fn changes(
    db: &impl Db,
    after: i64,
    ledgers: impl IntoIterator<Item = &str>,
    limit: u32,
) -> Result<Vec<Change>, Error> {
    let mut sql = Sql::new("select distinct ledger, key from revision where id >= ");
    sql.value((after + 1).saturating_mul(REVISIONS_OF_ONE)).text(" and ledger in ");
    sql.list(ledgers.into_iter().map(Into::into)).text(" limit ").value(i64::from(limit));
    let read = |row: Row<'_>| Ok(Change { ledger: row.get("ledger")?, key: row.get("key")? });
    db.transaction().all(&sql.text, sql.values, read).await
}

/// The first operation that said anything of each of these records.
///
/// # Errors
/// If the database cannot answer.
pub async fn first_told(db: &impl Db, ledger: &str, keys: &[String]) -> Result<BTreeMap<String, i64>, Error> {
    let mut sql = Sql::new("select key, min(seq) as first from revision where ledger = ");
    sql.value(ledger).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys.iter().map(String::as_str)).text(" group by key");
    let read = |row: Row<'_>| Ok((row.get("key")?, row.get("first")?));
    Ok(db.transaction().all(&sql.text, sql.values, read).await?.into_iter().collect())
}

/// When operations were recorded.
///
/// # Errors
/// If the database cannot answer.
pub async fn recorded(
    db: &impl Db,
    operations: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, Timestamp>, Error> {
    let mut sql = Sql::new("select seq, recorded_at from operation where seq in ");
    sql.list(operations.into_iter().map(Into::into));
    let read = |row: Row<'_>| Ok((row.get("seq")?, time(row.get("recorded_at")?)?));
    Ok(db.transaction().all(&sql.text, sql.values, read).await?.into_iter().collect())
}

/// Which of these revisions came from files that were imported.
///
/// # Errors
/// If the database cannot answer.
pub async fn imported(
    db: &impl Db,
    revisions: impl IntoIterator<Item = i64>,
) -> Result<BTreeSet<i64>, Error> {
    let mut sql = Sql::new("select id from revision where batch is not null and id in ");
    sql.list(revisions.into_iter().map(Into::into));
    let found = db.transaction().all(&sql.text, sql.values, |row: Row<'_>| row.get("id")).await?;
    Ok(found.into_iter().collect())
}

/// Puts the days of some rights of a ledger in the place of those that were kept of them.
///
/// # Errors
/// If the database cannot.
pub async fn keep(
    db: &impl DbMut,
    (ledger, keys): (&str, &[String]),
    deadlines: &[RightDeadline],
) -> Result<(), Error> {
    let mut sql = Sql::new("delete from right_deadline where ledger = ");
    sql.value(ledger).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys.iter().map(String::as_str));
    db.transaction().run(&sql.text, sql.values).await?;
    add(db, deadlines).await
}

/// Puts the days of all rights of a ledger whose keys lie behind one and not behind another in the place of those kept.
///
/// # Errors
/// If the database cannot.
pub async fn replace(
    db: &impl DbMut,
    ledger: &str,
    (after, last): (&str, &str),
    deadlines: &[RightDeadline],
) -> Result<(), Error> {
    let values = [ledger.into(), after.into(), last.into()];
    let sql = "delete from right_deadline where ledger = $1 and key > $2 and key <= $3";
    db.transaction().run(sql, values).await?;
    add(db, deadlines).await
}

/// Removes what is kept of rights of a ledger whose keys lie behind one.
///
/// # Errors
/// If the database cannot.
pub async fn remove_behind(db: &impl DbMut, ledger: &str, after: &str) -> Result<(), Error> {
    let values = [ledger.into(), after.into()];
    db.transaction().run("delete from right_deadline where ledger = $1 and key > $2", values).await?;
    Ok(())
}

/// The rights of a ledger with a fee for a year whose grace ended before a day: of them a file that had the right on that day tells
/// that it was paid.
///
/// # Errors
/// If the database cannot answer.
pub async fn in_arrears(db: &impl Db, ledger: &str, day: Date) -> Result<Vec<Change>, Error> {
    let read = |row: Row<'_>| Ok(Change { ledger: ledger.to_owned(), key: row.get("key")? });
    // No grace ends before the fee was due; by that day there is an index.
    let sql =
        "select distinct key from right_deadline where ledger = $1 and kind = $2 and due < $3 and last < $3";
    let values = [ledger.into(), DeadlineKind::Annuity.code().into(), day::number(day).into()];
    db.transaction().all(sql, values, read).await
}

/// The rights with a day that a record of another ledger with this value may settle.
///
/// # Errors
/// If the database cannot answer.
pub async fn settled_by(db: &impl Db, own: &str) -> Result<Vec<Change>, Error> {
    let read = |row: Row<'_>| Ok(Change { ledger: row.get("ledger")?, key: row.get("key")? });
    let sql = "select distinct ledger, key from right_deadline where own = $1";
    db.transaction().all(sql, [own.into()], read).await
}

async fn add(db: &impl DbMut, deadlines: &[RightDeadline]) -> Result<(), Error> {
    let into = "right_deadline (ledger, key, rule, number, kind, name, body, enterprise, own, due, last, fen, deadline)";
    db.transaction().insert(into, deadlines.iter().map(row).collect()).await
}
