use store::{Db, ledgers};

use super::propose::{effect, last_held};
use super::{Names, Opened, Outcome, open};
use crate::once::{self, Done, Once};
use crate::{Act, Actor, App, Error, Subject, may};

/// What this request did when it was sent before; none if it is new. Whoever judges a request by the record as it is asks
/// this first: a record that the request has changed already looks as if it had nothing left to say.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::NotAllowed`] if the actor may not do such a thing any more: then it is not told either
/// whether it did. [`Error::Invalid`] if another request had the key.
pub async fn sent_before(
    app: &App,
    actor: &Actor,
    ledger: &str,
    act: Act,
    once: &Once,
) -> Result<Option<Outcome>, Error> {
    let opened = open(app, actor, ledger)?;
    may(actor, act, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    before(app, actor, (&opened, act), &app.store().reader().await?, once).await
}

/// The same within an operation, by whoever may do such a thing.
pub(super) async fn before(
    app: &App,
    actor: &Actor,
    (opened, act): (&Opened, Act),
    db: &impl Db,
    once: &Once,
) -> Result<Option<Outcome>, Error> {
    let Some(Done { key, seq }) = once::before(app, actor, db, once).await? else { return Ok(None) };
    // What it did stands in the history for ever, so that the answer is the same one.
    let history = ledgers::known(&ledgers::history(db, opened.ledger(), &key).await?);
    let fields = last_held(&history).filter(|fields| !opened.sight.of(fields).is_empty());
    let fields = fields.ok_or(Error::NotFound)?;
    may(actor, act, Subject::Record(opened.ledger(), fields)).map_err(Error::NotAllowed)?;
    let steps = seq.map_or_else(Vec::new, |seq| effect(opened, &history, seq));
    Ok(Some(Outcome { key, seq, steps, names: Names::new(), warnings: Vec::new() }))
}
