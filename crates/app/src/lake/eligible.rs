//! Which indicators can be counted over a lake at all, and for which of its counties.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indicators::{Indicator, RowSet, Window};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Interval, Ledger};
use query::lake::{Absence, County};
use query::{Column, Shape, Snapshots, columns_touched, rows};

use crate::indicators::{LIMITS, params};

/// The fields that the statements of an indicator touch, by ledger.
pub(super) type Touched = BTreeMap<String, BTreeSet<String>>;

/// What the statements of an indicator touch, if counties publish all of it.
///
/// # Errors
/// In words, why no county can be counted.
pub(super) async fn touched(
    indicator: &Indicator,
    ledgers: &BTreeMap<String, Ledger>,
    published: &BTreeSet<String>,
    as_of: Date,
) -> Result<Touched, Wording> {
    let mut touched = Touched::new();
    let mut named = indicator.ledgers().clone();
    named.extend(indicator.needs.iter().map(|need| need.ledger.value.clone()));
    let empty = named.iter().filter_map(|id| Some((ledgers.get(id)?, Vec::new()))).collect();
    let broken = |error: query::Error| {
        let what = error.problems().into_iter().next().map(|problem| problem.what);
        what.unwrap_or_else(|| Wording::new("语句无法执行", "its statement cannot be carried out"))
    };
    let mut snapshots = Snapshots::in_memory(empty).map_err(broken)?;
    let params = params(indicator, &Window::of(indicator, as_of, ""), Interval::STILL - 1);
    for (table, sql) in [("rows", Some(&indicator.rows_sql)), ("base", indicator.base_sql.as_ref())] {
        let Some(sql) = sql.map(|sql| indicator.composed(sql)) else { continue };
        add(&mut touched, columns_touched(&snapshots, &sql, &params).await.map_err(broken)?);
        // Over nothing it has its columns; checks name them.
        let nothing = rows(&snapshots, &sql, &params, LIMITS).await.map_err(broken)?;
        snapshots = snapshots.with_rows(table, Arc::new(RowSet { rows: Vec::new(), ..nothing }));
    }
    for check in &indicator.checks {
        let sql = indicator.composed(&check.sql);
        add(&mut touched, columns_touched(&snapshots, &sql, &params).await.map_err(broken)?);
    }
    for ledger in named {
        touched.entry(ledger).or_default();
    }
    for (id, fields) in &touched {
        let Some(ledger) = ledgers.get(id).filter(|_| published.contains(id)) else {
            return Err(Wording::new(
                format!("要读台账 {id}，区县不向数据湖发布它"),
                format!("it reads the ledger {id}, which counties do not publish"),
            ));
        };
        let shape = Shape::of(ledger);
        if let Some(field) = fields.iter().find(|field| !shape.is_public(field)) {
            return Err(Wording::new(
                format!("要读台账 {id} 的字段 {field}，它不公开"),
                format!("it reads the field {field} of the ledger {id}, which is not public"),
            ));
        }
    }
    Ok(touched)
}

fn add(touched: &mut Touched, more: Touched) {
    for (ledger, fields) in more {
        touched.entry(ledger).or_default().extend(fields);
    }
}

/// Why a county is not counted, if it is not.
pub(super) fn absence(
    county: &County,
    touched: &Touched,
    ledgers: &BTreeMap<String, Ledger>,
    as_of: Date,
) -> Option<Absence> {
    let found = match &county.found {
        Ok(found) => found,
        Err(absence) => return Some(absence.clone()),
    };
    if found.publication.day < as_of {
        return Some(Absence::Late { day: found.publication.day });
    }
    for (id, fields) in touched {
        let base = match found.ledgers.get(id) {
            None => return Some(Absence::NoLedger { ledger: id.clone() }),
            Some(Err(absence)) => return Some(absence.clone()),
            Some(Ok(base)) => base,
        };
        let Some(ledger) = ledgers.get(id) else { continue };
        let (wanted, has) = (Shape::of(ledger), &base.manifest().columns);
        let fits = |column: &&Column| has.contains(column);
        let missing = wanted.columns.iter().filter(|column| fields.contains(&column.field));
        if let Some(column) = missing.into_iter().find(|column| !fits(column)) {
            return Some(Absence::OtherShape { ledger: id.clone(), field: column.field.clone() });
        }
    }
    None
}
