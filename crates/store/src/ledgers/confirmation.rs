//! For which day a file last spoke of a record. A file that says what is known appends nothing to the history of a record; but that it
//! had the record tells that the register had it on that day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::Ledger;
use sha2::{Digest as _, Sha256};

use crate::db::Row;
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
            ledger.id.as_str().into(),
            batch.into(),
            json.into(),
        ]);
    }
    write.transaction().insert("confirmation (seq, first, last, ledger, batch, keys)", rows).await
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
    let (Some(least), Some(greatest)) = (keys.iter().min(), keys.iter().max()) else {
        return Ok(BTreeMap::new());
    };
    let dialect = db.transaction().dialect();
    let mut sql = Sql::new(
        "select r.key, max(i.as_of) as as_of from revision r join import i on i.batch = r.batch
         where i.state <> 'taken-back' and r.ledger = ",
    );
    sql.value(ledger.id.as_str()).text(" and r.key in ");
    sql.texts(dialect, keys.iter().map(String::as_str)).text(" group by r.key");
    let read = |row: Row<'_>| Ok((row.get("key")?, day::date(row.get("as_of")?)?));
    let said = db.transaction().all(&sql.text, sql.values, read).await?;
    let mut days: BTreeMap<String, Date> = said.into_iter().collect();

    let mut sql = Sql::new(
        "select c.keys, i.as_of from confirmation c join import i on i.batch = c.batch
         where i.state <> 'taken-back' and c.ledger = ",
    );
    sql.value(ledger.id.as_str());
    sql.text(" and c.last >= ").value(least.as_str());
    sql.text(" and c.first <= ").value(greatest.as_str());
    // Of far keys, only the rows that can have one of them are read.
    sql.text(" and exists (select 1 from ").each_text(dialect, keys.iter().map(String::as_str));
    sql.text(" where value between c.first and c.last)");
    let read = |row: Row<'_>| Ok((row.get::<String>("keys")?, day::date(row.get("as_of")?)?));
    for (had, as_of) in db.transaction().all(&sql.text, sql.values, read).await? {
        let had: Vec<String> = serde_json::from_str(&had)
            .map_err(|error| Error::damaged(format!("a confirmation is no list of keys: {error}")))?;
        for key in keys.iter().filter(|key| had.binary_search(key).is_ok()) {
            let day = days.entry(key.clone()).or_insert(as_of);
            *day = as_of.max(*day);
        }
    }
    Ok(days)
}
