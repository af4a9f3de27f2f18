use std::collections::{BTreeMap, BTreeSet};

use ledger::Ledger;
use sea_orm::Value;

use super::column::Type;
use super::histories::{Histories, replay};
use super::interval::Opened;
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error};

/// Records compared at once.
const RECORDS: usize = 500;

/// What a look at the table of a ledger found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Records that were ever said something of.
    pub records: u64,
    /// Revisions of them.
    pub revisions: u64,
    /// The keys whose rows are not what their revisions say.
    pub wrong: Vec<String>,
}

/// Compares the table of a ledger with what was said, row by row.
///
/// # Errors
/// If the database cannot answer.
pub async fn verify(db: &impl Db, ledger: &Ledger) -> Result<Verified, Error> {
    let table = Table::of(ledger)?;
    let mut histories = Histories::new(db, &ledger.id);
    let mut verified = Verified::default();
    let mut after = None;
    loop {
        let mut expected = Vec::new();
        let mut last = None;
        for _ in 0..RECORDS {
            let Some((key, all)) = histories.next().await? else { break };
            expected.extend(replay(&table, &key, &all));
            verified.records += 1;
            verified.revisions += all.len() as u64;
            last = Some(key);
        }
        // Behind the last record there is one more range, in which no row may be.
        let actual = actual(db, &table, after.as_deref(), last.as_deref()).await?;
        verified.wrong.extend(differences(&expected, &actual));
        verified.wrong.extend(wrong_references(db, &table, &expected).await?);
        let Some(last) = last else { break };
        after = Some(last);
    }
    verified.wrong.sort();
    verified.wrong.dedup();
    Ok(verified)
}

/// Rows by their ids, each with its key.
type Actual = BTreeMap<i64, (String, Vec<Value>)>;

/// The rows of a range of keys.
async fn actual(
    db: &impl Db,
    table: &Table,
    after: Option<&str>,
    last: Option<&str>,
) -> Result<Actual, Error> {
    let columns =
        table.all_columns().iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let mut sql = Sql::new(format!("select {} {columns} from \"{}\" where 1 = 1", table.types(), table.name));
    for (sign, key) in [(" and key > ", after), (" and key <= ", last)] {
        if let Some(key) = key {
            sql.text(sign).value(key);
        }
    }
    let read = |row: Row<'_>| Ok((row.get("id")?, (row.get("key")?, cells(table, row)?)));
    let rows = db.transaction().all(&sql.text, sql.values, read).await?;
    Ok(rows.into_iter().collect())
}

/// A row in the order of [`Opened::row`].
fn cells(table: &Table, row: Row<'_>) -> Result<Vec<Value>, Error> {
    let number = |name: &str| row.get::<i64>(name).map(Value::from);
    let mut cells = vec![number("id")?, row.get::<String>("key")?.into()];
    for name in ["revision", "valid_from", "valid_to", "seq_from", "seq_to"] {
        cells.push(number(name)?);
    }
    cells.push(row.get::<Vec<u8>>("digest")?.into());
    for column in &table.columns {
        let name = column.name();
        cells.push(match column.kind {
            Type::Text | Type::Order => row.get::<String>(&name)?.into(),
            Type::Integer | Type::Days => number(&name)?,
        });
    }
    Ok(cells)
}

/// The keys of rows that are missing, different or too many.
fn differences(expected: &[Opened], actual: &Actual) -> BTreeSet<String> {
    let missing =
        |row: &&Opened| actual.get(&row.id()).is_none_or(|(_, cells)| *cells != (*row).clone().into_row());
    let mut wrong: BTreeSet<String> =
        expected.iter().filter(missing).map(|row| row.key().to_owned()).collect();
    let known: BTreeSet<i64> = expected.iter().map(Opened::id).collect();
    let stray = actual.iter().filter(|(id, _)| !known.contains(id));
    wrong.extend(stray.map(|(_, (key, _))| key.clone()));
    wrong
}

/// The keys of rows whose several references are not what their revisions say.
async fn wrong_references(
    db: &impl Db,
    table: &Table,
    expected: &[Opened],
) -> Result<BTreeSet<String>, Error> {
    let mut wrong = BTreeSet::new();
    if table.many.is_empty() {
        return Ok(wrong);
    }
    for rows in expected.chunks(RECORDS) {
        let mut sql = Sql::new(format!(
            "select interval, field, value from \"{}\" where interval in ",
            table.references()
        ));
        sql.list(rows.iter().map(|row| row.id().into()));
        let read = |row: Row<'_>| Ok((row.get::<i64>("interval")?, row.get("field")?, row.get("value")?));
        let mut actual: BTreeMap<i64, BTreeSet<(String, String)>> = BTreeMap::new();
        for (id, field, value) in db.transaction().all(&sql.text, sql.values, read).await? {
            actual.entry(id).or_default().insert((field, value));
        }
        for row in rows {
            if actual.remove(&row.id()).unwrap_or_default() != *row.references() {
                wrong.insert(row.key().to_owned());
            }
        }
    }
    Ok(wrong)
}
