use std::collections::BTreeMap;

use serde::Serialize;

use super::Cleaner;
use crate::error::Unit;
use crate::official::Figure;
use crate::{Error, limits};

/// A table that goes on over pages, its header repeated on each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// A line above it.
    pub caption: Option<String>,
    /// At least one.
    pub columns: Vec<TableColumn>,
    /// Rows may be shorter than the columns, not longer.
    pub rows: Vec<Vec<String>>,
    /// What the text of cells is as a figure, by row and column: a field where a document can be edited.
    pub figures: BTreeMap<(usize, usize), Figure>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableColumn {
    /// The header.
    pub title: String,
    /// How much of the width it gets in proportion to the others.
    pub share: u16,
    /// Where its content stands.
    pub align: Align,
}

/// Where the content of a column stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Short words and dates.
    Center,
    /// Numbers.
    Right,
}

impl TableColumn {
    /// A column of words.
    pub fn new(title: impl Into<String>, share: u16) -> Self {
        TableColumn { title: title.into(), share, align: Align::Left }
    }

    /// The same column with its content there.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// Rows from which fitting widths are taken.
const ROWS_MEASURED: usize = 500;

/// A fitting column is as wide as so many characters of Latin at least, and at most; what is longer wraps.
const FITTING: std::ops::RangeInclusive<usize> = 6..=48;

/// A table as templates take it.
#[derive(Debug, Serialize)]
pub(crate) struct Rows {
    caption: Option<String>,
    shares: Vec<u16>,
    aligns: Vec<Align>,
    titles: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The same table with columns as wide as their content needs, for tables of which nobody knows the content.
    #[must_use]
    pub fn fitted(mut self) -> Self {
        for (place, column) in self.columns.iter_mut().enumerate() {
            let cells = self.rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(place));
            let longest = cells.map(|cell| width(cell)).fold(width(&column.title), usize::max);
            let fitting = (longest + 2).clamp(*FITTING.start(), *FITTING.end());
            column.share = u16::try_from(fitting).unwrap_or(u16::MAX);
        }
        self
    }

    /// The table, cleaned, for columns that together have room for so many characters of Latin in a line.
    pub(crate) fn rows(&self, room: usize, cleaner: &mut Cleaner<'_>) -> Result<Rows, Error> {
        self.check()?;
        let shares: Vec<u16> = self.columns.iter().map(|column| column.share.max(1)).collect();
        let total: usize = shares.iter().map(|share| usize::from(*share)).sum();
        // Two characters less for the air at both sides.
        let room_of = |share: u16| (room * usize::from(share) / total).saturating_sub(2).max(1);
        let rooms: Vec<usize> = shares.iter().map(|share| room_of(*share)).collect();
        let mut cells = |texts: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            let mut cells: Vec<String> =
                texts.zip(&rooms).map(|(text, room)| cleaner.cell(text, *room)).collect();
            cells.resize(rooms.len(), String::new());
            cells
        };
        Ok(Rows {
            titles: cells(&mut self.columns.iter().map(|column| column.title.as_str())),
            rows: self.rows.iter().map(|row| cells(&mut row.iter().map(String::as_str))).collect(),
            aligns: self.columns.iter().map(|column| column.align).collect(),
            shares,
            caption: self.caption.as_deref().map(|caption| cleaner.text(caption)),
        })
    }

    /// What no page can hold.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.columns.is_empty() {
            return Err(Error::Layout { detail: "a table without columns".to_owned() });
        }
        if self.columns.len() > limits::PRINTED_COLUMNS_MAX {
            return Err(Error::TooLong { limit: limits::PRINTED_COLUMNS_MAX, unit: Unit::Columns });
        }
        let cells = self.rows.len().saturating_mul(self.columns.len());
        if cells > limits::PRINTED_CELLS_MAX {
            return Err(Error::TooLong { limit: limits::PRINTED_CELLS_MAX, unit: Unit::Cells });
        }
        match self.rows.iter().zip(1..).find(|(row, _)| row.len() > self.columns.len()) {
            Some((row, number)) => Err(Error::Layout {
                detail: format!("row {number} has {} cells for {} columns", row.len(), self.columns.len()),
            }),
            None => Ok(()),
        }
    }
}

/// How many characters of Latin the longest line of a text takes.
fn width(text: &str) -> usize {
    let of = |character| if crate::html::is_wide(character) { 2 } else { 1 };
    text.lines().map(|line| line.chars().map(of).sum()).max().unwrap_or_default()
}
