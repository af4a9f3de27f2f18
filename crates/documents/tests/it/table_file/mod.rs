//! Files of rows as a district gets them.

mod json;
mod sheets;
mod text;
mod wrapped;
mod xml;

use std::io::Write;

use documents::Error;
use documents::table_file::{TableFault, TableFile, TableRow};
use tempfile::NamedTempFile;

/// A file with these bytes, gone when the test ends.
fn written(bytes: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn opened(bytes: &[u8]) -> (NamedTempFile, TableFile) {
    let file = written(bytes);
    let table = TableFile::open(file.path()).unwrap();
    (file, table)
}

/// The fault for which a file is not opened.
fn refused(bytes: &[u8]) -> TableFault {
    let error = TableFile::open(written(bytes).path()).map(|file| file.format()).unwrap_err();
    let Error::Table(fault) = error else { unreachable!("{error}") };
    fault
}

/// The rows of the first table, as `line|cell|cell`; a fault as its English words.
fn rows(bytes: &[u8]) -> Vec<String> {
    rows_of(bytes, 0)
}

fn rows_of(bytes: &[u8], table: usize) -> Vec<String> {
    let (_file, opened) = opened(bytes);
    opened.rows(table).unwrap().map(shown).collect()
}

fn shown(row: Result<TableRow, Error>) -> String {
    match row {
        Ok(row) => format!("{}|{}", row.line, row.cells.join("|")),
        Err(error) => format!("! {error}"),
    }
}
