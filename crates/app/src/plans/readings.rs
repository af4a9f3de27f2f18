//! What people say a task of a version is, where it was read otherwise, and that they have looked at it: records of a ledger, one for
//! each task, entered one by one or with the breakdown of tasks (任务分解表) that was taken along, filled in, and sent back.

use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Input, Value};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use plan::{Correction, Meant, Plan, Task, corrected, numbers};
use serde::{Deserialize, Serialize};
use store::Db;

use super::{Standing, version};
use crate::access::works_here;
use crate::duties::{self, Names, all_where, text};
use crate::records::{self, Given, Mode, Proposal, Said, propose};
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// The ledger, and what it calls its fields and verdicts.
const LEDGER: &str = "readings";
const VERSION: &str = "version";
const CONFIRMED: &str = "confirmed";
const CORRECTED: &str = "corrected";
/// By which a correction says that really nobody shares.
const NOBODY: &str = "无";

/// What a person found when looking at a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The key of the record that says so.
    pub key: String,
    /// Whether it was read otherwise than it is.
    pub is_corrected: bool,
    /// On what that rests.
    pub basis: String,
    /// What it is.
    pub(super) correction: Correction,
}

/// A row of the breakdown of tasks as it was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// The line of the file.
    pub line: usize,
    /// The number of the task.
    pub task: String,
    /// Its title.
    pub title: String,
    /// Who leads.
    pub lead: Vec<String>,
    /// Who shares.
    pub responsible: Vec<String>,
    /// Whether somebody has looked at it and found it right.
    pub is_confirmed: bool,
    /// On what a correction rests.
    pub basis: String,
}

/// What a row says that is not recorded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReading {
    /// The line of the file.
    pub line: usize,
    /// What the task is, as far as it is otherwise than it was read; nothing of it if it was read right.
    pub correction: Correction,
    /// On what that rests.
    pub basis: String,
    /// The record that is there already.
    key: Option<String>,
}

impl NewReading {
    /// Whether the task was read otherwise than it is.
    pub fn is_corrected(&self) -> bool {
        let Correction { title, lead, responsible, .. } = &self.correction;
        title.is_some() || lead.is_some() || responsible.is_some()
    }
}

/// What was said of the tasks of a version until a day, by their numbers.
pub(super) async fn of_version(
    db: &impl Db,
    declarations: &Declarations,
    number: &str,
    day: Date,
) -> Result<BTreeMap<String, Reading>, Error> {
    let found = all_where(db, declarations, LEDGER, (VERSION, number), day).await?;
    Ok(found.into_iter().filter_map(|(key, fields)| reading(key, &fields)).collect())
}

/// A plan with what people said of its tasks until a day.
pub(crate) async fn as_checked(
    db: &impl Db,
    declarations: &Declarations,
    (plan, number): (&Plan, &str),
    day: Date,
) -> Result<Plan, Error> {
    let readings = of_version(db, declarations, number, day).await?;
    Ok(with(plan, &readings))
}

pub(super) fn with(plan: &Plan, readings: &BTreeMap<String, Reading>) -> Plan {
    let corrections: Vec<Correction> =
        readings.values().filter(|it| it.is_corrected).map(|it| it.correction.clone()).collect();
    corrected(plan, &corrections)
}

/// How many duties the ledger holds otherwise than a version in force says: what was corrected since they were kept; none for a
/// version that binds nobody.
///
/// # Errors
/// [`Error::NotFound`] to those who do not work here.
pub async fn pending(app: &App, actor: &Actor, standing: &Standing) -> Result<usize, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let Some(version) = standing.version.as_ref().filter(|version| version.binds) else { return Ok(0) };
    let reader = app.store().reader().await?;
    duties::pending(&reader, &app.declarations(), (&standing.plan, &version.number), app.today()).await
}

fn reading(key: String, fields: &Fields) -> Option<(String, Reading)> {
    let task = text(fields, "task")?;
    let names = |id: &str| {
        let names = fields.get(id)?.values().iter().filter_map(Value::as_text).map(str::to_owned);
        Some(names.filter(|name| name != NOBODY).collect::<Vec<String>>())
    };
    let correction = Correction {
        task: task.clone(),
        title: text(fields, "title"),
        lead: names("lead"),
        responsible: names("responsible"),
    };
    let is_corrected = text(fields, "verdict").as_deref() == Some(CORRECTED);
    Some((task, Reading { key, is_corrected, basis: text(fields, "basis").unwrap_or_default(), correction }))
}

/// Checks what rows say of the tasks of a version, and records it if asked to: what is right already, or was said before, is not said
/// again. Gives what is new. A row at a time is recorded; where that is broken off, the same rows sent again go on.
///
/// # Errors
/// [`Error::NotFound`] for a version that the actor may not see, [`Error::NotAllowed`] if they may not say so, [`Error::Invalid`] with
/// every problem of every row.
pub async fn check_tasks(
    app: &App,
    actor: &Actor,
    number: &str,
    rows: &[ReadingRow],
    save: bool,
) -> Result<Vec<NewReading>, Error> {
    let standing = version(app, actor, number).await?;
    let opened = records::open(app, actor, LEDGER)?;
    for act in [Act::Create, Act::Change] {
        may(actor, act, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    }
    let reader = app.store().reader().await?;
    let names = Names::read(&reader, &app.declarations(), app.today()).await?;
    drop(reader);
    let (mut problems, mut new, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for row in rows {
        if !seen.insert(row.task.as_str()) {
            problems.push(twice(row));
            continue;
        }
        match new_reading(&standing, &names, row) {
            Ok(reading) => new.extend(reading),
            Err(more) => problems.extend(more),
        }
    }
    let modes: &[Mode<'_>] = if save { &[Mode::Check, Mode::Save] } else { &[Mode::Check] };
    for mode in modes {
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        for reading in &new {
            match propose(app, actor, LEDGER, &proposal(app, number, reading), *mode).await {
                Ok(_) => {}
                Err(Error::Invalid(more)) => {
                    problems
                        .extend(more.into_iter().map(|it| Problem { place: at(reading.line, &it), ..it }));
                }
                Err(error) => return Err(error),
            }
        }
    }
    if problems.is_empty() { Ok(new) } else { Err(Error::Invalid(problems)) }
}

fn at(line: usize, problem: &Problem) -> Place {
    Place { line: Some(line), ..problem.place.clone() }
}

/// What a row says that is not recorded yet; none if all of it is.
fn new_reading(
    standing: &Standing,
    names: &Names,
    row: &ReadingRow,
) -> Result<Option<NewReading>, Vec<Problem>> {
    let read = &standing.read;
    let task = numbers(read).iter().position(|number| *number == row.task).map(|at| &read.tasks[at]);
    let Some(task) = task else { return Err(vec![no_task(row)]) };
    let differs = |one: &[String], other: &[String]| (one != other).then(|| one.to_vec());
    let title = task.title.as_ref().is_none_or(|title| *title != row.title) && !row.title.is_empty();
    // A task without a title is called by its first words; these are no correction.
    let is_first_words = task.title.is_none() && task.text.starts_with(row.title.trim_end_matches('…'));
    let correction = Correction {
        task: row.task.clone(),
        title: (title && !is_first_words).then(|| row.title.clone()),
        lead: differs(&row.lead, &task.lead),
        responsible: differs(&row.responsible, &task.responsible),
    };
    let problems = problems(task, names, row, &correction);
    if !problems.is_empty() {
        return Err(problems);
    }
    let known = standing.readings.get(&row.task);
    let new = NewReading {
        line: row.line,
        correction,
        basis: row.basis.clone(),
        key: known.map(|known| known.key.clone()),
    };
    let is_said = match known {
        // A sheet that was taken along before somebody corrected the task does not undo that; saying that it was right does.
        Some(known) if known.is_corrected && new.is_corrected() => {
            known.correction == new.correction && known.basis == new.basis
        }
        Some(known) if known.is_corrected => !row.is_confirmed,
        Some(_) => !new.is_corrected(),
        None => !new.is_corrected() && !row.is_confirmed,
    };
    Ok((!is_said).then_some(new))
}

/// What is wrong with a row of a task that there is.
fn problems(task: &Task, names: &Names, row: &ReadingRow, correction: &Correction) -> Vec<Problem> {
    let mut problems = Vec::new();
    let problem = |field: &str, code: &str, what: (String, String), remedy: (&str, &str)| {
        let place = Place { line: Some(row.line), ..Place::default().at_field(field) };
        Problem::error(code, place, Wording::new(what.0, what.1), Wording::new(remedy.0, remedy.1))
    };
    if row.lead.is_empty() && !task.lead.is_empty() {
        let what = ("牵头单位空着".to_owned(), "nobody leads".to_owned());
        let remedy = ("请写明牵头单位；照原文的写法", "say who leads, as the plan writes it");
        problems.push(problem("lead", "missing-field", what, remedy));
    }
    let is_new = |name: &&String| !task.lead.contains(name) && !task.responsible.contains(name);
    for (field, named) in [("lead", &row.lead), ("responsible", &row.responsible)] {
        for name in named.iter().filter(is_new).filter(|name| names.meant(name) == Meant::Unknown) {
            let what = (format!("台账里没有“{name}”"), format!("no ledger knows {name}"));
            let remedy = (
                "请照单位名称或别名的写法，或先在“单位别名”登记",
                "write a name of the bodies, or enter it among their names first",
            );
            problems.push(problem(field, "unknown-body", what, remedy));
        }
    }
    let both: Vec<&String> = row.lead.iter().filter(|name| row.responsible.contains(name)).collect();
    for name in both {
        let what = (format!("“{name}”既牵头又是责任单位"), format!("{name} both leads and shares"));
        problems.push(problem("responsible", "named-twice", what, ("请只留一处", "leave one of them")));
    }
    let is_corrected =
        correction.title.is_some() || correction.lead.is_some() || correction.responsible.is_some();
    if is_corrected && row.basis.is_empty() {
        let what = ("改了内容，没有写依据".to_owned(), "it is corrected without saying why".to_owned());
        let remedy = (
            "请写明原文第几行、哪一个问题的答复，或哪一份文件",
            "name the line, the answer, or the document on which it rests",
        );
        problems.push(problem("basis", "missing-field", what, remedy));
    }
    problems
}

fn no_task(row: &ReadingRow) -> Problem {
    Problem::error(
        "unknown-task",
        Place { line: Some(row.line), ..Place::default().at_field("task") },
        Wording::new(
            format!("这一版方案没有任务“{}”", row.task),
            format!("this version has no task {}", row.task),
        ),
        Wording::new(
            "编号照下载的任务分解表，不要改动",
            "keep the numbers of the breakdown that you took along",
        ),
    )
}

fn twice(row: &ReadingRow) -> Problem {
    Problem::error(
        "named-twice",
        Place { line: Some(row.line), ..Place::default().at_field("task") },
        Wording::new(
            format!("任务“{}”出现了两次", row.task),
            format!("the task {} stands there twice", row.task),
        ),
        Wording::new("请只留一行", "leave one of the rows"),
    )
}

/// The statement by which a reading is recorded.
fn proposal(app: &App, number: &str, reading: &NewReading) -> Proposal {
    let Correction { task, title, lead, responsible } = &reading.correction;
    let or_nobody =
        |names: &Vec<String>| if names.is_empty() { vec![NOBODY.to_owned()] } else { names.clone() };
    let verdict = if reading.is_corrected() { CORRECTED } else { CONFIRMED };
    let basis = Some(reading.basis.clone()).filter(|basis| !basis.is_empty());
    let mut given = Input::from([
        ("verdict".to_owned(), vec![verdict.to_owned()]),
        ("title".to_owned(), title.clone().into_iter().collect()),
        ("lead".to_owned(), lead.as_ref().map(or_nobody).unwrap_or_default()),
        ("responsible".to_owned(), responsible.as_ref().map(or_nobody).unwrap_or_default()),
        ("basis".to_owned(), basis.into_iter().collect()),
    ]);
    let from = app.today();
    let said = match &reading.key {
        Some(key) => Said::Became { key: key.clone(), from },
        None => {
            given.insert(VERSION.to_owned(), vec![number.to_owned()]);
            given.insert("task".to_owned(), vec![task.clone()]);
            Said::Created { from }
        }
    };
    let reason = "核对任务分解表".to_owned();
    Proposal { said, given: Given::Texts(given), reason, seen: None }
}
