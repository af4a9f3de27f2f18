//! The rows of the table of a ledger: what new revisions open and close.

use std::collections::BTreeSet;

use jiff::civil::Date;
use ledger::{Interval, supersede};
use sea_orm::Value;

use super::history::{NewlySaid, Said, digest};
use super::table::{FIXED, Table};
use crate::day;

/// A row of the table.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    id: i64,
    key: String,
    interval: Interval,
    /// The id of the revision that says it.
    revision: i64,
    digest: [u8; 32],
    columns: Vec<Value>,
    several: BTreeSet<(String, String)>,
}

/// What one operation does to the rows of one record.
#[derive(Debug, Default)]
pub(super) struct Changed {
    pub(super) opened: Vec<Opened>,
    /// The first days of rows that are no longer known.
    pub(super) closed: Vec<Date>,
}

/// What new revisions, all of one operation, do to the rows of a record.
///
/// The id of a row follows from the first of these revisions, since n revisions open at most 2n rows. So rows that are made
/// again have the same ids. Revisions that say that nothing holds have no rows.
pub(super) fn change(table: &Table, key: &str, before: &[Said], new: &[NewlySaid]) -> Changed {
    let Some(NewlySaid { said: first, .. }) = new.first() else { return Changed::default() };
    let known = before.iter().map(|said| (said.seq, said.revision.valid_from));
    let days = new.iter().map(|new| new.said.revision.valid_from);
    let supersession = supersede(known, days, first.seq);
    let newly = |interval: &Interval| interval.revision.checked_sub(before.len()).map(|index| &new[index]);
    let said =
        |interval: &Interval| newly(interval).map_or_else(|| &before[interval.revision], |new| &new.said);
    let closed = supersession.closed.iter().filter(|interval| said(interval).fields().is_some());
    let mut changed =
        Changed { opened: Vec::new(), closed: closed.map(|interval| interval.valid_from).collect() };
    for (interval, number) in supersession.opened.iter().zip(0..) {
        let said = said(interval);
        let Some(fields) = said.fields() else { continue };
        changed.opened.push(Opened {
            id: first.id * 2 + number,
            key: key.to_owned(),
            interval: *interval,
            revision: said.id,
            digest: newly(interval).map_or_else(|| digest(&said.revision.statement), |new| new.digest),
            columns: table.values(fields),
            several: table
                .several(fields)
                .map(|(field, value)| (field.to_owned(), value.to_owned()))
                .collect(),
        });
    }
    changed
}

impl Opened {
    pub(super) fn id(&self) -> i64 {
        self.id
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Closes the row by an operation, if it is still known and begins on one of these days.
    pub(super) fn close(&mut self, days: &[Date], seq: i64) {
        if self.interval.known_to == Interval::STILL && days.contains(&self.interval.valid_from) {
            self.interval.known_to = seq;
        }
    }

    /// Its several references: field and key.
    pub(super) fn references(&self) -> &BTreeSet<(String, String)> {
        &self.several
    }

    /// The row, in the order of the table.
    pub(super) fn into_row(self) -> Vec<Value> {
        let mut row = Vec::with_capacity(FIXED.len() + self.columns.len());
        row.extend::<[Value; FIXED.len()]>([
            self.id.into(),
            self.key.into(),
            self.revision.into(),
            day::number(self.interval.valid_from).into(),
            day::number(self.interval.valid_to).into(),
            self.interval.known_from.into(),
            self.interval.known_to.into(),
            self.digest.to_vec().into(),
        ]);
        row.extend(self.columns);
        row
    }

    /// The rows of its several references.
    pub(super) fn several(&self) -> impl Iterator<Item = Vec<Value>> {
        let row = |(field, value): &(String, String)| {
            vec![field.as_str().into(), value.as_str().into(), self.id.into()]
        };
        self.several.iter().map(row)
    }
}
