use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use crate::archive::read_archive;
use crate::csv::{CsvReader, CsvRow};
use crate::error::Unit;
use crate::{Error, limits};

/// The rows of a table that somebody sent back: those of the first sheet of a workbook (XLSX), or those of a CSV file, each with its line.
/// Rows without a word are left out. Cells are what a person sees in them; days are written `2026-03-05`.
///
/// # Errors
/// That it is neither, that it is damaged or protected, or that it holds more than [`limits`] allow.
pub fn read_rows(name: &str, bytes: &[u8]) -> Result<Vec<CsvRow>, Error> {
    let rows = if bytes.starts_with(b"PK") {
        workbook(bytes)?
    } else {
        CsvReader::open(name, bytes)?.collect::<Result<Vec<CsvRow>, Error>>()?
    };
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if cells > limits::TABLE_CELLS_MAX {
        return Err(Error::TooMuch { limit: limits::TABLE_CELLS_MAX, unit: Unit::Cells });
    }
    let has_words = |row: &CsvRow| row.cells.iter().any(|cell| !cell.trim().is_empty());
    Ok(rows.into_iter().filter(has_words).collect())
}

/// Cell by cell: two cells far apart are two cells, not all that lie between them.
fn workbook(bytes: &[u8]) -> Result<Vec<CsvRow>, Error> {
    // The library unpacks whatever is there; how much that is, is looked at before.
    read_archive(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(Error::damaged)?;
    let Some(sheet) = workbook.sheet_names().into_iter().next() else { return Ok(Vec::new()) };
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(Error::damaged)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(Error::damaged)? {
        let (row, column) = cell.get_position();
        let column = column as usize;
        if column >= limits::TABLE_COLUMNS_MAX {
            return Err(Error::TooMuch { limit: limits::TABLE_COLUMNS_MAX, unit: Unit::Columns });
        }
        let row = rows.entry(row).or_default();
        if row.len() <= column {
            count += column + 1 - row.len();
            row.resize(column + 1, String::new());
        }
        if count > limits::TABLE_CELLS_MAX {
            return Err(Error::TooMuch { limit: limits::TABLE_CELLS_MAX, unit: Unit::Cells });
        }
        row[column] = shown(cell.get_value());
    }
    Ok(rows.into_iter().map(|(row, cells)| CsvRow { line: row as usize + 1, cells }).collect())
}

fn shown(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
