//! Files that speak for a later day than the one that is loaded. A list of June may come after that of July: what July says of its day
//! stays, and what June says holds until then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use ledger::{History, Known, Ledger, Past, at};

use super::confirmation::had;
use super::history::Said;
use super::load::batch_of;
use crate::imports::{self, Import};
use crate::{Db, Error};

/// What a file speaks of, as far as its columns tell: which of their cells were empty is not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speaks {
    /// The fields that it has.
    pub fields: BTreeSet<String>,
    /// Whether its empty cells say that there is no value.
    pub clears: bool,
}

/// Tells what a file speaks of on its day, as whoever loads files knows; none if it says nothing of its day, or not any more.
pub type Reads = fn(&Import) -> Option<Speaks>;

/// A file of a later day.
#[derive(Debug, Clone)]
pub(super) struct Later {
    /// The import that brought it.
    batch: i64,
    spoke: Spoke,
}

/// That a file of a later day had a record.
#[derive(Debug, Clone)]
pub(super) struct Spoke {
    as_of: Date,
    speaks: Arc<Speaks>,
}

/// The files of later days that had records, by the keys of these, each in the order of the days.
pub(super) type Spoken = BTreeMap<String, Vec<Spoke>>;

/// The files of a ledger for later days, of which records say something, in the order of their days. There is none as long as files come in
/// the order of their days.
pub(super) async fn later(
    db: &impl Db,
    ledger: &Ledger,
    (after, reads): (Date, Reads),
) -> Result<Vec<Later>, Error> {
    let mut all = Vec::new();
    for import in imports::later(db, &ledger.id, after).await? {
        let Some(speaks) = reads(&import) else { continue };
        // Until it is loaded to its end, only its digest leads to what it has said so far.
        let batch = match import.is.batch {
            Some(batch) => Some(batch),
            None => batch_of(db, ledger, imports::loaded_as(&import)).await?,
        };
        let spoke = Spoke { as_of: import.as_of, speaks: Arc::new(speaks) };
        all.extend(batch.map(|batch| Later { batch, spoke }));
    }
    Ok(all)
}

/// Which of these files had records, by the keys of these, each in the order of the days.
pub(super) async fn spoke(
    db: &impl Db,
    later: &[Later],
    histories: &BTreeMap<String, Vec<Said>>,
) -> Result<Spoken, Error> {
    let mut spoke = Spoken::new();
    for file in later {
        let says = |said: &Said| said.batch == Some(file.batch);
        let (saying, others): (Vec<&String>, Vec<&String>) =
            histories.keys().partition(|key| histories[*key].iter().any(says));
        let confirmed = had(db, file.batch, &others).await?;
        for key in saying.into_iter().cloned().chain(confirmed) {
            spoke.entry(key).or_default().push(file.spoke.clone());
        }
    }
    Ok(spoke)
}

/// The first of these days on which a file spoke of a field of the record, behind a day. Where the field is empty on its day, a file whose
/// empty cells say nothing has said nothing of it. Who has spoken of a field, has spoken of what follows from it.
pub(super) fn spoken_of(
    ledger: &Ledger,
    (spoke, history): (&[Spoke], &History),
    day: Date,
    field: &str,
) -> Option<Date> {
    let says = |spoke: &Spoke, field: &str| {
        let past = Past { as_of: spoke.as_of, known: Known::MAX };
        let is_filled_in = || at(history, past).is_some_and(|fields| fields.contains_key(field));
        spoke.speaks.fields.contains(field) && (spoke.speaks.clears || is_filled_in())
    };
    let source = source(ledger, field);
    let speaks = |spoke: &&Spoke| says(spoke, field) || source.is_some_and(|source| says(spoke, source));
    spoke.iter().filter(|spoke| day < spoke.as_of).find(speaks).map(|spoke| spoke.as_of)
}

/// The field from which a field follows: what an address means, whom a name means.
fn source<'l>(ledger: &'l Ledger, field: &str) -> Option<&'l str> {
    let of_address = ledger.attribution.as_ref().filter(|of| {
        [&of.division, &of.body, &of.by_rule, &of.decided_by].iter().any(|follows| *follows == field)
    });
    let of_name = ledger
        .link
        .as_ref()
        .filter(|of| [&of.field, &of.found, &of.basis].iter().any(|follows| *follows == field));
    of_address.map(|of| of.address.as_str()).or(of_name.map(|of| of.from.as_str()))
}
