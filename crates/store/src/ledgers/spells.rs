use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::{Interval, Ledger};

use super::table::Table;
use crate::db::Row;
use crate::dialect::Dialect;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// Keys that one question names.
const KEYS: usize = 500;

/// For which days a record holds: from the first until before the second, in order.
pub type Spells = Vec<(Date, Date)>;

/// For which days records hold, as it is known now, by ledger and key. Records of any ledgers are asked for together: one
/// question for each five hundred. What does not hold at all is left out.
///
/// # Errors
/// If the database cannot answer.
pub async fn spells<'k>(
    db: &impl Db,
    keys: &[(&'k Ledger, &'k str)],
) -> Result<BTreeMap<(String, String), Spells>, Error> {
    let mut spells: BTreeMap<(String, String), Spells> = BTreeMap::new();
    for keys in keys.chunks(KEYS) {
        let sql = question(db.transaction().dialect(), keys)?;
        let read = |row: Row<'_>| {
            let of = (row.get::<String>("ledger")?, row.get::<String>("key")?);
            Ok((of, (day::date(row.get("valid_from")?)?, day::date(row.get("valid_to")?)?)))
        };
        for (of, spell) in db.transaction().all(&sql.text, sql.values, read).await? {
            spells.entry(of).or_default().push(spell);
        }
    }
    for spells in spells.values_mut() {
        spells.sort_unstable();
        spells.dedup();
    }
    Ok(spells)
}

/// One part for each ledger, each served by the index of its keys.
fn question(dialect: Dialect, keys: &[(&Ledger, &str)]) -> Result<Sql, Error> {
    let mut by_ledger: BTreeMap<&str, (&Ledger, Vec<&str>)> = BTreeMap::new();
    for (ledger, key) in keys {
        by_ledger.entry(&ledger.id).or_insert_with(|| (ledger, Vec::new())).1.push(key);
    }
    let mut sql = Sql::default();
    for (id, (ledger, keys)) in by_ledger {
        let table = Table::of(ledger)?;
        sql.text(if sql.text.is_empty() { "" } else { " union all " });
        // The id of a ledger has small letters, digits and hyphens alone.
        sql.text(&format!(
            "select '{id}' as ledger, t.key, t.valid_from, t.valid_to from \"{}\" t where t.seq_to = {} and t.key in ",
            table.name,
            Interval::STILL
        ));
        sql.texts(dialect, keys);
    }
    Ok(sql)
}
