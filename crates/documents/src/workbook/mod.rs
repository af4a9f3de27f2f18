//! Tables as a spreadsheet that a clerk can print.

mod cell;
mod check;
mod format;
mod ods;
mod read;
mod width;
mod write;

pub(crate) use cell::{MONEY_DECIMALS, pointed};
pub use ods::write_ods;
pub use read::read_rows;
pub use write::{WorkbookWriter, write_workbook};

use jiff::civil::Date;

/// A workbook to be written; nothing in it depends on the time or the machine.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    /// At least one.
    pub sheets: Vec<Sheet>,
}

/// One sheet: a title, notes, a header and rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Unique in the workbook; at most 31 characters and none of `[]:*?/\`.
    pub name: String,
    /// A line across all columns on top.
    pub title: Option<String>,
    /// Lines below the title: source, date, unit, what the colours mean.
    pub notes: Vec<String>,
    /// At least one.
    pub columns: Vec<Column>,
    /// Rows may be shorter than the columns, not longer.
    pub rows: Vec<Vec<Cell>>,
    /// Lines below the rows: who filled it in, who checked it.
    pub closing: Vec<String>,
}

impl Sheet {
    /// The sheet that says what the figures of the others rest on (口径): filters, the day they hold for, what was known
    /// then, who took them out and when. `titles` head its two columns.
    #[must_use]
    pub fn basis(name: &str, titles: [&str; 2], rows: &[(String, String)]) -> Self {
        let [item, content] = titles;
        Sheet {
            name: name.to_owned(),
            columns: vec![
                Column::new(item, CellKind::Text).wrapped_at(24.0),
                Column::new(content, CellKind::Text).wrapped_at(90.0),
            ],
            rows: rows.iter().map(|(item, content)| vec![Cell::text(item), Cell::text(content)]).collect(),
            ..Sheet::default()
        }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The header.
    pub title: String,
    /// How its numbers and dates are shown.
    pub kind: CellKind,
    /// In characters of ASCII, a Chinese one being two; none fits the content.
    pub width: Option<f64>,
    /// Long text goes on in further lines of the cell. Text that outgrows the widest column always does.
    pub wrap: bool,
    /// What may be written into its cells, offered as a list; none: anything. A list that the format cannot hold is not offered.
    pub choices: Vec<String>,
}

impl Column {
    /// A column that fits its content.
    pub fn new(title: impl Into<String>, kind: CellKind) -> Self {
        Column { title: title.into(), kind, width: None, wrap: false, choices: Vec::new() }
    }

    /// The same column with this width, wrapping what is longer.
    #[must_use]
    pub fn wrapped_at(mut self, width: f64) -> Self {
        (self.width, self.wrap) = (Some(width), true);
        self
    }

    /// The same column, whose cells offer these texts to choose from.
    #[must_use]
    pub fn offering(self, choices: Vec<String>) -> Self {
        Column { choices, ..self }
    }
}

/// How the values of a column are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// As it stands, to the left.
    Text,
    /// Numbers that are names, such as those of rights, firms and people. The column is of the type text, so that they
    /// stay whole when somebody edits them.
    Identifier,
    /// With thousands separated, to the right.
    Number {
        /// Digits after the point.
        decimals: u8,
    },
    /// Yuan with two decimals, thousands separated.
    Money,
    /// 0.125 as 12.5%.
    Percent {
        /// Digits after the point.
        decimals: u8,
    },
    /// As 2026-06-30.
    Date,
}

/// One value. Its type decides what is stored: an identifier stays text in every column, so no digit is lost.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, never read as a number or a formula.
    Text(String),
    /// A finite number; a percentage is the ratio.
    Number(f64),
    /// A whole number. Beyond the fifteen digits a spreadsheet keeps it is written as text, so that none is lost.
    Integer(i64),
    /// Fen, written as yuan with two decimals; beyond fifteen digits as text.
    Money(i64),
    /// A number as the whole number of its smallest parts, 8496 with two decimals for 84.96; beyond fifteen digits as text.
    Decimal {
        /// How many smallest parts.
        parts: i64,
        /// How many decimals.
        decimals: u8,
    },
    /// A day. Spreadsheets know none before 1900; those are written as text.
    Date(Date),
}

impl Cell {
    /// Text; empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}
