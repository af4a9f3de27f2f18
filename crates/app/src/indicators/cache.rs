use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::compute::{Computed, Key};
use super::snapshots::AtHand;

/// Figures that are at hand at most. A page with a series takes some dozens.
const FIGURES_MAX: usize = 2_000;
/// Cells of the rows that are at hand with them at most: some 200 MiB.
const CELLS_MAX: usize = 4_000_000;

/// What was counted lately, and the snapshots from which.
#[derive(Debug, Default)]
pub(crate) struct Indicators {
    pub(crate) at_hand: AtHand,
    figures: Mutex<Figures>,
}

#[derive(Debug, Default)]
struct Figures {
    by_key: BTreeMap<Key, (u64, Arc<Computed>)>,
    cells: usize,
    /// Counts the looks, so that what nobody looked at for longest goes first.
    looks: u64,
}

impl Indicators {
    /// A figure that was computed from the same.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Computed>> {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        figures.looks += 1;
        let looks = figures.looks;
        let (looked, computed) = figures.by_key.get_mut(key)?;
        *looked = looks;
        Some(Arc::clone(computed))
    }

    /// Keeps a figure.
    pub(super) fn put(&self, key: Key, computed: &Arc<Computed>) {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        figures.looks += 1;
        let looks = figures.looks;
        figures.cells += cells(computed);
        if let Some((_, before)) = figures.by_key.insert(key, (looks, Arc::clone(computed))) {
            figures.cells -= cells(&before);
        }
        while figures.by_key.len() > FIGURES_MAX || figures.cells > CELLS_MAX && figures.by_key.len() > 1 {
            let oldest = figures.by_key.iter().min_by_key(|(_, (looked, _))| *looked);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else { break };
            if let Some((_, gone)) = figures.by_key.remove(&oldest) {
                figures.cells -= cells(&gone);
            }
        }
    }
}

fn cells(computed: &Computed) -> usize {
    let of = |rows: &indicators::RowSet| rows.rows.len() * rows.columns.len();
    of(&computed.rows) + computed.base.as_deref().map_or(0, of)
}
