use std::collections::VecDeque;

use ledger::{Ledger, Past};

use super::past::holds;
use super::record::{Record, read, reveal, select};
use super::sight::{Sight, seen};
use super::table::Table;
use crate::{Db, Error};

/// Records read at once.
const RECORDS: usize = 1_000;

/// All records of a ledger at some past in the order of their keys, with bounded memory.
#[derive(Debug)]
pub struct Records<'d, D> {
    db: &'d D,
    ledger: &'d Ledger,
    table: Table,
    past: Past,
    sight: &'d Sight,
    ready: VecDeque<Record>,
    /// The last key read; none at the beginning.
    after: Option<String>,
    ended: bool,
}

impl<'d, D: Db> Records<'d, D> {
    /// Begins before the first record.
    ///
    /// # Errors
    /// If the declaration cannot have a table.
    pub fn new(db: &'d D, ledger: &'d Ledger, past: Past, sight: &'d Sight) -> Result<Records<'d, D>, Error> {
        let (table, ready) = (Table::of(ledger)?, VecDeque::new());
        Ok(Records { db, ledger, table, past, sight, ready, after: None, ended: false })
    }

    /// Begins behind a key; an empty one is before the first record.
    ///
    /// # Errors
    /// If the declaration cannot have a table.
    pub fn behind(
        db: &'d D,
        ledger: &'d Ledger,
        past: Past,
        sight: &'d Sight,
        after: &str,
    ) -> Result<Records<'d, D>, Error> {
        let after = Some(after.to_owned()).filter(|after| !after.is_empty());
        Ok(Records { after, ..Records::new(db, ledger, past, sight)? })
    }

    /// The next record; none behind the last.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<Record>, Error> {
        if self.ready.is_empty() && !self.ended {
            self.read().await?;
        }
        Ok(self.ready.pop_front())
    }

    async fn read(&mut self) -> Result<(), Error> {
        let mut sql = select(&self.table);
        sql.text(" where ");
        holds(&mut sql, self.past);
        seen(&mut sql, &self.table, &self.sight.rows)?;
        if let Some(after) = &self.after {
            sql.text(" and t.key > ").value(after.as_str());
        }
        sql.text(&format!(" order by t.key limit {RECORDS}"));
        let found = self.db.transaction().all(&sql.text, sql.values, read).await?;
        self.ended = found.len() < RECORDS;
        self.after = found.last().map(|record| record.key.clone());
        self.ready = reveal(self.db, self.ledger, found, self.sight).await?.into();
        Ok(())
    }
}
