//! The quarters of the plan: what each left behind, and what is still to be entered.

use cases::{Event, Happening};
use form::{Fields, Value};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kernel::Wording;
use ledger::{Interval, Ledger, intervals};
use pack::programme::{Evidence, Round};
use store::cases::{self as rows, Current, Query, Sight};
use store::{Db, ledgers, operations};

use crate::access::works_here;
use crate::clock::day_of;
use crate::duties::{all, text};
use crate::meetings::is_held_for;
use crate::plans::{self, Standing};
use crate::{Actor, App, Declarations, Error};

/// Years shown before this one at most; a plan runs for three to five.
const YEARS_MAX: i16 = 15;

/// Cases read at most; a programme has twelve rounds and some thousand pieces of evidence.
const CASES_MAX: u32 = 20_000;

/// A quarter of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarter {
    /// Its name, as rounds have it: `2026-q3`.
    pub id: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether its last day is over.
    pub is_over: bool,
    /// The meetings that were held in it, of the kind that each quarter has to have.
    pub meetings: Vec<Meeting>,
    /// The minutes that its round was archived with.
    pub round_minutes: Option<Minutes>,
    /// Its round: number, and what its state is called.
    pub round: Option<(String, Wording)>,
    /// How many pieces of evidence of its days were accepted.
    pub evidence: usize,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its number in the ledger.
    pub number: String,
    /// What it was called.
    pub title: String,
    /// The day on which it was held.
    pub date: Date,
    /// Its minutes; none while there are none.
    pub minutes: Option<Minutes>,
    /// What it decided, of the last meeting of all alone: what became of that is still asked.
    pub decisions: Vec<Decision>,
}

/// The minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Their number.
    pub number: String,
    /// The day from which there were any.
    pub from: Date,
    /// The day on which that was entered.
    pub recorded: Date,
}

/// Something that a meeting decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub title: String,
    /// Its case, and what its state is called; none where nobody has entered one.
    pub case: Option<(String, Wording)>,
}

impl Quarter {
    /// Whether there were minutes of a meeting by its last day; a quarter that ends without is red (plan 三（一）1).
    pub fn has_minutes(&self) -> bool {
        self.minutes().any(|minutes| !self.is_late(minutes))
    }

    /// Whether minutes came when it was over.
    pub fn is_late(&self, minutes: &Minutes) -> bool {
        minutes.from > self.to
    }

    fn minutes(&self) -> impl Iterator<Item = &Minutes> {
        self.meetings.iter().filter_map(|meeting| meeting.minutes.as_ref()).chain(&self.round_minutes)
    }

    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Every quarter since the first year of the first plan that has begun, the newest first, for who works here; those of this year without
/// a plan. A plan that is in force goes on after its last year, and so do its quarters; those of a plan that another followed stay.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn quarters(app: &App, actor: &Actor) -> Result<Vec<Quarter>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let mut quarters = begun_quarters(app, actor).await?;
    let (declarations, reader) = (app.declarations(), app.store().reader().await?);
    find_meetings(&reader, &declarations, &mut quarters, app.today()).await?;
    find_rounds(&reader, &declarations, &mut quarters).await?;
    if let Some(part) = &declarations.programme.evidence {
        find_evidence(&reader, part, &mut quarters).await?;
    }
    quarters.reverse();
    Ok(quarters)
}

/// The quarters of the plans that have begun, the first of them first, each without anything of what it left behind.
pub(crate) async fn begun_quarters(app: &App, actor: &Actor) -> Result<Vec<Quarter>, Error> {
    let today = app.today();
    let mut standings: Vec<Standing> = plans::current(app, actor).await?.into_iter().collect();
    let first = plans::first_version(&app.store().reader().await?, &app.declarations()).await?;
    if let Some(first) = first {
        standings.push(plans::version(app, actor, &first.number).await?);
    }
    let year =
        |standing: &Standing| -> Option<i16> { standing.plan.period.as_ref()?.from.get(..4)?.parse().ok() };
    let first = standings.iter().filter_map(year).min().unwrap_or(today.year());
    // A plan that is said to begin before there were any shows what is recent.
    let first = first.max(today.year() - YEARS_MAX);
    let quarters =
        (first..=today.year()).flat_map(|year| (1..=4).map(move |number| begun(year, number, today)));
    Ok(quarters.filter(|quarter| quarter.from <= today).collect())
}

async fn find_evidence(db: &impl Db, part: &Evidence, quarters: &mut [Quarter]) -> Result<(), Error> {
    let states = [part.accepted.clone()];
    let query = Query { procedure: &part.procedure, states: &states, limit: CASES_MAX, ..Query::default() };
    for (current, _) in rows::list(db, &query, &Sight::All).await? {
        if let Some(quarter) = of(quarters, &current.fields, &part.date) {
            quarter.evidence += 1;
        }
    }
    Ok(())
}

/// The meetings of the kind that counts, with their minutes, and what the last of them decided.
async fn find_meetings(
    db: &impl Db,
    declarations: &Declarations,
    quarters: &mut [Quarter],
    today: Date,
) -> Result<(), Error> {
    let Some(part) = &declarations.programme.meeting else { return Ok(()) };
    let Some(ledger) = declarations.ledgers.get(&part.ledger) else { return Ok(()) };
    let counts = |kind: &str| is_held_for(declarations, (part, ledger), kind, &part.quarterly);
    for (number, fields) in all(db, declarations, &part.ledger, today).await? {
        let date = fields.get(&part.date).and_then(Value::as_date);
        let kind = text(&fields, &part.kind).unwrap_or_default();
        let Some(date) = date.filter(|_| counts(&kind)) else { continue };
        let minutes = match text(&fields, &part.minutes) {
            Some(minutes) => minutes_of(db, (ledger, &part.minutes), (&number, minutes)).await?,
            None => None,
        };
        let title = text(&fields, &part.title).unwrap_or_default();
        if let Some(quarter) = quarters.iter_mut().find(|quarter| quarter.holds(date)) {
            quarter.meetings.push(Meeting { number, title, date, minutes, decisions: Vec::new() });
        }
    }
    let meetings = quarters.iter_mut().flat_map(|quarter| &mut quarter.meetings);
    if let Some(last) = meetings.filter(|meeting| meeting.date <= today).max_by_key(|meeting| meeting.date) {
        last.decisions = decisions(db, declarations, &last.number, today).await?;
    }
    Ok(())
}

/// The minutes of a meeting: the first day that has any, and when that was entered.
async fn minutes_of(
    db: &impl Db,
    (ledger, field): (&Ledger, &str),
    (key, number): (&str, String),
) -> Result<Option<Minutes>, Error> {
    let history = ledgers::known(&ledgers::history(db, ledger, key).await?);
    let has_any = |interval: &Interval| {
        let fields = interval.fields(&history);
        interval.known_to == Interval::STILL && fields.is_some_and(|fields| fields.contains_key(field))
    };
    let first = intervals(&history).into_iter().filter(has_any).min_by_key(|interval| interval.valid_from);
    let Some(first) = first else { return Ok(None) };
    let recorded = operations::get(db, first.known_from).await?;
    let recorded = recorded.map_or(first.valid_from, |operation| day_of(operation.recorded_at));
    Ok(Some(Minutes { number, from: first.valid_from, recorded }))
}

/// What a meeting decided, each with how far it has come.
async fn decisions(
    db: &impl Db,
    declarations: &Declarations,
    meeting: &str,
    today: Date,
) -> Result<Vec<Decision>, Error> {
    let Some(entered) = &declarations.programme.decided else { return Ok(Vec::new()) };
    let mut cases = Vec::new();
    if let Some(part) = &declarations.programme.decision {
        let saying = [(part.meeting.as_str(), Some(meeting))];
        let query =
            Query { procedure: &part.procedure, saying: &saying, limit: CASES_MAX, ..Query::default() };
        let procedure = declarations.procedures.get(&part.procedure);
        for (current, _) in rows::list(db, &query, &Sight::All).await? {
            if let Some(state) = procedure.and_then(|procedure| procedure.state(&current.state)) {
                cases
                    .push((current.fields.get(&part.number).cloned(), (current.number, state.title.clone())));
            }
        }
    }
    let mut decided: Vec<(Option<i64>, Decision)> = Vec::new();
    for (_, fields) in all(db, declarations, &entered.ledger, today).await? {
        if text(&fields, &entered.meeting).as_deref() == Some(meeting) {
            let number = fields.get(&entered.number);
            let case = cases.iter().find(|(of, _)| of.as_ref() == number).map(|(_, case)| case.clone());
            let title = text(&fields, &entered.title).unwrap_or_default();
            decided.push((number.and_then(Value::as_integer), Decision { title, case }));
        }
    }
    decided.sort_by_key(|(number, _)| *number);
    Ok(decided.into_iter().map(|(_, decision)| decision).collect())
}

/// The number of the minutes that a round was archived with, the day of that and the day on which it was entered.
fn minutes_of_round(part: &Round, round: &Current, events: &[(i64, Event)]) -> Option<Minutes> {
    let number = text(&round.fields, &part.minutes)?;
    let said = events.iter().rev().find_map(|(_, event)| match &event.what {
        Happening::Step { fields, .. } if fields.contains_key(&part.minutes) => Some(event),
        _ => None,
    });
    let days = said.map(|event| (event.happened.date(), event.recorded.date()));
    days.map(|(from, recorded)| Minutes { number, from, recorded })
}

async fn find_rounds(
    db: &impl Db,
    declarations: &Declarations,
    quarters: &mut [Quarter],
) -> Result<(), Error> {
    let Some(part) = &declarations.programme.round else { return Ok(()) };
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Ok(()) };
    let query = Query { procedure: &part.procedure, limit: CASES_MAX, ..Query::default() };
    let rounds = rows::list(db, &query, &Sight::All).await?;
    let minuted = rounds.iter().filter(|(round, _)| round.fields.contains_key(&part.minutes));
    let ids: Vec<i64> = minuted.map(|(round, _)| round.id).collect();
    let events = rows::events_of(db, &ids).await?;
    for (current, _) in rounds {
        let named = text(&current.fields, &part.quarter);
        let quarter = quarters.iter_mut().find(|quarter| Some(&quarter.id) == named.as_ref());
        if let (Some(quarter), Some(state)) = (quarter, procedure.state(&current.state)) {
            // A round that was dropped gives way to the one that followed.
            let is_newer = quarter.round.is_none() || !state.end;
            if quarter.round_minutes.is_none() {
                let events = events.get(&current.id).map(Vec::as_slice).unwrap_or_default();
                quarter.round_minutes = minutes_of_round(part, &current, events);
            }
            if is_newer {
                quarter.round = Some((current.number, state.title.clone()));
            }
        }
    }
    Ok(())
}

fn begun(year: i16, number: i8, today: Date) -> Quarter {
    let from = date(year, number * 3 - 2, 1);
    let to = from + 3.months() - 1.day();
    Quarter {
        id: format!("{year}-q{number}"),
        from,
        to,
        is_over: to < today,
        meetings: Vec::new(),
        round_minutes: None,
        round: None,
        evidence: 0,
    }
}

/// The quarter of the day in a field.
fn of<'q>(quarters: &'q mut [Quarter], fields: &Fields, field: &str) -> Option<&'q mut Quarter> {
    let day = fields.get(field).and_then(Value::as_date)?;
    quarters.iter_mut().find(|quarter| quarter.holds(day))
}
