use store::{ledgers, seals};

use super::open;
use super::propose::last_held;
use crate::erasure::{Erasure, destroy};
use crate::{Act, Actor, App, Error, Subject, may};

/// Destroys for ever what is personal of a record, in all that was ever said of it; gives the operation.
///
/// # Errors
/// [`Error::NotFound`] for what the actor may not see, and in a ledger in which nothing is personal; [`Error::NotAllowed`] if they may
/// not destroy it; [`Error::Invalid`] if it is not confirmed, without a reason, or if nothing personal is there.
pub async fn erase(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    erasure: Erasure<'_>,
) -> Result<i64, Error> {
    let opened = open(app, actor, ledger)?;
    let (id, reason) = (format!("{ledger}/{key}"), erasure.reason.trim());
    let write = app.begin(actor, Act::Erase.id(), ("record", &id), Some(reason)).await?;
    let history = ledgers::known(&ledgers::history(&write, opened.ledger(), key).await?);
    let held = last_held(&history).filter(|held| !opened.sight.of(held).is_empty());
    let held = held.filter(|_| opened.sealed().next().is_some()).ok_or(Error::NotFound)?;
    may(actor, Act::Erase, Subject::Record(opened.ledger(), held)).map_err(Error::NotAllowed)?;
    destroy(write, &seals::subject_of_record(opened.ledger(), key), key, erasure).await
}
