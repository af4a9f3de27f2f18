use cases::{Case, Event, Happening, Keep, Procedure, Projection, Running, Step, project};
use form::{Kind, Value};
use jiff::civil::Date;
use store::Write;
use store::cases as rows;

use super::begin::Known;
use super::effects::Reach;
use super::messages::tell;
use super::opened::{Loaded, rules};
use super::{documents, path};
use crate::rounds::{self, Ahead};
use crate::{Actor, App, Declarations, Error, duties, inbox, plans};

/// Where something happened, and by whom.
#[derive(Clone, Copy)]
pub(super) struct Following<'f> {
    pub(super) app: &'f App,
    pub(super) actor: &'f Actor,
    pub(super) write: &'f Write,
    pub(super) declarations: &'f Declarations,
    pub(super) procedure: &'f Procedure,
    pub(super) id: i64,
    pub(super) number: &'f str,
    /// What was counted of the round before the operation, for the step that briefs about it.
    pub(super) ahead: Option<&'f Ahead>,
}

/// Lets an event happen in a loaded case; gives the state.
pub(super) async fn happen(
    app: &App,
    actor: &Actor,
    write: &Write,
    loaded: &mut Loaded,
    event: Event,
    ahead: Option<&Ahead>,
) -> Result<String, Error> {
    loaded.apply(event)?;
    let (id, number) = (loaded.current.id, loaded.current.number.as_str());
    let (declarations, procedure) = (&*loaded.declarations, &*loaded.procedure);
    let at = Following { app, actor, write, declarations, procedure, id, number, ahead };
    follow(&at, &loaded.case).await
}

/// Saves the last event of a case with everything that follows from it; gives the state.
pub(super) async fn follow(at: &Following<'_>, case: &Case) -> Result<String, Error> {
    let event = last(case)?;
    let state = case.state.clone().unwrap_or_default();
    let ended = at.procedure.state(&state).is_some_and(|state| state.end);
    let (of, form) = ((at.id, at.number), &at.procedure.form);
    rows::append(at.write, of, form, event).await?;
    rows::keep(at.write, of, form, case, (&name_of(at, case), ended)).await?;
    rows::keep_bodies(at.write, at.id, &bodies(at.procedure, case)).await?;
    let clocks = projected(at, case)?;
    rows::keep_clocks(at.write, at.id, &clocks).await?;
    // What was to be done before is settled: the case has moved on.
    inbox::settle(at.app, at.write, &path(at.number), None).await?;
    beyond(at, case, &clocks, &mut Known::default()).await?;
    Ok(state)
}

/// What follows from the last event of a case that is saved: who is told, which documents and records are made, what happens in other
/// cases.
pub(super) async fn beyond(
    at: &Following<'_>,
    case: &Case,
    clocks: &[(&Running, Projection)],
    known: &mut Known,
) -> Result<(), Error> {
    let event = last(case)?;
    tell(at, case, event, clocks, known).await?;
    documents::issue(at, case, event, clocks, known).await?;
    let Some(step) = step_of(event).and_then(|id| at.procedure.step(id)) else { return Ok(()) };
    keep(at, step, event.happened.date()).await?;
    let round = at.declarations.programme.round.as_ref();
    if round.is_some_and(|part| part.procedure == at.procedure.id && part.brief == step.id) {
        rounds::keep(at.app, at.actor, at.write, (at.id, at.number, event.seq), at.ahead).await?;
    }
    let reach = Reach { at, case, event };
    for effect in &step.records {
        reach.record(effect).await?;
    }
    for child in &step.opens {
        reach.open(child).await?;
    }
    for moved in &step.moves {
        reach.move_all(moved).await?;
    }
    Ok(())
}

fn last(case: &Case) -> Result<&Event, Error> {
    case.events.last().ok_or_else(|| Error::broken("a case without events"))
}

/// What a case is called.
pub(super) fn name_of(at: &Following<'_>, case: &Case) -> String {
    case.fields.get(&at.procedure.name).map(|value| shown(at, value)).unwrap_or_default()
}

/// The fields of a case that name bodies, with their values.
pub(super) fn bodies<'c>(procedure: &'c Procedure, case: &'c Case) -> Vec<(&'c str, &'c Value)> {
    let of_bodies = procedure.form.fields.iter().filter(|field| field.kind == Kind::Body);
    of_bodies.filter_map(|field| Some((field.id.as_str(), case.fields.get(&field.id)?))).collect()
}

/// Brings up to date what the step keeps beside the case.
pub(super) async fn keep(at: &Following<'_>, step: &Step, day: Date) -> Result<(), Error> {
    let Some(Keep::Duties(_)) = &step.keeps else { return Ok(()) };
    // What is known of the text by now, whatever day the step happened.
    let plan = plans::binding(at.app, at.write, at.declarations, at.number).await?;
    duties::keep(at.write, at.declarations, (&plan, at.number), day).await
}

/// Every clock of the case with the day on which it ends.
pub(super) fn projected<'c>(
    at: &Following<'_>,
    case: &'c Case,
) -> Result<Vec<(&'c Running, Projection)>, Error> {
    let today = at.app.today();
    let project = |running: &'c Running| {
        let clock = at.procedure.clock(&running.clock);
        let clock = clock.ok_or_else(|| Error::broken(format!("no clock {}", running.clock)))?;
        let projection = project(rules(at.declarations), clock, running, today)
            .map_err(|uncounted| Error::invalid(cases::Refusal::from(uncounted).problem()))?;
        Ok((running, projection))
    };
    case.clocks.iter().map(project).collect()
}

fn shown(at: &Following<'_>, value: &Value) -> String {
    let field = at.procedure.form.field(&at.procedure.name);
    field.map(|field| field.show(value, form::Language::Zh, &at.declarations.codes)).unwrap_or_default()
}

/// The step of an event, if it is one.
pub(super) fn step_of(event: &Event) -> Option<&str> {
    match &event.what {
        Happening::Step { step, .. } => Some(step),
        Happening::Annulment { .. } => None,
    }
}
