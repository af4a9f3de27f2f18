//! The quarters of the plan: what each left behind, and what is still to be entered.

use form::{Fields, Value};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kernel::Wording;
use store::Db;
use store::cases::{self as rows, Query, Sight};

use crate::access::works_here;
use crate::duties::{all, text};
use crate::{Actor, App, Declarations, Error, plans};

/// The procedures of the china pack that a quarter is looked up in.
const ROUND: &str = "round";
const EVIDENCE: (&str, &str) = ("evidence", "accepted");

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
    /// The meetings that were held in it.
    pub meetings: Vec<Meeting>,
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
    /// The number of the minutes; none while there are none.
    pub minutes: Option<String>,
}

impl Quarter {
    /// Whether there is a meeting with minutes; a quarter that ends without is red (plan 三（一）1).
    pub fn has_minutes(&self) -> bool {
        self.meetings.iter().any(|meeting| meeting.minutes.is_some())
    }

    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Every quarter of the years of the plan that has begun, the newest first, for who works here; those of this year without a
/// plan.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn quarters(app: &App, actor: &Actor) -> Result<Vec<Quarter>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let today = app.today();
    let standing = plans::current(app, actor).await?;
    let period = standing.and_then(|standing| standing.plan.period.clone());
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i16>().ok());
    let first = period.as_ref().and_then(|period| year(&period.from)).unwrap_or(today.year());
    let last = period.and_then(|period| year(&period.to?)).unwrap_or(today.year());
    // A plan that is said to begin before there were any shows what is recent.
    let first = first.max(today.year() - YEARS_MAX);
    let mut quarters: Vec<Quarter> = (first..=last.min(today.year()))
        .flat_map(|year| (1..=4).map(move |number| begun(year, number, today)))
        .filter(|quarter| quarter.from <= today)
        .collect();
    let (declarations, reader) = (app.declarations(), app.store().reader().await?);
    for (number, fields) in all(&reader, &declarations, "meetings", today).await? {
        let meeting = Meeting {
            title: text(&fields, "title").unwrap_or_default(),
            minutes: text(&fields, "minutes_number"),
            number,
        };
        if let Some(quarter) = of(&mut quarters, &fields, "date") {
            quarter.meetings.push(meeting);
        }
    }
    find_rounds(&reader, &declarations, &mut quarters).await?;
    let (evidence, accepted) = EVIDENCE;
    let states = [accepted.to_owned()];
    let query = Query { procedure: evidence, states: &states, limit: CASES_MAX, ..Query::default() };
    for (current, _) in rows::list(&reader, &query, &Sight::All).await? {
        if let Some(quarter) = of(&mut quarters, &current.fields, "date") {
            quarter.evidence += 1;
        }
    }
    quarters.reverse();
    Ok(quarters)
}

async fn find_rounds(
    db: &impl Db,
    declarations: &Declarations,
    quarters: &mut [Quarter],
) -> Result<(), Error> {
    let Some(procedure) = declarations.procedures.get(ROUND) else { return Ok(()) };
    let query = Query { procedure: ROUND, limit: CASES_MAX, ..Query::default() };
    for (current, _) in rows::list(db, &query, &Sight::All).await? {
        let named = text(&current.fields, "quarter");
        let quarter = quarters.iter_mut().find(|quarter| Some(&quarter.id) == named.as_ref());
        if let (Some(quarter), Some(state)) = (quarter, procedure.state(&current.state)) {
            // A round that was dropped gives way to the one that followed.
            let is_newer = quarter.round.is_none() || !state.end;
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
        round: None,
        evidence: 0,
    }
}

/// The quarter of the day in a field.
fn of<'q>(quarters: &'q mut [Quarter], fields: &Fields, field: &str) -> Option<&'q mut Quarter> {
    let day = fields.get(field).and_then(Value::as_date)?;
    quarters.iter_mut().find(|quarter| quarter.holds(day))
}
