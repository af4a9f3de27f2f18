//! Tables as comma-separated values: RFC 4180 with line ends CR LF, UTF-8 with a byte order mark so that spreadsheet
//! programs show Chinese, days as `2026-03-05`, money in yuan with two decimals.
//!
//! Text that a spreadsheet would compute is kept text by an apostrophe that reading takes away again; `formula.rs` says
//! how. A number of more than fifteen digits is whole in the file, but a program that opens it by double click shortens
//! it: for such columns give people XLSX.

mod read;
mod write;

pub use read::{CsvReader, CsvRow};
pub use write::{CsvWriter, Gb18030};
