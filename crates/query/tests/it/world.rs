//! A ledger, its intervals, and questions.

use std::collections::BTreeMap;
use std::fmt::Write;

use form::{Fields, Value};
use indicators::{Cell, RowSet};
use jiff::civil::{Date, date};
use ledger::{Interval as Bounds, Known, Ledger};
use query::{Cut, Error, Interval, Limits, Params, Snapshots, rows};

pub(crate) const LIMITS: Limits = Limits { rows_max: 10_000, memory_bytes: 64 << 20, seconds: 60 };

pub(crate) fn works() -> Ledger {
    read(include_str!("works.toml"))
}

/// A ledger with an id of its own and the fields of [`works`].
pub(crate) fn named(id: &str) -> Ledger {
    read(&include_str!("works.toml").replace("sample-works", id))
}

pub(crate) fn read(declaration: &str) -> Ledger {
    Ledger::read("ledger.toml", declaration).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// An interval that has been known since operation 1 and holds from 2026-01-01 on.
pub(crate) fn interval(span: i64, key: &str, fields: &[(&str, Value)]) -> Interval {
    let mut all = Fields::from([("number".to_owned(), Value::Text(key.to_owned()))]);
    all.extend(fields.iter().map(|(id, value)| ((*id).to_owned(), value.clone())));
    Interval {
        span,
        key: key.to_owned(),
        revision: span,
        valid_from: date(2026, 1, 1),
        valid_to: Bounds::FOREVER,
        known_from: 1,
        known_to: Bounds::STILL,
        fields: all,
    }
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn cut(seq: Known) -> Cut {
    Cut { county: "430105".into(), seq, recorded_at: "2026-11-26T00:00:00Z".into(), previous: None }
}

pub(crate) fn params(as_of: Date, known: Known) -> Params {
    Params { as_of, known, others: BTreeMap::new() }
}

/// What people would see of the rows: a line for each, its cells divided by bars.
pub(crate) fn shown(set: &RowSet) -> String {
    let names: Vec<&str> = set.columns.iter().map(|column| column.name.as_str()).collect();
    let mut out = names.join(" | ");
    for row in &set.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        write!(out, "\n{}", cells.join(" | ")).unwrap();
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => "-".into(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Integer(integer) => integer.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Text(text) => format!("‘{text}’"),
    }
}

/// Asks as of 2026-06-30 for what is known now.
pub(crate) async fn ask(snapshots: &Snapshots, sql: &str) -> Result<RowSet, Error> {
    rows(snapshots, sql, &params(date(2026, 6, 30), Bounds::STILL - 1), LIMITS).await
}

/// The rows of a statement are these lines.
pub(crate) async fn check(snapshots: &Snapshots, sql: &str, expected: &str) {
    let found = ask(snapshots, sql).await.unwrap_or_else(|error| panic!("{sql}\n{error:?}"));
    assert_eq!(shown(&found), expected, "{sql}");
}
