//! The base of a ledger on disk: every interval at one operation, in two Parquet files and the manifest that names them.
//!
//! The same intervals give the same bytes: the order of the rows, the settings of the writer and the number of rows in each
//! call are fixed, and nothing holds the time of day. The digest of a file proves the file; the digest of its rows proves
//! what it says whatever wrote it.

mod manifest;
mod problems;
mod read;
mod verify;
mod write;

pub(crate) use manifest::hex;
pub use manifest::{FileEntry, Manifest, Settings};
pub use read::Base;
pub(crate) use verify::files;
pub use verify::verify;
pub use write::{Cut, Writer, write};

/// The manifest, beside the files it names.
const MANIFEST: &str = "manifest.json";
/// The intervals that were known when the base was cut.
const OPEN: &str = "open.parquet";
/// The intervals that were superseded before.
const CLOSED: &str = "closed.parquet";
/// All files of a base, the one that names the others first.
pub(crate) const FILES: [&str; 3] = [MANIFEST, OPEN, CLOSED];
