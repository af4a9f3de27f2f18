//! The plan: its versions are the cases of the procedure that keeps the duties, and only one that was issued binds.
//!
//! ```text
//! text of a case ──documents──► lines ──plan::read──► plan ──issued──► duties::keep ──► ledger of duties
//!                                                        ▲
//!                     ledgers of readings ──corrected────┘
//! ```
//!
//! A county whose pack brings a text and that has no version yet shows that text as a draft.

mod cache;
mod chain;
mod check;
mod clauses;
mod comments;
mod compare;
mod consultation;
mod dimensions;
mod questions;
mod readings;
mod stages;

use std::ops::RangeInclusive;
use std::sync::Arc;

use cases::{Keep, Procedure};
use form::{Fields, FileReference, Value};
use kernel::Wording;
use plan::Plan;
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};

pub(crate) use cache::Cache;
pub use chain::FirstVersion;
pub(crate) use chain::first_version;
pub(crate) use check::check;
pub use clauses::{Clause, Part, clauses};
pub use comments::{Comment, comments};
pub use compare::{Compared, compare};
use consultation::is_out;
pub(crate) use consultation::{check_comment, ever_out};
pub(crate) use dimensions::dimensions;
pub use questions::{Answer, Put, Question, questions};
pub use readings::{
    NOTHING, NewReading, Reading, ReadingRow, Readings, SafeguardRow, StageRow, TargetRow, check_safeguards,
    check_stages, check_targets, check_tasks, pending,
};
pub(crate) use readings::{as_kept, check_written, read_now};
pub use stages::{StageCase, days as days_of_stage, period as period_of_stages, stages};

use self::chain::{Numbered, follows_the_last, numbered};
use crate::access::sight_of_cases;
use crate::records::Given;
use crate::{Actor, App, Declarations, Error};

/// Years of a plan before this one at most; a plan runs for three to five.
const YEARS_MAX: i16 = 15;

/// Versions at most; a plan has a handful.
const VERSIONS_MAX: u32 = 200;

/// A version of the plan.
#[derive(Debug, Clone)]
pub struct Version {
    /// The number of its case.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What its state is called.
    pub state: Wording,
    /// Whether bodies owe what it says.
    pub binds: bool,
    /// Whether it is over: replaced or dropped.
    pub ended: bool,
    /// Whether it is out for comment.
    pub is_out: bool,
    /// What is known of it: the number of the document, the day of issue.
    pub fields: Fields,
}

/// The plan with the version that says it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What it says, with what people corrected.
    pub plan: Arc<Plan>,
    /// What was read from its text.
    pub read: Arc<Plan>,
    /// What people found when they looked at its tasks and targets.
    pub readings: Readings,
    /// The version; none for the text of the pack.
    pub version: Option<Version>,
    /// The versions that it follows, the first of all first.
    pub follows: Vec<String>,
}

impl Standing {
    /// Whether bodies owe what it says.
    pub fn binds(&self) -> bool {
        self.version.as_ref().is_some_and(|version| version.binds)
    }

    /// The years for which it is, this one if it does not say.
    pub fn years(&self, this_year: i16) -> RangeInclusive<i16> {
        let year = |text: &str| text.get(..4).and_then(|year| year.parse().ok());
        let period = self.plan.period.as_ref();
        let first = period.and_then(|period| year(&period.from)).unwrap_or(this_year);
        let last = period.and_then(|period| year(period.to.as_ref()?)).unwrap_or(this_year);
        // A plan that is said to begin before there were any shows what is recent.
        first.max(this_year - YEARS_MAX)..=last
    }
}

/// The versions that an actor may see, the newest first. Before it is put out for comment, a version is seen by who works here.
///
/// # Errors
/// If the database cannot answer.
pub async fn versions(app: &App, actor: &Actor) -> Result<Vec<Version>, Error> {
    let declarations = app.declarations();
    let Some((procedure, _)) = procedure(&declarations) else { return Ok(Vec::new()) };
    let sees_drafts = sight_of_cases(actor, procedure) == Sight::All;
    let reader = app.store().reader().await?;
    let query = Query { procedure: &procedure.id, limit: VERSIONS_MAX, ..Query::default() };
    let found = rows::list(&reader, &query, &Sight::All).await?;
    let seen = found.into_iter().filter(|(current, _)| sees_drafts || is_published(procedure, current));
    Ok(seen.filter_map(|(current, _)| version_of(&declarations, current)).collect())
}

/// The plan that counts: the version in force; else the newest that is under way; else the text of the pack. None if there is
/// no plan at all.
///
/// # Errors
/// If the database cannot answer, or the text cannot be read any more.
pub async fn current(app: &App, actor: &Actor) -> Result<Option<Standing>, Error> {
    let versions = versions(app, actor).await?;
    let in_force = versions.iter().find(|version| version.binds);
    match in_force.or_else(|| versions.iter().find(|version| !version.ended)) {
        Some(version) => Ok(Some(standing(app, version.clone()).await?)),
        None => {
            let declarations = app.declarations();
            Ok(declarations.plan().map(|plan| Standing {
                plan: Arc::clone(plan),
                read: Arc::clone(plan),
                readings: Readings::default(),
                version: None,
                follows: Vec::new(),
            }))
        }
    }
}

/// A version that the actor may see, with what it says.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may see.
pub async fn version(app: &App, actor: &Actor, number: &str) -> Result<Standing, Error> {
    let mut versions = versions(app, actor).await?.into_iter();
    let version = versions.find(|version| version.number == number).ok_or(Error::NotFound)?;
    standing(app, version).await
}

/// Reads a plan that a step is about to bring, before anybody has to wait for it: a long document takes its time, and whoever
/// saves keeps all others waiting. What is wrong with it is told by `check`.
pub(crate) async fn read_ahead(app: &App, given: &Given) {
    let declarations = app.declarations();
    let Some((_, field)) = procedure(&declarations) else { return };
    for text in given.texts(field) {
        if let Some(file) = FileReference::of(&Value::Text(text.to_owned())) {
            _ = read(app, file).await;
        }
    }
}

/// The plan that a file says, read once and kept at hand.
pub(crate) async fn read(app: &App, file: FileReference<'_>) -> Result<Arc<Plan>, Error> {
    if let Some(plan) = app.plans().get(file.digest) {
        return Ok(plan);
    }
    let digest = store::files::digest(file.digest).ok_or(Error::NotFound)?;
    let bytes = app.store().files().read(&digest).await?.ok_or(Error::NotFound)?;
    let watch = app.declarations().pack.watch().map_err(Error::Invalid)?;
    let name = file.name.to_owned();
    let reading = tokio::task::spawn_blocking(move || {
        let document = documents::read_text(&name, &bytes);
        let document = document.map_err(|error| Error::invalid(error.to_problem(&name)))?;
        Ok::<Plan, Error>(plan::read(&document.lines, &watch))
    });
    let plan = reading.await.map_err(|error| Error::broken(error.to_string()))?;
    let plan = Arc::new(plan?);
    app.plans().put(file.digest, &plan);
    Ok(plan)
}

/// The procedure whose cases are the versions of the plan, and its field with the text.
fn procedure(declarations: &Declarations) -> Option<(&Procedure, &str)> {
    declarations.procedures.values().find_map(|procedure| Some((&**procedure, text_field(procedure)?)))
}

/// The field with the text of the plan, of a procedure that keeps the duties.
fn text_field(procedure: &Procedure) -> Option<&str> {
    let Keep::Duties(field) = procedure.steps.iter().find_map(|step| step.keeps.as_ref())?;
    Some(field)
}

/// Whether bodies owe what a version in this state says: it is that to which the step leads that keeps the duties.
fn binds(procedure: &Procedure, state: &str) -> bool {
    procedure.steps.iter().any(|step| step.keeps.is_some() && step.to.as_deref() == Some(state))
}

/// Whether others than those who work here have been shown a version: it is out for comment or in force, or was in force. One that
/// was dropped was perhaps never shown.
fn is_published(procedure: &Procedure, current: &Current) -> bool {
    let state = &current.state;
    let mut leading = procedure.steps.iter().filter(|step| step.to.as_ref() == Some(state));
    let was_in_force = leading.any(|step| step.from.iter().any(|from| binds(procedure, from)));
    binds(procedure, state) || was_in_force || is_out(procedure, state)
}

fn version_of(declarations: &Declarations, current: Current) -> Option<Version> {
    let (procedure, _) = procedure(declarations)?;
    let state = procedure.state(&current.state)?;
    Some(Version {
        binds: binds(procedure, &state.id),
        is_out: is_out(procedure, &state.id),
        state: state.title.clone(),
        number: current.number,
        title: current.name,
        ended: current.ended,
        fields: current.fields,
    })
}

/// A version, whoever asks.
async fn any_version(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    number: &str,
) -> Result<Standing, Error> {
    let (procedure, _) = procedure(declarations).ok_or(Error::NotFound)?;
    let current = rows::get(db, number).await?.filter(|current| current.procedure == procedure.id);
    let version = current.and_then(|current| version_of(declarations, current)).ok_or(Error::NotFound)?;
    standing_in(app, db, declarations, version).await
}

/// The number of the version that is in force; none where none is.
async fn current_number(db: &impl Db, declarations: &Declarations) -> Result<Option<String>, Error> {
    let Some((procedure, _)) = procedure(declarations) else { return Ok(None) };
    let query = Query { procedure: &procedure.id, limit: VERSIONS_MAX, ..Query::default() };
    let found = rows::list(db, &query, &Sight::All).await?.into_iter();
    Ok(found.map(|(current, _)| current).find(|it| binds(procedure, &it.state)).map(|it| it.number))
}

/// A version with what it says and what people found in it.
async fn standing(app: &App, version: Version) -> Result<Standing, Error> {
    standing_in(app, &app.store().reader().await?, &app.declarations(), version).await
}

async fn standing_in(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    version: Version,
) -> Result<Standing, Error> {
    let Numbered { read, follows } = numbered(app, db, declarations, &version.number).await?;
    let readings = Readings::of_version(db, declarations, &version.number, app.today()).await?;
    let plan = if readings.is_empty() { Arc::clone(&read) } else { Arc::new(readings.laid_over(&read)) };
    Ok(Standing { plan, read, readings, version: Some(version), follows })
}

/// What a version says that is about to bind, with what people said of it by now.
///
/// # Errors
/// [`Error::Invalid`] if another was issued since its text was put in.
pub(crate) async fn binding(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    number: &str,
) -> Result<Plan, Error> {
    follows_the_last(db, declarations, number).await?;
    let read = numbered(app, db, declarations, number).await?.read;
    Ok(Readings::of_version(db, declarations, number, app.today()).await?.laid_over(&read))
}
