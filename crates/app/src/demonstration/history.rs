//! What people said in a demonstration since its first day, each line at its time and by the operation that anybody would use.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use pack::{Entry, ImportEntry, SeedRow, StepEntry};
use store::ledgers;

use super::load::loaded;
use super::people::Person;
use super::steps::{Numbers, taken};
use super::{Progress, in_china};
use crate::county::later;
use crate::records::{Given, Mode, Proposal, Said, propose};
use crate::{Act, App, Clock, Error, Roles, county, day_of};

/// The hour of the day at which a seed is recorded that says something from that day on.
const HOUR: i8 = 16;

/// Who records the seeds: the first of the people who may.
const RECORDS: Act = Act::Create;

/// Seeds of each ledger.
type Seeds = BTreeMap<String, Vec<SeedRow>>;

/// Something that happens.
enum Event<'e> {
    /// Somebody says something.
    Entry(&'e Entry),
    /// A record of a seed begins, becomes otherwise or ends.
    Seed(&'e str, &'e str, Vec<county::Statement<'e>>),
    /// Somebody takes a step in a case.
    Step(&'e StepEntry),
    /// Somebody loads a file.
    Import(&'e ImportEntry),
}

/// What is told in the tables of a demonstration.
#[derive(Clone, Copy)]
pub(super) struct Told<'t> {
    pub(super) entries: &'t [Entry],
    pub(super) steps: &'t [StepEntry],
    pub(super) imports: &'t [ImportEntry],
}

/// Says everything up to now, in the order of time, and sets the clock forward for each.
pub(super) async fn say(
    app: &App,
    clock: &Clock,
    people: &[Person],
    told: Told<'_>,
    now: Timestamp,
    tell: &mut dyn FnMut(Progress),
) -> Result<(), Error> {
    let seeds = seeds(app)?;
    let mut events = events(&seeds, told, day_of(clock.now()));
    events.retain(|(at, _)| *at <= now);
    let of = events.len();
    let mut numbers = Numbers::new();
    for (done, (at, event)) in events.into_iter().enumerate() {
        tell(Progress::History { done, of });
        clock.advance_to(at);
        match event {
            Event::Entry(entry) => said(app, people, entry).await?,
            Event::Import(entry) => loaded(app, people, entry).await?,
            Event::Step(entry) => taken(app, people, &mut numbers, entry).await?,
            Event::Seed(ledger, key, statements) => seeded(app, people, ledger, key, &statements).await?,
        }
    }
    tell(Progress::History { done: of, of });
    Ok(())
}

fn seeds(app: &App) -> Result<Seeds, Error> {
    let declarations = app.declarations();
    let mut seeds = Seeds::new();
    for ledger in declarations.ledgers.values() {
        let rows = declarations.pack.seed(ledger, &declarations.codes).map_err(Error::Invalid)?;
        seeds.insert(ledger.id.clone(), rows);
    }
    Ok(seeds)
}

fn events<'e>(seeds: &'e Seeds, told: Told<'e>, after: Date) -> Vec<(Timestamp, Event<'e>)> {
    let mut events: Vec<(Timestamp, Event<'e>)> =
        told.entries.iter().map(|entry| (in_china(entry.at), Event::Entry(entry))).collect();
    for (ledger, rows) in seeds {
        for ((day, key), statements) in later(rows, after) {
            events.push((in_china(day.at(HOUR, 0, 0, 0)), Event::Seed(ledger, key, statements)));
        }
    }
    events.extend(told.imports.iter().map(|entry| (in_china(entry.at), Event::Import(entry))));
    events.extend(told.steps.iter().map(|entry| (in_china(entry.at), Event::Step(entry))));
    events.sort_by_key(|(at, _)| *at);
    events
}

async fn said(app: &App, people: &[Person], entry: &Entry) -> Result<(), Error> {
    let person = people.iter().find(|person| person.sign_in.name == entry.by);
    let person =
        person.ok_or_else(|| Error::broken(format!("{}: nobody is called {}", entry.place, entry.by)))?;
    let has_fields =
        matches!(entry.said, Said::Created { .. } | Said::Became { .. } | Said::WasAlways { .. });
    let given = if has_fields { Given::Cells(entry.fields.clone()) } else { Given::Nothing };
    let proposal = Proposal { said: entry.said.clone(), given, reason: entry.reason.clone(), seen: None };
    match propose(app, &person.actor, &entry.ledger, &proposal, Mode::Save).await {
        Ok(_) => Ok(()),
        Err(Error::Invalid(mut problems)) => {
            for problem in &mut problems {
                let field = problem.place.field.take();
                problem.place = entry.place.clone();
                problem.place.field = field;
            }
            Err(Error::Invalid(problems))
        }
        Err(error) => Err(Error::broken(format!("{}: {error}", entry.place))),
    }
}

async fn seeded(
    app: &App,
    people: &[Person],
    ledger: &str,
    key: &str,
    statements: &[county::Statement<'_>],
) -> Result<(), Error> {
    let declarations = app.declarations();
    let ledger = &declarations.ledgers[ledger];
    let may_record = |person: &&Person| {
        let mut roles = person.actor.roles.iter().filter(|granted| granted.role.id != Roles::STRANGER);
        roles.any(|granted| granted.role.on(&ledger.id).acts.contains(&RECORDS))
    };
    let person =
        people.iter().find(may_record).ok_or_else(|| Error::broken("nobody may record the seeds"))?;
    let reason = format!("seed/{}.csv", ledger.id);
    let write = app.begin(&person.actor, "seed", (&ledger.id, key), Some(&reason)).await?;
    let history = ledgers::known(&ledgers::history(&write, ledger, key).await?);
    county::say(&write, ledger, statements, history).await?;
    Ok(write.commit().await?)
}
