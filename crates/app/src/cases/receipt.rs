use ledger::Past;
use store::ledgers::{self, NOW};
use store::{Db, seals};

use super::{Shown, show};
use crate::access::{sight, works_here};
use crate::secrets::TrackingCode;
use crate::{Actor, App, Error};

/// What proves to somebody what they sent, when, and what it set going.
#[derive(Debug)]
pub struct Receipt {
    /// The case as the reader sees it.
    pub shown: Shown,
    /// Which of the things that happened it is about.
    pub at: usize,
    /// The name of the body for which it was sent, if that is the reader's business: they work here, or act for it.
    pub body: Option<String>,
    /// With which the case can be followed without signing in.
    pub code: TrackingCode,
}

/// The receipt for one thing that happened in a case, by its number there.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, and for a number that nothing has.
pub async fn receipt(app: &App, actor: &Actor, number: &str, seq: u32) -> Result<Receipt, Error> {
    let shown = show(app, actor, number).await?;
    let at = shown.told.iter().position(|told| told.event.seq == seq).ok_or(Error::NotFound)?;
    let reader = app.store().reader().await?;
    let event = &shown.told[at].event;
    let body = match &event.body {
        Some(body) if works_here(actor) || acts_for(actor, body) => {
            Some(name_of_body(app, actor, &reader, body).await?)
        }
        _ => None,
    };
    let code = code(&reader, number);
    Ok(Receipt { shown, at, body, code })
}

fn acts_for(actor: &Actor, body: &str) -> bool {
    actor.roles.iter().any(|granted| granted.body.as_deref() == Some(body))
}

/// The code of a case; only with the key of the installation can it be made.
pub(super) fn code(db: &impl Db, number: &str) -> TrackingCode {
    TrackingCode::of(seals::digest(db, "case-tracking-code", number))
}

/// What a body is called, as far as the actor sees it; otherwise its key.
async fn name_of_body(app: &App, actor: &Actor, db: &impl Db, body: &str) -> Result<String, Error> {
    let declarations = app.declarations();
    let seen = declarations.ledgers.get("bodies").and_then(|ledger| Some((ledger, sight(actor, ledger)?)));
    let Some((ledger, sight)) = seen else { return Ok(body.to_owned()) };
    let past = Past { as_of: app.today(), known: NOW };
    let sight = sight.in_store(&sight.everywhere, past.as_of);
    let names = ledgers::names(db, ledger, &[body.to_owned()], past, &sight).await?;
    Ok(names.get(body).cloned().unwrap_or_else(|| body.to_owned()))
}
