use askama::Template;

use super::{Cell, component};
use crate::words::Words;

/// Rows of the same columns. On a telephone each row becomes a small card.
#[derive(Debug, Clone, Template)]
#[template(path = "components/table.html")]
pub(crate) struct Table {
    pub(crate) words: Words,
    pub(crate) caption: String,
    pub(crate) columns: Vec<Column>,
    /// The first cell of each names the row.
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// Numbers to be compared stand to the right.
    pub(crate) is_number: bool,
    /// The address of the table in the order of this column, and the order it has now.
    pub(crate) sort: Option<(String, Order)>,
}

/// How a table is ordered by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
    Not,
}

impl Column {
    /// A column of words.
    pub(crate) fn text(title: impl Into<String>) -> Column {
        Column { title: title.into(), is_number: false, sort: None }
    }

    /// A column of numbers.
    pub(crate) fn number(title: impl Into<String>) -> Column {
        Column { is_number: true, ..Column::text(title) }
    }

    /// The order as it is said to those who do not see the arrow.
    fn aria_sort(&self) -> &'static str {
        match self.sort {
            Some((_, Order::Ascending)) => "ascending",
            Some((_, Order::Descending)) => "descending",
            _ => "none",
        }
    }

    fn arrow(&self) -> &'static str {
        match self.sort {
            Some((_, Order::Ascending)) => "↑",
            Some((_, Order::Descending)) => "↓",
            _ => "↕",
        }
    }
}

component!(Table);
