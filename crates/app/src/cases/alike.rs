//! Cases to which others are alike, such as a second inspection of the same body: told before another one begins, and counted by body and year.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Alike, Case, Event, Procedure, Step};
use form::{Fields, Kind, Value};
use jiff::civil::Date;
use kernel::Wording;
use store::Db;
use store::cases::{self as rows, Current, Query};

use super::Taking;
use super::facts::parts_of;
use super::opened::{Opened, names, open, procedures};
use super::take::read;
use crate::access::seen_fields;
use crate::records::Names;
use crate::{Actor, App, Error};

/// Cases that are counted at most; of inspections there are some dozens in a year.
const CASES_MAX: u32 = 5_000;

/// A case to which one that is about to begin is alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its number.
    pub number: String,
    /// What its state is called.
    pub state: Wording,
    /// The day on which it began.
    pub began: Date,
    /// Whether the actor sees the case; that there is one is told to whoever may begin another.
    pub is_seen: bool,
}

/// The cases that deserve a look before another one begins, by what its step declares: those that are under way, and those that began in the
/// same year. None where what was given cannot be read, which is told when it is sent.
///
/// # Errors
/// [`Error::NotFound`] for who may not begin such a case; what the database says.
pub async fn alike(app: &App, actor: &Actor, id: &str, taking: &Taking) -> Result<Vec<Other>, Error> {
    let opened = open(app, actor, id)?;
    let procedure = opened.procedure();
    let step = procedure.step(&taking.step).filter(|_| opened.may_start).ok_or(Error::NotFound)?;
    let Some(alike) = &step.alike else { return Ok(Vec::new()) };
    let of = (taking, &Case::default(), &BTreeSet::new());
    let Ok(fields) = read(app, opened.declarations(), procedure, step, of) else { return Ok(Vec::new()) };
    let reader = app.store().reader().await?;
    let cases = parts_of(&reader, procedure, (None, &fields), &alike.same).await?;
    let began = began(&reader, cases.iter()).await?;
    let year = taking.happened.map_or(app.today(), |happened| happened.date()).year();
    let counts = |current: &Current, began: Date| {
        !alike.except.contains(&current.state) && (!current.ended || began.year() == year)
    };
    let other = |current: Current| {
        let began = *began.get(&current.id)?;
        counts(&current, began).then(|| Other {
            is_seen: seen_fields(actor, procedure, &current, &current.fields).is_some(),
            state: title_of(procedure, &current.state),
            number: current.number,
            began,
        })
    };
    Ok(cases.into_iter().filter_map(other).collect())
}

/// How often each body had a case of a procedure that counts them, of those that an actor sees.
#[derive(Debug)]
pub struct Repeated {
    /// The procedure as the actor sees it.
    pub opened: Opened,
    /// The years in which any began, the latest first.
    pub years: Vec<i16>,
    /// By body.
    pub bodies: BTreeMap<String, Times>,
    /// What the bodies are called.
    pub names: Names,
}

/// How often a body had one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    /// By the year in which they began.
    pub years: BTreeMap<i16, usize>,
    /// The numbers of those that are under way.
    pub open: Vec<String>,
}

/// The same for every procedure whose cases are alike by the body that they are about alone.
///
/// # Errors
/// If the database cannot answer.
pub async fn repeated(app: &App, actor: &Actor) -> Result<Vec<Repeated>, Error> {
    let (reader, mut all) = (app.store().reader().await?, Vec::new());
    for opened in procedures(app, actor) {
        let procedure = opened.procedure();
        let Some((body, alike)) = procedure.steps.iter().find_map(|step| by_body(procedure, step)) else {
            continue;
        };
        let query = Query { procedure: &procedure.id, limit: CASES_MAX, ..Query::default() };
        let cases = rows::list(&reader, &query, &opened.sight).await?.into_iter().map(|(current, _)| current);
        let cases: Vec<Current> = cases.filter(|it| !alike.except.contains(&it.state)).collect();
        let began = began(&reader, cases.iter()).await?;
        let mut bodies: BTreeMap<String, Times> = BTreeMap::new();
        for current in &cases {
            let named = current.fields.get(body).and_then(Value::as_text);
            let (Some(named), Some(began)) = (named, began.get(&current.id)) else { continue };
            let times = bodies.entry(named.to_owned()).or_default();
            *times.years.entry(began.year()).or_default() += 1;
            times.open.extend((!current.ended).then(|| current.number.clone()));
        }
        let years: BTreeSet<i16> = bodies.values().flat_map(|times| times.years.keys().copied()).collect();
        let about: Vec<Fields> = cases.into_iter().map(|current| current.fields).collect();
        let names = names(app, actor, &reader, procedure, about.iter()).await?;
        if !bodies.is_empty() {
            all.push(Repeated { years: years.into_iter().rev().collect(), bodies, names, opened });
        }
    }
    Ok(all)
}

/// The field by which alone the cases of a step are alike, if that is a body.
fn by_body<'p>(procedure: &Procedure, step: &'p Step) -> Option<(&'p str, &'p Alike)> {
    let alike = step.alike.as_ref()?;
    let [field] = alike.same.as_slice() else { return None };
    let is_body = procedure.form.field(field).is_some_and(|field| field.kind == Kind::Body && !field.many);
    is_body.then_some((field.as_str(), alike))
}

/// The day on which each of some cases began, by their rows.
async fn began(db: &impl Db, cases: impl Iterator<Item = &Current>) -> Result<BTreeMap<i64, Date>, Error> {
    let ids: Vec<i64> = cases.map(|current| current.id).collect();
    let first = |(id, events): (i64, Vec<(i64, Event)>)| {
        let (_, event) = events.into_iter().next()?;
        Some((id, event.happened.date()))
    };
    Ok(rows::events_of(db, &ids).await?.into_iter().filter_map(first).collect())
}

fn title_of(procedure: &Procedure, state: &str) -> Wording {
    procedure.state(state).map_or_else(|| Wording::new(state, state), |it| it.title.clone())
}
