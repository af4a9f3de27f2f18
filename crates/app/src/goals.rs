//! How far the lists of firms are that the plan asks for, and who can be next. Who counts is said by an indicator, so that there is one
//! number; what a candidate needs is said by a ledger. A pool, into which firms are taken to be built up, is a goal without a number.

mod candidates;
mod lists;
mod places;
mod ready;

use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::Wording;
use ledger::Past;
use store::ledgers::NOW;

use crate::access::works_here;
use crate::duties::all;
use crate::records::{Names, Opened, names_in, open};
use crate::{Actor, App, Error};

pub use candidates::Candidate;
use lists::{Listed, Lists};

/// The ledgers of the china pack from which goals follow. A pack that declares them otherwise has no goals.
const GOALS: &str = "goals";
const CONDITIONS: &str = "goal-conditions";
const TITLES: &str = "titles";
const CULTIVATIONS: &str = "cultivations";
const SEGMENTS: &str = "enterprise-segments";

/// A list of firms that the plan asks for, or a pool of firms that are built up for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// How many firms are asked for; none for a pool, of which no number is.
    pub wanted: Option<i64>,
    /// The indicator that counts it, by its id; none for a pool.
    pub indicator: Option<String>,
    /// What the indicator says of whom it counts; none if there is no such indicator.
    pub counts: Option<Wording>,
    /// How many firms count, whoever asks; none if the indicator has no figure.
    pub reached: Option<usize>,
    /// Those of them that the actor sees, each once, with the record that proves it.
    pub counted: Vec<Counted>,
    /// Records that do not count because nothing proves them or they name no firm of the county, as far as the actor sees them.
    pub unproved: Vec<Counted>,
    /// Who can be next, those with the fewest missing conditions first, as far as the actor sees by which record they are built up.
    pub candidates: Vec<Candidate>,
    /// The firms that meet every condition which ledgers can tell, and are built up for none of its targets, as far as the actor sees
    /// that they do; none where no condition can be told.
    pub ready: Vec<String>,
    /// The conditions that no ledger tells: somebody has to look.
    pub by_hand: Vec<String>,
}

/// A firm on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The firm: its key, or what the title calls its holder.
    pub firm: String,
    /// The ledger of the record that proves it.
    pub ledger: String,
    /// The record.
    pub record: String,
    /// Until when it holds.
    pub until: Option<Date>,
}

/// The goals, with the names of the firms.
#[derive(Debug)]
pub struct Goals {
    /// Each list.
    pub goals: Vec<Goal>,
    /// What firms and bodies are called.
    pub names: Names,
    /// The sub-district or park of each firm of which it is known.
    pub places: BTreeMap<String, String>,
}

/// The lists of firms that the plan asks for, as of today, for who works here. How many count is the same for all of them; by name they
/// see those whose records they may see.
///
/// # Errors
/// [`Error::NotFound`] to all others; what the store says.
pub async fn goals(app: &App, actor: &Actor) -> Result<Goals, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let reader = app.store().reader().await?;
    let (declarations, today) = (app.declarations(), app.today());
    let read = async |id: &str| all(&reader, &declarations, id, today).await;
    let (goals, conditions) = (read(GOALS).await?, read(CONDITIONS).await?);
    let known = Known {
        titles: &read(TITLES).await?,
        cultivations: &read(CULTIVATIONS).await?,
        segments: &read(SEGMENTS).await?,
        lists: &Lists::read(app, actor, (&goals, &conditions)).await?,
        conditions: &conditions,
        opened: [TITLES, CULTIVATIONS, SEGMENTS]
            .iter()
            .filter_map(|id| Some((*id, open(app, actor, id).ok()?)))
            .collect(),
        today,
    };
    let mut goals: Vec<Goal> = goals.iter().filter_map(|(key, fields)| known.goal(key, fields)).collect();
    goals.sort_by_key(|goal| goal.wanted.is_none());
    let (mut names, places) = places::read(app, actor, &reader, &goals).await?;
    for (id, records) in [(TITLES, known.titles), (CULTIVATIONS, known.cultivations)] {
        let Some(opened) = known.opened.get(id) else { continue };
        let seen: Vec<Fields> = records.iter().filter_map(|(_, fields)| known.seen(id, fields)).collect();
        let past = Past { as_of: today, known: NOW };
        let named = names_in(app, actor, &reader, &opened.ledger().form, past, seen.iter()).await?;
        for (ledger, more) in named {
            names.entry(ledger).or_default().extend(more);
        }
    }
    Ok(Goals { goals, names, places })
}

/// What is known of firms.
struct Known<'k> {
    titles: &'k [(String, Fields)],
    cultivations: &'k [(String, Fields)],
    segments: &'k [(String, Fields)],
    conditions: &'k [(String, Fields)],
    /// The rows of the indicators and lists that goals and conditions name.
    lists: &'k Lists,
    /// The ledgers whose records are named, as the actor sees them.
    opened: BTreeMap<&'static str, Opened>,
    today: Date,
}

impl Known<'_> {
    fn goal(&self, key: &str, fields: &Fields) -> Option<Goal> {
        let indicator = text(fields, "indicator");
        let listed = indicator.and_then(|indicator| self.lists.get(indicator));
        let counted: Vec<Counted> = listed.map(Listed::counted).unwrap_or_default();
        let unproved = match indicator {
            Some(_) => self.unproved(fields, &counted.iter().map(|counted| counted.firm.as_str()).collect()),
            None => Vec::new(),
        };
        let there = self.there(fields);
        let firms: BTreeSet<&str> = counted
            .iter()
            .map(|counted| counted.firm.as_str())
            .chain(there.iter().map(String::as_str))
            .collect();
        let unproved_firms = unproved.iter().map(|unproved| unproved.firm.as_str());
        let (ready, by_hand) =
            self.ready(key, fields, &firms.iter().copied().chain(unproved_firms).collect());
        Some(Goal {
            key: key.to_owned(),
            title: text(fields, "title")?.to_owned(),
            wanted: fields.get("wanted").and_then(Value::as_integer),
            indicator: indicator.map(str::to_owned),
            counts: listed.map(|listed| listed.about.clone()),
            reached: listed.and_then(|listed| listed.reached),
            candidates: self.candidates(key, fields, &firms),
            ready,
            by_hand,
            unproved,
            counted,
        })
    }

    /// What the actor sees of a record of a ledger; none if they do not see it.
    fn seen(&self, ledger: &str, record: &Fields) -> Option<Fields> {
        let mut record = record.clone();
        self.opened.get(ledger)?.narrow(&mut record, true);
        Some(record).filter(|record| !record.is_empty())
    }

    /// The titles or entries of firms that are not on the list, to which a file or the code of a firm is lacking.
    fn unproved(&self, goal: &Fields, counted: &BTreeSet<&str>) -> Vec<Counted> {
        let (records, ledger, proofs) = match goal.contains_key("titles") {
            true => (self.holding_titles(goal), TITLES, ["file", "enterprise"]),
            false => (self.entries(goal), CULTIVATIONS, ["document", "files"]),
        };
        let lacks = |record: &Fields| proofs.iter().any(|proof| !record.contains_key(*proof));
        let unproved = records.into_iter().filter(|(_, record)| lacks(record));
        let told = unproved.filter_map(|(key, record)| self.told(ledger, key, record));
        told.filter(|told| !counted.contains(told.firm.as_str())).collect()
    }

    /// A record of a firm, if the actor sees it.
    fn told(&self, ledger: &str, key: &str, record: &Fields) -> Option<Counted> {
        let seen = self.seen(ledger, record)?;
        let (firm, until) = (firm_of(&seen)?.to_owned(), day(&seen, "until"));
        Some(Counted { firm, ledger: ledger.to_owned(), record: key.to_owned(), until })
    }

    /// The titles of the kinds and levels of a list that hold today.
    fn holding_titles(&self, goal: &Fields) -> Vec<&(String, Fields)> {
        let counts = |it: &&(String, Fields)| {
            shares(goal, "titles", &it.1, "kind")
                && (!goal.contains_key("levels") || shares(goal, "levels", &it.1, "level"))
                && self.holds_today(&it.1)
        };
        self.titles.iter().filter(counts).collect()
    }

    /// The entries for a list; who has left without reaching the aim is none.
    fn entries(&self, goal: &Fields) -> Vec<&(String, Fields)> {
        let counts = |it: &&(String, Fields)| {
            shares(goal, "targets", &it.1, "target")
                && text(&it.1, "outcome").is_none_or(|outcome| outcome == "reached")
        };
        self.cultivations.iter().filter(counts).collect()
    }

    fn holds_today(&self, record: &Fields) -> bool {
        day(record, "since").is_none_or(|since| since <= self.today)
            && day(record, "until").is_none_or(|until| self.today <= until)
            && day(record, "ended_on").is_none_or(|ended| self.today < ended)
    }
}

/// The firm of a record: its key, or what a title calls its holder.
fn firm_of(record: &Fields) -> Option<&str> {
    text(record, "enterprise").or_else(|| text(record, "holder"))
}

fn text<'f>(fields: &'f Fields, id: &str) -> Option<&'f str> {
    fields.get(id).and_then(Value::as_text)
}

fn day(fields: &Fields, id: &str) -> Option<Date> {
    fields.get(id).and_then(Value::as_date)
}

/// Whether two fields have a value in common.
fn shares(left: &Fields, left_id: &str, right: &Fields, right_id: &str) -> bool {
    let values = |fields: &'_ Fields, id: &str| -> Vec<String> {
        let values = fields.get(id).map(Value::values).unwrap_or_default();
        values.iter().filter_map(Value::as_text).map(str::to_owned).collect()
    };
    let right = values(right, right_id);
    values(left, left_id).iter().any(|value| right.contains(value))
}
