//! For which day a file last spoke of a record. A file that says what is known appends nothing to the history of a record; but that it
//! had the record tells that the register had it on that day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::Ledger;
use sha2::{Digest as _, Sha256};

use super::load::batch_of;
use crate::db::Row;
use crate::imports::{self, DROPPED, TAKEN_BACK};
use crate::sql::Sql;
use crate::{Db, Error, Write, day};

/// Keys that stand together in a row.
const KEYS: usize = 1_000;

/// Keeps that a file had these records and said nothing new of them.
pub(super) async fn confirm(
    write: &Write,
    ledger: &Ledger,
    batch: i64,
    mut keys: Vec<String>,
) -> Result<(), Error> {
    keys.sort_unstable();
    keys.dedup();
    let mut rows = Vec::new();
    for keys in keys.chunks(KEYS) {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { continue };
        let json = serde_json::to_string(keys).expect("texts always serialize");
        write.wrote(&["confirmation", &ledger.id, first, last], &Sha256::digest(&json).into());
        rows.push(vec![
            write.seq().into(),
            first.as_str().into(),
            last.as_str().into(),
            batch.into(),
            json.into(),
        ]);
    }
    write.transaction().insert("confirmation (seq, first, last, batch, keys)", rows).await
}

/// The last day for which an imported file spoke of each of these records, whether it said anything new or not. Files that were taken
/// back do not count; records that no file had are left out.
///
/// # Errors
/// If the database cannot answer.
pub async fn confirmed(
    db: &impl Db,
    ledger: &Ledger,
    keys: &[String],
) -> Result<BTreeMap<String, Date>, Error> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut sql = Sql::new(
        "select r.key, max(i.as_of) as as_of from revision r join import i on i.batch = r.batch
         where i.state <> 'taken-back' and r.ledger = ",
    );
    sql.value(ledger.id.as_str()).text(" and r.key in ");
    sql.texts(db.transaction().dialect(), keys.iter().map(String::as_str)).text(" group by r.key");
    let read = |row: Row<'_>| Ok((row.get("key")?, day::date(row.get("as_of")?)?));
    let mut days: BTreeMap<String, Date> =
        db.transaction().all(&sql.text, sql.values, read).await?.into_iter().collect();

    // The newest files come first: of most records no other has to be looked at.
    let sql = "select batch, as_of from import
         where ledger = $1 and batch is not null and state <> 'taken-back' order by as_of desc";
    let read = |row: Row<'_>| Ok((row.get::<i64>("batch")?, day::date(row.get("as_of")?)?));
    for (batch, as_of) in db.transaction().all(sql, [ledger.id.as_str().into()], read).await? {
        let is_older = |key: &&String| days.get(*key).is_none_or(|day| *day < as_of);
        let asked: Vec<&String> = keys.iter().filter(is_older).collect();
        for key in had(db, batch, &asked).await? {
            days.insert(key, as_of);
        }
    }
    Ok(days)
}

/// The other files of the ledger of an import that may have had its records, and are not taken back: also those that are being loaded, or
/// stopped on the way. Until a file is loaded to its end, only its digest leads to what it has said so far.
pub(super) async fn others(db: &impl Db, ledger: &Ledger, batch: i64) -> Result<Vec<i64>, Error> {
    let mut others = Vec::new();
    for import in imports::of_ledger(db, &ledger.id).await? {
        if matches!(import.is.state.as_str(), TAKEN_BACK | DROPPED) {
            continue;
        }
        others.extend(match import.is.batch {
            Some(batch) => Some(batch),
            None => batch_of(db, ledger, imports::loaded_as(&import)).await?,
        });
    }
    others.retain(|other| *other != batch);
    Ok(others)
}

/// Those of some records that one of these files had and said nothing new of, each with the last operation in which one did: it says the
/// same of them as was known then.
pub(super) async fn confirmed_in(
    db: &impl Db,
    files: &[i64],
    keys: &[String],
) -> Result<BTreeMap<String, i64>, Error> {
    let keys: Vec<&String> = keys.iter().collect();
    let mut confirmed: BTreeMap<String, i64> = BTreeMap::new();
    for file in files {
        for (key, seq) in had_in(db, *file, &keys).await? {
            let last = confirmed.entry(key).or_default();
            *last = seq.max(*last);
        }
    }
    Ok(confirmed)
}

/// Those of some records that a file had and said nothing new of.
pub(super) async fn had(db: &impl Db, batch: i64, keys: &[&String]) -> Result<Vec<String>, Error> {
    Ok(had_in(db, batch, keys).await?.into_iter().map(|(key, _)| key).collect())
}

/// The same, each with the operation.
async fn had_in(db: &impl Db, batch: i64, keys: &[&String]) -> Result<Vec<(String, i64)>, Error> {
    let (Some(least), Some(greatest)) = (keys.iter().min(), keys.iter().max()) else { return Ok(Vec::new()) };
    let mut sql = Sql::new("select seq, keys from confirmation where batch = ");
    sql.value(batch).text(" and last >= ").value(least.as_str());
    sql.text(" and first <= ").value(greatest.as_str());
    // Of far keys, only the rows that can have one of them are read.
    sql.text(" and exists (select 1 from ");
    sql.each_text(db.transaction().dialect(), keys.iter().map(|key| key.as_str()));
    sql.text(" where value between first and last)");
    let read = |row: Row<'_>| Ok((row.get::<i64>("seq")?, row.get::<String>("keys")?));
    let mut had: Vec<(String, i64)> = Vec::new();
    for (seq, json) in db.transaction().all(&sql.text, sql.values, read).await? {
        let of_row: Vec<String> = serde_json::from_str(&json)
            .map_err(|error| Error::damaged(format!("a confirmation is no list of keys: {error}")))?;
        let found = keys.iter().filter(|key| of_row.binary_search(key).is_ok());
        had.extend(found.map(|key| ((*key).clone(), seq)));
    }
    Ok(had)
}
