//! The files that are loaded in a demonstration: `imports.csv`. A fresh demonstration loads each of them by the clock of its line, through the
//! importer, so that what is known of a record then and what became known later can be told apart.

use jiff::civil::{Date, DateTime};
use kernel::{Place, Problem};
use ledger::Ledger;

use crate::accounts::Account;
use crate::entries::Entries;
use crate::fault::Fault;
use crate::history::time;
use crate::pack::Pack;
use crate::table::{Notes, Row, own_rows};

pub(crate) const FILE: &str = "imports.csv";

/// A file that somebody loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportEntry {
    /// When it was loaded, by the clock of China.
    pub at: DateTime,
    /// Who loaded it: a name of `accounts.csv`.
    pub by: String,
    /// Into which ledger.
    pub ledger: String,
    /// The file in this pack.
    pub file: String,
    /// As of which day its rows are.
    pub as_of: Date,
    /// From where it came.
    pub source: String,
    /// File and line.
    pub place: Place,
}

impl Pack {
    /// The files that are loaded in a demonstration, in their order; nothing for a pack that is not one.
    ///
    /// # Errors
    /// Every problem of the table.
    pub fn imports(&self) -> Result<Vec<ImportEntry>, Vec<Problem>> {
        let mut notes = Notes::default();
        let entries = read(self, &mut notes);
        if notes.problems.is_empty() { Ok(entries) } else { Err(notes.problems) }
    }
}

/// The files of this pack alone: those of a demonstration are not inherited.
pub(crate) fn read(pack: &Pack, notes: &mut Notes) -> Vec<ImportEntry> {
    let (required, optional): (&[&str], &[&str]) = (&["at", "by", "ledger", "file", "as_of", "source"], &[]);
    let rows = own_rows(pack, FILE, required, optional, notes);
    rows.iter().filter_map(|row| entry(row, notes)).collect()
}

/// The files that are loaded.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    read(pack, &mut Notes::default()).into_iter().map(|entry| entry.file).collect()
}

/// Every column is asked for before the entry is put together, so that all problems are found.
fn entry(row: &Row, notes: &mut Notes) -> Option<ImportEntry> {
    let (at, by) = (time(row, notes), row.required("by", notes));
    let (ledger, file) = (row.required("ledger", notes), row.required("file", notes));
    let (written, source) = (row.required("as_of", notes), row.required("source", notes));
    let as_of = written.and_then(|_| row.date("as_of", notes));
    Some(ImportEntry {
        at: at?,
        by: by?,
        ledger: ledger?,
        file: file?,
        as_of: as_of?,
        source: source?,
        place: row.place(),
    })
}

/// In the order of time, by accounts that are there, into ledgers that are declared, of files that are there.
pub(crate) fn check(
    entries: &[ImportEntry],
    pack: &Pack,
    accounts: &[Account],
    ledgers: &[Ledger],
    notes: &mut Notes,
) {
    let mut lines = Entries::of(accounts, ledgers);
    for entry in entries {
        lines.check(entry.at, (&entry.by, &entry.ledger), &entry.place, notes);
        if matches!(pack.files.read(&entry.file), Ok(None)) {
            let place = entry.place.clone().at_field("file");
            notes.add(&Fault::MissingFile { file: entry.file.clone() }, place);
        }
    }
}
