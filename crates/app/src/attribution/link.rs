//! What follows from the names of holders: said with the lines of a file, and looked up again for the records that wait once firms were added
//! or renamed, and for all that the rule has linked once a name was decided.

use std::collections::BTreeSet;

use form::{Input, Value};
use jiff::ToSpan as _;
use jiff::civil::Date;
use ledger::{Found, Ledger, Linking, Meaning, Past, called, is_there, revise};
use store::ledgers::{self, Filter, Follows, Line, ListQuery, NOW};
use store::{Db, operations};

use super::names::{FIRM, Meanings, NAME, deciding, only, target};
use super::{ACT, BASIS, BATCH, not_given, one, post};
use crate::duties::text;
use crate::jobs::{Work, make};
use crate::records::{self, Given, Proposal, Said, propose_within};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// For so many days a name that was decided is looked for among the records that the rule has linked already: longer than any file is under
/// way that was begun before.
const LATELY_DAYS: i64 = 3;

/// More names are not decided in these days; of a table of names that is loaded, the next list of each ledger says what they mean.
const LATELY_MAX: usize = 5_000;

/// Firms whose records one question asks for.
const FIRMS: usize = 200;

/// What is known of names while the lines of a file are read.
#[derive(Debug, Default)]
pub(crate) struct Links {
    meanings: Meanings,
}

impl Links {
    /// Says with lines which records their names mean. Where a line gives a code, that counts; whether what the name means is said, the record
    /// tells when the line is written.
    pub(crate) async fn follow(
        &mut self,
        db: &impl Db,
        (declarations, ledger): (&Declarations, &Ledger),
        today: Date,
        lines: &mut [Line],
    ) -> Result<(), Error> {
        let Some(link) = &ledger.link else { return Ok(()) };
        let Some(target) = target(declarations, ledger, link) else { return Ok(()) };
        let names: Vec<Option<String>> = lines.iter_mut().map(|line| asked(link, line)).collect();
        let all: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
        self.meanings.look_up(db, (declarations, target), today, &all).await?;
        for (line, name) in lines.iter_mut().zip(names) {
            let Some(name) = name else { continue };
            let values = link.of(&self.meanings.of(&name));
            // An empty cell is not said of what follows from the name.
            line.fields.retain(|id, value| value.is_some() || !values.contains_key(id));
            line.follows.push(Follows { from: link.from.clone(), values });
        }
        Ok(())
    }
}

/// The name that has to be looked up for a line. Where the line names the record itself, that is said with it.
fn asked(link: &Linking, line: &mut Line) -> Option<String> {
    let is_said = |id: &String| line.fields.get(id).is_some_and(Option::is_some);
    // Whoever loads what was exported says what was found.
    if is_said(&link.found) {
        return None;
    }
    if is_said(&link.field) {
        line.fields.extend(link.given());
        return None;
    }
    link.name_said(&line.fields).map(str::to_owned)
}

/// The question for some records, with what is said of their names.
pub(super) fn asking(
    link: &Linking,
    those: Filter,
    (after, limit): (Option<String>, u16),
    day: Date,
) -> ListQuery {
    ListQuery {
        filters: vec![those],
        sort: Vec::new(),
        after,
        limit,
        past: Past { as_of: day, known: NOW },
        sight: only(&[link.from.as_str(), link.field.as_str(), link.found.as_str(), link.basis.as_str()]),
    }
}

/// Those that wait for people.
pub(super) fn that_wait(link: &Linking) -> Filter {
    of_found(link, &Found::WAITING)
}

fn of_found(link: &Linking, found: &[Found]) -> Filter {
    let codes = found.iter().map(|found| Value::Text(found.code().to_owned()));
    Filter::Is(link.found.clone(), codes.collect())
}

/// What is to be done after a ledger has changed: to look up again what waits, if its records are meant by names, or have names that may have
/// been decided while the file was under way.
pub(crate) fn after_file(declarations: &Declarations, ledger: &str) -> Option<Work> {
    let is_concerned = |other: &Ledger| {
        let target = other.link.as_ref().and_then(|link| target(declarations, other, link));
        target.is_some_and(|target| target.id == ledger || other.id == ledger)
    };
    declarations.ledgers.values().any(is_concerned).then_some(Work::Link)
}

/// Looks up again what the names of records that wait mean by now, and has names that were decided lately mean the same in the records that
/// the rule has linked before.
///
/// # Errors
/// If the database cannot; what was committed stays.
pub(crate) async fn link(app: &App) -> Result<(), Error> {
    let declarations = app.declarations();
    for ledger in declarations.ledgers.values() {
        if let Some(link) = &ledger.link
            && let Some(target) = target(&declarations, ledger, link)
        {
            let (of, mut meanings) = ((&*declarations, ledger, link, target), Meanings::default());
            link_those(app, of, &mut meanings, (that_wait(link), None)).await?;
            let decided = lately_decided(app, of).await?;
            if decided.is_empty() {
                continue;
            }
            let elsewhere = of_found(link, &[Found::Elsewhere]);
            link_those(app, of, &mut meanings, (elsewhere, Some(&decided))).await?;
            for firms in firms_of(app, of, &decided).await?.chunks(FIRMS) {
                let firms = firms.iter().map(|key| Value::Text(key.clone())).collect();
                let named = Filter::Is(link.field.clone(), firms);
                link_those(app, of, &mut meanings, (named, Some(&decided))).await?;
            }
        }
    }
    Ok(())
}

/// A ledger with its link, and the ledger whose records are meant.
type Of<'o> = (&'o Declarations, &'o Ledger, &'o Linking, &'o Ledger);

/// Looks up what the names of some records mean: of those that wait, or of all that the rule has linked and that have one of these names.
async fn link_those(
    app: &App,
    (declarations, ledger, link, target): Of<'_>,
    meanings: &mut Meanings,
    (those, names): (Filter, Option<&BTreeSet<String>>),
) -> Result<(), Error> {
    let (day, mut after) = (app.today(), None);
    let from: &[Found] = if names.is_some() { &Found::BY_RULE } else { &Found::WAITING };
    loop {
        let reader = app.store().reader().await?;
        let query = asking(link, those.clone(), (after, ledgers::PAGE_MAX), day);
        let (mut records, next) = ledgers::go_on(&reader, ledger, &query).await?;
        let is_meant = |name: &str| names.is_none_or(|names| names.contains(&called(name)));
        records.retain(|record| link.name(&record.fields).is_some_and(is_meant));
        let named: Vec<&str> = records.iter().filter_map(|record| link.name(&record.fields)).collect();
        meanings.look_up(&reader, (declarations, target), day, &named).await?;
        drop(reader);
        let mut told: Vec<(&str, Meaning)> = Vec::new();
        for record in &records {
            let Some(name) = link.name(&record.fields) else { continue };
            let meaning = meanings.of(name);
            if link.changes(&meaning, &record.fields, from).is_some() {
                told.push((record.key.as_str(), meaning));
            }
        }
        for told in told.chunks(BATCH) {
            say(app, (ledger, link, from), told, day).await?;
        }
        after = next;
        if after.is_none() {
            return Ok(());
        }
    }
}

/// The names, as they are compared, of which people have decided lately whom they mean.
async fn lately_decided(app: &App, (declarations, _, _, target): Of<'_>) -> Result<BTreeSet<String>, Error> {
    let Some(names) = deciding(declarations, target) else { return Ok(BTreeSet::new()) };
    let reader = app.store().reader().await?;
    let before = app.today().saturating_sub(LATELY_DAYS.days());
    let known = operations::known_on(&reader, before).await?;
    let decided = ledgers::spans_since(&reader, names, known, LATELY_MAX).await?.unwrap_or_default();
    Ok(decided.iter().map(|span| called(&span.key)).collect())
}

/// The firms to whom the rule may have linked records with these names: those that are or were called so, and those that the names meant
/// before they were decided otherwise.
async fn firms_of(
    app: &App,
    (declarations, _, _, target): Of<'_>,
    names: &BTreeSet<String>,
) -> Result<Vec<String>, Error> {
    let reader = app.store().reader().await?;
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = ledgers::called(&reader, target, &asked).await?;
    let is_called = |(_, name): &(String, String)| names.contains(&called(name));
    let mut firms: BTreeSet<String> = found.into_iter().filter(is_called).map(|(key, _)| key).collect();
    if let Some(decided) = deciding(declarations, target) {
        for said in ledgers::histories_of(&reader, decided, asked.into_iter()).await?.values().flatten() {
            firms.extend(said.fields().and_then(|fields| text(fields, FIRM)));
        }
    }
    Ok(firms.into_iter().collect())
}

/// Says of some records what their names mean, in one operation of the rule.
async fn say(
    app: &App,
    (ledger, link, from): (&Ledger, &Linking, &[Found]),
    told: &[(&str, Meaning)],
    day: Date,
) -> Result<(), Error> {
    let write = app.begin(&Actor::system(), ACT, ("ledger", &ledger.id), Some(&link.rule)).await?;
    let mut is_new = false;
    let keys: Vec<&str> = told.iter().map(|(key, _)| *key).collect();
    for (key, said) in ledgers::histories_of(&write, ledger, keys.into_iter()).await? {
        // What was decided or withdrawn since the page was read stays as it is, and so does what the ledger cannot hold.
        let history = ledgers::known(&said);
        let meaning = told.iter().find(|(of, _)| *of == key).map(|(_, meaning)| meaning);
        let change = meaning.and_then(|meaning| link.follows(meaning, &history, (day, from)));
        let Some(Ok(revisions)) = change.map(|change| revise(ledger, &history, &change)) else { continue };
        ledgers::save(&write, ledger, &key, &revisions).await?;
        is_new |= !revisions.is_empty();
    }
    if is_new {
        write.commit().await?;
    }
    Ok(())
}

/// What somebody decides of the holder of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// The key of the record that is meant; empty for nobody who is kept here.
    pub enterprise: String,
    /// On what that rests.
    pub basis: String,
    /// Whether the name means the same in every record from now on.
    pub is_remembered: bool,
}

/// Decides whom the name of the holder of a record means, and has the name remembered if that is asked for: both or neither.
///
/// # Errors
/// [`Error::NotFound`] for a record that the actor may not see, [`Error::NotAllowed`] if they may not correct it, [`Error::Invalid`] with
/// every problem of what was decided.
pub async fn decide_holder(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    holder: &Holder,
) -> Result<(), Error> {
    let opened = records::open(app, actor, ledger)?;
    let link = opened.ledger().link.as_ref().ok_or(Error::NotFound)?;
    may(actor, Act::Correct, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    let basis = holder.basis.trim();
    let reason = format!("权利人对应：{basis}");
    let write = app.begin(actor, Act::Correct.id(), (ledger, key), Some(&reason)).await?;
    let history = ledgers::known(&ledgers::history(&write, opened.ledger(), key).await?);
    let now = Past { as_of: app.today(), known: NOW };
    let mut record = ledger::at(&history, now).cloned().ok_or(Error::NotFound)?;
    opened.narrow(&mut record, true);
    let name = link.name(&record).ok_or(Error::NotFound)?.to_owned();
    if basis.is_empty() {
        return Err(Error::Invalid(vec![not_given(BASIS, ("没有填写依据", "there is no basis"))]));
    }
    let (from, to) = link.days(&history, now.as_of).ok_or(Error::NotFound)?;
    let found = match (holder.is_remembered, holder.enterprise.trim().is_empty()) {
        (false, _) => Found::ByPerson,
        (true, true) => Found::Elsewhere,
        (true, false) => Found::ByName,
    };
    // What is remembered is applied as the rule: the basis stands with the name.
    let told = if holder.is_remembered { link.rule.clone() } else { format!("{}：{basis}", post(actor)) };
    let given = Input::from([
        (link.field.clone(), one(&holder.enterprise)),
        (link.found.clone(), one(found.code())),
        (link.basis.clone(), one(&told)),
    ]);
    let said = Said::WasAlways { key: key.to_owned(), from, to };
    let proposal = Proposal { said, given: Given::Texts(given), reason: reason.clone(), seen: None };
    let named = |refusal| named_as_holder(link, refusal);
    propose_within(app, actor, &write, ledger, &proposal).await.map_err(named)?;
    if holder.is_remembered {
        let declarations = app.declarations();
        let target = target(&declarations, opened.ledger(), link).ok_or(Error::NotFound)?;
        let names = deciding(&declarations, target).ok_or(Error::NotFound)?;
        let proposal = remembered((&write, names), &called(&name), holder, (now, reason)).await?;
        propose_within(app, actor, &write, &names.id, &proposal).await.map_err(named)?;
        make(app, &write, &Work::Link, actor.account).await?;
    }
    Ok(write.commit().await?)
}

/// That a name means somebody from now on; in the place of what it meant, if that was decided otherwise.
async fn remembered(
    (db, names): (&impl Db, &Ledger),
    name: &str,
    holder: &Holder,
    (now, reason): (Past, String),
) -> Result<Proposal, Error> {
    let history = ledgers::known(&ledgers::history(db, names, name).await?);
    let mut given =
        Input::from([(FIRM.to_owned(), one(&holder.enterprise)), (BASIS.to_owned(), one(&holder.basis))]);
    let said = if is_there(&history) {
        Said::Became { key: name.to_owned(), from: now.as_of }
    } else {
        given.insert(NAME.to_owned(), one(name));
        Said::Created { from: now.as_of }
    };
    Ok(Proposal { said, given: Given::Texts(given), reason, seen: None })
}

/// Problems name the fields of ledgers; a decision calls them otherwise.
fn named_as_holder(link: &Linking, refusal: Error) -> Error {
    let Error::Invalid(mut problems) = refusal else { return refusal };
    for field in problems.iter_mut().filter_map(|problem| problem.place.field.as_mut()) {
        let name = match field.as_str() {
            id if id == link.field => FIRM,
            id if id == link.basis || id == "reason" => BASIS,
            _ => continue,
        };
        name.clone_into(field);
    }
    Error::Invalid(problems)
}
