use std::collections::BTreeSet;

use form::{Fields, Value};
use ledger::Ledger;

use super::table::{Table, are_few, few};
use crate::Error;
use crate::sql::Sql;

/// What somebody sees of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Which records.
    pub rows: Rows,
    /// Which fields; the others are left out, sealed ones among these are opened.
    pub fields: BTreeSet<String>,
}

/// Which records somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// All.
    All,
    /// Those that have one of the values in one of the fields.
    Where(Vec<(String, Vec<Value>)>),
    /// None.
    Nothing,
}

impl Sight {
    /// Sees everything.
    pub fn everything(ledger: &Ledger) -> Sight {
        Sight { rows: Rows::All, fields: ledger.form.fields.iter().map(|field| field.id.clone()).collect() }
    }

    /// Leaves out what is not seen.
    pub(super) fn narrow(&self, fields: &mut Fields) {
        fields.retain(|field, _| self.fields.contains(field));
    }
}

/// Goes on with the condition that a row is seen.
pub(super) fn seen(sql: &mut Sql, table: &Table, rows: &Rows) -> Result<(), Error> {
    match rows {
        Rows::All => {}
        Rows::Nothing => {
            sql.text(" and 1 = 0");
        }
        Rows::Where(any) => {
            sql.text(" and (1 = 0");
            for (field, values) in any {
                sql.text(" or ");
                one_of(sql, table, field, values)?;
            }
            sql.text(")");
        }
    }
    Ok(())
}

/// Goes on with the condition that a field has one of these values.
pub(super) fn one_of(sql: &mut Sql, table: &Table, field: &str, values: &[Value]) -> Result<(), Error> {
    if table.many.iter().any(|many| many == field) {
        let texts = values.iter().filter_map(Value::as_text).map(Into::into);
        sql.text(&format!("t.id in (select interval from \"{}\" where field = ", table.references()));
        sql.value(field).text(" and value in ").list(texts).text(")");
        return Ok(());
    }
    let column = table.column(field)?;
    if table.decided.as_deref() == Some(field) && are_few(values) {
        // As below: with these words the index over them serves.
        sql.text(&format!("{} and ", few(field, "t.")));
    }
    let values = values.iter().map(|value| column.kind.value(value)).collect::<Result<Vec<_>, _>>()?;
    if table.naming.iter().any(|naming| naming == field) {
        // Only with these words does the index over those that name any serve. What names nothing is asked for by `Filter::Empty`.
        sql.text(&format!("t.\"f_{field}\" <> '' and "));
    }
    sql.text(&format!("t.\"f_{field}\" "));
    match <[sea_orm::Value; 1]>::try_from(values) {
        Ok([one]) => sql.text("= ").value(one),
        Err(several) => sql.text("in ").list(several),
    };
    Ok(())
}
