use form::{Fields, Input, Value};
use kernel::{Problem, Wording};
use plan::{Correction, Meant, Task, numbers, rhythms};
use serde::{Deserialize, Serialize};

use super::super::Standing;
use super::in_cases::{one, several};
use super::rows::{Look, NewReading, Row, at, check};
use super::written::no_day;
use super::{NOTHING, Reading, code, day, nothing, titles};
use crate::duties::text;
use crate::{Actor, App, Declarations, Error};

pub(super) const LEDGER: &str = "readings";

/// The table of how often something is done. Its codes are those of the reader, written with dashes.
const RHYTHMS: &str = "rhythm";

/// The code by which a task is said to have none.
const NO_RHYTHM: &str = "none";

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
    /// By when, as it was written.
    pub deadline: String,
    /// How often, as it was written.
    pub rhythms: Vec<String>,
    /// Whether somebody has looked at it and found it right.
    pub is_confirmed: bool,
    /// On what a correction rests.
    pub basis: String,
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
) -> Result<Vec<NewReading<Correction>>, Error> {
    check(app, actor, number, rows, save).await
}

/// What a record says of a task.
pub(super) fn correction(declarations: &Declarations, fields: &Fields) -> Option<Correction> {
    let list = |id: &str| {
        let texts = fields.get(id)?.values().iter().filter_map(Value::as_text).map(str::to_owned);
        Some(texts.filter(|text| text != NOTHING).collect::<Vec<String>>())
    };
    let codes = |codes: Vec<String>| {
        let known = codes.iter().filter_map(|text| code(declarations, RHYTHMS, text));
        known.filter(|code| code != NO_RHYTHM).map(|code| code.replace('-', "_")).collect()
    };
    Some(Correction {
        task: text(fields, "task")?,
        title: text(fields, "title"),
        lead: list("lead"),
        responsible: list("responsible"),
        deadline: text(fields, "deadline").and_then(|written| day(&written)),
        rhythms: list("rhythms").map(codes),
    })
}

impl Row for ReadingRow {
    type Correction = Correction;
    const LEDGER: &'static str = LEDGER;
    const NUMBER: &'static str = "task";
    const CALLED: (&'static str, &'static str) = ("任务", "task");
    const REASON: &'static str = "核对任务分解表";

    fn place(&self) -> (usize, &str) {
        (self.line, &self.task)
    }

    fn said(&self) -> (bool, &str) {
        (self.is_confirmed, &self.basis)
    }

    fn known<'s>(&self, standing: &'s Standing) -> Option<&'s Reading<Correction>> {
        standing.readings.tasks.get(&self.task)
    }

    fn correction(&self, look: &Look<'_>) -> Option<(Correction, Vec<Problem>)> {
        let read = &look.standing.read;
        let task = &read.tasks[numbers(read).iter().position(|number| *number == self.task)?];
        let differs = |one: &[String], other: &[String]| (one != other).then(|| one.to_vec());
        let title = task.title.as_ref().is_none_or(|title| *title != self.title) && !self.title.is_empty();
        // A task without a title is called by its first words; these are no correction.
        let is_first_words = task.title.is_none() && task.text.starts_with(self.title.trim_end_matches('…'));
        let mut problems = owners(task, look, self);
        let deadline = self.deadline(&mut problems);
        let every = self.every(look.declarations, &mut problems);
        let read_every: Vec<String> = rhythms(read, task).map(|it| it.every.clone()).collect();
        let correction = Correction {
            task: self.task.clone(),
            title: (title && !is_first_words).then(|| self.title.clone()),
            lead: differs(&self.lead, &task.lead),
            responsible: differs(&self.responsible, &task.responsible),
            deadline: deadline.filter(|it| it != task.deadline.as_deref().unwrap_or_default()),
            rhythms: differs(&every, &read_every),
        };
        Some((correction, problems))
    }

    fn says_something(correction: &Correction) -> bool {
        correction.says_something()
    }

    fn given(correction: &Correction) -> Vec<(&'static str, Vec<String>)> {
        let Correction { task: _, title, lead, responsible, deadline, rhythms } = correction;
        let dashed = rhythms.as_ref().map(|codes| codes.iter().map(|code| code.replace('_', "-")).collect());
        vec![
            ("title", title.clone().into_iter().collect()),
            ("lead", or_nothing(lead.as_ref())),
            ("responsible", or_nothing(responsible.as_ref())),
            ("deadline", deadline.iter().map(|day| nothing(day)).collect()),
            ("rhythms", or_nothing(dashed.as_ref())),
        ]
    }

    fn written(given: &Input) -> ReadingRow {
        ReadingRow {
            line: 0,
            task: one(given, "task"),
            title: one(given, "title"),
            lead: several(given, "lead"),
            responsible: several(given, "responsible"),
            deadline: one(given, "deadline"),
            rhythms: several(given, "rhythms"),
            is_confirmed: false,
            basis: one(given, "basis"),
        }
    }

    fn now(standing: &Standing, number: &str) -> Option<Vec<(&'static str, Vec<String>)>> {
        let plan = &standing.plan;
        let task = &plan.tasks[numbers(plan).iter().position(|it| it == number)?];
        let rhythms = rhythms(plan, task).map(|it| it.every.replace('_', "-"));
        Some(vec![
            ("title", task.title.clone().into_iter().collect()),
            ("lead", task.lead.clone()),
            ("responsible", task.responsible.clone()),
            ("deadline", task.deadline.clone().into_iter().collect()),
            ("rhythms", rhythms.collect()),
        ])
    }
}

impl ReadingRow {
    /// By when, as the plan has it; empty where nothing was written.
    fn deadline(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let day = day(&self.deadline);
        if day.is_none() {
            problems.push(no_day(at(self.line, "deadline"), &self.deadline));
        }
        day
    }

    /// How often, as the plan has it.
    fn every(&self, declarations: &Declarations, problems: &mut Vec<Problem>) -> Vec<String> {
        let mut found = Vec::new();
        for text in &self.rhythms {
            match code(declarations, RHYTHMS, text) {
                Some(code) if code == NO_RHYTHM => {}
                Some(code) => found.push(code.replace('-', "_")),
                None => problems.push(no_rhythm(declarations, self.line, text)),
            }
        }
        found
    }
}

fn or_nothing(texts: Option<&Vec<String>>) -> Vec<String> {
    let or = |texts: &Vec<String>| if texts.is_empty() { vec![NOTHING.to_owned()] } else { texts.clone() };
    texts.map(or).unwrap_or_default()
}

/// What is wrong with who leads and shares a task that there is.
fn owners(task: &Task, look: &Look<'_>, row: &ReadingRow) -> Vec<Problem> {
    let mut problems = Vec::new();
    let problem = |field: &str, code: &str, what: (String, String), remedy: (&str, &str)| {
        let (what, remedy) = (Wording::new(what.0, what.1), Wording::new(remedy.0, remedy.1));
        Problem::error(code, at(row.line, field), what, remedy)
    };
    if row.lead.is_empty() && !task.lead.is_empty() {
        let what = ("牵头单位空着".to_owned(), "nobody leads".to_owned());
        let remedy = ("请写明牵头单位；照原文的写法", "say who leads, as the plan writes it");
        problems.push(problem("lead", "missing-field", what, remedy));
    }
    let is_new = |name: &&String| !task.lead.contains(name) && !task.responsible.contains(name);
    let is_unknown = |name: &&String| look.names.meant(name) == Meant::Unknown;
    for (field, named) in [("lead", &row.lead), ("responsible", &row.responsible)] {
        for name in named.iter().filter(is_new).filter(is_unknown) {
            let what = (format!("台账里没有“{name}”"), format!("no ledger knows {name}"));
            let remedy = (
                "请照单位名称或别名的写法，或先在“单位别名”登记",
                "write a name of the bodies, or enter it among their names first",
            );
            problems.push(problem(field, "unknown-body", what, remedy));
        }
    }
    for name in row.lead.iter().filter(|name| row.responsible.contains(name)) {
        let what = (format!("“{name}”既牵头又是责任单位"), format!("{name} both leads and shares"));
        problems.push(problem("responsible", "named-twice", what, ("请只留一处", "leave one of them")));
    }
    problems
}

fn no_rhythm(declarations: &Declarations, line: usize, text: &str) -> Problem {
    let (zh, en) = titles(declarations, RHYTHMS);
    Problem::error(
        "unknown-code",
        at(line, "rhythms"),
        Wording::new(format!("频次“{text}”看不懂"), format!("how often {text} is cannot be read")),
        Wording::new(format!("可以填：{zh}；几个之间用顿号"), format!("write one or several of: {en}")),
    )
}
