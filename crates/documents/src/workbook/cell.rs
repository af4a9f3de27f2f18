use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::Cell;
use crate::formula;

/// The largest whole number of which a spreadsheet keeps every digit: fifteen nines.
const WHOLE_MAX: u64 = 999_999_999_999_999;

/// The first year of spreadsheet dates.
const YEAR_MIN: i16 = 1900;

/// What a cell is stored as. There is no formula among these: text stays text whatever it begins with.
pub(super) enum Stored<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(f64),
    Date(Date),
}

pub(super) fn stored(cell: &Cell) -> Stored<'_> {
    match cell {
        Cell::Empty => Stored::Nothing,
        Cell::Text(text) => Stored::Text(Cow::Borrowed(text)),
        Cell::Number(number) => Stored::Number(*number),
        Cell::Integer(whole) if whole.unsigned_abs() > WHOLE_MAX => {
            Stored::Text(Cow::Owned(whole.to_string()))
        }
        Cell::Integer(whole) => Stored::Number(*whole as f64),
        Cell::Money(fen) if fen.unsigned_abs() > WHOLE_MAX => Stored::Text(Cow::Owned(yuan(*fen))),
        // Division rounds to the number nearest to the decimal, and fifteen digits of it are shown as they were.
        Cell::Money(fen) => Stored::Number(*fen as f64 / 100.0),
        Cell::Date(date) if date.year() < YEAR_MIN => Stored::Text(Cow::Owned(date.to_string())),
        Cell::Date(date) => Stored::Date(*date),
    }
}

/// Fen as yuan with two decimals, without any rounding.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// The looks of one column in a row: as it is, and for text that a spreadsheet would take for a formula once somebody
/// edits it; the mark of the second keeps it text.
pub(super) struct Look {
    pub(super) plain: Format,
    pub(super) quoted: Format,
}

pub(super) fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    look: &Look,
) -> Result<(), XlsxError> {
    match stored(cell) {
        Stored::Nothing => sheet.write_blank(row, column, &look.plain)?,
        Stored::Text(text) => {
            let format = if formula::is_like(&text) { &look.quoted } else { &look.plain };
            sheet.write_string_with_format(row, column, text, format)?
        }
        Stored::Number(number) => sheet.write_number_with_format(row, column, number, &look.plain)?,
        Stored::Date(date) => {
            let (year, month, day) =
                (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
            let date = ExcelDateTime::from_ymd(year, month, day)?;
            sheet.write_datetime_with_format(row, column, &date, &look.plain)?
        }
    };
    Ok(())
}
