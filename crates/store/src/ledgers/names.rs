use std::collections::BTreeMap;

use ledger::{Ledger, Past};

use super::past::known_at;
use super::record::{read, reveal, select};
use super::sight::{Sight, seen};
use super::table::Table;
use crate::{Db, Error};

/// Keys that one question names.
const KEYS: usize = 500;

/// The names of records by their keys, as they were known at this past for its day; for a record that has ended its last name, for
/// one that has not begun its first. Records and names that are not seen are left out, and names whose key was destroyed.
///
/// # Errors
/// If the database cannot answer.
pub async fn names(
    db: &impl Db,
    ledger: &Ledger,
    keys: &[String],
    past: Past,
    sight: &Sight,
) -> Result<BTreeMap<String, String>, Error> {
    let table = Table::of(ledger)?;
    let mut names = BTreeMap::new();
    if !sight.fields.contains(&ledger.name) {
        return Ok(names);
    }
    for keys in keys.chunks(KEYS) {
        let mut sql = select(&table);
        sql.text(" where ");
        known_at(&mut sql, past);
        sql.text(" and t.key in ");
        sql.texts(db.transaction().dialect(), keys.iter().map(String::as_str));
        seen(&mut sql, &table, &sight.rows)?;
        sql.text(" order by t.key, t.valid_from");
        let found = db.transaction().all(&sql.text, sql.values, read).await?;
        for record in reveal(db, ledger, found, &only(sight, &ledger.name)).await? {
            let Some(name) = record.fields.get(&ledger.name).filter(|name| !name.is_sealed()) else {
                continue;
            };
            if record.valid_from <= past.as_of || !names.contains_key(&record.key) {
                names.insert(record.key, name.as_text().unwrap_or_default().to_owned());
            }
        }
    }
    Ok(names)
}

/// The same rows, but only this field.
fn only(sight: &Sight, field: &str) -> Sight {
    Sight { rows: sight.rows.clone(), fields: [field.to_owned()].into() }
}
