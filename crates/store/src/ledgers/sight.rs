use std::collections::BTreeSet;

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::{Ledger, Past, Shown};

use super::past::{NOW, holds};
use super::table::{Table, are_few, few};
use crate::sql::Sql;
use crate::{Error, day};

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
    /// What is shown publicly, and what somebody sees beside it. Of whatever past is asked for, it is what holds today as it is known now:
    /// what was put right or is over is not dug up.
    Shown {
        /// Of these.
        of: Box<Rows>,
        /// The days between which it is shown, all of them.
        by: Vec<Shown>,
        /// The day that is today.
        today: Date,
        /// Those that are seen as well, whether they are shown or not: that have one of the values in one of the fields.
        also: Vec<(String, Vec<Value>)>,
    },
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
        Rows::Shown { of, by, today, also } => {
            sql.text(" and (");
            shown(sql, table, by, *today)?;
            seen(sql, table, of)?;
            for (field, values) in also {
                sql.text(" or ");
                one_of(sql, table, field, values)?;
            }
            sql.text(")");
        }
    }
    Ok(())
}

/// Goes on with the condition that a row holds today, as it is known now, and is shown publicly.
fn shown(sql: &mut Sql, table: &Table, by: &[Shown], today: Date) -> Result<(), Error> {
    holds(sql, Past { as_of: today, known: NOW });
    let today = day::number(today);
    for shown in by {
        if let Some(since) = &shown.since {
            let column = table.column(since)?;
            let name = column.name();
            sql.text(&format!(" and t.\"{name}\" > ")).value(column.kind.kept(None));
            sql.text(&format!(" and t.\"{name}\" <= ")).value(today);
        }
        for until in &shown.until {
            let column = table.column(until)?;
            let name = column.name();
            sql.text(&format!(" and (t.\"{name}\" = ")).value(column.kind.kept(None));
            sql.text(&format!(" or t.\"{name}\" >= ")).value(today).text(")");
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
