use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::Cell;
use crate::formula;

/// The largest whole number of which a spreadsheet keeps every digit: fifteen nines.
const WHOLE_MAX: u64 = 999_999_999_999_999;

/// The most decimals; ten to a higher power would not be whole in a floating number.
const DECIMALS_MAX: u8 = 18;

/// Fen are hundredths of a yuan.
pub(crate) const MONEY_DECIMALS: u8 = 2;

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
        Cell::Money(fen) => number(*fen, MONEY_DECIMALS),
        Cell::Decimal { parts, decimals } => number(*parts, *decimals),
        Cell::Date(date) if date.year() < YEAR_MIN => Stored::Text(Cow::Owned(date.to_string())),
        Cell::Date(date) => Stored::Date(*date),
    }
}

/// Smallest parts as a number. Division rounds to the number nearest to the decimal, and fifteen digits of it are shown as they
/// were.
fn number(parts: i64, decimals: u8) -> Stored<'static> {
    if parts.unsigned_abs() > WHOLE_MAX {
        return Stored::Text(Cow::Owned(pointed(parts, decimals)));
    }
    Stored::Number(parts as f64 / 10_f64.powi(i32::from(decimals.min(DECIMALS_MAX))))
}

/// Smallest parts as a number with its decimals, without any rounding.
pub(crate) fn pointed(parts: i64, decimals: u8) -> String {
    let decimals = decimals.min(DECIMALS_MAX);
    if decimals == 0 {
        return parts.to_string();
    }
    let sign = if parts < 0 { "-" } else { "" };
    let (parts, one) = (parts.unsigned_abs(), 10_u64.pow(u32::from(decimals)));
    format!("{sign}{}.{:0width$}", parts / one, parts % one, width = usize::from(decimals))
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
