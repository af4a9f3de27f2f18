use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use indicators::Figure;
use ledger::Known;
use tokio::sync::{Mutex as Turn, Semaphore, SemaphorePermit};

use super::answers::All;
use super::at_hand::AtHand;
use super::compute::{Computed, Key};
use super::seen::Touched;
use super::told::{Told, ToldKey};
use super::unattributed::CountKey;
use crate::{Declarations, Error};

/// Figures that are at hand at most. A page with a series takes some dozens.
const FIGURES_MAX: usize = 2_000;
/// Cells of the rows that are at hand with them at most: some 200 MiB.
const CELLS_MAX: usize = 4_000_000;

/// Figures that are counted at once at most.
const COUNTED_AT_ONCE: usize = 2;
/// Definitions of which it is at hand what they touch at most.
const DEFINITIONS_MAX: usize = 2_000;
/// Figures without their rows, and counts of what is not attributed, that are at hand at most, of each.
const TOLD_MAX: usize = 5_000;

/// The digest of a definition, and those of the ledgers it names.
pub(super) type DefinitionKey = (String, Vec<String>);

/// What was counted lately, and the snapshots from which.
#[derive(Debug)]
pub(crate) struct Indicators {
    pub(crate) at_hand: AtHand,
    turns: Semaphore,
    figures: Mutex<Figures>,
    touched: Mutex<BTreeMap<DefinitionKey, Touched>>,
    narrowed: Mutex<BTreeMap<DefinitionKey, BTreeSet<String>>>,
    unattributed: Mutex<BTreeMap<CountKey, u64>>,
    told: Mutex<BTreeMap<ToldKey, Told>>,
    alone: Mutex<BTreeMap<Key, Option<Figure>>>,
    /// Held while figures are counted beside a page.
    pub(super) beside: Arc<Turn<()>>,
    answered: Mutex<Option<Answered>>,
}

/// The indicators as answers make them, with what that depends on.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) declarations: Arc<Declarations>,
    /// The last operation that changed the answers, and the last that was known if it is an earlier one.
    pub(super) upto: (Known, Option<Known>),
    pub(super) all: Arc<All>,
}

impl Default for Indicators {
    fn default() -> Indicators {
        Indicators {
            at_hand: AtHand::default(),
            turns: Semaphore::new(COUNTED_AT_ONCE),
            figures: Mutex::default(),
            touched: Mutex::default(),
            narrowed: Mutex::default(),
            unattributed: Mutex::default(),
            told: Mutex::default(),
            alone: Mutex::default(),
            beside: Arc::default(),
            answered: Mutex::default(),
        }
    }
}

#[derive(Debug, Default)]
struct Figures {
    by_key: BTreeMap<Key, (u64, Arc<Computed>)>,
    cells: usize,
    /// Counts the looks, so that what nobody looked at for longest goes first.
    looks: u64,
}

impl Indicators {
    /// Waits until one more figure may be counted.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, Error> {
        self.turns.acquire().await.map_err(|error| Error::broken(error.to_string()))
    }

    /// The indicators as answers made them before, from the same.
    pub(super) fn answered(
        &self,
        declarations: &Arc<Declarations>,
        upto: (Known, Option<Known>),
    ) -> Option<Arc<All>> {
        let answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |it: &&Answered| Arc::ptr_eq(&it.declarations, declarations) && it.upto == upto;
        answered.as_ref().filter(same).map(|it| Arc::clone(&it.all))
    }

    /// Keeps the indicators as answers make them.
    pub(super) fn keep_answered(&self, answered: Answered) {
        *self.answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(answered);
    }

    /// What a definition touches, if it was looked at before.
    pub(super) fn touched(&self, key: &DefinitionKey) -> Option<Touched> {
        kept(&self.touched, key)
    }

    /// Keeps what a definition touches.
    pub(super) fn keep_touched(&self, key: DefinitionKey, touched: &Touched) {
        keep(&self.touched, (key, touched.clone()), DEFINITIONS_MAX);
    }

    /// The ledgers that a definition narrows to the county, if it was looked at before.
    pub(super) fn narrowed(&self, key: &DefinitionKey) -> Option<BTreeSet<String>> {
        kept(&self.narrowed, key)
    }

    /// Keeps the ledgers that a definition narrows to the county.
    pub(super) fn keep_narrowed(&self, key: DefinitionKey, narrowed: &BTreeSet<String>) {
        keep(&self.narrowed, (key, narrowed.clone()), DEFINITIONS_MAX);
    }

    /// How many records of a ledger are not attributed, if they were counted before.
    pub(super) fn unattributed(&self, key: &CountKey) -> Option<u64> {
        kept(&self.unattributed, key)
    }

    /// Keeps how many records of a ledger are not attributed.
    pub(super) fn keep_unattributed(&self, key: CountKey, records: u64) {
        keep(&self.unattributed, (key, records), TOLD_MAX);
    }

    /// What a figure of the past came to, if it was counted before.
    pub(super) fn told(&self, key: &ToldKey) -> Option<Told> {
        kept(&self.told, key)
    }

    /// Keeps what a figure of the past came to.
    pub(super) fn keep_told(&self, key: ToldKey, told: Told) {
        keep(&self.told, (key, told), TOLD_MAX);
    }

    /// A figure that was computed from the same, kept with its rows or without; none if it was not.
    pub(super) fn alone(&self, key: &Key) -> Option<Option<Figure>> {
        self.get(key).map(|computed| computed.figure().cloned()).or_else(|| kept(&self.alone, key))
    }

    /// Keeps a figure without its rows.
    pub(super) fn keep_alone(&self, key: Key, figure: Option<Figure>) {
        keep(&self.alone, (key, figure), TOLD_MAX);
    }

    /// A figure that was computed from the same.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Computed>> {
        let mut figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        figures.looks += 1;
        let looks = figures.looks;
        let (looked, computed) = figures.by_key.get_mut(key)?;
        *looked = looks;
        Some(Arc::clone(computed))
    }

    /// How many figures of a day are at hand.
    #[cfg(test)]
    pub(super) fn count_of(&self, day: jiff::civil::Date) -> usize {
        let figures = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        figures.by_key.keys().filter(|key| key.as_of() == day).count()
    }

    /// How many figures of a day are at hand without their rows.
    #[cfg(test)]
    pub(super) fn alone_of(&self, day: jiff::civil::Date) -> usize {
        let alone = self.alone.lock().unwrap_or_else(PoisonError::into_inner);
        alone.keys().filter(|key| key.as_of() == day).count()
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

fn kept<K: Ord, V: Clone>(all: &Mutex<BTreeMap<K, V>>, key: &K) -> Option<V> {
    all.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

/// Keeps a value; where there are too many, they begin anew.
fn keep<K: Ord, V>(all: &Mutex<BTreeMap<K, V>>, (key, value): (K, V), max: usize) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= max {
        all.clear();
    }
    all.insert(key, value);
}

fn cells(computed: &Computed) -> usize {
    let of = |rows: &indicators::RowSet| rows.rows.len() * rows.columns.len();
    of(&computed.rows) + computed.base.as_deref().map_or(0, of)
}
