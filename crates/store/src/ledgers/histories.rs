use std::collections::{BTreeMap, VecDeque};

use super::history::{COLUMNS, NewlySaid, Said, said};
use super::interval::{self, Opened};
use super::table::Table;
use crate::{Db, Error, Transaction};

/// Revisions read at once.
const REVISIONS: usize = 2_000;

/// How many records each ledger has, of those that were ever said something of; also of ledgers that nobody declares any more.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts(db: &impl Db) -> Result<BTreeMap<String, i64>, Error> {
    let sql = "select ledger, count(*) as records from (select distinct ledger, key from revision) as record group by ledger";
    let rows = db.transaction().all(sql, [], |row| Ok((row.get("ledger")?, row.get("records")?))).await?;
    Ok(rows.into_iter().collect())
}

/// The histories of all records of a ledger in the order of their keys, with bounded memory. Personal values stand in them
/// as pseudonyms.
#[derive(Debug)]
pub struct Histories<'t> {
    transaction: &'t Transaction,
    ledger: &'t str,
    ready: VecDeque<(String, Said)>,
    after: (String, i64),
    ended: bool,
}

impl<'t> Histories<'t> {
    /// Begins before the first record.
    pub fn new(db: &'t impl Db, ledger: &'t str) -> Histories<'t> {
        Histories::within(db.transaction(), ledger)
    }

    pub(super) fn within(transaction: &'t Transaction, ledger: &'t str) -> Histories<'t> {
        let after = (String::new(), i64::MIN);
        Histories { transaction, ledger, ready: VecDeque::new(), after, ended: false }
    }

    /// The next record with all that was said of it; none behind the last.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<(String, Vec<Said>)>, Error> {
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
        let new: Vec<NewlySaid> = operation.iter().cloned().map(NewlySaid::from).collect();
        let changed = interval::change(table, key, &all[..done], &new);
        rows.iter_mut().for_each(|row| row.close(&changed.closed, operation[0].seq));
        rows.extend(changed.opened);
        done += operation.len();
    }
    rows
}
