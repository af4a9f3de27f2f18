use std::collections::VecDeque;

use ledger::Ledger;

use super::history::{COLUMNS, Said, said};
use super::interval::{self, Opened};
use super::table::Table;
use crate::{Error, Transaction};

/// Revisions read at once.
const REVISIONS: usize = 2_000;

/// The histories of all records of a ledger in the order of their keys, with bounded memory.
pub(super) struct Histories<'t> {
    transaction: &'t Transaction,
    ledger: &'t str,
    ready: VecDeque<(String, Said)>,
    after: (String, i64),
    ended: bool,
}

impl<'t> Histories<'t> {
    /// Begins before the first record.
    pub(super) fn new(transaction: &'t Transaction, ledger: &'t Ledger) -> Histories<'t> {
        let after = (String::new(), i64::MIN);
        Histories { transaction, ledger: &ledger.id, ready: VecDeque::new(), after, ended: false }
    }

    /// The next record with all that was said of it; none behind the last.
    pub(super) async fn next(&mut self) -> Result<Option<(String, Vec<Said>)>, Error> {
        let mut record: Option<(String, Vec<Said>)> = None;
        loop {
            if self.ready.is_empty() && !self.ended {
                self.read().await?;
            }
            match (&mut record, self.ready.front()) {
                (Some((key, _)), Some((next, _))) if key != next => return Ok(record),
                (_, None) => return Ok(record),
                (Some((_, all)), Some(_)) => all.extend(self.ready.pop_front().map(|(_, said)| said)),
                (none, Some(_)) => *none = self.ready.pop_front().map(|(key, said)| (key, vec![said])),
            }
        }
    }

    async fn read(&mut self) -> Result<(), Error> {
        let sql = format!(
            "select key, {COLUMNS} from revision
             where ledger = $1 and (key, id) > ($2, $3) order by key, id limit {REVISIONS}"
        );
        let values = [self.ledger.into(), self.after.0.as_str().into(), self.after.1.into()];
        let page =
            self.transaction.all(&sql, values, |row| Ok((row.get::<String>("key")?, said(row)?))).await?;
        self.ended = page.len() < REVISIONS;
        if let Some((key, last)) = page.last() {
            self.after = (key.clone(), last.id);
        }
        self.ready.extend(page);
        Ok(())
    }
}

/// The rows of one record: its operations one after the other.
pub(super) fn replay(table: &Table, key: &str, all: &[Said]) -> Vec<Opened> {
    let mut rows: Vec<Opened> = Vec::new();
    let mut done = 0;
    for operation in all.chunk_by(|left, right| left.seq == right.seq) {
        let changed = interval::change(table, key, &all[..done], operation);
        rows.iter_mut().for_each(|row| row.close(&changed.closed, operation[0].seq));
        rows.extend(changed.opened);
        done += operation.len();
    }
    rows
}
