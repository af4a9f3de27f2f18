use cases::Procedure;
use form::{Input, Kind};
use pack::programme::Report;
use store::Db;
use store::cases::{self as rows, Current, Query};

use super::opened::{Loaded, open};
use super::show::Shown;
use crate::error::seen;
use crate::{Actor, App, Declarations, Error};

/// Late reports read at most in the place of one that was archived without an answer; all but the last were withdrawn.
const LATE_MAX: u32 = 20;

/// What comes, or may come, in the place of a report that was archived without an answer: a late report, which is a case of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LateReport {
    /// It was opened: its number.
    Opened(String),
    /// There is none yet, and the actor may open it.
    Open,
}

/// The late report in the place of a case; none where that is no report, or was answered.
pub(super) async fn late_report(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    loaded: &Loaded,
) -> Result<Option<LateReport>, Error> {
    let (declarations, current) = (&loaded.declarations, &loaded.current);
    let Some(part) = unanswered(declarations, current) else { return Ok(None) };
    let Some(opened) = seen(open(app, actor, &part.procedure))? else { return Ok(None) };
    let saying = [(part.supplements.as_str(), Some(current.number.as_str()))];
    let procedure = opened.procedure();
    let query = Query { procedure: &procedure.id, saying: &saying, limit: LATE_MAX, ..Query::default() };
    let mut found = rows::list(db, &query, &opened.sight).await?.into_iter().map(|(late, _)| late);
    let was_withdrawn = |late: &Current| procedure.state(&late.state).is_some_and(|state| state.frees);
    Ok(match found.find(|late| !was_withdrawn(late)) {
        Some(late) => Some(LateReport::Opened(late.number)),
        None => opened.may_start.then_some(LateReport::Open),
    })
}

/// What a late report begins with: all that was asked by the one in whose place it comes, but for the day until which it was due. Nothing in
/// the place of what is no report, or was answered.
pub fn prefilled_late_report(shown: &Shown) -> Input {
    let (declarations, current) = (&shown.declarations, &shown.current);
    let Some(part) = unanswered(declarations, current) else { return Input::new() };
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Input::new() };
    let known = |field: &form::Field| {
        let value = current.fields.get(&field.id).filter(|_| field.id != part.due);
        Some((field.id.clone(), field.prefill(value.filter(|_| field.kind != Kind::File)?)))
    };
    let mut known: Input = asked(procedure, part).iter().filter_map(known).collect();
    known.insert(part.supplements.clone(), vec![current.number.clone()]);
    known
}

/// What is asked of whoever opens a late report.
fn asked(procedure: &Procedure, part: &Report) -> Vec<form::Field> {
    let step = procedure.starting().find(|step| step.asks.contains(&part.supplements));
    step.map(|step| procedure.asked(step).fields).unwrap_or_default()
}

/// The part of the reports, if a case is one that was archived without an answer.
fn unanswered<'d>(declarations: &'d Declarations, current: &Current) -> Option<&'d Report> {
    let part = declarations.programme.report.as_ref()?;
    let is_one =
        part.procedure == current.procedure && current.ended && part.missing.contains(&current.state);
    is_one.then_some(part)
}
