use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Worksheet, XlsxError};

use super::width::{self, WIDTH_MAX};
use super::{Cell, CellKind, Column, Sheet, Workbook, format};
use crate::{Error, limits};

/// Points of a line of a title, of a note and of a cell.
const TITLE_LINE: f64 = 26.0;
const NOTE_LINE: f64 = 15.0;
const BODY_LINE: f64 = 16.0;

/// The tallest row there is, in points.
const ROW_HEIGHT_MAX: f64 = 409.0;

/// Writes a workbook: a title and notes across the page, a header that stays in sight and on every printed page,
/// filters, light borders and bands, A4 landscape as wide as the page. The same workbook gives the same bytes.
///
/// # Errors
///
/// [`Error::Workbook`] when the workbook breaks a rule of the format; nothing is cut to fit.
pub fn write_workbook(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    // The format wants a date of creation; a fixed one keeps the bytes the same.
    let created = ExcelDateTime::from_ymd(2024, 1, 1).map_err(|error| refused(&error))?;
    writer.set_properties(&DocProperties::new().set_creation_datetime(&created));
    if workbook.sheets.is_empty() {
        return Err(Error::Workbook { detail: "it has no sheet".to_owned() });
    }
    for sheet in &workbook.sheets {
        check(sheet)?;
        write_sheet(writer.add_worksheet(), sheet).map_err(|error| at(sheet, &error.to_string()))?;
    }
    writer.save_to_buffer().map_err(|error| refused(&error))
}

fn refused(error: &XlsxError) -> Error {
    Error::Workbook { detail: error.to_string() }
}

fn at(sheet: &Sheet, detail: &str) -> Error {
    Error::Workbook { detail: format!("sheet {}: {detail}", sheet.name) }
}

fn check(sheet: &Sheet) -> Result<(), Error> {
    if sheet.columns.is_empty() {
        return Err(at(sheet, "it has no column"));
    }
    if sheet.columns.len() > limits::SHEET_COLUMNS_MAX {
        return Err(at(sheet, &format!("more than {} columns", limits::SHEET_COLUMNS_MAX)));
    }
    if sheet.rows.len() + sheet.notes.len() + 2 > limits::SHEET_ROWS_MAX {
        return Err(at(sheet, &format!("more than {} rows", limits::SHEET_ROWS_MAX)));
    }
    for (row, number) in sheet.rows.iter().zip(1_usize..) {
        if row.len() > sheet.columns.len() {
            return Err(at(
                sheet,
                &format!("row {number} has {} cells for {} columns", row.len(), sheet.columns.len()),
            ));
        }
        for (cell, column) in row.iter().zip(&sheet.columns) {
            check_cell(cell)
                .map_err(|detail| at(sheet, &format!("row {number}, column {}: {detail}", column.title)))?;
        }
    }
    Ok(())
}

fn check_cell(cell: &Cell) -> Result<(), String> {
    match cell {
        Cell::Number(number) if !number.is_finite() => Err("a number that is not finite".to_owned()),
        Cell::Date(date) if date.year() < 1900 => Err(format!("the day {date} is before 1900")),
        // Bytes are never fewer than UTF-16 units, so short text need not be counted.
        Cell::Text(text) if text.len() > limits::CELL_UNITS_MAX => {
            let units = text.encode_utf16().count();
            if units > limits::CELL_UNITS_MAX {
                return Err(format!("a text of {units} characters, more than {}", limits::CELL_UNITS_MAX));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn write_sheet(sheet: &mut Worksheet, content: &Sheet) -> Result<(), XlsxError> {
    sheet.set_name(&content.name)?;
    let last_column = (content.columns.len() - 1) as u16;
    let widths: Vec<f64> = content
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| width::width(column, place, &content.rows))
        .collect();
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    let page_width = widths.iter().sum();
    let mut row = 0;
    if let Some(title) = &content.title {
        across(sheet, row, last_column, title, &format::title(), TITLE_LINE, page_width / 1.5)?;
        row += 1;
    }
    for note in &content.notes {
        across(sheet, row, last_column, note, &format::note(), NOTE_LINE, page_width)?;
        row += 1;
    }
    for (column, place) in content.columns.iter().zip(0_u16..) {
        sheet.write_string_with_format(row, place, &column.title, &format::header())?;
    }
    write_rows(sheet, content, row + 1, &widths)?;
    let last_row = row + content.rows.len() as u32;
    if !content.rows.is_empty() {
        sheet.autofilter(row, 0, last_row, last_column)?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    print_setup(sheet, row)
}

/// A line across all columns. Merged cells do not grow by themselves, so their height is set.
fn across(
    sheet: &mut Worksheet,
    row: u32,
    last_column: u16,
    text: &str,
    format: &Format,
    line: f64,
    width: f64,
) -> Result<(), XlsxError> {
    if last_column > 0 {
        sheet.merge_range(row, 0, row, last_column, text, format)?;
    } else {
        sheet.write_string_with_format(row, 0, text, format)?;
    }
    sheet.set_row_height(row, (line * width::lines(text, width)).min(ROW_HEIGHT_MAX))?;
    Ok(())
}

fn write_rows(sheet: &mut Worksheet, content: &Sheet, first: u32, widths: &[f64]) -> Result<(), XlsxError> {
    let look = |banded: bool| -> Vec<Format> {
        let columns = content.columns.iter().zip(widths);
        columns.map(|(column, width)| format::body(column, wraps(column, *width), banded)).collect()
    };
    let looks = [look(false), look(true)];
    for (cells, number) in content.rows.iter().zip(0_u32..) {
        for (place, format) in (0_u16..).zip(&looks[number as usize % 2]) {
            let cell = cells.get(usize::from(place)).unwrap_or(&Cell::Empty);
            write_cell(sheet, first + number, place, cell, format)?;
        }
        // Not every program grows a row by itself before it prints, and then text would be missing.
        let lines = lines(cells, content, widths);
        if lines > 1.0 {
            sheet.set_row_height(first + number, (BODY_LINE * lines).min(ROW_HEIGHT_MAX))?;
        }
    }
    Ok(())
}

/// Lines of the tallest cell of a row.
fn lines(cells: &[Cell], content: &Sheet, widths: &[f64]) -> f64 {
    let columns = content.columns.iter().zip(widths).zip(cells);
    let lines = columns.map(|((column, width), cell)| match cell {
        Cell::Text(text) if wraps(column, *width) => width::lines(text, *width),
        _ => 1.0,
    });
    lines.fold(1.0, f64::max)
}

fn wraps(column: &Column, width: f64) -> bool {
    column.wrap || (column.width.is_none() && column.kind == CellKind::Text && width >= WIDTH_MAX)
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Date(date) => {
            let (year, month, day) =
                (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
            let date = ExcelDateTime::from_ymd(year, month, day)?;
            sheet.write_datetime_with_format(row, column, &date, format)?
        }
    };
    Ok(())
}

fn print_setup(sheet: &mut Worksheet, header: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页　共 &N 页")
        .set_repeat_rows(header, header)?;
    Ok(())
}
