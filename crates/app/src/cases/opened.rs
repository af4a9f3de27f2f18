use std::collections::BTreeSet;
use std::sync::Arc;

use cases::{Case, Holding, Procedure, Relation, Rules, Who};
use form::{Class, Fields};
use ledger::Past;
use store::cases::{self as rows, Current, Sight};
use store::ledgers::NOW;
use store::{Db, packs};

use crate::access::holdings;
use crate::records::{Names, names_in};
use crate::{Actor, App, Declarations, Error};

/// A procedure as an actor sees it.
#[derive(Debug, Clone)]
pub struct Procedures {
    declarations: Arc<Declarations>,
    id: String,
    /// Which of its cases are seen.
    pub(super) sight: Sight,
    /// Whether the actor may start a case.
    pub may_start: bool,
}

/// Every procedure of which an actor may see a case or start one, in the order of their ids.
pub fn procedures(app: &App, actor: &Actor) -> Vec<Procedures> {
    let ids: Vec<String> = app.declarations().procedures.keys().cloned().collect();
    ids.iter().filter_map(|id| procedure(app, actor, id).ok()).collect()
}

/// A procedure of which an actor may see a case or start one.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none of which the actor may know.
pub fn procedure(app: &App, actor: &Actor, id: &str) -> Result<Procedures, Error> {
    let declarations = app.declarations();
    let procedure = declarations.procedures.get(id).ok_or(Error::NotFound)?;
    let holdings = holdings(actor);
    let sight = sight(procedure, &holdings);
    let may_start = starts(procedure, &holdings);
    if sight == Sight::Bodies(Vec::new()) && !may_start {
        return Err(Error::NotFound);
    }
    Ok(Procedures { id: id.to_owned(), sight, may_start, declarations })
}

impl Procedures {
    /// The declaration that is in force.
    pub fn procedure(&self) -> &Procedure {
        &self.declarations.procedures[&self.id]
    }

    /// What the pack declares, the same for the whole operation.
    pub fn declarations(&self) -> &Declarations {
        &self.declarations
    }
}

/// Which cases of a procedure somebody sees who has these roles.
fn sight(procedure: &Procedure, holdings: &[Holding]) -> Sight {
    let mut bodies = Vec::new();
    for who in procedure.working().chain(&procedure.readers) {
        for holding in holdings.iter().filter(|holding| holding.role == who.role) {
            match (&who.relation, &holding.body) {
                (Relation::Any | Relation::Other(_), _) => return Sight::All,
                (Relation::Of(field), Some(body)) => bodies.push((field.clone(), body.clone())),
                (Relation::Of(_), None) => {}
            }
        }
    }
    bodies.sort();
    bodies.dedup();
    Sight::Bodies(bodies)
}

fn starts(procedure: &Procedure, holdings: &[Holding]) -> bool {
    let starting = procedure.steps.iter().filter(|step| step.from.is_empty());
    starting.flat_map(|step| &step.by).any(|who| {
        holdings.iter().any(|it| {
            // For which body it is started is said with the step.
            it.role == who.role && (who.relation == Relation::Any || it.body.is_some())
        })
    })
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

/// Loads a case that the actor may see.
pub(super) async fn load(app: &App, db: &impl Db, actor: &Actor, number: &str) -> Result<Loaded, Error> {
    let loaded = load_any(app, db, number).await?;
    if !is_seen(&loaded.procedure, &holdings(actor), &loaded.case.fields) {
        return Err(Error::NotFound);
    }
    Ok(loaded)
}

/// Loads a case, whoever asks.
pub(super) async fn load_any(app: &App, db: &impl Db, number: &str) -> Result<Loaded, Error> {
    let current = rows::get(db, number).await?.ok_or(Error::NotFound)?;
    let declarations = app.declarations();
    let procedure = pinned(&declarations, db, &current).await?;
    let (operations, events) = rows::events(db, current.id).await?.into_iter().unzip();
    let case = Case::of(&procedure, events)
        .map_err(|damaged| Error::broken(format!("case {number}: could not {damaged}")))?;
    Ok(Loaded { declarations, procedure, current, case, operations })
}

/// The procedure by which a case began: that in force, or an earlier one that the database kept.
async fn pinned(
    declarations: &Declarations,
    db: &impl Db,
    current: &Current,
) -> Result<Arc<Procedure>, Error> {
    if let Some(procedure) = declarations.procedures.get(&current.procedure)
        && procedure.digest == current.digest
    {
        return Ok(Arc::new(procedure.clone()));
    }
    let path = format!("procedures/{}/procedure.toml", current.procedure);
    for digest in packs::contents_at(db, &path).await? {
        let content = packs::content(db, &digest).await?.unwrap_or_default();
        let text = String::from_utf8_lossy(&content);
        if let Ok(procedure) = Procedure::read(&path, &text)
            && procedure.digest == current.digest
        {
            return Ok(Arc::new(procedure));
        }
    }
    Err(Error::broken(format!("the procedure by which {} began is not kept", current.number)))
}

pub(super) fn rules(declarations: &Declarations) -> Rules<'_> {
    Rules { calendar: &declarations.calendar, regimes: &declarations.regimes, laws: &declarations.laws }
}

/// Whether somebody who has these roles sees a case with these fields.
fn is_seen(procedure: &Procedure, holdings: &[Holding], fields: &Fields) -> bool {
    let sees = |who: &Who, holding: &Holding| match who.relation {
        // Who may not act on the cases of the own body may still see them.
        Relation::Other(_) => who.role == holding.role,
        Relation::Any | Relation::Of(_) => who.is_meant(holding, fields),
    };
    let mut all = procedure.working().chain(&procedure.readers);
    all.any(|who| holdings.iter().any(|holding| sees(who, holding)))
}

/// The fields of a procedure that an actor sees: those of the classes that one of the roles shows by which cases are seen.
pub(super) fn seen_fields(actor: &Actor, procedure: &Procedure) -> BTreeSet<String> {
    let named: BTreeSet<&str> =
        procedure.working().chain(&procedure.readers).map(|who| who.role.as_str()).collect();
    let classes: BTreeSet<Class> = actor
        .roles
        .iter()
        .filter(|granted| named.contains(granted.role.id.as_str()))
        .flat_map(|granted| granted.role.records.classes.iter().copied())
        .collect();
    let fields = procedure.form.fields.iter().filter(|field| classes.contains(&field.class));
    fields.map(|field| field.id.clone()).collect()
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
