//! What bodies are called.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Past;
use pack::Roles;
use store::ledgers::{self, NOW};

use crate::{Actor, App, Error, sight};

/// What bodies are called, by their keys, as far as everybody may know.
///
/// # Errors
/// If the database cannot answer.
pub async fn names(app: &App, keys: BTreeSet<String>) -> Result<BTreeMap<String, String>, Error> {
    let declarations = app.declarations();
    let everybody = Actor::stranger(declarations.roles.get(Roles::STRANGER).cloned());
    let ledger = declarations.ledgers.get(form::BODIES);
    let Some((ledger, seen)) = ledger.and_then(|ledger| Some((ledger, sight(&everybody, ledger)?))) else {
        return Ok(BTreeMap::new());
    };
    let keys: Vec<String> = keys.into_iter().collect();
    let past = Past { as_of: app.today(), known: NOW };
    let reader = app.store().reader().await?;
    Ok(ledgers::names(&reader, ledger, &keys, past, &seen.in_store(&seen.fields, past.as_of)).await?)
}
