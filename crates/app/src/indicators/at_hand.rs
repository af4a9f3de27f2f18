//! What statements see of ledgers: a base on the disk for what is large, and what changed since, in memory. Both follow from the database
//! and are brought up to date when somebody asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Known, Ledger};
use query::{Base, Part, Snapshots};
use store::ledgers::{last_change, spans_since};
use store::operations;
use tokio::sync::Mutex as Turn;

use super::bases::{self, Extent, broken, interval};
use crate::imports::in_part;
use crate::{App, Error};

/// Intervals that are held in memory at most: behind a base, or instead of one.
const IN_MEMORY_MAX: usize = 50_000;

/// What is at hand of each ledger.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    ledgers: Mutex<BTreeMap<String, Arc<Slot>>>,
    /// Whoever writes a base reads for long: one at a time, so that readers are left for pages.
    pub(super) writing: Turn<()>,
}

/// Of one ledger.
#[derive(Debug, Default)]
struct Slot {
    held: Mutex<Option<Held>>,
    /// Whoever comes second finds what the first has made.
    making: Turn<()>,
    /// Held while a new base is written beside what pages go on with.
    renewing: Arc<Turn<()>>,
}

#[derive(Debug, Clone)]
struct Held {
    /// The declaration from which it was made.
    digest: String,
    part: Part,
    /// What is in it: everything up to this operation.
    upto: Known,
    /// The last operation that changed the ledger.
    changed: Known,
}

/// Some ledgers as statements see them.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// What statements see: in both times, so that what was recorded later than [`Seen::known`] changes nothing.
    pub(crate) snapshots: Snapshots,
    /// The last operation that all of them have.
    pub(crate) known: Known,
    /// The last operation that changed each ledger: while this is the same, so are all figures of a past.
    pub(crate) changed: BTreeMap<String, Known>,
    /// The ledgers that have only a part of a file.
    pub(crate) in_part: BTreeSet<String>,
}

impl Seen {
    /// The operation that is the last to be known where this one is asked for.
    pub(crate) fn last_known(&self, asked: Known) -> Known {
        asked.min(self.known)
    }

    /// Those of some ledgers that have only a part of a file.
    pub(crate) fn in_part_of(&self, ledgers: &BTreeSet<String>) -> BTreeSet<String> {
        self.in_part.intersection(ledgers).cloned().collect()
    }

    /// The last operation that changed one of these ledgers.
    pub(crate) fn changed_in(&self, ledgers: &BTreeSet<String>) -> BTreeMap<String, Known> {
        let among = self.changed.iter().filter(|(id, _)| ledgers.contains(*id));
        among.map(|(id, changed)| (id.clone(), *changed)).collect()
    }
}

impl AtHand {
    /// These ledgers with everything that is recorded now. Only while more was recorded than memory holds, such as while a large file is
    /// loaded, is it somewhat less, and [`Seen::known`] says so. What is not declared is left out: the statement that names it says so.
    ///
    /// # Errors
    /// If the database cannot answer, or the disk cannot take a base.
    pub(crate) async fn see(&self, app: &App, ledgers: &BTreeSet<String>) -> Result<Seen, Error> {
        let declarations = app.declarations();
        let known = operations::newest(&app.store().reader().await?).await?;
        let mut seen = Seen {
            snapshots: Snapshots::default(),
            known,
            changed: BTreeMap::new(),
            in_part: BTreeSet::new(),
        };
        let mut upto = BTreeMap::new();
        for id in ledgers {
            let Some(ledger) = declarations.ledgers.get(id) else { continue };
            let held = self.slot(id).up_to_date(app, ledger, known).await?;
            seen.snapshots = seen.snapshots.with(held.part.clone());
            seen.known = seen.known.min(held.upto);
            seen.changed.insert(id.clone(), held.changed);
            upto.insert(id.clone(), held.upto);
        }
        seen.in_part = in_part(&app.store().reader().await?, &upto).await?;
        Ok(seen)
    }

    fn slot(&self, id: &str) -> Arc<Slot> {
        let mut ledgers = self.ledgers.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(ledgers.entry(id.to_owned()).or_default())
    }
}

impl Slot {
    fn held(&self, ledger: &Ledger) -> Option<Held> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.clone().filter(|held| held.digest == ledger.digest)
    }

    fn hold(&self, held: &Held) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held.clone());
    }

    async fn up_to_date(self: Arc<Self>, app: &App, ledger: &Ledger, known: Known) -> Result<Held, Error> {
        let is_enough = |held: &Held| held.upto >= known;
        if let Some(held) = self.held(ledger).filter(is_enough) {
            return Ok(held);
        }
        let _turn = self.making.lock().await;
        let before = self.held(ledger);
        if let Some(held) = before.clone().filter(is_enough) {
            return Ok(held);
        }
        let base = match before.as_ref().and_then(|held| held.part.base()) {
            Some(base) if bases::stays(app, ledger, base)? => Some(base.clone()),
            _ => bases::newest(app, ledger).await?,
        };
        let held = match (read(app, ledger, base, before.as_ref()).await?, before) {
            (Some(held), _) => held,
            (None, Some(before)) => {
                self.renew(app, ledger);
                return Ok(before);
            }
            (None, None) => anew(app, ledger).await?,
        };
        self.hold(&held);
        Ok(held)
    }

    /// Writes a new base beside what is held, unless that is being done.
    fn renew(self: &Arc<Self>, app: &App, ledger: &Ledger) {
        let Ok(turn) = Arc::clone(&self.renewing).try_lock_owned() else { return };
        let (slot, app, ledger) = (Arc::clone(self), app.clone(), ledger.clone());
        tokio::spawn(async move {
            match anew(&app, &ledger).await {
                Ok(held) => slot.hold(&held),
                Err(error) => tracing::warn!(%error, ledger = ledger.id, "a base could not be written"),
            }
            drop(turn);
        });
    }
}

/// What is recorded now, over a base or none; none if memory does not hold what changed since.
async fn read(
    app: &App,
    ledger: &Ledger,
    base: Option<Base>,
    before: Option<&Held>,
) -> Result<Option<Held>, Error> {
    let reader = app.store().reader().await?;
    let upto = operations::newest(&reader).await?;
    let changed = last_change(&reader, ledger).await?;
    if let Some(before) = before.filter(|before| before.changed == changed) {
        return Ok(Some(Held { upto, ..before.clone() }));
    }
    let after = base.as_ref().map_or(0, |base| base.manifest().seq);
    let Some(spans) = spans_since(&reader, ledger, after, IN_MEMORY_MAX).await? else { return Ok(None) };
    drop(reader);
    let ledger = ledger.clone();
    let made = tokio::task::spawn_blocking(move || {
        let rows: Vec<query::Interval> = spans.into_iter().map(interval).collect();
        let part = Part::new(&ledger, base, &rows).map_err(broken)?;
        Ok(Held { digest: ledger.digest, part, upto, changed })
    });
    made.await.map_err(|error| Error::broken(error.to_string()))?.map(Some)
}

/// What is recorded now, over a new base; without what was recorded while it was written if memory does not hold that.
async fn anew(app: &App, ledger: &Ledger) -> Result<Held, Error> {
    let base = bases::written(app, ledger, Extent::Whole).await?;
    if let Some(held) = read(app, ledger, Some(base.clone()), None).await? {
        return Ok(held);
    }
    let (upto, digest) = (base.manifest().seq, ledger.digest.clone());
    Ok(Held { digest, part: Part::new(ledger, Some(base), &[]).map_err(broken)?, upto, changed: upto })
}
