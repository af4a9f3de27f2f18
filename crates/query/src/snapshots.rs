use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::RowSet;
use ledger::Ledger;

use crate::{Error, Interval, Part};

/// The ledgers that a statement can see. Cheap to clone: whoever asks keeps what they began with.
#[derive(Debug, Clone, Default)]
pub struct Snapshots {
    /// By the name of their table.
    pub(crate) parts: Arc<BTreeMap<String, Part>>,
    /// Further tables by their names.
    pub(crate) extra: Arc<BTreeMap<String, Arc<RowSet>>>,
}

impl Snapshots {
    /// Ledgers whose intervals are all in memory: for stories and small ledgers.
    ///
    /// # Errors
    /// [`Error::NoValue`] if a field holds what is not of its kind.
    pub fn in_memory(ledgers: Vec<(&Ledger, Vec<Interval>)>) -> Result<Snapshots, Error> {
        let mut snapshots = Snapshots::default();
        for (ledger, intervals) in ledgers {
            snapshots = snapshots.with(Part::new(ledger, None, &intervals)?);
        }
        Ok(snapshots)
    }

    /// The same, with this of its ledger in the place of what there was.
    #[must_use]
    pub fn with(&self, part: Part) -> Snapshots {
        let mut parts = BTreeMap::clone(&self.parts);
        parts.insert(part.shape.table(), part);
        Snapshots { parts: Arc::new(parts), extra: self.extra.clone() }
    }

    /// The same, with a further table: `rows` and `base` for the checks of an indicator.
    #[must_use]
    pub fn with_rows(&self, table: impl Into<String>, rows: Arc<RowSet>) -> Snapshots {
        let mut extra = BTreeMap::clone(&self.extra);
        extra.insert(table.into(), rows);
        Snapshots { parts: self.parts.clone(), extra: Arc::new(extra) }
    }

    /// What there is of a ledger, by its id.
    pub fn part(&self, ledger: &str) -> Option<&Part> {
        self.parts.values().find(|part| part.shape.ledger == ledger)
    }
}
