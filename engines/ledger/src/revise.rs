//! From a change to the revisions that say it.
//!
//! A change speaks from one day on, but what is known may already say more about later days. So a change that comes late is
//! carried into the later periods that still held the old value, field by field, and stops at the first that says
//! otherwise. All this is decided here; whoever stores the revisions only appends them.

mod became;
mod check;
mod corrected;
mod ended;
mod merged;
mod record;
mod refusal;
mod ruled;

use std::collections::BTreeMap;

pub use check::{EARLIEST, LATEST, REVISIONS_MAX};
use jiff::civil::Date;
use kernel::Problem;

use crate::{Change, Known, Ledger, Revision};
use record::Record;
use refusal::Refusal;
pub use ruled::warnings;

/// Turns a change into the revisions that say it, or says why it cannot be. No revision means that nothing is new. What stands in
/// no way but should be looked at, [`warnings`] tells.
///
/// # Errors
/// Every reason at once, each with what to do about it; rules of the ledger that would be broken are among them.
pub fn revise(
    ledger: &Ledger,
    history: &[(Known, Revision)],
    change: &Change,
) -> Result<Vec<Revision>, Vec<Problem>> {
    revise_and_warn(ledger, history, change).map(|(revisions, _)| revisions)
}

/// As [`revise`], together with what [`warnings`] tells of the revisions: each rule is looked at once.
///
/// # Errors
/// As [`revise`].
pub fn revise_and_warn(
    ledger: &Ledger,
    history: &[(Known, Revision)],
    change: &Change,
) -> Result<(Vec<Revision>, Vec<Problem>), Vec<Problem>> {
    revise_until(ledger, history, change, &BTreeMap::new())
}

/// As [`revise_and_warn`], of what somebody says who knows less of later days than is known already: what became so holds, of the
/// fields that stand in `until`, before the day that stands there only; from then on what is known of them stays. Other changes have
/// days of their own.
///
/// # Errors
/// As [`revise`].
pub fn revise_until(
    ledger: &Ledger,
    history: &[(Known, Revision)],
    change: &Change,
    until: &BTreeMap<String, Date>,
) -> Result<(Vec<Revision>, Vec<Problem>), Vec<Problem>> {
    let record = Record::new(ledger, history);
    let refusals = check::check(&record, change);
    let said = if refusals.is_empty() {
        say(&record, change, until).map_err(|why| vec![why])
    } else {
        Err(refusals)
    };
    let said: Vec<Revision> =
        said.map_err(|refusals| refusals.iter().map(Refusal::problem).collect::<Vec<Problem>>())?;
    let (errors, warnings) = ruled::problems(&record, change, &said);
    if errors.is_empty() { Ok((said, warnings)) } else { Err(errors) }
}

fn say(
    record: &Record<'_>,
    change: &Change,
    until: &BTreeMap<String, Date>,
) -> Result<Vec<Revision>, Refusal<'static>> {
    match change {
        Change::Became { from, fields } => Ok(became::became(record, *from, fields, until)),
        Change::WasAlways { from, to, fields } => corrected::was_always(record, *from, *to, fields),
        Change::Ended { from } => ended::ended(record, *from),
        Change::NeverWas => ended::never_was(record),
        Change::MergedInto { key } => merged::merged_into(record, key),
        Change::Unmerged => merged::unmerged(record),
    }
}
