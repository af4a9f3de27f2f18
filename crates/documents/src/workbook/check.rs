use super::cell::{self, Stored};
use super::{Cell, Column, Sheet};
use crate::{Error, limits};

pub(super) fn at(sheet: &str, detail: &str) -> Error {
    Error::Workbook { detail: format!("sheet {sheet}: {detail}") }
}

/// What the format cannot hold besides rows.
pub(super) fn head(sheet: &Sheet) -> Result<(), Error> {
    if sheet.columns.is_empty() {
        return Err(at(&sheet.name, "it has no column"));
    }
    if sheet.columns.len() > limits::SHEET_COLUMNS_MAX {
        return Err(at(&sheet.name, &format!("more than {} columns", limits::SHEET_COLUMNS_MAX)));
    }
    Ok(())
}

/// What the format cannot hold in this row; the reason names the column.
pub(super) fn row(cells: &[Cell], columns: &[Column]) -> Result<(), String> {
    if cells.len() > columns.len() {
        return Err(format!("{} cells for {} columns", cells.len(), columns.len()));
    }
    for (cell, column) in cells.iter().zip(columns) {
        content(cell).map_err(|detail| format!("column {}: {detail}", column.title))?;
    }
    Ok(())
}

fn content(cell: &Cell) -> Result<(), String> {
    match cell::stored(cell) {
        Stored::Number(number) if !number.is_finite() => Err("a number that is not finite".to_owned()),
        // Bytes are never fewer than UTF-16 units, so short text need not be counted.
        Stored::Text(text) if text.len() > limits::CELL_UNITS_MAX => {
            let units = text.encode_utf16().count();
            if units > limits::CELL_UNITS_MAX {
                return Err(format!("a text of {units} characters, more than {}", limits::CELL_UNITS_MAX));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}
