use kernel::Problem;

use crate::{Change, History, Ledger, Revision};

/// Turns a change into the revisions that say it, or says why it cannot be. No revision means that nothing is new.
///
/// # Errors
/// Every reason at once, each with what to do about it.
pub fn revise(_ledger: &Ledger, _history: &History, _change: &Change) -> Result<Vec<Revision>, Vec<Problem>> {
    Ok(Vec::new())
}
