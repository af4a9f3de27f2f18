//! The queue: what the rule could not tell, page by page.

use form::{Fields, Value};
use ledger::{Attribution, Ledger};
use store::ledgers::{self, Filter, Total};

use super::{may_decide, own_division, question};
use crate::access::works_here;
use crate::duties::text;
use crate::records::{self, Opened};
use crate::{Actor, App, Error};

/// Records of one page of the queue.
pub const PAGE: u16 = 50;

/// In which of both lists a place of the queue is: of records of this county, and of those without one.
const HERE: &str = "here";
const NOWHERE: &str = "nowhere";

/// What waits in a ledger.
#[derive(Debug)]
pub struct Waiting {
    /// The ledger.
    pub opened: Opened,
    /// How many of its records are not decided.
    pub total: Total,
    /// A page of them.
    pub records: Vec<Undecided>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// Where a page of the queue begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf<'p> {
    /// The ledger; of all others the first page is given.
    pub ledger: &'p str,
    /// [`Waiting::next`] of the page before.
    pub after: &'p str,
}

/// A record of which it is not decided where it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its address; none if the register gives none.
    pub address: Option<String>,
    /// The county, where that is decided.
    pub division: Option<String>,
}

/// What is not decided, in each ledger that the actor may correct as a whole: of one ledger the page that is asked for.
///
/// # Errors
/// [`Error::NotFound`] to whoever does not work here; what the store says of a place that is none.
pub async fn waiting(app: &App, actor: &Actor, page: Option<PageOf<'_>>) -> Result<Vec<Waiting>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let mut waiting = Vec::new();
    for opened in records::ledgers(app, actor).into_iter().filter(|opened| may_decide(actor, opened.ledger()))
    {
        let Some(attribution) = opened.ledger().attribution.clone() else { continue };
        let after = page.filter(|page| page.ledger == opened.ledger().id).map(|page| page.after);
        let Found { records, total, next } = undecided(app, opened.ledger(), &attribution, after).await?;
        let of = |(key, fields): (String, Fields)| Undecided {
            name: text(&fields, &opened.ledger().name).unwrap_or_else(|| key.clone()),
            address: text(&fields, &attribution.address),
            division: text(&fields, &attribution.division),
            key,
        };
        let records: Vec<Undecided> = records.into_iter().map(of).collect();
        if !records.is_empty() {
            waiting.push(Waiting { records, total, next, opened });
        }
    }
    Ok(waiting)
}

/// A page of records that are not decided.
struct Found {
    records: Vec<(String, Fields)>,
    total: Total,
    next: Option<String>,
}

/// Records that are not decided: those of this county without a sub-district or park, then those without a county. A place names which of
/// both it is in.
async fn undecided(
    app: &App,
    ledger: &Ledger,
    attribution: &Attribution,
    after: Option<&str>,
) -> Result<Found, Error> {
    let here = own_division(app).map(|own| {
        let here = Filter::Is(attribution.division.clone(), vec![Value::Text(own)]);
        (HERE, vec![here, Filter::Empty(attribution.body.clone())])
    });
    let nowhere = (NOWHERE, vec![Filter::Empty(attribution.division.clone())]);
    let (begins_in, mut cursor) = match after.and_then(|after| after.split_once(':')) {
        Some((NOWHERE, cursor)) => (NOWHERE, Some(cursor)),
        Some((_, cursor)) => (HERE, Some(cursor)),
        None => (HERE, None),
    };
    let reader = app.store().reader().await?;
    let mut found = Found { records: Vec::new(), total: Total::Exact(0), next: None };
    for (name, filters) in here.into_iter().chain([nowhere]) {
        let is_over = name == HERE && begins_in == NOWHERE;
        let room = if is_over { 0 } else { usize::from(PAGE).saturating_sub(found.records.len()) };
        let from = if is_over { None } else { cursor.take().filter(|it| !it.is_empty()).map(str::to_owned) };
        // What is not shown is looked at to count it, and to know whether there is any.
        let limit = u16::try_from(room).unwrap_or(PAGE).max(1);
        let page =
            ledgers::list(&reader, ledger, &question(ledger, filters, (from, limit), app.today())).await?;
        found.total = both(found.total, page.total);
        let next = match room {
            0 => (!is_over && !page.records.is_empty()).then(String::new),
            _ => page.next,
        };
        found.next = found.next.or(next.map(|cursor| format!("{name}:{cursor}")));
        found.records.extend(page.records.into_iter().take(room).map(|record| (record.key, record.fields)));
    }
    Ok(found)
}

fn both(one: Total, other: Total) -> Total {
    match (one, other) {
        (Total::Exact(one), Total::Exact(other)) => Total::Exact(one + other),
        (Total::MoreThan(count), _) | (_, Total::MoreThan(count)) => Total::MoreThan(count),
    }
}
