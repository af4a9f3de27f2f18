use ledger::{Change, Ledger, revise};
use store::{Write, ledgers};

use crate::Error;

/// Says something of a record within an operation that has been allowed already: what follows from a step, or from a plan.
///
/// # Errors
/// [`Error::Invalid`] if the ledger cannot hold it; what the store says.
pub(crate) async fn say(write: &Write, ledger: &Ledger, key: &str, change: &Change) -> Result<(), Error> {
    let history = ledgers::known(&ledgers::history(write, ledger, key).await?);
    let revisions = revise(ledger, &history, change).map_err(Error::Invalid)?;
    Ok(ledgers::save(write, ledger, key, &revisions).await?)
}
