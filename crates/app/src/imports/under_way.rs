//! Files of which a ledger holds only a part: they are being loaded or taken back, or that was broken off. Until it is done, lists, records and
//! figures say so, and no period is closed over them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use ledger::Known;
use store::Db;
use store::imports;
use store::ledgers::{batch_of, loads_until_after, said_by};

use super::run::digest_of;
use super::{State, may_load};
use crate::records::Opened;
use crate::{Actor, Error};

/// A file of which a ledger holds only a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderWay {
    /// How far it is.
    pub state: State,
    /// The day for which it speaks.
    pub as_of: Date,
    /// Its import and its name, for whoever may load files into the ledger.
    pub import: Option<(i64, String)>,
    /// The keys of the records, of those that were asked for, of which it has said something.
    pub records: BTreeSet<String>,
}

/// The states in which a ledger holds a part of a file.
const IN_PART: [State; 3] = [State::Loading, State::Stopped, State::TakingBack];

/// The files of which a ledger holds only a part, the last first, with what they say of some records.
pub(crate) async fn under_way(
    db: &impl Db,
    actor: &Actor,
    opened: &Opened,
    keys: &[&str],
) -> Result<Vec<UnderWay>, Error> {
    let ledger = opened.ledger();
    let may_know = may_load(actor, ledger).is_ok();
    let mut all = Vec::new();
    for import in imports::in_states(db, &IN_PART.map(State::name)).await? {
        if import.ledger != ledger.id {
            continue;
        }
        let batch = batch_of(db, ledger, digest_of(&import)).await?;
        let records = match batch {
            Some(batch) => said_by(db, ledger, batch, keys).await?,
            None => BTreeSet::new(),
        };
        let state = State::of(&import.is.state).ok_or_else(|| Error::broken("a state of an import"))?;
        let named = may_know.then_some((import.id, import.name));
        all.push(UnderWay { state, as_of: import.as_of, import: named, records });
    }
    Ok(all)
}

/// The ledgers of which what was known at an operation, each at its own, has only a part of a file: of those that are on their way now,
/// and of those that have come to their end since.
pub(crate) async fn in_part(
    db: &impl Db,
    known: &BTreeMap<String, Known>,
) -> Result<BTreeSet<String>, Error> {
    let now = imports::in_states(db, &IN_PART.map(State::name)).await?;
    let mut ledgers: BTreeSet<String> = now.into_iter().map(|import| import.ledger).collect();
    let earliest = known.values().min().copied().unwrap_or(Known::MAX);
    for (ledger, first, last) in loads_until_after(db, earliest).await? {
        if known.get(&ledger).is_some_and(|known| (first..last).contains(known)) {
            ledgers.insert(ledger);
        }
    }
    ledgers.retain(|ledger| known.contains_key(ledger));
    Ok(ledgers)
}
