use super::cell::{self, Stored};
use super::{Cell, CellKind, Column};
use crate::html::is_wide;

/// A column that fits its content is at least this wide, in characters.
const WIDTH_MIN: f64 = 6.0;

/// And at most this wide; longer text wraps.
pub(super) const WIDTH_MAX: f64 = 48.0;

/// Unless the text needs more than this many lines: a row holds at most 27, and what is below is not printed.
const LINES_MAX: f64 = 24.0;

/// Then the column grows up to this width.
const WIDTH_MAX_LONG: f64 = 120.0;

/// Room for the border and the filter button.
const PADDING: f64 = 3.0;

/// Rows that are measured; beyond them a column may come out narrow, which wrapping mends.
const ROWS_MEASURED: usize = 2000;

/// The widths of the columns.
pub(super) fn all(columns: &[Column], rows: &[Vec<Cell>]) -> Vec<f64> {
    columns.iter().enumerate().map(|(place, column)| width(column, place, rows)).collect()
}

/// The width a column gets.
fn width(column: &Column, place: usize, rows: &[Vec<Cell>]) -> f64 {
    if let Some(width) = column.width {
        return width.clamp(1.0, 255.0);
    }
    let cells = rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(place));
    let longest = cells.map(|cell| cell_width(cell, column.kind)).fold(0.0, f64::max);
    let fitting = (longest.max(text_width(&column.title)) + PADDING).clamp(WIDTH_MIN, WIDTH_MAX);
    fitting.max((longest / LINES_MAX + PADDING).min(WIDTH_MAX_LONG))
}

fn cell_width(cell: &Cell, kind: CellKind) -> f64 {
    match cell::stored(cell) {
        Stored::Nothing => 0.0,
        Stored::Date(_) => 10.0,
        Stored::Text(text) => text.split('\n').map(text_width).fold(0.0, f64::max),
        Stored::Number(number) => match kind {
            CellKind::Number { decimals } => number_width(number, decimals),
            CellKind::Money => number_width(number, 2),
            _ => 10.0,
        },
    }
}

/// Digits with the signs between thousands.
fn number_width(number: f64, decimals: u8) -> f64 {
    format!("{number:.*}", usize::from(decimals)).len() as f64 * 1.3
}

/// How wide a text is. A Chinese character is a little wider than two digits of the font that widths are counted in.
fn text_width(text: &str) -> f64 {
    text.chars().map(|character| if is_wide(character) { 2.1 } else { 1.1 }).sum()
}

/// Lines a text takes in a cell of this width.
pub(super) fn lines(text: &str, width: f64) -> f64 {
    let room = (width - 1.0).max(1.0);
    text.split('\n').map(|line| (text_width(line) / room).ceil().max(1.0)).sum()
}
