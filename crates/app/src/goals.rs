//! How far the lists of firms are that the plan asks for, and who can be next: which titles and entries count, and what a candidate
//! needs, is said by ledgers.

use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::Past;
use store::ledgers::NOW;

use crate::access::works_here;
use crate::duties::all;
use crate::records::{Names, Opened, names_in, open};
use crate::{Actor, App, Error};

/// The ledgers of the china pack from which goals follow. A pack that declares them otherwise has no goals.
const GOALS: &str = "goals";
const CONDITIONS: &str = "goal-conditions";
const TITLES: &str = "titles";
const CULTIVATIONS: &str = "cultivations";
const SEGMENTS: &str = "enterprise-segments";

/// A list of firms that the plan asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// How many firms are asked for.
    pub wanted: i64,
    /// The time in which titles and entries count.
    pub window: Option<(Date, Date)>,
    /// How many firms count, whoever asks.
    pub reached: usize,
    /// Those of them that the actor sees, each once, with the record that proves it.
    pub counted: Vec<Counted>,
    /// Records that would count but for their proof, as far as the actor sees them.
    pub unproved: Vec<Counted>,
    /// Who can be next, those with the fewest missing conditions first, as far as the actor sees by which record they are built up.
    pub candidates: Vec<Candidate>,
}

/// A firm on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The firm: its key, or what the title calls its holder.
    pub firm: String,
    /// The ledger of the record that proves it.
    pub ledger: &'static str,
    /// The record.
    pub record: String,
    /// Until when it holds.
    pub until: Option<Date>,
}

/// A firm that is built up for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The firm.
    pub firm: String,
    /// The record by which it is built up.
    pub record: String,
    /// The conditions that are met, with the day until which they are.
    pub met: Vec<(String, Option<Date>)>,
    /// The conditions that are missing.
    pub missing: Vec<String>,
    /// What else the record says is missing.
    pub also_missing: Option<String>,
    /// What is done next.
    pub next: Option<String>,
}

/// The goals, with the names of the firms.
#[derive(Debug)]
pub struct Goals {
    /// Each list.
    pub goals: Vec<Goal>,
    /// What the firms are called.
    pub names: Names,
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
    let known = Known {
        titles: &read(TITLES).await?,
        cultivations: &read(CULTIVATIONS).await?,
        segments: &read(SEGMENTS).await?,
        conditions: &read(CONDITIONS).await?,
        opened: [TITLES, CULTIVATIONS, SEGMENTS]
            .iter()
            .filter_map(|id| Some((*id, open(app, actor, id).ok()?)))
            .collect(),
        today,
    };
    let goals = read(GOALS).await?.iter().filter_map(|(key, fields)| known.goal(key, fields)).collect();
    let mut names = Names::new();
    for (id, records) in [(TITLES, known.titles), (CULTIVATIONS, known.cultivations)] {
        let Some(opened) = known.opened.get(id) else { continue };
        let seen: Vec<Fields> = records.iter().filter_map(|(_, fields)| known.seen(id, fields)).collect();
        let past = Past { as_of: today, known: NOW };
        let named = names_in(app, actor, &reader, &opened.ledger().form, past, seen.iter()).await?;
        for (ledger, more) in named {
            names.entry(ledger).or_default().extend(more);
        }
    }
    Ok(Goals { goals, names })
}

/// What is known of firms.
struct Known<'k> {
    titles: &'k [(String, Fields)],
    cultivations: &'k [(String, Fields)],
    segments: &'k [(String, Fields)],
    conditions: &'k [(String, Fields)],
    /// The ledgers whose records are named, as the actor sees them.
    opened: BTreeMap<&'static str, Opened>,
    today: Date,
}

impl Known<'_> {
    fn goal(&self, key: &str, fields: &Fields) -> Option<Goal> {
        let window = day(fields, "since").zip(day(fields, "until"));
        let mut goal = Goal {
            key: key.to_owned(),
            title: text(fields, "title")?.to_owned(),
            wanted: fields.get("wanted")?.as_integer()?,
            window,
            reached: 0,
            counted: Vec::new(),
            unproved: Vec::new(),
            candidates: Vec::new(),
        };
        let by_entry = !fields.contains_key("titles");
        let (records, ledger, on, proof) = match by_entry {
            true => (self.entries(fields), CULTIVATIONS, "entered_on", "document"),
            false => (self.counting_titles(fields), TITLES, "since", "file"),
        };
        let (mut firms, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for (key, record) in records {
            let is_in = day(record, on).zip(window).is_some_and(|(on, (from, to))| from <= on && on <= to);
            let Some(firm) = firm_of(record).filter(|_| is_in) else { continue };
            let counted = self.counted(ledger, key, record);
            if !record.contains_key(proof) && !record.contains_key("files") {
                goal.unproved.extend(counted);
                continue;
            }
            firms.insert(firm.to_owned());
            goal.counted.extend(counted.filter(|_| shown.insert(firm.to_owned())));
        }
        goal.reached = firms.len();
        if !by_entry {
            goal.candidates = self.candidates(key, fields, &firms);
        }
        Some(goal)
    }

    /// What the actor sees of a record of a ledger; none if they do not see it.
    fn seen(&self, ledger: &str, record: &Fields) -> Option<Fields> {
        let mut record = record.clone();
        self.opened.get(ledger)?.narrow(&mut record);
        Some(record).filter(|record| !record.is_empty())
    }

    /// A record that counts, if the actor sees it.
    fn counted(&self, ledger: &'static str, key: &str, record: &Fields) -> Option<Counted> {
        let seen = self.seen(ledger, record)?;
        let (firm, until) = (firm_of(&seen)?.to_owned(), day(&seen, "until"));
        Some(Counted { firm, ledger, record: key.to_owned(), until })
    }

    /// The titles that count for a list and have not been taken away.
    fn counting_titles(&self, goal: &Fields) -> Vec<&(String, Fields)> {
        let counts = |it: &&(String, Fields)| {
            shares(goal, "titles", &it.1, "kind")
                && (!goal.contains_key("levels") || shares(goal, "levels", &it.1, "level"))
                && day(&it.1, "ended_on").is_none_or(|ended| self.today < ended)
        };
        self.titles.iter().filter(counts).collect()
    }

    /// The entries that count for a list; who has left does so no longer.
    fn entries(&self, goal: &Fields) -> Vec<&(String, Fields)> {
        let counts = |it: &&(String, Fields)| {
            shares(goal, "targets", &it.1, "target")
                && text(&it.1, "outcome").is_none_or(|outcome| outcome == "reached")
        };
        self.cultivations.iter().filter(counts).collect()
    }

    /// Who is built up for a list and not on it.
    fn candidates(&self, goal: &str, fields: &Fields, counted: &BTreeSet<String>) -> Vec<Candidate> {
        let is_open = |it: &&(String, Fields)| {
            shares(fields, "targets", &it.1, "target")
                && !it.1.contains_key("outcome")
                && !it.1.contains_key("left_on")
        };
        let candidate = |(key, record): &(String, Fields)| {
            let record = self.seen(CULTIVATIONS, record)?;
            let firm = text(&record, "enterprise").filter(|firm| !counted.contains(*firm))?.to_owned();
            let (mut met, mut missing) = (Vec::new(), Vec::new());
            for (_, condition) in self.conditions.iter().filter(|(_, it)| text(it, "goal") == Some(goal)) {
                let title = text(condition, "title").unwrap_or_default().to_owned();
                match self.holds(condition, &firm) {
                    Some(until) => met.push((title, until)),
                    None => missing.push(title),
                }
            }
            let (also_missing, next) = (text(&record, "missing"), text(&record, "measures"));
            let (also_missing, next) = (also_missing.map(str::to_owned), next.map(str::to_owned));
            Some(Candidate { firm, record: key.clone(), met, missing, also_missing, next })
        };
        let mut candidates: Vec<Candidate> =
            self.cultivations.iter().filter(is_open).filter_map(candidate).collect();
        candidates.sort_by(|left, right| {
            (left.missing.len(), &left.record).cmp(&(right.missing.len(), &right.record))
        });
        candidates
    }

    /// Whether a firm meets a condition today, as far as the actor sees, and until when; the latest day of several.
    fn holds(&self, condition: &Fields, firm: &str) -> Option<Option<Date>> {
        let (ledger, records, kind, asked) = match condition.contains_key("titles") {
            true => (TITLES, self.titles, "kind", "titles"),
            false => (SEGMENTS, self.segments, "segment", "segments"),
        };
        let of_firm = records.iter().filter(|(_, it)| text(it, "enterprise") == Some(firm));
        let seen = of_firm.filter_map(|(_, it)| self.seen(ledger, it));
        let holding = seen.filter(|it| {
            shares(condition, asked, it, kind)
                && day(it, "since").is_none_or(|since| since <= self.today)
                && day(it, "until").is_none_or(|until| self.today <= until)
                && day(it, "ended_on").is_none_or(|ended| self.today < ended)
        });
        let untils: Vec<Option<Date>> = holding.map(|it| day(&it, "until")).collect();
        if untils.is_empty() {
            return None;
        }
        Some(
            untils.iter().copied().collect::<Option<Vec<Date>>>().and_then(|untils| untils.into_iter().max()),
        )
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
