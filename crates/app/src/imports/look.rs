//! What a file is: looked at once from its first row to its last, before it is kept.

use std::path::Path;

use documents::table_file::{TableFile, TableFormat};
use kernel::Wording;
use ledger::{HEADING_ROWS_MAX, Heading, Ledger};
use pack::Gate;

/// The first rows of a table, as they stand.
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
    let mut stopped = gate.stops(name).cloned();
    let mut tables = Vec::new();
    for (index, table) in file.tables().iter().enumerate() {
        let mut sample = Sample { name: table.name.clone(), ledger: table.ledger.clone(), rows: Vec::new() };
        for row in file.rows(index)? {
            // What is wrong with a row is told when the rows are looked at.
            let Ok(row) = row else { continue };
            stopped = stopped.or_else(|| row.cells.iter().find_map(|cell| gate.stops(cell)).cloned());
            if stopped.is_some() {
                break;
            }
            if sample.rows.len() < HEADING_ROWS_MAX {
                sample.rows.push((row.line, row.cells));
            }
        }
        tables.push(sample);
    }
    Ok(Looked { format: file.format(), tables, stopped })
}

/// The first rows of the tables of a file that is kept.
pub(super) fn samples(path: &Path) -> Result<Vec<Sample>, documents::Error> {
    let file = TableFile::open(path)?;
    let mut tables = Vec::new();
    for (index, table) in file.tables().iter().enumerate() {
        let rows = file.rows(index)?.filter_map(Result::ok).take(HEADING_ROWS_MAX);
        let rows = rows.map(|row| (row.line, row.cells)).collect();
        tables.push(Sample { name: table.name.clone(), ledger: table.ledger.clone(), rows });
    }
    Ok(tables)
}

impl Sample {
    /// Which row heads it, and which column is which field.
    pub(super) fn heading(&self, ledger: &Ledger) -> Option<Heading> {
        Heading::find(ledger, self.rows.iter().map(|(_, cells)| cells.as_slice()))
    }
}

/// The table of a file that is meant for a ledger: the one that says so, else the one with the most heads of its fields.
pub(super) fn meant(tables: &[Sample], ledger: &Ledger) -> Option<(usize, Heading)> {
    let headed = |(index, table): (usize, &Sample)| Some((index, table.heading(ledger)?));
    let found: Vec<(usize, Heading)> = tables.iter().enumerate().filter_map(headed).collect();
    let says_so = |index: usize| tables[index].ledger.as_deref() == Some(ledger.id.as_str());
    let taken = |heading: &Heading| heading.columns.0.iter().flatten().count();
    found.into_iter().rev().max_by_key(|(index, heading)| (says_so(*index), taken(heading)))
}
