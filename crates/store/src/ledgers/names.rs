use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::{Interval, Ledger};

use super::sight::{Sight, seen};
use super::table::Table;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// Keys that one question names.
const KEYS: usize = 500;

/// The names of records by their keys, as they are known now for this day; for a record that has ended its last name, for
/// one that has not begun its first. Records that are not seen, and names that are sealed or not seen, are left out.
///
/// # Errors
/// If the database cannot answer.
pub async fn names(
    db: &impl Db,
    ledger: &Ledger,
    keys: &[String],
    day: Date,
    sight: &Sight,
) -> Result<BTreeMap<String, String>, Error> {
    let table = Table::of(ledger)?;
    let mut names = BTreeMap::new();
    if !sight.fields.contains(&ledger.name) || table.column(&ledger.name).is_err() {
        return Ok(names);
    }
    for keys in keys.chunks(KEYS) {
        let mut sql = Sql::new(format!(
            "select t.key, t.\"f_{}\" as name, t.valid_from from \"{}\" t where t.seq_to = {} and t.key in ",
            ledger.name,
            table.name,
            Interval::STILL
        ));
        sql.list(keys.iter().map(|key| key.as_str().into()));
        seen(&mut sql, &table, &sight.rows)?;
        sql.text(" order by t.key, t.valid_from");
        let read = |row: crate::db::Row<'_>| {
            Ok((row.get::<String>("key")?, row.get::<String>("name")?, day::date(row.get("valid_from")?)?))
        };
        for (key, name, valid_from) in db.transaction().all(&sql.text, sql.values, read).await? {
            if valid_from <= day || !names.contains_key(&key) {
                names.insert(key, name);
            }
        }
    }
    Ok(names)
}
