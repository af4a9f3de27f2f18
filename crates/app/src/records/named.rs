//! Whether the records that a record names are there.

use std::collections::{BTreeMap, BTreeSet};

use form::Value;
use jiff::civil::Date;
use kernel::{Place, Problem, Severity, Wording};
use ledger::{History, Ledger, Past, Patch, Referred, Revision, RuleKind, apart};
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW, Record, Sight};

use super::Opened;
use super::propose::{Said, last_held};
use super::references::texts;
use crate::{Declarations, Error};

/// How many records that tell of what a record names are looked for: one is enough to say so.
const TELLING_MAX: u16 = 20;

/// Every record that is named exists and has not ended on the day from which the change speaks, whether or not the actor sees
/// it; also the one that a merged record becomes. Rules that look at what is named are kept.
pub(super) async fn check_references(
    db: &impl Db,
    opened: &Opened,
    (said, patch): (&Said, &Patch),
    history: &History,
) -> Result<(), Error> {
    let (ledger, declarations) = (opened.ledger(), opened.declarations());
    let past = said.from().map(|from| Past { as_of: from, known: NOW });
    let before = past.and_then(|past| ::ledger::at(history, past));
    let mut named = Vec::new();
    for (id, value) in patch {
        let target = ledger.form.field(id).and_then(|field| field.kind.ledger());
        let Some((target, value)) = target.zip(value.as_ref()) else { continue };
        // What was named before is not said anew.
        let known = before.and_then(|before| before.get(id)).map(Value::values).unwrap_or_default();
        let new = texts(value).filter(|key| known.iter().all(|value| value.as_text() != Some(key)));
        named.extend(new.map(|key| Named { field: id, ledger: target, key, on: said.from() }));
    }
    if let Said::MergedInto { into, .. } = said {
        named.push(Named { field: "into", ledger: &ledger.id, key: into, on: None });
    }
    let problems = check_named(db, declarations, &named).await?.into_iter();
    let problems: Vec<Problem> = problems.map(|(_, problem)| problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// A record that a field names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'n> {
    /// The field.
    pub field: &'n str,
    /// The ledger of the record.
    pub ledger: &'n str,
    /// Its key.
    pub key: &'n str,
    /// The day on which it has to be there still; none: any day will do.
    pub on: Option<Date>,
}

/// What is wrong with records that are named, each with its place in the list: there is none, it has ended, or it is another
/// one. However many they are and of whatever ledgers, there is one question for each five hundred; for imports.
///
/// A record that begins later is no problem: that nothing is known of it on an earlier day does not say that it was not there.
///
/// # Errors
/// What the store says.
pub async fn check_named(
    db: &impl Db,
    declarations: &Declarations,
    named: &[Named<'_>],
) -> Result<Vec<(usize, Problem)>, Error> {
    // A ledger that is not declared is told where the pack is checked.
    let target = |named: &Named<'_>| declarations.ledgers.get(named.ledger);
    let asked: BTreeSet<(&str, &str)> = named.iter().map(|named| (named.ledger, named.key)).collect();
    let asked: Vec<(&Ledger, &str)> =
        asked.iter().filter_map(|(ledger, key)| Some((declarations.ledgers.get(*ledger)?, *key))).collect();
    let spells = ledgers::spells(db, &asked).await?;
    let spells_of = |ledger: &Ledger, key: &str| spells.get(&(ledger.id.clone(), key.to_owned()));
    // Of what is not there it is looked up whether it became another record.
    let mut histories = BTreeMap::new();
    for ledger in declarations.ledgers.values() {
        let of_ledger = asked.iter().filter(|(of, key)| of.id == ledger.id && spells_of(of, key).is_none());
        let keys: Vec<&str> = of_ledger.map(|(_, key)| *key).collect();
        if !keys.is_empty() {
            let of_ledger = ledgers::histories_of(db, ledger, keys.into_iter()).await?;
            histories.insert(ledger.id.as_str(), of_ledger);
        }
    }
    let mut problems = Vec::new();
    for (at, named) in named.iter().enumerate() {
        let Some(ledger) = target(named) else { continue };
        let held = spells_of(ledger, named.key).map(Vec::as_slice).unwrap_or_default();
        let is_there = named.on.is_none_or(|day| held.iter().any(|(_, to)| day < *to));
        let place = || Place::default().at_field(named.field);
        match held.last() {
            Some((_, end)) if !is_there => problems.push((at, ended(place(), ledger, named.key, *end))),
            Some(_) => {}
            None => {
                let said = histories.get(ledger.id.as_str()).and_then(|of_ledger| of_ledger.get(named.key));
                let history = ledgers::known(said.map(Vec::as_slice).unwrap_or_default());
                let problem = match ::ledger::merged_into(&history, NOW) {
                    Some(into) => merged(place(), ledger, named.key, into),
                    None => no_record(place(), ledger, named.key),
                };
                problems.push((at, problem));
            }
        }
    }
    Ok(problems)
}

/// That a record shares with one that it names what it may not, or names what another ledger tells of: the rules that look at other records.
/// Gives what does not stand in the way.
pub(super) async fn check_apart(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &Ledger,
    revisions: &[Revision],
) -> Result<Vec<Problem>, Error> {
    let mut problems: Vec<Problem> = Vec::new();
    for revision in revisions {
        let Some(fields) = revision.statement.fields() else { continue };
        let mut referred = Referred::new();
        for rule in &ledger.rules {
            if let RuleKind::ClearOf { field, ledger: of, by, .. } = &rule.kind {
                let told =
                    telling(db, declarations, (of, by), fields.get(field), revision.valid_from).await?;
                referred.extend(told);
            }
            let RuleKind::Apart { by, .. } = &rule.kind else { continue };
            let target = ledger.form.field(by).and_then(|field| field.kind.ledger());
            let target = target.and_then(|target| declarations.ledgers.get(target));
            let Some((target, value)) = target.zip(fields.get(by)) else { continue };
            let keys: Vec<&str> = texts(value).collect();
            let past = Past { as_of: revision.valid_from, known: NOW };
            for (key, said) in ledgers::histories_of(db, target, keys.into_iter()).await? {
                let history = ledgers::known(&said);
                // Of one that begins later, what it begins with.
                let held = ::ledger::at(&history, past).or_else(|| last_held(&history));
                referred.extend(held.map(|held| ((target.id.clone(), key), held.clone())));
            }
        }
        problems.extend(apart(ledger, fields, &referred));
    }
    let stands_in_the_way = problems.iter().any(|problem| problem.severity == Severity::Error);
    if stands_in_the_way { Err(Error::Invalid(problems)) } else { Ok(problems) }
}

/// The first records of a ledger that tell of what a field names, as of a day.
async fn telling(
    db: &impl Db,
    declarations: &Declarations,
    (of, by): (&str, &str),
    named: Option<&Value>,
    as_of: Date,
) -> Result<Referred, Error> {
    let Some((ledger, named)) = declarations.ledgers.get(of).zip(named) else { return Ok(Referred::new()) };
    let mut query = ListQuery {
        filters: vec![Filter::Is(by.to_owned(), named.values().to_vec())],
        sort: Vec::new(),
        after: None,
        limit: TELLING_MAX,
        past: Past { as_of, known: NOW },
        sight: Sight::everything(ledger),
    };
    // What is not shown publicly any more is held against nobody.
    let shown = |record: Record| Some(((of.to_owned(), record.key), ledger.published(record.fields, as_of)?));
    let mut told = Referred::new();
    loop {
        let (records, next) = ledgers::go_on(db, ledger, &query).await?;
        told.extend(records.into_iter().filter_map(shown));
        if next.is_none() || told.len() >= usize::from(TELLING_MAX) {
            return Ok(told);
        }
        query.after = next;
    }
}

/// That a record had ended.
fn ended(place: Place, ledger: &Ledger, key: &str, end: Date) -> Problem {
    let title = &ledger.title;
    Problem::error(
        "record-ended",
        place,
        Wording::new(
            format!("台账“{}”里的“{key}”已于 {end} 终止", title.zh),
            format!("{key} in the ledger {} ended on {end}", title.en),
        ),
        Wording::new(
            format!("请选择仍在的记录；说的是 {end} 以前的，请填写较早的起始日"),
            format!("choose one that is still there; if it was so before {end}, give an earlier first day"),
        ),
    )
}

/// That a record is another one.
fn merged(place: Place, ledger: &Ledger, key: &str, into: &str) -> Problem {
    let title = &ledger.title;
    Problem::error(
        "record-merged",
        place,
        Wording::new(
            format!("台账“{}”里的“{key}”已并入“{into}”", title.zh),
            format!("{key} in the ledger {} is merged into {into}", title.en),
        ),
        Wording::new(format!("请填写“{into}”"), format!("write {into}")),
    )
}

fn no_record(place: Place, ledger: &Ledger, key: &str) -> Problem {
    let title = &ledger.title;
    Problem::error(
        "no-record",
        place,
        Wording::new(
            format!("台账“{}”里没有“{key}”", title.zh),
            format!("there is no {key} in the ledger {}", title.en),
        ),
        Wording::new("请从名单中选择，或先登记它", "choose one that is there, or record it first"),
    )
}
