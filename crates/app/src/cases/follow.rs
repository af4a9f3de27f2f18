use std::collections::{BTreeMap, BTreeSet};

use cases::{
    Case, Child, Each, Event, Happening, Keep, Move, Procedure, Projection, Running, Source, project,
};
use form::{FileReference, Input, Kind, Value};
use kernel::period::Event as Moment;
use kernel::{Place, Problem, Wording};
use store::Write;
use store::cases::{self as rows, Query, Sight};

use super::Taking;
use super::messages::tell;
use super::opened::{Loaded, load_any, rules};
use super::take::{begin, step_on};
use crate::duties::{self, Duty};
use crate::{Actor, App, Declarations, Error, plans};

/// Where something happened, and by whom.
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
    if let Some(step) = step_of(event).and_then(|id| at.procedure.step(id)) {
        if let Some(Keep::Duties(field)) = &step.keeps {
            let file = case.fields.get(field).and_then(FileReference::of);
            let file = file.ok_or_else(|| Error::broken(format!("no file in {field}")))?;
            let plan = plans::read(at.app, file).await?;
            duties::keep(at.write, at.declarations, (&plan, at.number), event.happened.date()).await?;
        }
        for child in &step.opens {
            open(at, case, event, child).await?;
        }
        for moved in &step.moves {
            move_all(at, moved, event.happened).await?;
        }
    }
    Ok(state)
}

/// Opens what the step opens: one case, or one for each. What is there already, by what no two cases share, is left as it is.
async fn open(at: &Following<'_>, case: &Case, event: &Event, child: &Child) -> Result<(), Error> {
    let Some(procedure) = at.declarations.procedures.get(&child.procedure) else {
        return Err(Error::broken(format!("there is no procedure {}", child.procedure)));
    };
    let each: Vec<BTreeMap<&str, String>> = match child.each {
        None => vec![BTreeMap::new()],
        Some(each) => {
            let duties = duties::owed(at.write, at.declarations, event.happened.date()).await?;
            if duties.is_empty() {
                return Err(Error::invalid(no_duties()));
            }
            match each {
                Each::Duty => duties.into_iter().filter_map(values_of_duty).collect(),
                Each::Body => {
                    let bodies: BTreeSet<String> = duties.into_iter().filter_map(|duty| duty.body).collect();
                    bodies.into_iter().map(|body| BTreeMap::from([("id", body)])).collect()
                }
            }
        }
    };
    for values in each {
        let mut given = Input::new();
        for (id, source) in &child.fields {
            let texts = match source {
                Source::Field(field) => written(at.procedure, case, field),
                Source::Each(value) => values.get(value.as_str()).cloned().into_iter().collect(),
                Source::Case => vec![at.number.to_owned()],
                Source::Day => vec![event.happened.date().to_string()],
                Source::Text(text) => vec![text.clone()],
            };
            given.insert(id.clone(), texts);
        }
        // What follows from it happens when it happened, also where that is entered late.
        let happened = Some(event.happened);
        let taking = Taking { happened, ..Taking::new(&child.step, given) };
        let begun = begin(at.app, at.actor, at.write, at.declarations, procedure, &taking, Some(at.id));
        match Box::pin(begun).await {
            Ok(_) | Err(Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Takes a step in every case that this one opened, or in every other case of the procedure, where it is possible.
async fn move_all(at: &Following<'_>, moved: &Move, happened: Moment) -> Result<(), Error> {
    let cases = if moved.others {
        let query =
            Query { procedure: &moved.procedure, ended: Some(false), limit: OTHERS_MAX, ..Query::default() };
        let others = rows::list(at.write, &query, &Sight::All).await?;
        others.into_iter().map(|(other, _)| other).filter(|other| other.id != at.id).collect()
    } else {
        rows::children(at.write, at.id).await?
    };
    for child in cases {
        if child.procedure != moved.procedure || child.ended {
            continue;
        }
        let mut loaded = load_any(at.app, at.write, &child.number).await?;
        let is_possible =
            loaded.procedure.step(&moved.step).is_some_and(|step| step.from.contains(&child.state));
        if is_possible {
            // With the step that moves it, or after whatever happened in it since.
            let last = loaded.case.events.last().map_or(happened, |event| event.happened);
            let happened = Some(if last.date() > happened.date() { last } else { happened });
            let taking = Taking { happened, ..Taking::new(&moved.step, Input::new()) };
            Box::pin(step_on(at.app, at.actor, at.write, &mut loaded, &taking)).await?;
        }
    }
    Ok(())
}

/// Other cases of a procedure that one step moves at most.
const OTHERS_MAX: u32 = 1_000;

fn no_duties() -> Problem {
    Problem::error(
        "no-duties",
        Place::default(),
        Wording::new(
            "还没有印发的方案，没有可下发的职责",
            "no plan has been issued, so nobody owes anything",
        ),
        Wording::new("请先在“方案”里印发方案", "issue the plan first"),
    )
}

/// The texts of a field that read back as its value.
fn written(procedure: &Procedure, case: &Case, field: &str) -> Vec<String> {
    let value = procedure.form.field(field).zip(case.fields.get(field));
    value.map(|(field, value)| field.write(value)).unwrap_or_default()
}

/// What can be taken from a duty; none from one that is nobody's: whom would one ask?
fn values_of_duty(duty: Duty) -> Option<BTreeMap<&'static str, String>> {
    let body = duty.body?;
    Some(BTreeMap::from([
        ("id", duty.id),
        ("task", duty.task),
        ("title", duty.title),
        ("role", duty.role.id().to_owned()),
        ("body", body),
    ]))
}

/// Every clock of the case with the day on which it ends.
fn projected<'c>(at: &Following<'_>, case: &'c Case) -> Result<Vec<(&'c Running, Projection)>, Error> {
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
