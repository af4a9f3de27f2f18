//! Rows are read in a thread of their own and handed over in bundles through a channel that holds few of them. So readers
//! may borrow from what they have opened, the file is read while the rows before are worked on, memory stays small
//! whatever the file, and a reader that breaks down on hostile bytes ends its thread and nothing else.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::TableRow;
use super::fault::TableFault;
use crate::Error;

/// Bundles that wait to be taken.
const BUNDLES_MAX: usize = 4;

/// Rows of a bundle: enough that handing over costs nothing beside reading.
const BUNDLE_ROWS: usize = 256;

/// Bytes of a bundle, about: so that rows of a megabyte do not wait by the hundred.
const BUNDLE_BYTES: usize = 256 * 1024;

/// The rows of a table, one after the other. Errors stand among them: after a row of which characters are lost
/// ([`TableFault::Undecodable`]), after an object of JSON that cannot be read, and after a document of an archive that cannot be, the next
/// rows follow; after any other error there are none.
pub struct TableRows {
    bundles: Receiver<Bundle>,
    bundle: std::vec::IntoIter<Result<TableRow, Error>>,
    end: Option<End>,
}

struct Bundle {
    rows: Vec<Result<TableRow, Error>>,
    end: Option<End>,
}

/// How a table ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With its last row.
    Whole,
    /// With an error behind which nothing could be read.
    Broken,
}

impl TableRows {
    /// The rows that `read` puts into the sink.
    pub(super) fn from_thread(
        read: impl FnOnce(&mut Sink) -> Result<(), Halt> + Send + 'static,
    ) -> Result<Self, Error> {
        let (sender, bundles) = sync_channel(BUNDLES_MAX);
        thread::Builder::new()
            .name("table-file".to_owned())
            .spawn(move || {
                let mut sink = Sink { sender, rows: Vec::new(), bytes: 0 };
                let end = match read(&mut sink) {
                    Err(Halt::Failed(error)) => {
                        sink.rows.push(Err(error));
                        End::Broken
                    }
                    Ok(()) | Err(Halt::Dropped) => End::Whole,
                };
                // Nobody takes it when the rows were dropped meanwhile.
                let _ = sink.hand_over(Some(end));
            })
            .map_err(|error| Error::Table(TableFault::Unreadable { detail: error.to_string() }))?;
        Ok(TableRows { bundles, bundle: Vec::new().into_iter(), end: None })
    }

    /// Whether the last error among the rows ended the file: known once they have all been taken.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.end == Some(End::Broken)
    }
}

impl Iterator for TableRows {
    type Item = Result<TableRow, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.bundle.next() {
                return Some(row);
            }
            if self.end.is_some() {
                return None;
            }
            match self.bundles.recv() {
                Ok(bundle) => {
                    self.end = bundle.end;
                    self.bundle = bundle.rows.into_iter();
                }
                Err(_) => {
                    self.end = Some(End::Broken);
                    return Some(Err(Error::damaged("its reader broke down")));
                }
            }
        }
    }
}

/// Why reading ends early.
pub(crate) enum Halt {
    /// Nobody wants further rows.
    Dropped,
    /// It cannot go on.
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Halt::Failed(error)
    }
}

impl From<TableFault> for Halt {
    fn from(fault: TableFault) -> Self {
        Halt::Failed(Error::Table(fault))
    }
}

/// Where a reader puts its rows.
pub(super) struct Sink {
    sender: SyncSender<Bundle>,
    rows: Vec<Result<TableRow, Error>>,
    bytes: usize,
}

impl Sink {
    /// Puts one row; rows without a word are left out.
    pub(super) fn push(&mut self, row: TableRow) -> Result<(), Halt> {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.bytes += row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum::<usize>();
        let lost = row.cells.iter().position(|cell| cell.contains('\u{fffd}'));
        self.rows.push(match lost {
            Some(at) => Err(Error::Table(TableFault::Undecodable { line: row.line, column: at + 1 })),
            None => Ok(row),
        });
        if self.rows.len() >= BUNDLE_ROWS || self.bytes >= BUNDLE_BYTES {
            self.hand_over(None)
        } else {
            Ok(())
        }
    }

    /// Tells what is wrong in a place after which rows follow.
    pub(super) fn fault(&mut self, fault: TableFault) -> Result<(), Halt> {
        self.rows.push(Err(Error::Table(fault)));
        if self.rows.len() >= BUNDLE_ROWS { self.hand_over(None) } else { Ok(()) }
    }

    fn hand_over(&mut self, end: Option<End>) -> Result<(), Halt> {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        self.sender.send(Bundle { rows, end }).map_err(|_| Halt::Dropped)
    }
}
