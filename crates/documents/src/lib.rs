//! Files that people bring, and files they take with them.
//!
//! Doors, all of them functions over bytes:
//!
//! * [`upload::sniff`] says what an uploaded file is, or why it is not taken.
//! * [`read_text`] takes the bytes of a file a person gave us and returns its lines, each with its place, and notes on
//!   whatever could not be read as it stands (hidden text, deleted passages, undecodable bytes). Nothing is lost
//!   silently.
//! * [`look_inside`] tells every name and line of an archive, an office file or a collection, for whoever looks for words in it.
//! * [`read_rows`] reads a table that somebody sent back, [`csv::CsvReader`] one row after the other, [`read_archive`] the files of a zip archive, such as a pack in one file.
//! * [`table_file::TableFile`] gives the rows of what a district gets, however large: text, workbooks, JSON lines, XML of offices.
//! * [`write_workbook`] and [`WorkbookWriter`] write XLSX, [`write_ods`] ODS, [`csv::CsvWriter`] CSV: one kind of [`Cell`] for all, and
//!   no text that a program takes for a formula. [`write_archive`] packs files.
//! * [`official::pdf`] and [`official::docx`] print one model of an official document in the layout of GB/T 9704,
//!   [`record::pdf`] a record or a list. The same content gives the same bytes.
//!
//! Not here: any meaning. This crate does not know what a plan, an owner or a ledger is; it leaves page numbers and odd
//! spaces where they are. No network and no clock: days are parameters. No file system but for one thing: a streamed
//! workbook waits in a temporary file. It is the only crate that knows zip, XML, HTML, PDF, spreadsheet and typesetting
//! libraries.
//!
//! Begin in `read.rs` for reading, in `official/` for printing; each format has one file or folder of its name. What is
//! refused, and why, stands in `limits.rs` and `error.rs`; where the faces come from in `docs/fonts.md`.

mod archive;
pub mod csv;
mod decode;
mod document;
mod docx;
mod error;
mod formula;
mod html;
mod inside;
pub mod limits;
mod lines;
mod notes;
pub mod official;
mod pdf;
mod print;
mod read;
mod recognize;
pub mod record;
mod table;
pub mod table_file;
mod text;
pub mod upload;
mod workbook;

pub use archive::{read_archive, write_archive};
pub use document::{Encoding, Format, TextDocument};
pub use error::Error;
pub use inside::{Inside, look_inside};
pub use print::{Align, Faces, Printed, Table, TableColumn};
pub use read::read_text;
pub use recognize::ForeignFormat;
pub use workbook::{
    Cell, CellKind, Column, Sheet, Workbook, WorkbookWriter, read_rows, write_ods, write_workbook,
};
