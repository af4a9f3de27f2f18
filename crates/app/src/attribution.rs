//! For which county and which sub-district or park rights count: what the rule could not tell, and what people decide.
//!
//! The rule is that of the ledger (`ledger::Attribution`); which words of an address mean which place is known from the names of bodies that
//! have a division, and from what people have decided before. Who decides may have the words remembered: then all addresses with them are
//! decided, and those to come.
//!
//! And whose rights are: which firm the name of a holder means, by the rule of the ledger (`ledger::Linking`), with a queue of the names that
//! several firms have, or none (`link.rs`).

mod link;
mod names;
mod unlinked;
mod waiting;

use form::{Fields, Input};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{Area, Attribution, Ledger, Past, revise};
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW};

use crate::duties::{all, text};
use crate::jobs::{Work, make};
use crate::records::{self, Given, Proposal, Said, propose_within};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

pub use link::{Holder, decide_holder};
pub(crate) use link::{Links, after_file, link};
pub use unlinked::{Unlinked, Unmatched, unlinked};
pub use waiting::{PAGE, PageOf, Undecided, Waiting, waiting};

/// The ledger of what people have decided, and its fields.
const AREAS: &str = "address-areas";
const WORDS: &str = "words";
const DIVISION: &str = "division";
const BODY: &str = "body";
const BASIS: &str = "basis";

/// Digits of the code of a county; those behind them are of its parts.
const COUNTY_DIGITS: usize = 6;

/// What is known on a day.
pub(crate) async fn areas(db: &impl Db, declarations: &Declarations, day: Date) -> Result<Vec<Area>, Error> {
    let mut areas = Vec::new();
    for (key, fields) in all(db, declarations, form::BODIES, day).await? {
        let name = text(&fields, "name");
        areas.extend(name.and_then(|words| area(words, &fields, Some(key))));
    }
    if declarations.ledgers.contains_key(AREAS) {
        for (_, fields) in all(db, declarations, AREAS, day).await? {
            let body = text(&fields, BODY);
            areas.extend(text(&fields, WORDS).and_then(|words| area(words, &fields, body)));
        }
    }
    Ok(areas)
}

fn area(words: String, fields: &Fields, body: Option<String>) -> Option<Area> {
    let division = text(fields, DIVISION)?.get(..COUNTY_DIGITS)?.to_owned();
    Some(Area { words, division, body })
}

/// Records that one operation of the rule decides.
const BATCH: usize = 500;

/// The act by which the rule decides, as the trail names it.
pub(crate) const ACT: &str = "attribute";

/// What somebody decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// The county, by its code.
    pub division: String,
    /// The sub-district or park; empty for a right that counts in another county.
    pub body: String,
    /// On what that rests.
    pub basis: String,
    /// Words of the address that mean that place from now on; empty for this record alone.
    pub words: String,
}

/// Decides where a record counts, and has the words remembered if some are given: both or neither.
///
/// # Errors
/// [`Error::NotFound`] for a record that the actor may not see, [`Error::NotAllowed`] if they may not correct it, [`Error::Invalid`] with
/// every problem of what was decided.
pub async fn decide(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    decision: &Decision,
) -> Result<(), Error> {
    let opened = records::open(app, actor, ledger)?;
    let attribution = opened.ledger().attribution.as_ref().ok_or(Error::NotFound)?;
    may(actor, Act::Correct, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    let reason = format!("归属判定：{}", decision.basis.trim());
    let write = app.begin(actor, Act::Correct.id(), (ledger, key), Some(&reason)).await?;
    let history = ledgers::known(&ledgers::history(&write, opened.ledger(), key).await?);
    let now = Past { as_of: app.today(), known: NOW };
    let mut record = ledger::at(&history, now).cloned().ok_or(Error::NotFound)?;
    opened.narrow(&mut record, true);
    if record.is_empty() {
        return Err(Error::NotFound);
    }
    let words = decision.words.trim();
    let mut problems = missing(app, decision);
    let address = text(&record, &attribution.address).unwrap_or_default();
    problems.extend((!address.contains(words)).then(|| not_in_address(words, &address)));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (from, to) = attribution.days(&history, now.as_of).ok_or(Error::NotFound)?;
    let given = Input::from([
        (attribution.division.clone(), one(&decision.division)),
        (attribution.body.clone(), one(&decision.body)),
        (attribution.by_rule.clone(), one(&decision.basis)),
        (attribution.decided_by.clone(), one(&post(actor))),
    ]);
    let said = Said::WasAlways { key: key.to_owned(), from, to };
    let proposal = Proposal { said, given: Given::Texts(given), reason: reason.clone(), seen: None };
    let named = |refusal| named_as_decision(attribution, refusal);
    propose_within(app, actor, &write, ledger, &proposal).await.map_err(named)?;
    if !words.is_empty() {
        let area = Proposal {
            said: Said::Created { from: now.as_of },
            given: Given::Texts(Input::from([
                (WORDS.to_owned(), one(words)),
                (DIVISION.to_owned(), one(&decision.division)),
                (BODY.to_owned(), one(&decision.body)),
                (BASIS.to_owned(), one(&decision.basis)),
            ])),
            reason,
            seen: None,
        };
        propose_within(app, actor, &write, AREAS, &area).await.map_err(named)?;
        make(app, &write, &Work::Attribute, actor.account).await?;
    }
    Ok(write.commit().await?)
}

/// A text as forms give it.
fn one(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

/// What a decision has to say and does not. What counts in another county counts in none of our sub-districts and parks.
fn missing(app: &App, decision: &Decision) -> Vec<Problem> {
    let is_here = own_division(app).is_some_and(|own| decision.division.trim().starts_with(&own));
    let asked = [
        (DIVISION, &decision.division, true, ("没有填写区县", "there is no county")),
        (BODY, &decision.body, is_here, ("没有填写街道或园区", "there is no sub-district or park")),
        (BASIS, &decision.basis, true, ("没有填写依据", "there is no basis")),
    ];
    let blank = asked.into_iter().filter(|(_, text, is_asked, _)| *is_asked && text.trim().is_empty());
    blank.map(|(field, _, _, what)| not_given(field, what)).collect()
}

/// Problems name the fields of ledgers; a decision calls them otherwise.
fn named_as_decision(attribution: &Attribution, refusal: Error) -> Error {
    let Error::Invalid(mut problems) = refusal else { return refusal };
    for field in problems.iter_mut().filter_map(|problem| problem.place.field.as_mut()) {
        let name = match field.as_str() {
            id if id == attribution.division => DIVISION,
            id if id == attribution.body => BODY,
            id if id == attribution.by_rule || id == "reason" => BASIS,
            _ => continue,
        };
        name.clone_into(field);
    }
    Error::Invalid(problems)
}

/// Decides by the rule what it can tell by now, ledger by ledger.
///
/// # Errors
/// If the database cannot; what was committed stays.
pub(crate) async fn attribute(app: &App) -> Result<(), Error> {
    let declarations = app.declarations();
    let areas = areas(&app.store().reader().await?, &declarations, app.today()).await?;
    for ledger in declarations.ledgers.values() {
        if let Some(attribution) = &ledger.attribution {
            attribute_ledger(app, ledger, attribution, &areas).await?;
        }
    }
    Ok(())
}

async fn attribute_ledger(
    app: &App,
    ledger: &Ledger,
    attribution: &Attribution,
    areas: &[Area],
) -> Result<(), Error> {
    let day = app.today();
    let mut after = None;
    loop {
        let reader = app.store().reader().await?;
        let query =
            question(ledger, vec![Filter::Empty(attribution.body.clone())], (after, ledgers::PAGE_MAX), day);
        let page = ledgers::list(&reader, ledger, &query).await?;
        drop(reader);
        let told = page
            .records
            .iter()
            .filter_map(|record| attribution.changes(areas, &record.fields).map(|_| record.key.as_str()));
        for keys in told.collect::<Vec<_>>().chunks(BATCH) {
            let write =
                app.begin(&Actor::system(), ACT, ("ledger", &ledger.id), Some(&attribution.rule)).await?;
            let mut is_new = false;
            for (key, said) in ledgers::histories_of(&write, ledger, keys.iter().copied()).await? {
                // What was decided or withdrawn since the page was read stays as it is, and so does what the ledger cannot hold.
                let history = ledgers::known(&said);
                let change = attribution.follows(areas, &history, day);
                let Some(Ok(revisions)) = change.map(|change| revise(ledger, &history, &change)) else {
                    continue;
                };
                ledgers::save(&write, ledger, &key, &revisions).await?;
                is_new |= !revisions.is_empty();
            }
            if is_new {
                write.commit().await?;
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}

fn question(
    ledger: &Ledger,
    filters: Vec<Filter>,
    (after, limit): (Option<String>, u16),
    day: Date,
) -> ListQuery {
    let past = Past { as_of: day, known: NOW };
    ListQuery { filters, sort: Vec::new(), after, limit, past, sight: ledgers::Sight::everything(ledger) }
}

/// The code of the county itself: of its pack, or of the one that this extends.
pub fn own_division(app: &App) -> Option<String> {
    let declarations = app.declarations();
    declarations.pack.chain().iter().rev().find_map(|pack| pack.manifest().division.clone())
}

/// Whether somebody decides where all records of a ledger count.
fn may_decide(actor: &Actor, ledger: &Ledger) -> bool {
    ledger.attribution.is_some() && may_correct(actor, ledger)
}

/// Whether somebody may correct every record of a ledger.
fn may_correct(actor: &Actor, ledger: &Ledger) -> bool {
    may(actor, Act::Correct, Subject::Record(ledger, &Fields::new())).is_ok()
}

/// The post of whoever decides: never a name.
fn post(actor: &Actor) -> String {
    let role = actor.roles.iter().find(|granted| granted.deputy_for.is_none());
    role.map_or_else(|| actor.name.clone(), |granted| granted.role.title.zh.clone())
}

fn not_given(field: &str, (zh, en): (&str, &str)) -> Problem {
    Problem::error(
        "missing-field",
        Place::default().at_field(field),
        Wording::new(zh, en),
        Wording::new("请填写后再判定", "fill it in, then decide"),
    )
}

fn not_in_address(words: &str, address: &str) -> Problem {
    Problem::error(
        "not-in-address",
        Place::default().at_field(WORDS),
        Wording::new(
            format!("登记地址“{address}”里没有“{words}”"),
            format!("the address {address} does not have the words {words}"),
        ),
        Wording::new(
            "请照登记地址抄写其中的路名、楼盘或园区名",
            "copy the road, building or park from the address",
        ),
    )
}
