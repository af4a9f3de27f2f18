//! Files of rows, as a district gets them: exports of offices and departments as text, as workbooks, as JSON, as XML.
//!
//! [`TableFile::open`] tells by the content what a file is, [`TableFile::rows`] gives its rows one after the other. A file
//! is never in memory as a whole (but for the binary workbooks of before 2007, whose size is limited), and rows can be
//! had as often as they are wanted, each time from the start.
//!
//! Rows of text and of sheets come as they stand, the header wherever it is. JSON and XML have no header; their first row
//! are the names of the fields, for XML those of a ledger. What the names mean is not known here.

mod cell;
mod delimited;
mod fault;
mod feed;
mod format;
mod guard;
mod json;
mod line_ends;
mod package;
mod pull;
mod recognize;
mod separator;
mod sheet;
mod text;
mod xml;

pub(crate) use feed::Halt;
pub(crate) use sheet::Workbook;

pub use fault::TableFault;
pub use feed::TableRows;
pub use format::{TableFormat, XmlLayout};
pub use separator::Separator;

use std::path::{Path, PathBuf};

use recognize::Source;

use crate::inside::look_among;
use crate::{Error, Inside, limits};

/// A file of rows.
#[derive(Debug, Clone)]
pub struct TableFile {
    path: PathBuf,
    source: Source,
    tables: Vec<TableName>,
}

/// One table of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableName {
    /// The name of the sheet, or of what the table holds; empty where a file is one table.
    pub name: String,
    /// The ledger whose field ids are the first row, for XML.
    pub ledger: Option<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Where a person finds it, from 1: the line of the text, the row of the sheet, or which document of the XML it is.
    pub line: u64,
    /// Its cells, as a person sees them; days of sheets are written `2026-03-05`. Rows may have different numbers of them.
    pub cells: Vec<String>,
    /// Whether it says how something was when it was published, not how it is now: rows of documents that an office publishes.
    pub is_publication: bool,
}

impl TableRow {
    /// A row that says how something is.
    #[must_use]
    pub fn new(line: u64, cells: Vec<String>) -> TableRow {
        TableRow { line, cells, is_publication: false }
    }
}

impl TableFile {
    /// Opens a file and tells what it is. The name does not matter.
    ///
    /// # Errors
    /// That it is none of the formats, protected, damaged, or larger than [`crate::limits`] allow.
    pub fn open(path: &Path) -> Result<TableFile, Error> {
        let source = recognize::recognize(path)?;
        let tables = source.tables(path)?;
        if tables.is_empty() {
            return Err(Error::Table(TableFault::NoTable));
        }
        if tables.len() > limits::TABLE_SHEETS_MAX {
            return Err(Error::Table(TableFault::Bomb { part: format!("{} sheets", tables.len()) }));
        }
        Ok(TableFile { path: path.to_owned(), source, tables })
    }

    /// What the file is.
    #[must_use]
    pub fn format(&self) -> TableFormat {
        self.source.format()
    }

    /// Its tables; at least one.
    #[must_use]
    pub fn tables(&self) -> &[TableName] {
        &self.tables
    }

    /// The rows of one of them, from the start. Rows without a word are left out. What is wrong in the file comes as an
    /// error in its place among the rows, see [`TableRows`].
    ///
    /// # Errors
    /// That there is no such table, or that the file cannot be opened any more.
    pub fn rows(&self, table: usize) -> Result<TableRows, Error> {
        if table >= self.tables.len() {
            return Err(Error::Table(TableFault::NoTable));
        }
        self.source.rows(&self.path, table)
    }

    /// Tells of an archive what its files are called, and what those say whose rows are not given: a remark beside the table. Of a file that
    /// is no archive of files nothing; as [`look_inside`](crate::look_inside) otherwise.
    ///
    /// # Errors
    /// That the file cannot be opened any more.
    pub fn look_beside(&self, is_enough: &mut dyn FnMut(Inside<'_>) -> bool) -> Result<(), Error> {
        let Some(table) = self.source.among_others() else { return Ok(()) };
        let is_beside = |index: usize, name: &str| match table {
            Some(table) => index != table,
            None => !name.to_ascii_lowercase().ends_with(".xml"),
        };
        look_among(text::open(&self.path)?, &is_beside, is_enough)
    }
}
