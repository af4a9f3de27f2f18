use jiff::civil::Date;
use ledger::{Ledger, Past};

use super::past::{NOW, holds};
use super::table::Table;
use crate::sql::Sql;
use crate::{Db, Error};

/// How many records of which an import has said something have no value in a field that has a column, as they are known now on a day: of
/// another field they have none either, or this one.
///
/// # Errors
/// [`Error::NoColumn`] if one of the fields has no column; what the database says.
pub async fn count_without(
    db: &impl Db,
    ledger: &Ledger,
    (batch, day): (i64, Date),
    (empty, other, value): (&str, &str, Option<&str>),
) -> Result<u64, Error> {
    let table = Table::of(ledger)?;
    let (empty, other) = (table.column(empty)?, table.column(other)?);
    let mut sql =
        Sql::new(format!("select count(*) as records from \"{}\" t {} where ", table.name, table.types()));
    holds(&mut sql, Past { as_of: day, known: NOW });
    sql.text(&format!(" and t.\"{}\" = ", empty.name())).value(empty.kind.kept(None));
    sql.text(&format!(" and (t.\"{0}\" = ", other.name())).value(other.kind.kept(None));
    if let Some(value) = value {
        sql.text(&format!(" or t.\"{}\" = ", other.name())).value(value);
    }
    sql.text(") and exists (select 1 from revision r where r.ledger = ").value(ledger.id.as_str());
    sql.text(" and r.key = t.key and r.batch = ").value(batch).text(")");
    let records: i64 = db.transaction().just(&sql.text, sql.values, |row| row.get("records")).await?;
    Ok(records.unsigned_abs())
}
