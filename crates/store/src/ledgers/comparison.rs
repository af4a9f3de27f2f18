use std::cmp::Ordering;

use ledger::{DifferenceKind, Ledger, ListDifference, Past, compare};

use super::record::Record;
use super::sight::Sight;
use super::walk::Records;
use crate::{Db, Error};

/// The records that differ between two pasts, in the order of their keys, with bounded memory.
#[derive(Debug)]
pub struct Comparison<'d, D> {
    left: Records<'d, D>,
    right: Records<'d, D>,
    /// The next record of either side, if it has been read and not yet told.
    next: (Option<Record>, Option<Record>),
}

impl<'d, D: Db> Comparison<'d, D> {
    /// Begins before the first record.
    ///
    /// # Errors
    /// If the declaration cannot have a table.
    pub fn new(
        db: &'d D,
        ledger: &'d Ledger,
        (left, right): (Past, Past),
        sight: &'d Sight,
    ) -> Result<Comparison<'d, D>, Error> {
        let records = |past| Records::new(db, ledger, past, sight);
        Ok(Comparison { left: records(left)?, right: records(right)?, next: (None, None) })
    }

    /// The next difference; none behind the last.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<ListDifference>, Error> {
        loop {
            if self.next.0.is_none() {
                self.next.0 = self.left.next().await?;
            }
            if self.next.1.is_none() {
                self.next.1 = self.right.next().await?;
            }
            let Some(pair) = self.pair() else { return Ok(None) };
            if let Some(difference) = difference(pair) {
                return Ok(Some(difference));
            }
        }
    }

    /// What both sides, or the one that is behind, have under the next key.
    fn pair(&mut self) -> Option<(Option<Record>, Option<Record>)> {
        let order = match &self.next {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(left), Some(right)) => left.key.cmp(&right.key),
        };
        Some((
            if order.is_le() { self.next.0.take() } else { None },
            if order.is_ge() { self.next.1.take() } else { None },
        ))
    }
}

fn difference(pair: (Option<Record>, Option<Record>)) -> Option<ListDifference> {
    let (key, kind) = match pair {
        (Some(left), Some(right)) => {
            let changed = compare(&left.fields, &right.fields);
            if changed.is_empty() {
                return None;
            }
            (left.key, DifferenceKind::Changed(changed))
        }
        (Some(left), None) => (left.key, DifferenceKind::Removed(left.fields)),
        (None, Some(right)) => (right.key, DifferenceKind::Added(right.fields)),
        (None, None) => return None,
    };
    Some(ListDifference { key, kind })
}
