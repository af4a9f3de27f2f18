use std::collections::BTreeSet;

use ledger::{Interval, Ledger};

use super::order;
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error};

/// Names that one question asks for.
const NAMES: usize = 500;

/// Records and names that one question gives; where there are more, it is asked again behind the last.
const FOUND: usize = 5_000;

/// Which records have these names, or had them on some day, as it is known now: the key and the name. All that are written like one of the
/// names but for signs, blanks, width and case are given, and long ones with the same beginning: which of them is meant, the caller tells.
///
/// A view of the ledger without filters in the order of the names serves it.
///
/// # Errors
/// [`Error::NoColumn`] if nobody may be found by the name; what the database says.
pub async fn called(db: &impl Db, ledger: &Ledger, names: &[&str]) -> Result<Vec<(String, String)>, Error> {
    let table = Table::of(ledger)?;
    let (name, sound) = (table.column(&ledger.name)?.name(), table.order(&ledger.name)?.name());
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for names in names.chunks(NAMES) {
        let sounds: BTreeSet<String> = names.iter().map(|name| order::of(name)).collect();
        let mut after: Option<(String, String)> = None;
        loop {
            let mut sql = Sql::new(format!(
                "select distinct t.key, t.\"{name}\" as name from \"{}\" t {} where t.seq_to = {} and t.\"{sound}\" in ",
                table.name,
                table.types(),
                Interval::STILL
            ));
            let asked = sounds.iter().map(String::as_str).filter(|sound| !sound.is_empty());
            sql.texts(db.transaction().dialect(), asked);
            if let Some((key, last)) = &after {
                sql.text(&format!(" and (t.key, t.\"{name}\") > ("));
                sql.value(key.as_str()).text(", ").value(last.as_str()).text(")");
            }
            sql.text(&format!(" order by t.key, t.\"{name}\" limit {FOUND}"));
            let read = |row: Row<'_>| Ok((row.get::<String>("key")?, row.get::<String>("name")?));
            let page: Vec<(String, String)> = db.transaction().all(&sql.text, sql.values, read).await?;
            let is_last = page.len() < FOUND;
            after = page.last().cloned();
            found.extend(page);
            if is_last {
                break;
            }
        }
    }
    Ok(found.into_iter().collect())
}
