use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError};

use cases::{Case, Event, Procedure, Rules};
use form::Fields;
use ledger::Past;
use store::cases::{self as rows, Current, Sight};
use store::ledgers::NOW;
use store::{Db, packs};

use crate::access::{may_start, seen_fields, sight_of_cases};
use crate::records::{Names, names_in};
use crate::{Actor, App, Declarations, Error};

/// A procedure as an actor sees it.
#[derive(Debug, Clone)]
pub struct Opened {
    declarations: Arc<Declarations>,
    id: String,
    /// Which of its cases are seen.
    pub(super) sight: Sight,
    /// Whether the actor may start a case.
    pub may_start: bool,
}

/// Every procedure of which an actor may see a case or start one, in the order of their ids.
pub fn procedures(app: &App, actor: &Actor) -> Vec<Opened> {
    let ids: Vec<String> = app.declarations().procedures.keys().cloned().collect();
    ids.iter().filter_map(|id| open(app, actor, id).ok()).collect()
}

/// A procedure of which an actor may see a case or start one.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none of which the actor may know.
pub fn open(app: &App, actor: &Actor, id: &str) -> Result<Opened, Error> {
    let declarations = app.declarations();
    let procedure = declarations.procedures.get(id).ok_or(Error::NotFound)?;
    let (sight, may_start) = (sight_of_cases(actor, procedure), may_start(actor, procedure));
    if sight.is_nothing() && !may_start {
        return Err(Error::NotFound);
    }
    Ok(Opened { id: id.to_owned(), sight, may_start, declarations })
}

impl Opened {
    /// The declaration that is in force.
    pub fn procedure(&self) -> &Procedure {
        &self.declarations.procedures[&self.id]
    }

    /// Which of its cases are seen.
    pub(crate) fn sight(&self) -> &Sight {
        &self.sight
    }

    /// What the pack declares, the same for the whole operation.
    pub fn declarations(&self) -> &Declarations {
        &self.declarations
    }
}

/// A case, followed through all its events by the procedure to which it is pinned.
pub(super) struct Loaded {
    pub(super) declarations: Arc<Declarations>,
    pub(super) procedure: Arc<Procedure>,
    pub(super) current: Current,
    pub(super) case: Case,
    /// The operation of each event.
    pub(super) operations: Vec<i64>,
}

impl Loaded {
    /// The case after one more event.
    pub(super) fn apply(&mut self, event: Event) -> Result<(), Error> {
        let applied = self.case.apply(&self.procedure, event);
        applied.map_err(|damaged| Error::broken(damaged.to_string()))
    }
}

/// Loads a case that the actor may see, with the fields that they see of it.
pub(super) async fn load(
    app: &App,
    db: &impl Db,
    actor: &Actor,
    number: &str,
) -> Result<(Loaded, BTreeSet<String>), Error> {
    let loaded = load_any(app, db, number).await?;
    let seen = seen_fields(actor, &loaded.procedure, &loaded.current, &loaded.case.fields);
    Ok((loaded, seen.ok_or(Error::NotFound)?))
}

/// The row of a case that the actor may see, and its events that were not annulled.
pub(crate) async fn standing_events(
    app: &App,
    db: &impl Db,
    actor: &Actor,
    number: &str,
) -> Result<(i64, BTreeSet<u32>), Error> {
    let (loaded, _) = load(app, db, actor, number).await?;
    Ok((loaded.current.id, loaded.case.taken.iter().map(|taken| taken.seq).collect()))
}

/// Loads a case, whoever asks.
pub(super) async fn load_any(app: &App, db: &impl Db, number: &str) -> Result<Loaded, Error> {
    let current = rows::get(db, number).await?.ok_or(Error::NotFound)?;
    let declarations = app.declarations();
    let procedure = pinned(&declarations, db, (&current.procedure, &current.digest)).await?;
    let (operations, events) = rows::events(db, current.id).await?.into_iter().unzip();
    let case = Case::of(&procedure, events)
        .map_err(|damaged| Error::broken(format!("case {number}: could not {damaged}")))?;
    Ok(Loaded { declarations, procedure, current, case, operations })
}

/// The procedure by which a case began, by its id and digest: that in force, or an earlier one that the database kept.
pub(crate) async fn pinned(
    declarations: &Declarations,
    db: &impl Db,
    (id, digest): (&str, &str),
) -> Result<Arc<Procedure>, Error> {
    if let Some(procedure) = declarations.procedures.get(id)
        && procedure.digest == digest
    {
        return Ok(Arc::clone(procedure));
    }
    let earlier = || declarations.earlier.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(procedure) = earlier().get(digest) {
        return Ok(Arc::clone(procedure));
    }
    let path = format!("procedures/{id}/procedure.toml");
    for content in packs::contents_at(db, &path).await? {
        let text = packs::content(db, &content).await?.unwrap_or_default();
        if let Ok(procedure) = Procedure::read(&path, &String::from_utf8_lossy(&text))
            && procedure.digest == digest
        {
            let procedure = Arc::new(procedure);
            earlier().insert(digest.to_owned(), Arc::clone(&procedure));
            return Ok(procedure);
        }
    }
    Err(Error::broken(format!(
        "no pack that was installed holds the procedure {id} with the digest {digest}"
    )))
}

pub(super) fn rules(declarations: &Declarations) -> Rules<'_> {
    Rules { calendar: &declarations.calendar, regimes: &declarations.regimes, laws: &declarations.laws }
}

/// What the fields of cases name by key, as it is known now.
pub(super) async fn names<'f>(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    procedure: &Procedure,
    cases: impl Iterator<Item = &'f Fields>,
) -> Result<Names, Error> {
    let now = Past { as_of: app.today(), known: NOW };
    names_in(app, actor, db, &procedure.form, now, cases).await
}
