//! Workbooks: XLSX and ODS are read element by element, the binary format of before 2007 by its library.

mod ods;
mod packed;
mod row;
mod xls;
mod xlsx;

pub(crate) use xlsx::Workbook;

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

use super::feed::{Halt, Sink, TableRows};
use super::text::Part;
use super::{TableFormat, TableName, package};
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
pub(super) fn tables(book: Book, file: File, part: Part) -> Result<Vec<TableName>, Error> {
    let names = match part {
        None => names(book, BufReader::new(file))?,
        Some(index) => names(book, Cursor::new(package::whole(file, index)?))?,
    };
    Ok(names.into_iter().map(|name| TableName { name, ledger: None }).collect())
}

fn names<R: Read + Seek>(book: Book, file: R) -> Result<Vec<String>, Error> {
    match book {
        Book::Xlsx => Ok(Workbook::open(file)?.sheets()),
        Book::Xls => xls::sheets(file),
        Book::Ods => ods::sheets(file),
    }
}

/// The rows of a sheet.
pub(super) fn rows(book: Book, file: File, part: Part, table: usize) -> Result<TableRows, Error> {
    TableRows::from_thread(move |sink| match part {
        None => feed(book, BufReader::new(file), table, sink),
        Some(index) => feed(book, Cursor::new(package::whole(file, index)?), table, sink),
    })
}

fn feed<R: Read + Seek>(book: Book, file: R, table: usize, sink: &mut Sink) -> Result<(), Halt> {
    let each = &mut |row| sink.push(row);
    match book {
        Book::Xlsx => Workbook::open(file)?.rows(table, each),
        Book::Xls => xls::rows(file, table, each),
        Book::Ods => ods::rows(file, table, each),
    }
}
