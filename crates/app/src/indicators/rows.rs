//! The rows of a figure, as an actor sees them.

use std::collections::BTreeSet;

use indicators::{Cell, CountedRow, RowSet, count};

use super::cards::Card;
use super::seen::RowsSeen;

/// Rows of a page.
pub const ROWS_SHOWN: usize = 50;

/// Which rows are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// A column and its value as it is written; an empty value: those without one.
    pub by: Option<(String, String)>,
    /// Only these, such as those that came or went in a period.
    pub keys: Option<BTreeSet<String>>,
}

/// A row with its place.
#[derive(Debug, Clone)]
pub struct ShownRow<'r> {
    /// What is counted.
    pub key: &'r str,
    /// The record that it opens.
    pub record: Option<&'r str>,
    /// What people call it.
    pub name: Option<&'r str>,
    /// The sub-district or park.
    pub body: Option<&'r str>,
    /// With which weight, in smallest parts.
    pub weight: i64,
    /// Why it counts.
    pub reasons: Vec<&'r str>,
    /// All cells, in the order of the columns.
    pub cells: &'r [Cell],
    set: &'r RowSet,
}

impl<'r> ShownRow<'r> {
    /// What stands in a column; none if there is no such column.
    pub fn cell(&self, column: &str) -> Option<&'r Cell> {
        self.cells.get(self.set.column(column)?)
    }
}

/// The rows that are counted, and how many of them the actor does not see.
#[derive(Debug, Clone)]
pub struct ShownRows<'r> {
    /// Those that are seen, by their keys.
    pub rows: Vec<ShownRow<'r>>,
    /// Sum of the weights of all that were asked for, seen or not.
    pub sum: i128,
    /// How many were asked for, seen or not.
    pub all: usize,
}

impl ShownRows<'_> {
    /// How many there are that are not seen.
    pub fn hidden(&self) -> usize {
        self.all - self.rows.len()
    }
}

/// The rows of a card that count and were asked for.
pub fn rows_of<'r>(card: &'r Card, seen: &RowsSeen, narrowed: &Narrowed) -> ShownRows<'r> {
    let set: &RowSet = &card.computed.rows;
    let base = card.computed.base.as_deref();
    let mut shown = ShownRows { rows: Vec::new(), sum: 0, all: 0 };
    // Rows that cannot be added up are no figure, and the card says so.
    let Ok(counted) = count(&card.indicator, set, base, &card.computed.window) else { return shown };
    for row in counted.rows.iter().filter(|row| row.counts && is_asked(set, row, narrowed)) {
        shown.sum += i128::from(row.weight);
        shown.all += 1;
        if seen.covers(row.body) {
            shown.rows.push(shown_row(set, row));
        }
    }
    shown
}

fn is_asked(set: &RowSet, row: &CountedRow<'_>, narrowed: &Narrowed) -> bool {
    let by = narrowed.by.as_ref().is_none_or(|(column, value)| match column.as_str() {
        "year" => row.on.map(|on| on.year().to_string()).unwrap_or_default() == *value,
        column => {
            let cell = set.column(column).and_then(|at| set.rows.get(row.index)?.get(at));
            let written = cell.map(written).unwrap_or_default();
            // Several reasons stand in one cell.
            if column == "reasons" { written.split(',').any(|it| it == value) } else { written == *value }
        }
    });
    by && narrowed.keys.as_ref().is_none_or(|keys| keys.contains(row.key))
}

fn shown_row<'r>(set: &'r RowSet, row: &CountedRow<'r>) -> ShownRow<'r> {
    let cells = &set.rows[row.index];
    let text = |column: &str| match set.column(column).and_then(|at| cells.get(at)) {
        Some(Cell::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let has_record = set.column("record").is_some();
    ShownRow {
        key: row.key,
        record: if has_record { text("record") } else { Some(row.key) },
        name: text("name"),
        body: row.body,
        weight: row.weight,
        reasons: text("reasons")
            .map(|it| it.split(',').filter(|it| !it.is_empty()).collect())
            .unwrap_or_default(),
        cells,
        set,
    }
}

/// A cell as it is written in addresses and files.
pub fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Integer(integer) => integer.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
