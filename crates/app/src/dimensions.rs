//! How the work is spread over its dimensions. A task is of the one that its heading names or that somebody said; a duty is of the one that it
//! says itself, otherwise of that of its task; an amount of money is of that of its task, a case of that of its duty or task, otherwise of the one
//! that it says; an indicator says its own. Each is counted once: the dimensions and what is of none together are all there is.

use std::collections::BTreeMap;

use cases::Procedure;
use form::{Field, Fields};
use pack::{DIMENSION, Programme};
use plan::Task;
use store::Reader;
use store::cases::{self as rows, Query};
use store::ledgers::{self, Rows};

use crate::access::{sight_of_cases, works_here};
use crate::duties::{LEDGER as DUTIES, Standing, Standings, standings, text};
use crate::records::{last_held, open};
use crate::totals::records;
use crate::{Actor, App, Error, plans};

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
    /// The cases that name a duty, a task or a dimension. What is about the plan as a whole, such as its rounds, is of no single dimension.
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
    /// What holds what is of none.
    pub untagged: Vec<Untagged>,
}

/// What holds something that is of no dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untagged {
    /// A task of the plan.
    Task(Box<Task>),
    /// How many duties are of no task of the plan and say no dimension; those of a task of no dimension go with their task.
    Duties(usize),
    /// A record: its ledger, its key, and what it is called.
    Record(String, String, String),
    /// A procedure, and how many of its cases are of none by what they name.
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

/// How everything is spread over the dimensions, for who works here. Money of which they do not see all, or that is in more records than
/// are added up, has no row; of cases those are counted that they see.
///
/// # Errors
/// [`Error::NotFound`] to all others; what the store says.
pub async fn spread(app: &App, actor: &Actor) -> Result<Vec<Spread>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let standings = standings(app, actor).await?;
    let mut indicators = Spread::new(What::Indicators);
    declarations.indicators.values().for_each(|it| indicators.add(Some(&it.dimension.value), 1));
    let mut found = vec![tasks(app, actor, &standings).await?, duties(&standings), indicators];
    found.extend(money(app, actor, &standings, &declarations.programme).await?);
    found.push(cases(app, actor, &standings).await?);
    Ok(found)
}

/// The tasks of the plan.
async fn tasks(app: &App, actor: &Actor, standings: &Standings) -> Result<Spread, Error> {
    let mut spread = Spread::new(What::Tasks);
    standings.dimensions.values().for_each(|dimension| spread.add(dimension.as_deref(), 1));
    if spread.none > 0
        && let Some(standing) = plans::current(app, actor).await?
    {
        let without =
            standing.plan.tasks.iter().filter(|task| dimension_of(standings, &task.number).is_none());
        spread.untagged = without.map(|task| Untagged::Task(Box::new(task.clone()))).collect();
    }
    Ok(spread)
}

/// The duties; those that were added beside the plan may be of no task of it.
fn duties(standings: &Standings) -> Spread {
    let mut spread = Spread::new(What::Duties);
    standings.duties.iter().for_each(|it| spread.add(standings.dimension_of(&it.duty), 1));
    let is_beside =
        |it: &&Standing| standings.dimension_of(&it.duty).is_none() && !standings.is_of_task(&it.duty);
    let beside = standings.duties.iter().filter(is_beside).count();
    spread.untagged.extend((beside > 0).then_some(Untagged::Duties(beside)));
    spread
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
    if opened.store_sight().rows != Rows::All {
        return Ok(None);
    }
    let is_seen = |field: &str| opened.sight.everywhere.contains(field);
    let Some(field) = opened.ledger().form.field(amount).filter(|_| is_seen(task) && is_seen(amount)) else {
        return Ok(None);
    };
    let reader = app.store().reader().await?;
    let (records, is_cut) = records(app, &reader, &opened).await?;
    if is_cut {
        return Ok(None);
    }
    let mut spread = Spread::new(what(field.clone()));
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

/// The cases that name a duty, a task or a dimension, as far as the actor sees them.
async fn cases(app: &App, actor: &Actor, standings: &Standings) -> Result<Spread, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let mut spread = Spread::new(What::Cases);
    for procedure in declarations.procedures.values() {
        let Some(((field, names), own)) = about(&declarations.programme, procedure) else { continue };
        let sight = sight_of_cases(actor, procedure);
        if sight.is_nothing() {
            continue;
        }
        let query = Query { procedure: &procedure.id, ..Query::default() };
        let counts = rows::counts_seen(&reader, &query, &sight, [field, own.unwrap_or(field)]).await?;
        let named: Vec<&str> = counts.iter().map(|([named, _], _)| named.as_str()).collect();
        let of_duties = match names {
            Names::Duty => dimensions_of(app, &reader, standings, &named).await?,
            Names::Task | Names::Dimension => BTreeMap::new(),
        };
        let mut without = 0;
        for ([named, said], count) in &counts {
            let of_named = match names {
                Names::Duty => of_duties.get(named).map(String::as_str),
                Names::Task => dimension_of(standings, named),
                Names::Dimension => None,
            };
            let says = || Some(said.as_str()).filter(|code| own.is_some() && !code.is_empty());
            let dimension = of_named.or_else(says);
            without += if dimension.is_none() { *count } else { 0 };
            spread.add(dimension, *count);
        }
        spread.untagged.extend((without > 0).then(|| Untagged::Cases(procedure.id.clone(), without)));
    }
    Ok(spread)
}

/// What a field names, and which field that is.
type Named<'p> = (&'p str, Names);

/// What the field names by which cases are of a dimension.
#[derive(Clone, Copy)]
enum Names {
    Duty,
    Task,
    Dimension,
}

/// The field by which cases of a procedure are of a dimension, and the one in which a case says it itself where that names nothing.
fn about<'p>(programme: &'p Programme, procedure: &'p Procedure) -> Option<(Named<'p>, Option<&'p str>)> {
    let fields = &procedure.form.fields;
    let duty = fields.iter().find(|field| field.kind.ledger() == Some(DUTIES) && !field.many);
    let question = programme.question.as_ref().filter(|part| part.procedure == procedure.id);
    let is_own = |field: &&Field| field.kind.table() == Some(DIMENSION) && !field.many;
    let own = fields.iter().find(is_own).map(|field| field.id.as_str());
    let named = duty
        .map(|field| (field.id.as_str(), Names::Duty))
        .or_else(|| Some((question?.task.as_str(), Names::Task)))
        .or_else(|| Some((own?, Names::Dimension)))?;
    Some((named, own))
}

/// The dimension of each of some duties that is of one, also of those that are owed no longer: of all of these in one question.
async fn dimensions_of(
    app: &App,
    reader: &Reader,
    standings: &Standings,
    duties: &[&str],
) -> Result<BTreeMap<String, String>, Error> {
    let of = |it: &Standing| Some((it.duty.id.clone(), standings.dimension_of(&it.duty)?.to_owned()));
    let mut dimensions: BTreeMap<String, String> = standings.duties.iter().filter_map(of).collect();
    let is_owed = |duty: &str| standings.duties.iter().any(|it| it.duty.id == duty);
    let ended: Vec<&str> = duties.iter().copied().filter(|duty| !duty.is_empty() && !is_owed(duty)).collect();
    let declarations = app.declarations();
    let Some(ledger) = declarations.ledgers.get(DUTIES).filter(|_| !ended.is_empty()) else {
        return Ok(dimensions);
    };
    for (duty, said) in ledgers::histories_of(reader, ledger, ended.into_iter()).await? {
        let history = ledgers::known(&said);
        let Some(fields) = last_held(&history) else { continue };
        let of_task = || Some(dimension_of(standings, &text(fields, TASK)?)?.to_owned());
        dimensions.extend(text(fields, DIMENSION).or_else(of_task).map(|dimension| (duty, dimension)));
    }
    Ok(dimensions)
}

/// The field of a duty with its task.
const TASK: &str = "task";
