use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

/// What the SQL of an indicator returned: columns by name, rows in the order of their key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowSet {
    /// The columns, in the order of the statement.
    pub columns: Vec<Column>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name in the statement.
    pub name: String,
    /// What its cells hold.
    pub kind: Type,
}

/// What the cells of a column hold, if they hold anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
}

/// What one column of one row holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Yes or no.
    Flag(bool),
    /// A whole number: a count, fen, or the smallest parts of a decimal.
    Integer(i64),
    /// A day.
    Date(Date),
    /// Text.
    Text(String),
}

impl RowSet {
    /// The place of a column among the cells of a row.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The cell of a row in a column; none if there is no such column.
    pub fn cell(&self, row: usize, name: &str) -> Option<&Cell> {
        self.rows.get(row)?.get(self.column(name)?)
    }
}

impl Cell {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The day, if it is one.
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Cell::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Whether a column of this type can hold it. Nothing fits everywhere.
    pub fn fits(&self, kind: Type) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Flag(_) => kind == Type::Flag,
            Cell::Integer(_) => kind == Type::Integer,
            Cell::Date(_) => kind == Type::Date,
            Cell::Text(_) => kind == Type::Text,
        }
    }
}

/// As people and files write it: numbers in digits, days as `2026-12-31`, flags as `true` and `false`, nothing as nothing.
impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Flag(flag) => write!(out, "{flag}"),
            Cell::Integer(number) => write!(out, "{number}"),
            Cell::Date(date) => write!(out, "{date}"),
            Cell::Text(text) => out.write_str(text),
        }
    }
}
