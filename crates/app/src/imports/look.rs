//! What a file is: looked at once from its first row to its last, before it is kept.

use std::path::Path;

use documents::table_file::{TableFile, TableFormat, TableRow};
use kernel::Wording;
use ledger::{HEADING_ROWS_MAX, Heading, Ledger};
use pack::Gate;
use store::imports::Import;
use tokio::task::spawn_blocking;

use super::file_problem;
use crate::{App, Error, gate};

/// Characters of a cell of a sample.
const CHARACTERS_MAX: usize = 300;

/// The first rows of a table, as they stand; of long cells the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// What the table is called; empty where a file is one table.
    pub name: String,
    /// The ledger for which the file says it is.
    pub ledger: Option<String>,
    /// Its first rows, each with its line.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// What was seen of a file.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) format: TableFormat,
    pub(super) tables: Vec<Sample>,
    /// Why it must not enter.
    pub(super) stopped: Option<Wording>,
}

/// Looks at a whole file: its kind, the first rows of its tables, and whether anything in it keeps it from entering. A file that breaks
/// off is looked at as far as it goes.
pub(super) fn look(path: &Path, name: &str, gate: &Gate) -> Result<Looked, documents::Error> {
    let file = TableFile::open(path)?;
    let stopped = gate.stops_name(name).cloned().or_else(|| gate::of_beside(&file, gate));
    let stopped = stopped.or_else(|| gate::of_rows(&file, gate));
    let tables = samples_of(&file)?;
    Ok(Looked { format: file.format(), tables, stopped })
}

/// The first rows of the tables of a file that is kept.
pub(super) fn samples(path: &Path) -> Result<Vec<Sample>, documents::Error> {
    samples_of(&TableFile::open(path)?)
}

/// The first rows of the tables of the file of an import, read away from the threads that answer pages.
pub(super) async fn read_samples(app: &App, import: &Import) -> Result<Vec<Sample>, Error> {
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let path = file.path().to_owned();
    let read = spawn_blocking(move || samples(&path)).await;
    let read = read.map_err(|error| Error::broken(error.to_string()))?;
    read.map_err(|error| Error::invalid(file_problem(&error, &import.name)))
}

fn samples_of(file: &TableFile) -> Result<Vec<Sample>, documents::Error> {
    let mut tables = Vec::new();
    for (index, table) in file.tables().iter().enumerate() {
        let rows = file.rows(index)?.filter_map(Result::ok).take(HEADING_ROWS_MAX);
        let rows = rows.map(shortened).collect();
        tables.push(Sample { name: table.name.clone(), ledger: table.ledger.clone(), rows });
    }
    Ok(tables)
}

/// A row of a sample: enough of each cell to tell what it is.
fn shortened(row: TableRow) -> (u64, Vec<String>) {
    let mut cells = row.cells;
    cells.iter_mut().for_each(|cell| cut(cell, CHARACTERS_MAX));
    (row.line, cells)
}

/// Leaves so many characters of a text.
pub(super) fn cut(text: &mut String, characters: usize) {
    if let Some((end, _)) = text.char_indices().nth(characters) {
        text.truncate(end);
    }
}

impl Sample {
    /// Which row heads it, and which column is which field.
    pub(super) fn heading(&self, ledger: &Ledger) -> Option<Heading> {
        Heading::find(ledger, self.rows.iter().map(|(_, cells)| cells.as_slice()))
    }
}

/// The table of a file that is meant for a ledger, of those that are left: the one that says so, else the one with the most heads of its
/// fields.
pub(super) fn meant(
    tables: &[Sample],
    ledger: &Ledger,
    is_left: impl Fn(usize) -> bool,
) -> Option<(usize, Heading)> {
    let headed = |(index, table): (usize, &Sample)| Some((index, table.heading(ledger)?));
    let found: Vec<(usize, Heading)> =
        tables.iter().enumerate().filter(|(index, _)| is_left(*index)).filter_map(headed).collect();
    let says_so = |index: usize| tables[index].ledger.as_deref() == Some(ledger.id.as_str());
    let taken = |heading: &Heading| heading.columns.0.iter().flatten().count();
    found.into_iter().rev().max_by_key(|(index, heading)| (says_so(*index), taken(heading)))
}
