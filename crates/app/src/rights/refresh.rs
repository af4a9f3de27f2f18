use std::collections::{BTreeMap, BTreeSet};

use form::Value;
use jiff::civil::Date;
use ledger::{Ledger, Past, RightLook};
use store::ledgers::{self, NOW, Record, Records, Said, counts};
use store::rights::{self as rows, Change, RightDeadline, State};
use store::{Db, Housekeeping, operations};

use super::compute::{compute, unsealed};
use crate::jobs::{self, RIGHTS_OF_FILE, Work};
use crate::{App, Declarations, Error};

/// Rights brought up to date at once by whoever asks for a list; more are left to a job.
const AT_ONCE: u32 = 1_000;
/// Rights computed and written in one go: others write in between.
const CHUNK: usize = 1_000;
/// Records that something was said of, up to which a job looks at the rights that they concern one by one; of more, at all rights.
const CHANGES_MAX: u32 = 500_000;
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
        let is_left = store::jobs::is_waiting(&reader, RIGHTS_OF_FILE).await?;
        drop(reader);
        return if is_left { Ok(Fresh::Soon) } else { leave(app).await };
    }
    let affected = affected(&reader, &declarations, changed).await?;
    drop(reader);
    bring(app, &declarations, affected, &State { seq: newest, ..state }).await?;
    Ok(Fresh::Now)
}

/// Makes the days of all rights anew, and tells how many rights were looked at.
///
/// Whoever else brings days up to date meanwhile may do so: each chunk is computed by whoever keeps the others waiting, so that nobody puts
/// older days in the place of newer ones.
///
/// # Errors
/// If the database cannot.
pub async fn rebuild(app: &App) -> Result<u64, Error> {
    let declarations = app.declarations();
    // What is said meanwhile is looked at once more afterwards.
    let seq = operations::newest(&app.store().reader().await?).await?;
    let mut looked_at = 0;
    for id in declarations.right_laws.ledgers() {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let mut after = String::new();
        while let Some((last, count)) = rebuild_chunk(app, &declarations, ledger, &after).await? {
            looked_at += count;
            after = last;
        }
    }
    let housekeeping = app.store().housekeeping().await?;
    note(&housekeeping, State { seq, digest: declarations.rights_digest.clone() }).await?;
    housekeeping.commit().await?;
    Ok(looked_at)
}

/// Makes the days of the next rights of a ledger anew, those behind a key; gives the last of these and how many they were. Behind the last
/// right of all there are no days.
async fn rebuild_chunk(
    app: &App,
    declarations: &Declarations,
    ledger: &Ledger,
    after: &str,
) -> Result<Option<(String, u64)>, Error> {
    let (today, look) = look_at(app);
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    let (past, sight) = (Past { as_of: today, known: NOW }, unsealed(ledger));
    let mut records = Records::behind(&housekeeping, ledger, past, &sight, after)?;
    let mut chunk: Vec<Record> = Vec::with_capacity(CHUNK);
    while chunk.len() < CHUNK
        && let Some(record) = records.next().await?
    {
        chunk.push(record);
    }
    let last = chunk.last().map(|record| record.key.clone());
    match &last {
        Some(last) => {
            let days = compute(&housekeeping, declarations, ledger, &chunk, (today, look)).await?;
            rows::replace(&housekeeping, &ledger.id, (after, last), &days).await?;
        }
        None => rows::remove_behind(&housekeeping, &ledger.id, after).await?,
    }
    housekeeping.commit().await?;
    Ok(last.map(|last| (last, chunk.len() as u64)))
}

/// Notes how far the kept days are. Somebody else may have gone further meanwhile; what they kept stands still.
async fn note(housekeeping: &Housekeeping, state: State) -> Result<(), Error> {
    housekeeping.alone().await?;
    let now = rows::state(housekeeping).await?;
    if now.is_none_or(|now| now.digest != state.digest || now.seq < state.seq) {
        rows::set_state(housekeeping, &state).await?;
    }
    Ok(())
}

/// What follows from a file that was loaded: the days of rights for which it speaks are looked at anew, of which it said something new,
/// and of which it had what is known; that counts as paid. Nothing where nothing follows from the records of its ledger.
pub(crate) fn after_file(app: &App, ledger: &str, as_of: Date) -> Option<Work> {
    let declarations = app.declarations();
    let follows = || Work::RightsOfFile { ledger: ledger.to_owned(), as_of };
    looked_at(&declarations).contains(ledger).then(follows)
}

/// What follows from a file that was taken back: the days of all rights are made anew, because what it had counts as paid no more.
pub(crate) fn after_taking_back(app: &App, ledger: &str) -> Option<Work> {
    looked_at(&app.declarations()).contains(ledger).then_some(Work::Rights)
}

/// Brings the kept days up to the newest operation after a file for a day was loaded. Days of other rights stay as they are: what a
/// file had can only have been paid where something was not known to be.
///
/// # Errors
/// If the database cannot.
pub(crate) async fn refresh_of_file(app: &App, ledger: &str, as_of: Date) -> Result<(), Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let (state, newest) = (rows::state(&reader).await?, operations::newest(&reader).await?);
    let state = state.filter(|state| state.digest == declarations.rights_digest);
    let changed = match &state {
        Some(state) => rows::changes(&reader, state.seq, looked_at(&declarations), CHANGES_MAX + 1).await?,
        None => Vec::new(),
    };
    let Some(state) = state.filter(|_| changed.len() <= CHANGES_MAX as usize) else {
        drop(reader);
        return rebuild(app).await.map(drop);
    };
    let mut affected = affected(&reader, &declarations, changed).await?;
    affected.extend(rows::in_arrears(&reader, ledger, as_of).await?);
    drop(reader);
    for (ledger, keys) in by_ledger(&declarations, affected) {
        for keys in keys.chunks(CHUNK) {
            let housekeeping = app.store().housekeeping().await?;
            // As in a rebuild: nobody puts older days in the place of newer ones.
            housekeeping.alone().await?;
            let days = of_some(&housekeeping, &declarations, ledger, keys, look_at(app)).await?;
            rows::keep(&housekeeping, (&ledger.id, keys), &days).await?;
            housekeeping.commit().await?;
        }
    }
    let housekeeping = app.store().housekeeping().await?;
    note(&housekeeping, State { seq: newest, ..state }).await?;
    Ok(housekeeping.commit().await?)
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
    for (ledger, keys) in by_ledger(declarations, changed) {
        let links = laws.linked_from(&ledger.id);
        for keys in keys.chunks(CHUNK).filter(|_| !links.is_empty()) {
            // Also those to which it belonged before, and if it is no more.
            let said = ledgers::histories_of(db, ledger, keys.iter().map(String::as_str)).await?;
            for (of, link) in &links {
                let named = said.values().flatten().filter_map(Said::fields);
                let named = named.filter_map(|fields| fields.get(&link.by)).filter_map(Value::as_text);
                for named in named.collect::<BTreeSet<&str>>() {
                    if link.own.is_none() {
                        affected.insert(Change { ledger: (*of).to_owned(), key: named.to_owned() });
                    } else {
                        affected.extend(rows::settled_by(db, named).await?);
                    }
                }
            }
        }
        if laws.concern(&ledger.id) {
            affected.extend(keys.into_iter().map(|key| Change { ledger: ledger.id.clone(), key }));
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
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    // Somebody else may have gone further meanwhile; their days are at least as new.
    if rows::state(&housekeeping).await?.is_some_and(|now| now.seq >= state.seq && now.digest == state.digest)
    {
        return Ok(());
    }
    for (ledger, keys) in by_ledger(declarations, affected) {
        // Together, so that what belongs to them is looked up once.
        for keys in keys.chunks(CHUNK) {
            let days = of_some(&housekeeping, declarations, ledger, keys, look_at(app)).await?;
            rows::keep(&housekeeping, (&ledger.id, keys), &days).await?;
        }
    }
    rows::set_state(&housekeeping, state).await?;
    Ok(housekeeping.commit().await?)
}

/// Records by their ledgers, as far as these are declared.
fn by_ledger(
    declarations: &Declarations,
    records: impl IntoIterator<Item = Change>,
) -> Vec<(&Ledger, Vec<String>)> {
    let mut keys_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Change { ledger, key } in records {
        keys_of.entry(ledger).or_default().push(key);
    }
    keys_of.into_iter().filter_map(|(id, keys)| Some((declarations.ledgers.get(&id)?, keys))).collect()
}

/// What is kept of a right: its next days, as they are seen today.
fn look_at(app: &App) -> (Date, RightLook) {
    (app.today(), RightLook::Next(app.today()))
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
    let records = ledgers::show_all(db, ledger, keys, past, &sight).await?;
    compute(db, declarations, ledger, &records, (today, look)).await
}
