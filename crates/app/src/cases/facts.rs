use std::collections::BTreeMap;

use cases::{
    CHILDREN, Facts, Found, LIGHT, LookUp, Procedure, Rule, Source, Step, earlier, light, parts, recorded,
};
use form::{Fields, Kind, Value};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Ledger, Past};
use plan::Light;
use store::Db;
use store::cases::{self as rows, Current, Query};
use store::ledgers::{self, Filter, ListQuery, NOW, Sight};

use crate::duties::{self, Standing};
use crate::error::seen;
use crate::{Actor, App, Declarations, Error};

/// Records of a look-up at most: a guard asks whether there is one.
const FOUND_MAX: u16 = 10;

/// What the look-ups find that the guards of a step ask for, as it holds on the day of the step.
pub(super) async fn look_up(
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    step: &Step,
    (number, fields): (Option<&str>, &Fields),
    day: Date,
) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for guard in &step.guards {
        if let Rule::ChildrenEnded { except } = &guard.rule {
            facts.insert(CHILDREN.to_owned(), children(db, number, except).await?);
            continue;
        }
        if let Rule::PartsAccepted { same, states, .. } = &guard.rule {
            let open = parts_of(db, procedure, (number, fields), same).await?.into_iter();
            let open = open.filter(|part| !part.ended && !states.contains(&part.state));
            facts.insert(parts(same), called_by_body(db, declarations, procedure, open, day).await?);
            continue;
        }
        if let Rule::DiffersFromEarlier { field, same, .. } = &guard.rule {
            let found = said_before(db, &procedure.id, (number, fields), (field, same)).await?;
            facts.insert(earlier(field, same), found);
            continue;
        }
        if let Rule::NotRecorded { field, table, asking } = &guard.rule {
            let question = fields.get(field).and_then(Value::as_text).unwrap_or_default();
            let found = on_record(db, declarations, question, (table, asking), day).await?;
            facts.insert(recorded(field), found);
            continue;
        }
        let (Rule::RecordPresent { look_up } | Rule::RecordAbsent { look_up }) = &guard.rule else {
            continue;
        };
        let Some(declared) = procedure.look_ups.iter().find(|it| it.id == *look_up) else { continue };
        let Some(ledger) = declarations.ledgers.get(&declared.ledger) else { continue };
        let matching = matching(declared, fields, day);
        let past = Past { as_of: day, known: NOW };
        let found = if ledger.key.iter().all(|id| matching.contains_key(id)) {
            let found = by_key(db, ledger, &matching, past).await?.into_iter();
            found.filter(|found| declared.counts_on(&found.fields, day)).collect()
        } else {
            listed(db, ledger, matching, past, Some(declared)).await?
        };
        facts.insert(look_up.clone(), found);
    }
    Ok(facts)
}

/// The light of a duty, for the guards of a step that happens today; what is entered late was judged by its own day.
pub(super) async fn lights(
    app: &App,
    actor: &Actor,
    step: &Step,
    (fields, day): (&Fields, Date),
) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for guard in &step.guards {
        let Rule::AgreesWithLight { duty, .. } = &guard.rule else { continue };
        let Some(named) = fields.get(duty).and_then(Value::as_text).filter(|_| day == app.today()) else {
            continue;
        };
        let Some(standings) = seen(duties::standings(app, actor).await)? else { continue };
        let of_it = |standing: &&Standing| standing.duty.id == named;
        // What the body itself said is no reason to doubt it.
        let shines = match standings.duties.iter().find(of_it).map(|standing| standing.apart) {
            Some(Light::Red) => "red",
            Some(Light::Yellow) => "yellow",
            Some(Light::Green) => "green",
            Some(Light::Grey) | None => continue,
        };
        let fields = Fields::from([(LIGHT.to_owned(), Value::Text(shines.to_owned()))]);
        facts.insert(light(duty), vec![Found::new(named, fields)]);
    }
    Ok(facts)
}

/// The column of the table of what records say with the words by which it is asked for.
const WORDS: &str = "words";

/// The ledgers that say already what a question asks: those of which a word stands in it, together with a word by which one asks how many
/// or which, and in which there is any record.
async fn on_record(
    db: &impl Db,
    declarations: &Declarations,
    question: &str,
    (table, asking): (&str, &[String]),
    day: Date,
) -> Result<Vec<Found>, Error> {
    let rows = declarations.codes.get(table).map(|table| table.rows()).unwrap_or_default();
    let asks = asking.iter().any(|word| question.contains(word.as_str()));
    let mut found = Vec::new();
    for row in rows.iter().filter(|_| asks) {
        let mut words = row.more.get(WORDS).map(String::as_str).unwrap_or_default().split('、');
        let is_meant = words.any(|word| !word.is_empty() && question.contains(word));
        let Some(ledger) = declarations.ledgers.get(&row.code).filter(|_| is_meant) else { continue };
        if !listed(db, ledger, BTreeMap::new(), Past { as_of: day, known: NOW }, None).await?.is_empty() {
            found.push(Found {
                key: row.code.clone(),
                title: Some(row.title.clone()),
                fields: Fields::new(),
            });
        }
    }
    Ok(found)
}

/// The last case before that has the same texts and says something in a field.
async fn said_before(
    db: &impl Db,
    procedure: &str,
    (number, fields): (Option<&str>, &Fields),
    (said, same): (&String, &[String]),
) -> Result<Vec<Found>, Error> {
    let own = match number {
        Some(number) => rows::get(db, number).await?.map(|current| current.id),
        None => None,
    };
    let mut saying = vec![(said.as_str(), None)];
    for id in same {
        let Some(text) = fields.get(id).and_then(Value::as_text) else { return Ok(Vec::new()) };
        saying.push((id, Some(text)));
    }
    let query = Query { procedure, before: own, saying: &saying, limit: 1, ..Query::default() };
    let found = rows::list(db, &query, &rows::Sight::All).await?.into_iter();
    Ok(found.map(|(it, _)| Found::new(it.number, it.fields)).collect())
}

/// The most other cases of one task; a round has some hundred in all.
const PARTS_MAX: u32 = 1_000;

/// The other cases of a procedure that have the same values in some fields, as those who take one task on together have; in the order in
/// which they began.
pub(super) async fn parts_of(
    db: &impl Db,
    procedure: &Procedure,
    (number, fields): (Option<&str>, &Fields),
    same: &[String],
) -> Result<Vec<Current>, Error> {
    let mut saying = Vec::new();
    for id in same {
        let Some(text) = fields.get(id).and_then(Value::as_text) else { return Ok(Vec::new()) };
        saying.push((id.as_str(), Some(text)));
    }
    let query = Query { procedure: &procedure.id, saying: &saying, limit: PARTS_MAX, ..Query::default() };
    let found = rows::list(db, &query, &rows::Sight::All).await?.into_iter().map(|(part, _)| part);
    let mut parts: Vec<Current> = found.filter(|part| Some(part.number.as_str()) != number).collect();
    parts.reverse();
    Ok(parts)
}

/// Cases, each called by the body that it names first.
async fn called_by_body(
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    cases: impl Iterator<Item = Current>,
    day: Date,
) -> Result<Vec<Found>, Error> {
    let field = procedure.form.fields.iter().find(|field| field.kind == Kind::Body);
    let names = duties::bodies(db, declarations, day).await?;
    let found = |case: Current| {
        let body = field.and_then(|field| case.fields.get(&field.id)?.as_text());
        let title = body.map(|body| names.get(body).map_or(body, String::as_str));
        Found { title: title.map(|name| Wording::new(name, name)), key: case.number, fields: Fields::new() }
    };
    Ok(cases.map(found).collect())
}

/// The cases that a case opened and that have not ended, nor are in one of some states.
async fn children(db: &impl Db, number: Option<&str>, except: &[String]) -> Result<Vec<Found>, Error> {
    let Some(number) = number else { return Ok(Vec::new()) };
    let Some(current) = rows::get(db, number).await? else { return Ok(Vec::new()) };
    let children = rows::children(db, current.id).await?.into_iter();
    let open = children.filter(|child| !child.ended && !except.contains(&child.state));
    Ok(open.map(|child| Found::new(child.number, child.fields)).collect())
}

/// The values that a record must have; what the case does not say matches nothing.
fn matching(declared: &LookUp, fields: &Fields, day: Date) -> BTreeMap<String, Option<Value>> {
    let field = |id: &str| fields.get(id);
    let value = |source: &Source| source.value(&field, day);
    declared.matching.iter().map(|(field, source)| (field.clone(), value(source))).collect()
}

/// The record with this key, if it has the other values as well.
async fn by_key(
    db: &impl Db,
    ledger: &Ledger,
    matching: &BTreeMap<String, Option<Value>>,
    past: Past,
) -> Result<Vec<Found>, Error> {
    let known = |(id, value): (&String, &Option<Value>)| Some((id.clone(), value.clone()?));
    let wanted: Option<Fields> = matching.iter().map(known).collect();
    let Some(wanted) = wanted else { return Ok(Vec::new()) };
    let key = ledger::key_of(ledger, &wanted);
    let history = ledgers::known(&ledgers::history(db, ledger, &key).await?);
    let held = ledger::at(&history, past);
    // The key is the same already: a case that refers to a record says it as a text, whatever kind the fields of the key are of.
    let is_same = |id: &String| ledger.key.contains(id);
    let held =
        held.filter(|held| wanted.iter().all(|(id, value)| is_same(id) || held.get(id) == Some(value)));
    Ok(held.map(|fields| Found::new(key, fields.clone())).into_iter().collect())
}

/// Records with these values, by a view that has them as filters; of a look-up those that count on the day.
async fn listed(
    db: &impl Db,
    ledger: &Ledger,
    matching: BTreeMap<String, Option<Value>>,
    past: Past,
    declared: Option<&LookUp>,
) -> Result<Vec<Found>, Error> {
    let filters =
        matching.into_iter().map(|(field, value)| Filter::Is(field, value.into_iter().collect())).collect();
    let sight = Sight::everything(ledger);
    let mut query = ListQuery { filters, sort: Vec::new(), after: None, limit: FOUND_MAX, past, sight };
    loop {
        let (records, next) = ledgers::go_on(db, ledger, &query).await?;
        let found: Vec<Found> = records
            .into_iter()
            .filter(|record| declared.is_none_or(|it| it.counts_on(&record.fields, past.as_of)))
            .map(|record| Found::new(record.key, record.fields))
            .collect();
        if next.is_none() || !found.is_empty() {
            return Ok(found);
        }
        query.after = next;
    }
}
