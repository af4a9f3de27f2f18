use std::collections::BTreeMap;

use cases::{Event, Happening};
use form::{Fields, Value};
use jiff::civil::Date;
use kernel::{Place, Wording};
use pack::{SeedRow, Seeds, programme, settle};
use plan::{Finding, Meant};
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};

use super::{Standing, current};
use crate::duties::{Names, all, text};
use crate::{Actor, App, Declarations, Error};

/// Questions read at most.
const QUESTIONS_MAX: u32 = 2_000;

/// The most characters of a quote in the name of a finding.
const QUOTE_CHARACTERS: usize = 100;

/// What the plan leaves open, with what became of it.
#[derive(Debug, Clone)]
pub struct Question {
    /// What was found.
    pub finding: Finding,
    /// The name by which a question is put: code and words of the plan, the same in every version that has them.
    pub name: String,
    /// What was decided.
    pub answer: Option<Answer>,
    /// The question that was put.
    pub put: Option<Put>,
    /// Whether that came to an end which settles nothing.
    was_dropped: bool,
    /// Who is asked, where the ledgers know the body by the name that the plan gives it: its key.
    pub owner: Option<String>,
    /// The tasks on which it bears, by their places in the plan: nobody can say what proves them before it is answered.
    pub tasks: Vec<usize>,
    /// The targets on which it bears, by their places in the plan.
    pub targets: Vec<usize>,
}

/// A question that was put to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// The number of its case.
    pub number: String,
    /// What its state is called.
    pub state: Wording,
    /// What the body is called that has to answer: the one to which it was passed on last.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<Date>,
}

/// What was decided, by whom, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
    /// When.
    pub on: Option<Date>,
}

impl Question {
    /// Whether nobody has answered it yet.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// Whether it can be put to somebody: nobody was asked, or what was asked was dropped.
    pub fn may_be_put(&self) -> bool {
        self.put.is_none() || self.was_dropped
    }
}

/// The questions that the plan leaves open or left open, those without an answer first; none without a plan.
///
/// # Errors
/// If the database cannot answer.
pub async fn questions(app: &App, actor: &Actor) -> Result<Option<(Standing, Vec<Question>)>, Error> {
    let Some(standing) = current(app, actor).await? else { return Ok(None) };
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let held = held(app, &reader, &declarations).await?;
    let part = declarations.programme.question.as_ref();
    let (mut put, mut answered) = (BTreeMap::new(), BTreeMap::new());
    let bodies = bodies(app, &reader, &declarations).await?;
    if let Some(part) = part {
        put = put_by(&reader, part).await?;
        answered = answered_by(&reader, part, &put, &bodies).await?;
    }
    let procedure = part.and_then(|part| declarations.procedures.get(&part.procedure));
    let names = Names::read(&reader, &declarations, app.today()).await?;
    let question = |settled: pack::Settled<'_>| {
        let (finding, name) = (settled.finding, name(settled.finding));
        let put = put.get(&name);
        let decided = settled.answer.map(|answer| Answer {
            text: answer.answer.clone(),
            by: answer.decided_by.clone(),
            on: Some(answer.decided_on),
        });
        let as_put = |current: &Current| {
            let (part, state) = (part?, procedure?.state(&current.state)?);
            let owner = text(&current.fields, &part.body);
            Some(Put {
                number: current.number.clone(),
                state: state.title.clone(),
                owner: owner.map(|owner| bodies.get(&owner).cloned().unwrap_or(owner)),
                due: current.fields.get(&part.due).and_then(Value::as_date),
            })
        };
        let lines: Vec<usize> =
            [finding.line].into_iter().chain(finding.related.iter().map(|quote| quote.line)).collect();
        Question {
            answer: decided.or_else(|| answered.get(&name).cloned()),
            put: put.and_then(as_put),
            was_dropped: put.is_some_and(|put| procedure.is_some_and(|it| it.frees(&put.state))),
            owner: finding.owner.as_ref().and_then(|owner| match names.meant(owner) {
                Meant::Body(body) => Some(body),
                Meant::Group(_) | Meant::Unknown => None,
            }),
            tasks: places(&standing.plan.tasks, |task| {
                lines.iter().any(|line| (task.line..=task.last_line).contains(line))
            }),
            targets: places(&standing.plan.targets, |target| lines.contains(&target.line)),
            finding: finding.clone(),
            name,
        }
    };
    let mut questions: Vec<Question> =
        settle(&standing.plan.findings, &held).into_iter().map(question).collect();
    questions.sort_by_key(|question| (!question.is_open(), question.finding.line));
    Ok(Some((standing, questions)))
}

fn name(finding: &Finding) -> String {
    let quote: String = finding.quote.chars().take(QUOTE_CHARACTERS).collect();
    format!("{} {quote}", finding.code)
}

/// Where those stand that are meant.
fn places<T>(all: &[T], is_meant: impl Fn(&T) -> bool) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, it)| is_meant(it)).map(|(at, _)| at).collect()
}

/// What the questions that were put were answered, by their names: of those whose answer was adopted. What was dropped answers nothing.
async fn answered_by(
    db: &impl Db,
    part: &programme::Question,
    put: &BTreeMap<String, Current>,
    bodies: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Answer>, Error> {
    let settled: Vec<(&String, &Current)> =
        put.iter().filter(|(_, current)| current.state == part.settled).collect();
    let ids: Vec<i64> = settled.iter().map(|(_, current)| current.id).collect();
    let mut events = rows::events_of(db, &ids).await?;
    let mut answered = BTreeMap::new();
    for (name, current) in settled {
        let Some(text) = text(&current.fields, &part.answer) else { continue };
        let owner = crate::duties::text(&current.fields, &part.body).unwrap_or_default();
        let events = events.remove(&current.id).unwrap_or_default();
        let is_answer =
            |event: &Event| matches!(&event.what, Happening::Step { step, .. } if *step == part.answered);
        let last = events.iter().rev().find(|(_, event)| is_answer(event));
        let on = last.map(|(_, event)| event.happened.date());
        let by = bodies.get(&owner).cloned().unwrap_or(owner);
        answered.insert(name.clone(), Answer { text, by, on });
    }
    Ok(answered)
}

/// What the bodies are called.
async fn bodies(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
) -> Result<BTreeMap<String, String>, Error> {
    let bodies = all(db, declarations, form::BODIES, app.today()).await?.into_iter();
    Ok(bodies.filter_map(|(key, fields)| Some((key, text(&fields, "name")?))).collect())
}

/// The questions that were put, by the name of what they ask; of those put again, the newest.
async fn put_by(db: &impl Db, part: &programme::Question) -> Result<BTreeMap<String, Current>, Error> {
    let query = Query { procedure: &part.procedure, limit: QUESTIONS_MAX, ..Query::default() };
    let found = rows::list(db, &query, &Sight::All).await?;
    let named = |(current, _): (Current, _)| Some((text(&current.fields, &part.finding)?, current));
    Ok(found.into_iter().rev().filter_map(named).collect())
}

/// Who the bodies are and what was decided, as the ledgers hold it today.
async fn held(app: &App, db: &impl Db, declarations: &Declarations) -> Result<Seeds, Error> {
    let mut held = BTreeMap::new();
    for ledger in Seeds::LEDGERS {
        let row = |(key, fields): (String, Fields)| SeedRow {
            key,
            fields,
            valid_from: None,
            valid_to: None,
            place: Place::default(),
        };
        let rows: Vec<SeedRow> =
            all(db, declarations, ledger, app.today()).await?.into_iter().map(row).collect();
        held.insert(ledger, rows);
    }
    Ok(Seeds::of(|ledger| held.get(ledger).map_or(&[][..], Vec::as_slice)))
}
