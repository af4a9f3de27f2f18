use std::collections::{BTreeMap, BTreeSet};

use form::Value;
use jiff::civil::Date;
use ledger::{Ledger, Past, RightLook};
use store::ledgers::{self, NOW, Record, Records, Said, counts};
use store::rights::{self as rows, Change, RightDeadline, State};
use store::{Db, operations};

use super::compute::{compute, unsealed};
use crate::jobs::{self, Work};
use crate::{App, Declarations, Error};

/// Rights brought up to date at once by whoever asks for a list; more are left to a job.
const AT_ONCE: u32 = 1_000;
/// Rights computed and written in one go: others write in between.
const CHUNK: usize = 1_000;
/// So many operations that concern no right pass before it is noted that they were looked at.
const UNNOTED_MAX: i64 = 500;

/// Whether the kept days follow from all that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    /// They do.
    Now,
    /// A job brings them up to date.
    Soon,
}

/// Brings the kept days up to the newest operation if that is little work; else leaves it to a job.
///
/// # Errors
/// If the database cannot.
pub async fn refresh(app: &App) -> Result<Fresh, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let (state, newest) = (rows::state(&reader).await?, operations::newest(&reader).await?);
    let Some(state) = state.filter(|state| state.digest == declarations.rights_digest) else {
        let all: i64 = counts(&reader)
            .await?
            .into_iter()
            .filter(|(id, _)| concerns(&declarations, id))
            .map(|(_, n)| n)
            .sum();
        drop(reader);
        if all > i64::from(AT_ONCE) {
            return leave(app).await;
        }
        rebuild(app).await?;
        return Ok(Fresh::Now);
    };
    if state.seq >= newest {
        return Ok(Fresh::Now);
    }
    let looked_at = looked_at(&declarations);
    let changed = rows::changes(&reader, state.seq, looked_at, AT_ONCE + 1).await?;
    if changed.is_empty() && newest - state.seq < UNNOTED_MAX {
        return Ok(Fresh::Now);
    }
    if changed.len() > AT_ONCE as usize {
        drop(reader);
        return leave(app).await;
    }
    let affected = affected(&reader, &declarations, changed).await?;
    drop(reader);
    bring(app, &declarations, affected, &State { seq: newest, ..state }).await?;
    Ok(Fresh::Now)
}

/// Makes the days of all rights anew, and tells how many rights were looked at.
///
/// # Errors
/// If the database cannot.
pub async fn rebuild(app: &App) -> Result<u64, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    // What is said meanwhile is looked at once more afterwards.
    let seq = operations::newest(&reader).await?;
    let mut looked_at = 0;
    for id in declarations.right_laws.ledgers() {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let sight = unsealed(ledger);
        let mut records = Records::new(&reader, ledger, Past { as_of: today, known: NOW }, &sight)?;
        let mut after = String::new();
        loop {
            let mut chunk: Vec<Record> = Vec::with_capacity(CHUNK);
            while chunk.len() < CHUNK
                && let Some(record) = records.next().await?
            {
                chunk.push(record);
            }
            let Some(last) = chunk.last().map(|record| record.key.clone()) else { break };
            let days =
                compute(&reader, &declarations, ledger, &chunk, (today, RightLook::Next(today))).await?;
            let housekeeping = app.store().housekeeping().await?;
            rows::replace(&housekeeping, id, (&after, &last), &days).await?;
            housekeeping.commit().await?;
            looked_at += chunk.len() as u64;
            after = last;
        }
        let housekeeping = app.store().housekeeping().await?;
        rows::remove_behind(&housekeeping, id, &after).await?;
        housekeeping.commit().await?;
    }
    drop(reader);
    let housekeeping = app.store().housekeeping().await?;
    let digest = declarations.rights_digest.clone();
    rows::set_state(&housekeeping, &State { seq, digest }).await?;
    housekeeping.commit().await?;
    Ok(looked_at)
}

/// Has the days of rights looked at anew that a file had and said nothing new of: what it had counts as paid.
///
/// # Errors
/// If the database cannot.
pub(crate) async fn confirmed(app: &App, ledger: &str) -> Result<(), Error> {
    if app.declarations().right_laws.has_annuities(ledger) {
        leave(app).await?;
    }
    Ok(())
}

async fn leave(app: &App) -> Result<Fresh, Error> {
    let work = Work::Rights;
    if store::jobs::is_waiting(&app.store().reader().await?, work.name()).await? {
        return Ok(Fresh::Soon);
    }
    let housekeeping = app.store().housekeeping().await?;
    // Two may have come here at once.
    housekeeping.alone().await?;
    if !store::jobs::is_waiting(&housekeeping, work.name()).await? {
        jobs::make(app, &housekeeping, &work, None).await?;
    }
    housekeeping.commit().await?;
    Ok(Fresh::Soon)
}

fn concerns(declarations: &Declarations, ledger: &str) -> bool {
    declarations.right_laws.concern(ledger)
}

/// The ledgers whose records change what follows from rights.
fn looked_at(declarations: &Declarations) -> BTreeSet<&str> {
    let laws = &declarations.right_laws;
    let own = laws.ledgers();
    let linked: Vec<&str> =
        own.iter().flat_map(|id| laws.links(id)).map(|link| link.ledger.as_str()).collect();
    own.into_iter().chain(linked).collect()
}

/// The rights of which something may follow that did not before: those that changed, and those to which a record belongs that
/// changed.
async fn affected(
    db: &impl Db,
    declarations: &Declarations,
    changed: Vec<Change>,
) -> Result<BTreeSet<Change>, Error> {
    let laws = &declarations.right_laws;
    let mut affected = BTreeSet::new();
    for change in changed {
        for (of, link) in laws.linked_from(&change.ledger) {
            let Some(ledger) = declarations.ledgers.get(&change.ledger) else { continue };
            // Also those to which it belonged before, and if it is no more.
            let said = ledgers::history(db, ledger, &change.key).await?;
            let named = said.iter().filter_map(Said::fields);
            let named = named.filter_map(|fields| fields.get(&link.by)).filter_map(Value::as_text);
            for named in named.collect::<BTreeSet<&str>>() {
                if link.own.is_none() {
                    affected.insert(Change { ledger: of.to_owned(), key: named.to_owned() });
                } else {
                    affected.extend(rows::settled_by(db, named).await?);
                }
            }
        }
        if laws.concern(&change.ledger) {
            affected.insert(change);
        }
    }
    Ok(affected)
}

/// Computes the days of some rights and keeps them, up to an operation.
async fn bring(
    app: &App,
    declarations: &Declarations,
    affected: BTreeSet<Change>,
    state: &State,
) -> Result<(), Error> {
    let today = app.today();
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    // Somebody else may have gone further meanwhile; their days are at least as new.
    if rows::state(&housekeeping).await?.is_some_and(|now| now.seq >= state.seq && now.digest == state.digest)
    {
        return Ok(());
    }
    let mut keys_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Change { ledger, key } in affected {
        keys_of.entry(ledger).or_default().push(key);
    }
    for (id, keys) in keys_of {
        let Some(ledger) = declarations.ledgers.get(&id) else { continue };
        // Together, so that what belongs to them is looked up once.
        for keys in keys.chunks(CHUNK) {
            let days =
                of_some(&housekeeping, declarations, ledger, keys, (today, RightLook::Next(today))).await?;
            let mut of_key: BTreeMap<&str, Vec<RightDeadline>> = BTreeMap::new();
            for day in &days {
                of_key.entry(&day.key).or_default().push(day.clone());
            }
            for key in keys {
                let days = of_key.remove(key.as_str()).unwrap_or_default();
                rows::keep(&housekeeping, (&id, key), &days).await?;
            }
        }
    }
    rows::set_state(&housekeeping, state).await?;
    Ok(housekeeping.commit().await?)
}

/// What follows from some rights today; nothing of those that there are not.
pub(super) async fn of_some(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &Ledger,
    keys: &[String],
    (today, look): (Date, RightLook),
) -> Result<Vec<RightDeadline>, Error> {
    let past = Past { as_of: today, known: NOW };
    let sight = unsealed(ledger);
    let mut records: Vec<Record> = Vec::new();
    for key in keys {
        records.extend(ledgers::show(db, ledger, key, past, &sight).await?);
    }
    compute(db, declarations, ledger, &records, (today, look)).await
}
