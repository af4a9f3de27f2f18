use cases::{Case, Event, Happening, Keep, Procedure, Projection, Running, Step, project};
use form::{FileReference, Kind, Value};
use jiff::civil::Date;
use store::Write;
use store::cases as rows;

use super::documents;
use super::effects::Reach;
use super::messages::tell;
use super::opened::{Loaded, rules};
use crate::{Actor, App, Declarations, Error, duties, plans};

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
}

/// Lets an event happen in a loaded case; gives the state.
pub(super) async fn happen(
    app: &App,
    actor: &Actor,
    write: &Write,
    loaded: &mut Loaded,
    event: Event,
) -> Result<String, Error> {
    loaded.apply(event)?;
    let (id, number) = (loaded.current.id, loaded.current.number.as_str());
    let (declarations, procedure) = (&*loaded.declarations, &*loaded.procedure);
    let at = Following { app, actor, write, declarations, procedure, id, number };
    follow(&at, &loaded.case).await
}

/// Saves the last event of a case with everything that follows from it; gives the state.
pub(super) async fn follow(at: &Following<'_>, case: &Case) -> Result<String, Error> {
    let event: &Event = case.events.last().ok_or_else(|| Error::broken("a case without events"))?;
    let state = case.state.clone().unwrap_or_default();
    let ended = at.procedure.state(&state).is_some_and(|state| state.end);
    let name = case.fields.get(&at.procedure.name).map(|value| shown(at, value)).unwrap_or_default();
    rows::append(at.write, at.id, at.number, event).await?;
    rows::keep(at.write, at.id, case, &name, ended).await?;
    let bodies: Vec<(&str, &Value)> = at
        .procedure
        .form
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Body)
        .filter_map(|field| Some((field.id.as_str(), case.fields.get(&field.id)?)))
        .collect();
    rows::keep_bodies(at.write, at.id, &bodies).await?;
    let clocks = projected(at, case)?;
    rows::keep_clocks(at.write, at.id, &clocks).await?;
    tell(at, case, event, &clocks).await?;
    documents::issue(at, event).await?;
    if let Some(step) = step_of(event).and_then(|id| at.procedure.step(id)) {
        keep(at, case, step, event.happened.date()).await?;
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
    }
    Ok(state)
}

/// Brings up to date what the step keeps beside the case.
pub(super) async fn keep(at: &Following<'_>, case: &Case, step: &Step, day: Date) -> Result<(), Error> {
    let Some(Keep::Duties(field)) = &step.keeps else { return Ok(()) };
    let file = case.fields.get(field).and_then(FileReference::of);
    let file = file.ok_or_else(|| Error::broken(format!("no file in {field}")))?;
    let plan = plans::read(at.app, file).await?;
    let plan = plans::as_checked(at.write, at.declarations, (&plan, at.number), day).await?;
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
