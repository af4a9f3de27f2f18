use form::Value;
use store::ledgers;

use super::{When, open};
use crate::{Act, Actor, App, Error, Subject, may};

/// A personal value in full. Who saw it and why stands in the trail.
///
/// # Errors
/// [`Error::NotFound`] for what the actor may not see or what is not there, [`Error::NotAllowed`] if it may see masks only,
/// [`Error::Invalid`] without a reason.
pub async fn unmask(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    field: &str,
    reason: &str,
) -> Result<Value, Error> {
    let opened = open(app, actor, ledger)?;
    if !opened.sight.masked.contains(field) || !opened.sight.fields.contains(field) {
        return Err(Error::NotFound);
    }
    let problems = super::propose::check_reason(reason);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let reader = app.store().reader().await?;
    let past = When::default().past(app, &reader).await?;
    let record = ledgers::show(&reader, opened.ledger(), key, past, &opened.store_sight()).await?;
    drop(reader);
    let record = record.ok_or(Error::NotFound)?;
    may(actor, Act::Unmask, Subject::Record(opened.ledger(), &record.fields)).map_err(Error::NotAllowed)?;
    let value = record.fields.get(field).cloned().ok_or(Error::NotFound)?;
    let subject = format!("{ledger}/{key}#{field}");
    app.begin(actor, Act::Unmask.id(), ("record", &subject), Some(reason.trim())).await?.commit().await?;
    Ok(value)
}
