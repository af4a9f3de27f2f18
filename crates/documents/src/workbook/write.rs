use std::io::{Cursor, Seek, Write};

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, IgnoreError, Worksheet, XlsxError,
};

use super::cell::Look;
use super::width::{self, WIDTH_MAX};
use super::{Cell, CellKind, Column, Sheet, Workbook, cell, check, format};
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
    let mut writer = WorkbookWriter::new(Memory::Whole)?;
    for sheet in &workbook.sheets {
        writer.begin(sheet)?;
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.finish(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// Writes workbooks of any length row by row. Rows that are written do not stay in memory but in a temporary file of the
/// system, which is gone when the writer is.
pub struct WorkbookWriter {
    book: rust_xlsxwriter::Workbook,
    memory: Memory,
    sheets: usize,
    open: Option<OpenSheet>,
}

/// Where the rows wait until the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Memory {
    /// In memory, with each text stored once.
    Whole,
    /// In a temporary file.
    Constant,
}

/// The sheet that takes rows.
struct OpenSheet {
    name: String,
    columns: Vec<Column>,
    widths: Vec<f64>,
    /// Of the columns, by turns from row to row.
    looks: [Vec<Look>; 2],
    header: u32,
    rows: u32,
    closing: Vec<String>,
}

impl WorkbookWriter {
    /// A writer for many rows, in the memory of few.
    ///
    /// # Errors
    /// [`Error::Workbook`] when the system gives no temporary file.
    pub fn streaming() -> Result<Self, Error> {
        WorkbookWriter::new(Memory::Constant)
    }

    fn new(memory: Memory) -> Result<Self, Error> {
        let mut book = rust_xlsxwriter::Workbook::new();
        // The format wants a date of creation; a fixed one keeps the bytes the same.
        let created = ExcelDateTime::from_ymd(2024, 1, 1).map_err(|error| refused(&error))?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&created));
        Ok(WorkbookWriter { book, memory, sheets: 0, open: None })
    }

    /// Ends the sheet before and begins this one with its rows. Widths that fit are taken from these rows, so give some
    /// hundred where there are more.
    ///
    /// # Errors
    /// [`Error::Workbook`] when the sheet breaks a rule of the format.
    pub fn begin(&mut self, sheet: &Sheet) -> Result<(), Error> {
        self.end()?;
        check::head(sheet)?;
        let writer = match self.memory {
            Memory::Whole => self.book.add_worksheet(),
            Memory::Constant => {
                self.book.add_worksheet_with_constant_memory().map_err(|error| refused(&error))?
            }
        };
        let open = begin(writer, sheet).map_err(|error| check::at(&sheet.name, &error.to_string()))?;
        self.sheets += 1;
        self.open = Some(open);
        sheet.rows.iter().try_for_each(|row| self.row(row))
    }

    /// One more row of the sheet that was begun last.
    ///
    /// # Errors
    /// [`Error::Workbook`] when no sheet was begun, or the row breaks a rule of the format; it names sheet and row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        let (writer, sheet) = self.current()?;
        let number = sheet.rows as usize + 1;
        let wrong = |detail: String| check::at(&sheet.name, &format!("row {number}: {detail}"));
        check::row(cells, &sheet.columns).map_err(wrong)?;
        if sheet.header as usize + sheet.closing.len() + number + 1 > limits::SHEET_ROWS_MAX {
            return Err(check::at(&sheet.name, &format!("more than {} rows", limits::SHEET_ROWS_MAX)));
        }
        sheet.write_row(writer, cells).map_err(|error| wrong(error.to_string()))?;
        sheet.rows += 1;
        Ok(())
    }

    /// Ends the workbook.
    ///
    /// # Errors
    /// [`Error::Workbook`] when there is no sheet, or writing fails.
    pub fn finish<W: Write + Seek + Send>(mut self, out: W) -> Result<(), Error> {
        if self.sheets == 0 {
            return Err(Error::Workbook { detail: "it has no sheet".to_owned() });
        }
        self.end()?;
        self.book.save_to_writer(out).map_err(|error| refused(&error))
    }

    fn current(&mut self) -> Result<(&mut Worksheet, &mut OpenSheet), Error> {
        let Some(sheet) = &mut self.open else {
            return Err(Error::Workbook { detail: "a row before any sheet".to_owned() });
        };
        let writer = self.book.worksheet_from_index(self.sheets - 1).map_err(|error| refused(&error))?;
        Ok((writer, sheet))
    }

    fn end(&mut self) -> Result<(), Error> {
        if self.open.is_none() {
            return Ok(());
        }
        let (writer, sheet) = self.current()?;
        sheet.end(writer).map_err(|error| check::at(&sheet.name, &error.to_string()))?;
        self.open = None;
        Ok(())
    }
}

fn refused(error: &XlsxError) -> Error {
    Error::Workbook { detail: error.to_string() }
}

/// Everything above the rows.
fn begin(writer: &mut Worksheet, sheet: &Sheet) -> Result<OpenSheet, XlsxError> {
    writer.set_name(&sheet.name)?;
    let widths = width::all(&sheet.columns, &sheet.rows);
    for (column, width) in (0_u16..).zip(&widths) {
        writer.set_column_width(column, *width)?;
    }
    let mut row = 0;
    if let Some(title) = &sheet.title {
        across(writer, row, &widths, title, &format::title(), TITLE_LINE, 1.5)?;
        row += 1;
    }
    for note in &sheet.notes {
        across(writer, row, &widths, note, &format::note(), NOTE_LINE, 1.0)?;
        row += 1;
    }
    for (column, place) in sheet.columns.iter().zip(0_u16..) {
        writer.write_string_with_format(row, place, &column.title, &format::header())?;
    }
    print_setup(writer, row)?;
    Ok(OpenSheet {
        name: sheet.name.clone(),
        columns: sheet.columns.clone(),
        looks: [false, true].map(|banded| looks(&sheet.columns, &widths, banded)),
        widths,
        header: row,
        rows: 0,
        closing: sheet.closing.clone(),
    })
}

fn looks(columns: &[Column], widths: &[f64], banded: bool) -> Vec<Look> {
    let look = |(column, width): (&Column, &f64)| {
        let plain = format::body(column, wraps(column, *width), banded);
        Look { quoted: plain.clone().set_quote_prefix(), plain }
    };
    columns.iter().zip(widths).map(look).collect()
}

impl OpenSheet {
    fn write_row(&self, writer: &mut Worksheet, cells: &[Cell]) -> Result<(), XlsxError> {
        let row = self.header + 1 + self.rows;
        for (place, look) in (0_u16..).zip(&self.looks[self.rows as usize % 2]) {
            let content = cells.get(usize::from(place)).unwrap_or(&Cell::Empty);
            cell::write(writer, row, place, content, look)?;
        }
        // Not every program grows a row by itself before it prints, and then text would be missing.
        let lines = self.lines(cells);
        if lines > 1.0 {
            writer.set_row_height(row, (BODY_LINE * lines).min(ROW_HEIGHT_MAX))?;
        }
        Ok(())
    }

    /// Lines of the tallest cell of a row.
    fn lines(&self, cells: &[Cell]) -> f64 {
        let columns = self.columns.iter().zip(&self.widths).zip(cells);
        let lines = columns.map(|((column, width), cell)| match cell {
            Cell::Text(text) if wraps(column, *width) => width::lines(text, *width),
            _ => 1.0,
        });
        lines.fold(1.0, f64::max)
    }

    /// Everything below the rows, and what concerns them all.
    fn end(&self, writer: &mut Worksheet) -> Result<(), XlsxError> {
        let last = self.header + self.rows;
        if self.rows > 0 {
            writer.autofilter(self.header, 0, last, (self.columns.len() - 1) as u16)?;
            for (place, column) in (0_u16..).zip(&self.columns) {
                // Without this a green corner in each cell asks to make numbers of them.
                if column.kind == CellKind::Identifier {
                    let first = self.header + 1;
                    writer.ignore_error_range(first, place, last, place, IgnoreError::NumberStoredAsText)?;
                }
                if let Some(offered) = offered(&column.choices) {
                    writer.add_data_validation(self.header + 1, place, last, place, &offered)?;
                }
            }
        }
        for (row, line) in (last + 1..).zip(&self.closing) {
            across(writer, row, &self.widths, line, &format::note(), NOTE_LINE, 1.0)?;
        }
        Ok(())
    }
}

/// The list that cells offer to choose from; none if there is nothing to choose, or more than the format holds.
fn offered(choices: &[String]) -> Option<DataValidation> {
    // The format divides a list by commas.
    let is_listable = !choices.is_empty() && !choices.iter().any(|choice| choice.contains(','));
    is_listable.then(|| DataValidation::new().allow_list_strings(choices).ok()).flatten()
}

/// A line across all columns, its characters so many times as wide as those of cells. Merged cells do not grow by
/// themselves, so their height is set.
fn across(
    writer: &mut Worksheet,
    row: u32,
    widths: &[f64],
    text: &str,
    format: &Format,
    line: f64,
    scale: f64,
) -> Result<(), XlsxError> {
    let last_column = (widths.len() - 1) as u16;
    if last_column > 0 {
        writer.merge_range(row, 0, row, last_column, text, format)?;
    } else {
        writer.write_string_with_format(row, 0, text, format)?;
    }
    let width: f64 = widths.iter().sum();
    writer.set_row_height(row, (line * width::lines(text, width / scale)).min(ROW_HEIGHT_MAX))?;
    Ok(())
}

fn wraps(column: &Column, width: f64) -> bool {
    column.wrap || (column.width.is_none() && column.kind == CellKind::Text && width >= WIDTH_MAX)
}

fn print_setup(writer: &mut Worksheet, header: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    writer
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C第 &P 页　共 &N 页")
        .set_repeat_rows(header, header)?
        .set_freeze_panes(header + 1, 0)?;
    Ok(())
}
