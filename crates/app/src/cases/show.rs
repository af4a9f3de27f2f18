use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cases::{
    Case, CountedDay, Event, Procedure, Projection, Running, Step, allowed, annullable, days, explain,
    project,
};
use form::{Fields, MASK, Value};
use kernel::Wording;
use store::cases::{self as rows, Current, Moved};
use store::{Db, seals};

use super::documents::is_readable;
use super::follow::step_of;
use super::late_report::{LateReport, late_report};
use super::opened::{Loaded, load, names, rules};
use super::signed_for::signed_for;
use crate::access::{case_actor, narrow_case};
use crate::duties::asked_on;
use crate::files::{self, Named};
use crate::plans::FirstVersion;
use crate::records::Names;
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// A case with all that a page shows of it.
#[derive(Debug)]
pub struct Shown {
    /// What the pack declares.
    pub declarations: Arc<Declarations>,
    /// The procedure to which it is pinned.
    pub procedure: Arc<Procedure>,
    /// What it is called, its state, and of its fields those that the actor sees.
    pub current: Current,
    /// Its clocks, in the order in which they started.
    pub clocks: Vec<ClockShown>,
    /// What happened, in order.
    pub told: Vec<Told>,
    /// The steps that the actor may take now.
    pub steps: Vec<Step>,
    /// The event that the actor may annul.
    pub annullable: Option<u32>,
    /// Whether the actor may destroy what is personal of it.
    pub may_erase: bool,
    /// The operation that destroyed what was personal of it, if one did.
    pub erased: Option<i64>,
    /// The cases that it opened, as far as the actor sees them.
    pub children: Vec<Current>,
    /// The documents that its steps made: number, what each is called, the event, and which it is.
    pub documents: Vec<(String, Wording, u32, String)>,
    /// The case that opened it, if the actor sees it.
    pub parent: Option<Current>,
    /// How many events it has, for whoever takes a step.
    pub seen: u32,
    /// What its fields name by key.
    pub names: Names,
    /// What is known of the files that its fields name, or named at any step, by their digests.
    pub files: BTreeMap<String, Named>,
    /// Of a sheet of duties, what each of its lines is: the key of the duty.
    pub signed_for: BTreeMap<String, String>,
    /// Of a report that was archived without an answer, what comes in its place.
    pub late_report: Option<LateReport>,
}

/// A clock of a case.
#[derive(Debug)]
pub struct ClockShown {
    /// What set it running, and what became of it.
    pub running: Running,
    /// What it is called.
    pub title: Wording,
    /// When it ends.
    pub projection: Projection,
    /// Why, in sentences.
    pub sentences: Vec<Wording>,
    /// Each day from its start to its end, and whether it counts; none where no single days are counted.
    pub days: Vec<CountedDay>,
    /// How its end moved without anything happening in the case.
    pub moved: Vec<Moved>,
}

/// One thing that happened, as the actor sees it.
#[derive(Debug)]
pub struct Told {
    /// What happened; of its fields, those that the actor sees.
    pub event: Event,
    /// The operation that recorded it.
    pub operation: i64,
    /// Whether it counts no longer.
    pub annulled: bool,
    /// The version of the plan whose duties it asked for, where none was in force on its day.
    pub first: Option<FirstVersion>,
}

/// A case that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may see.
pub async fn show(app: &App, actor: &Actor, number: &str) -> Result<Shown, Error> {
    let reader = app.store().reader().await?;
    let (mut loaded, seen) = load(app, &reader, actor, number).await?;
    let moved = rows::moved(&reader, loaded.current.id).await?;
    let clocks = clocks(app, &loaded.declarations, &loaded.procedure, &loaded.case, &moved)?;
    let signed_for = signed_for(app, actor, &reader, &loaded).await?;
    let late_report = late_report(app, actor, &reader, &loaded).await?;
    let who = case_actor(actor, Some(number));
    let steps = allowed(&loaded.procedure, &loaded.case, &who).into_iter().cloned().collect();
    let mut told = told(&loaded.case, &loaded.operations, &seen);
    tell_first(&reader, &loaded, &mut told).await?;
    let mut current = loaded.current.fields.clone();
    current.retain(|id, _| seen.contains(id));
    reveal(&reader, &loaded.procedure, number, (&mut current, &mut told)).await?;
    let said = told.iter().filter_map(|told| match &told.event.what {
        cases::Happening::Step { fields, .. } => Some(fields),
        cases::Happening::Annulment { .. } => None,
    });
    narrow_case(actor, &loaded.procedure, &mut loaded.current);
    loaded.current.fields = current;
    let said = said.chain([&loaded.current.fields]);
    let files = files::named(&reader, said.clone()).await?;
    let names = names(app, actor, &reader, &loaded.procedure, said).await?;
    let narrowed = |mut other: Current| {
        let procedure = loaded.declarations.procedures.get(&other.procedure)?;
        narrow_case(actor, procedure, &mut other).then_some(other)
    };
    let parent = match loaded.current.parent {
        Some(id) => rows::by_id(&reader, id).await?.and_then(narrowed),
        None => None,
    };
    let children =
        rows::children(&reader, loaded.current.id).await?.into_iter().filter_map(narrowed).collect();
    let titled = |it: rows::IssuedDocument| {
        let declared = loaded.procedure.documents.iter().find(|declared| declared.id == it.document)?;
        is_readable(&loaded.procedure, declared, &seen).then_some(())?;
        Some((it.number(), declared.title.clone(), it.seq, it.document))
    };
    let documents =
        rows::documents(&reader, loaded.current.id).await?.into_iter().filter_map(titled).collect();
    let form = &loaded.procedure.form;
    let is_there = |field: &form::Field| {
        let value = loaded.current.fields.get(&field.id).filter(|_| field.class.is_sealed());
        value.is_some_and(|value| value.as_text() != Some(MASK))
    };
    let may_erase = form.fields.iter().any(is_there) && may(actor, Act::Erase, Subject::Cases).is_ok();
    Ok(Shown {
        may_erase,
        erased: seals::destroyed_by(&reader, &seals::subject_of_case(form, number)).await?,
        names,
        files,
        signed_for,
        late_report,
        documents,
        clocks,
        told,
        steps,
        annullable: annullable(&loaded.procedure, &loaded.case, &who),
        children,
        parent,
        seen: loaded.current.events,
        declarations: loaded.declarations,
        procedure: loaded.procedure,
        current: loaded.current,
    })
}

/// Opens what is sealed of a case; what cannot be opened any more, because the key was destroyed, is masked.
async fn reveal(
    db: &impl Db,
    procedure: &Procedure,
    number: &str,
    (current, told): (&mut Fields, &mut [Told]),
) -> Result<(), Error> {
    let said = told.iter_mut().filter_map(|told| match &mut told.event.what {
        cases::Happening::Step { fields, .. } => Some(fields),
        cases::Happening::Annulment { .. } => None,
    });
    let mut all: Vec<(&str, &mut Fields)> = said.chain([current]).map(|fields| (number, fields)).collect();
    seals::reveal_cases(db, &procedure.form, &mut all).await?;
    for value in all.into_iter().flat_map(|(_, fields)| fields.values_mut()) {
        if value.values().iter().any(Value::is_sealed) {
            *value = Value::Text(MASK.to_owned());
        }
    }
    Ok(())
}

/// Tells of the steps that asked for duties as of a day on which the plan was not in force, which version these are of.
async fn tell_first(db: &impl Db, loaded: &Loaded, told: &mut [Told]) -> Result<(), Error> {
    let asks = |told: &&mut Told| {
        let step = step_of(&told.event).and_then(|id| loaded.procedure.step(id));
        let asks = step.is_some_and(|step| step.opens.iter().any(|child| child.each.is_some()));
        asks && told.event.happened.date() < told.event.recorded.date()
    };
    for told in told.iter_mut().filter(asks) {
        let day = told.event.happened.date();
        told.first = asked_on(db, &loaded.declarations, day).await?.first;
    }
    Ok(())
}

pub(super) fn clocks(
    app: &App,
    declarations: &Declarations,
    procedure: &Procedure,
    case: &Case,
    moved: &[Moved],
) -> Result<Vec<ClockShown>, Error> {
    let today = app.today();
    let rules = rules(declarations);
    let shown = |running: &Running| {
        let clock = procedure.clock(&running.clock)?;
        let counted = project(rules, clock, running, today).and_then(|projection| {
            let days = days(rules, clock, running, &projection, today)?;
            Ok((projection, explain(rules, clock, running, today)?, days))
        });
        let counted = counted.map_err(|uncounted| Error::invalid(cases::Refusal::from(uncounted).problem()));
        Some(counted.map(|(projection, sentences, days)| {
            ClockShown {
                title: clock.title.clone(),
                projection,
                sentences,
                days,
                moved: moved
                    .iter()
                    .filter(|it| it.clock == running.clock && it.seq == running.seq)
                    .cloned()
                    .collect(),
                running: running.clone(),
            }
        }))
    };
    case.clocks.iter().filter_map(shown).collect()
}

fn told(case: &Case, operations: &[i64], seen: &BTreeSet<String>) -> Vec<Told> {
    let standing: BTreeSet<u32> = case.taken.iter().map(|taken| taken.seq).collect();
    let told = |(event, operation): (&Event, &i64)| {
        let mut event = event.clone();
        let mut annulled = false;
        if let cases::Happening::Step { fields, emptied, defects, .. } = &mut event.what {
            annulled = !standing.contains(&event.seq);
            fields.retain(|id, _| seen.contains(id));
            emptied.retain(|id| seen.contains(id));
            defects.retain(|defect| seen.contains(&defect.field));
        }
        Told { event, operation: *operation, annulled, first: None }
    };
    case.events.iter().zip(operations).map(told).collect()
}
