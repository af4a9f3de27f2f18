//! How the work is spread over its dimensions. A task is of the one that its heading names or that somebody said; a duty, an amount of
//! money and a case are of that of their task; an indicator says its own. Each is counted once: the dimensions and what is of none
//! together are all there is.

use std::collections::BTreeMap;

use cases::Procedure;
use form::{Field, Fields};
use pack::Programme;
use store::Reader;
use store::cases::{self as rows, Query};
use store::ledgers;

use crate::access::{sight_of_cases, works_here};
use crate::duties::{LEDGER as DUTIES, Standings, standings, text};
use crate::records::{last_held, open};
use crate::totals::records;
use crate::{Actor, App, Error};

/// What is spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The tasks of the plan.
    Tasks,
    /// The duties that are owed.
    Duties,
    /// The indicators and lists.
    Indicators,
    /// The money that is planned, in fen; the field says how an amount is shown.
    Budget(Field),
    /// The money that is paid, in fen; likewise.
    Payments(Field),
    /// The cases that name a duty or a task. What is about the plan as a whole, such as its rounds, is of no single dimension.
    Cases,
}

/// How many, or how much, of something each dimension has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Of what.
    pub what: What,
    /// By the code of the dimension.
    pub of: BTreeMap<String, i64>,
    /// What is of none.
    pub none: i64,
    /// The records, or procedures, that hold what is of none; those of tasks, duties and indicators stand elsewhere.
    pub untagged: Vec<Untagged>,
}

/// What holds something that is of no dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untagged {
    /// A record: its ledger, its key, and what it is called.
    Record(String, String, String),
    /// A procedure, and how many of its cases name no duty and no task of the plan.
    Cases(String, i64),
}

impl Spread {
    fn new(what: What) -> Spread {
        Spread { what, of: BTreeMap::new(), none: 0, untagged: Vec::new() }
    }

    /// All of it.
    pub fn all(&self) -> i64 {
        self.of.values().sum::<i64>() + self.none
    }

    fn add(&mut self, dimension: Option<&str>, count: i64) {
        match dimension {
            Some(code) => *self.of.entry(code.to_owned()).or_default() += count,
            None => self.none += count,
        }
    }
}

/// How everything is spread over the dimensions, for who works here. Money of which they do not see all has no row; of cases
/// those are counted that they see.
///
/// # Errors
/// [`Error::NotFound`] to all others; what the store says.
pub async fn spread(app: &App, actor: &Actor) -> Result<Vec<Spread>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let standings = standings(app, actor).await?;
    let mut tasks = Spread::new(What::Tasks);
    standings.dimensions.values().for_each(|dimension| tasks.add(dimension.as_deref(), 1));
    let mut duties = Spread::new(What::Duties);
    standings.duties.iter().for_each(|it| duties.add(standings.dimension_of(&it.duty), 1));
    let mut indicators = Spread::new(What::Indicators);
    declarations.indicators.values().for_each(|it| indicators.add(Some(&it.dimension.value), 1));
    let mut found = vec![tasks, duties, indicators];
    found.extend(money(app, actor, &standings, &declarations.programme).await?);
    found.push(cases(app, actor, &standings).await?);
    Ok(found)
}

/// The money that is planned and that is paid, as far as the actor sees all of it.
async fn money(
    app: &App,
    actor: &Actor,
    standings: &Standings,
    programme: &Programme,
) -> Result<Vec<Spread>, Error> {
    let mut found = Vec::new();
    if let Some(it) = &programme.budget {
        let own = |fields: &Fields| text(fields, &it.scope).as_deref() == Some(&it.own);
        let names = (it.ledger.as_str(), it.task.as_str(), it.amount.as_str());
        found.extend(of_records(app, actor, standings, names, own, What::Budget).await?);
    }
    if let Some(it) = &programme.payment {
        let names = (it.ledger.as_str(), it.task.as_str(), it.amount.as_str());
        found.extend(of_records(app, actor, standings, names, |_| true, What::Payments).await?);
    }
    Ok(found)
}

async fn of_records(
    app: &App,
    actor: &Actor,
    standings: &Standings,
    (ledger, task, amount): (&str, &str, &str),
    is_counted: impl Fn(&Fields) -> bool,
    what: fn(Field) -> What,
) -> Result<Option<Spread>, Error> {
    let opened = match open(app, actor, ledger) {
        Ok(opened) => opened,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let is_seen = |field: &str| opened.sight.everywhere.contains(field);
    let Some(field) = opened.ledger().form.field(amount).filter(|_| is_seen(task) && is_seen(amount)) else {
        return Ok(None);
    };
    let mut spread = Spread::new(what(field.clone()));
    let reader = app.store().reader().await?;
    let (records, _) = records(app, &reader, &opened).await?;
    for (key, fields) in records.into_iter().filter(|(_, fields)| is_counted(fields)) {
        let count = fields.get(amount).and_then(form::Value::as_integer).unwrap_or(0);
        let dimension = text(&fields, task).and_then(|task| dimension_of(standings, &task));
        if dimension.is_none() {
            spread.untagged.push(Untagged::Record(
                ledger.to_owned(),
                key,
                text(&fields, &opened.ledger().name).unwrap_or_default(),
            ));
        }
        spread.add(dimension, count);
    }
    Ok(Some(spread))
}

fn dimension_of<'s>(standings: &'s Standings, task: &str) -> Option<&'s str> {
    standings.dimensions.get(task)?.as_deref()
}

/// The cases that name a duty or a task, as far as the actor sees them.
async fn cases(app: &App, actor: &Actor, standings: &Standings) -> Result<Spread, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let mut spread = Spread::new(What::Cases);
    for procedure in declarations.procedures.values() {
        let Some((field, is_duty)) = about(&declarations.programme, procedure) else { continue };
        let sight = sight_of_cases(actor, procedure);
        if sight.is_nothing() {
            continue;
        }
        let query = Query { procedure: &procedure.id, ..Query::default() };
        let mut without = 0;
        for ([named], count) in rows::counts_seen(&reader, &query, &sight, [field]).await? {
            let task = if is_duty { task_of(app, &reader, standings, &named).await? } else { Some(named) };
            let dimension = task.and_then(|task| dimension_of(standings, &task));
            without += if dimension.is_none() { count } else { 0 };
            spread.add(dimension, count);
        }
        spread.untagged.extend((without > 0).then(|| Untagged::Cases(procedure.id.clone(), without)));
    }
    Ok(spread)
}

/// The field by which cases of a procedure are of a dimension, and whether it names a duty or a task.
fn about<'p>(programme: &'p Programme, procedure: &'p Procedure) -> Option<(&'p str, bool)> {
    let duty = procedure.form.fields.iter().find(|field| field.kind.ledger() == Some(DUTIES) && !field.many);
    let question = programme.question.as_ref().filter(|part| part.procedure == procedure.id);
    duty.map(|field| (field.id.as_str(), true)).or_else(|| Some((question?.task.as_str(), false)))
}

/// The task of a duty, also of one that is owed no longer.
async fn task_of(
    app: &App,
    reader: &Reader,
    standings: &Standings,
    duty: &str,
) -> Result<Option<String>, Error> {
    if let Some(standing) = standings.duties.iter().find(|it| it.duty.id == duty) {
        return Ok(Some(standing.duty.task.clone()));
    }
    let declarations = app.declarations();
    let Some(ledger) = declarations.ledgers.get(DUTIES).filter(|_| !duty.is_empty()) else { return Ok(None) };
    let history = ledgers::known(&ledgers::history(reader, ledger, duty).await?);
    Ok(last_held(&history).and_then(|fields| text(fields, TASK)))
}

/// The field of a duty with its task.
const TASK: &str = "task";
