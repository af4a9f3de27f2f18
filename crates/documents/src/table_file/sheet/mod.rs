//! Workbooks: XLSX and ODS are read element by element, the binary format of before 2007 by its library.

mod ods;
mod packed;
mod row;
mod xls;
mod xlsx;

pub(crate) use xlsx::Workbook;

use std::io::BufReader;
use std::path::Path;

use super::feed::TableRows;
use super::{TableFormat, TableName, text};
use crate::Error;

/// A format of workbooks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Book {
    Xlsx,
    Xls,
    Ods,
}

impl Book {
    pub(super) fn format(self) -> TableFormat {
        match self {
            Book::Xlsx => TableFormat::Xlsx,
            Book::Xls => TableFormat::Xls,
            Book::Ods => TableFormat::Ods,
        }
    }
}

/// The sheets of a workbook.
pub(super) fn tables(book: Book, path: &Path) -> Result<Vec<TableName>, Error> {
    let file = BufReader::new(text::open(path)?);
    let names = match book {
        Book::Xlsx => Workbook::open(file)?.sheets(),
        Book::Xls => xls::sheets(file)?,
        Book::Ods => ods::sheets(file)?,
    };
    Ok(names.into_iter().map(|name| TableName { name, ledger: None }).collect())
}

/// The rows of a sheet.
pub(super) fn rows(book: Book, path: &Path, table: usize) -> Result<TableRows, Error> {
    let file = BufReader::new(text::open(path)?);
    TableRows::from_thread(move |sink| {
        let each = &mut |row| sink.push(row);
        match book {
            Book::Xlsx => Workbook::open(file)?.rows(table, each),
            Book::Xls => xls::rows(file, table, each),
            Book::Ods => ods::rows(file, table, each),
        }
    })
}
