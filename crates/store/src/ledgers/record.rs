use form::Fields;
use jiff::civil::Date;
use ledger::{Known, Ledger, Past};

use super::history::fields;
use super::past::holds;
use super::sight::{Sight, seen};
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day, seals};

/// A record as it held at some past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its key.
    pub key: String,
    /// The first day for which this holds.
    pub valid_from: Date,
    /// The first day for which it does not; `Interval::FOREVER` if none is known.
    pub valid_to: Date,
    /// The operation from which on this was known.
    pub known_from: Known,
    /// The operation from which on something else was known; `Interval::STILL` if this is known still.
    pub known_to: Known,
    /// The revision that said it.
    pub revision: i64,
    /// What holds, as far as it is seen.
    pub fields: Fields,
}

/// A record as it held on a day and was known at an operation; none if it did not hold or is not seen.
///
/// # Errors
/// If the database cannot answer.
pub async fn show(
    db: &impl Db,
    ledger: &Ledger,
    key: &str,
    past: Past,
    sight: &Sight,
) -> Result<Option<Record>, Error> {
    let table = Table::of(ledger)?;
    let mut sql = select(&table);
    sql.text(" where t.key = ").value(key).text(" and ");
    holds(&mut sql, past);
    seen(&mut sql, &table, &sight.rows)?;
    let found = db.transaction().one(&sql.text, sql.values, read).await?;
    Ok(reveal(db, ledger, found.into_iter().collect(), sight).await?.pop())
}

/// Those of some records that held on a day, as it was known at an operation and as far as they are seen, in the order of their keys.
///
/// # Errors
/// If the database cannot answer.
pub async fn show_all(
    db: &impl Db,
    ledger: &Ledger,
    keys: &[String],
    past: Past,
    sight: &Sight,
) -> Result<Vec<Record>, Error> {
    let table = Table::of(ledger)?;
    let mut sql = select(&table);
    sql.text(" where t.key in ");
    sql.texts(db.transaction().dialect(), keys.iter().map(String::as_str)).text(" and ");
    holds(&mut sql, past);
    seen(&mut sql, &table, &sight.rows)?;
    sql.text(" order by t.key");
    let found = db.transaction().all(&sql.text, sql.values, read).await?;
    reveal(db, ledger, found, sight).await
}

/// Begins a statement that asks for records; what [`read`] reads.
pub(super) fn select(table: &Table) -> Sql {
    Sql::new(format!(
        "select {} t.key, t.valid_from, t.valid_to, t.seq_from, t.seq_to, t.revision, r.body{}
         from \"{}\" t join revision r on r.id = t.revision",
        table.types(),
        table.names(),
        table.name
    ))
}

pub(super) fn read(row: Row<'_>) -> Result<Record, Error> {
    Ok(Record {
        key: row.get("key")?,
        valid_from: day::date(row.get("valid_from")?)?,
        valid_to: day::date(row.get("valid_to")?)?,
        known_from: row.get("seq_from")?,
        known_to: row.get("seq_to")?,
        revision: row.get("revision")?,
        fields: fields(&row.get::<String>("body")?)?,
    })
}

/// Leaves in records what is seen, and opens what is sealed of it.
pub(super) async fn reveal(
    db: &impl Db,
    ledger: &Ledger,
    mut records: Vec<Record>,
    sight: &Sight,
) -> Result<Vec<Record>, Error> {
    let mut seen = Vec::with_capacity(records.len());
    for record in &mut records {
        sight.narrow(&mut record.fields);
        seen.push((record.key.as_str(), &mut record.fields));
    }
    seals::reveal(db, seals::Sealing::ledger(ledger), &mut seen).await?;
    Ok(records)
}
