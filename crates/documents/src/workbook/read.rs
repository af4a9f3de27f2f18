use std::io::Cursor;

use crate::csv::{CsvReader, CsvRow};
use crate::error::Unit;
use crate::table_file::{Halt, Workbook};
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

fn workbook(bytes: &[u8]) -> Result<Vec<CsvRow>, Error> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(Error::FileTooLarge { bytes: bytes.len() });
    }
    let mut rows = Vec::new();
    let mut cells = 0;
    let end = Workbook::open(Cursor::new(bytes))?.rows(0, &mut |row| {
        cells += row.cells.len();
        if cells > limits::TABLE_CELLS_MAX {
            return Err(Error::TooMuch { limit: limits::TABLE_CELLS_MAX, unit: Unit::Cells }.into());
        }
        let line = usize::try_from(row.line).unwrap_or(usize::MAX);
        rows.push(CsvRow { line, cells: row.cells });
        Ok(())
    });
    match end {
        Err(Halt::Failed(error)) => Err(error),
        Err(Halt::Dropped) | Ok(()) => Ok(rows),
    }
}
