use form::{Fields, Input, Value};
use kernel::Problem;
use plan::{Correction, numbers, rhythms};
use serde::{Deserialize, Serialize};

use super::super::Standing;
use super::in_cases::{one, several};
use super::owners::{Owners, owners};
use super::rhythms::{dashed, every, every_of, or_nothing};
use super::rows::{Look, NewReading, Row, at, check};
use super::written::no_day;
use super::{NOTHING, Reading, day, nothing};
use crate::duties::text;
use crate::{Actor, App, Declarations, Error};

pub(super) const LEDGER: &str = "readings";

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
    Some(Correction {
        task: text(fields, "task")?,
        title: text(fields, "title"),
        lead: list(fields, "lead"),
        responsible: list(fields, "responsible"),
        deadline: text(fields, "deadline").and_then(|written| day(&written)),
        rhythms: list(fields, "rhythms").map(|codes| every_of(declarations, &codes)),
    })
}

/// The texts of a field, but for the one that stands for nothing; none where the record does not say.
pub(super) fn list(fields: &Fields, id: &str) -> Option<Vec<String>> {
    let texts = fields.get(id)?.values().iter().filter_map(Value::as_text).map(str::to_owned);
    Some(texts.filter(|text| text != NOTHING).collect())
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
        let was = Owners { lead: &task.lead, responsible: &task.responsible };
        let said = Owners { lead: &self.lead, responsible: &self.responsible };
        let mut problems = owners(look, self.line, was, said);
        let deadline = self.deadline(&mut problems);
        let every = every(look.declarations, self.line, &self.rhythms, &mut problems);
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
        vec![
            ("title", title.clone().into_iter().collect()),
            ("lead", or_nothing(lead.as_ref())),
            ("responsible", or_nothing(responsible.as_ref())),
            ("deadline", deadline.iter().map(|day| nothing(day)).collect()),
            ("rhythms", or_nothing(rhythms.as_deref().map(dashed).as_ref())),
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
}
