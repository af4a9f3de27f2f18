//! Text out of office files, web pages and PDF; spreadsheets out of tables.
//!
//! Two doors, both pure functions over bytes:
//!
//! * [`read_text`] takes the bytes of a file a person gave us and returns its lines, each with its place, and notes on
//!   whatever could not be read as it stands (hidden text, deleted passages, undecodable bytes). Nothing is lost
//!   silently.
//!
//! * [`read_archive`] takes the bytes of a zip archive, such as a pack in one file, and returns its files.
//!
//! Not here: any meaning. This crate does not know what a plan, a heading or an owner is; it leaves page numbers and
//! odd spaces where they are. No file system, no network, no clock: the caller reads and writes files. It is the only
//! crate that knows zip, XML, HTML, PDF and spreadsheet libraries.
//!
//! Begin in `read.rs`; each format has one file or folder of its name. What is refused, and why, stands in `limits.rs`
//! and `error.rs`.

mod archive;
pub mod csv;
mod decode;
mod document;
mod docx;
mod error;
mod formula;
mod html;
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
mod text;
mod workbook;

pub use archive::read_archive;
pub use document::{Encoding, Format, TextDocument};
pub use error::Error;
pub use print::{Align, Faces, Printed, Table, TableColumn};
pub use read::read_text;
pub use recognize::ForeignFormat;
pub use workbook::{Cell, CellKind, Column, Sheet, Workbook, WorkbookWriter, write_workbook};
