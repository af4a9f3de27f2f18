//! What people corrected, beside what the plan says: what it is now, what was read, since when, and on what that rests.

use app::plans::{Reading, Standing};
use plan::{Plan, Safeguard, Stage, Target, Task, numbers, target_numbers};

use super::{rhythms_of_safeguard, title_of_task, verdict, wanted};
use crate::components::{Cell, Column, Table};
use crate::page::Page;

/// What is so now and was read otherwise: what it is called, what it is, what was read.
type Change = (&'static str, String, String);

/// The tasks that were corrected; none where none was.
pub(super) fn of_tasks(page: &Page, standing: &Standing) -> Option<Table> {
    let (plan, read) = (&standing.plan, &standing.read);
    let tasks = plan.tasks.iter().zip(&read.tasks).zip(numbers(plan));
    let row = |((task, original), number): ((&Task, &Task), String)| {
        let reading = standing.readings.tasks.get(&number)?;
        let link = Cell::Link {
            href: page.href(&format!("/plan/tasks/{number}")),
            text: format!("{number} {}", title_of_task(task)),
        };
        row(page, reading, link, changes_of_task(page, standing, (task, original)))
    };
    table(page, page.words.plan_task(), tasks.filter_map(row).collect())
}

/// The targets that were corrected; none where none was.
pub(super) fn of_targets(page: &Page, standing: &Standing) -> Option<Table> {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let targets = plan.targets.iter().zip(&read.targets).zip(target_numbers(read));
    let by = |target: &Target| target.by.as_deref().map(|day| page.day(day)).unwrap_or_default();
    let row = |((target, original), number): ((&Target, &Target), String)| {
        let reading = standing.readings.targets.get(&number)?;
        let changes = vec![
            (words.plan_subject(), target.subject.clone(), original.subject.clone()),
            (words.plan_wanted(), wanted(target), wanted(original)),
            (words.plan_deadline(), by(target), by(original)),
        ];
        row(page, reading, Cell::Text(format!("{number} {}", target.subject)), changes)
    };
    table(page, words.plan_subject(), targets.filter_map(row).collect())
}

/// The stages and safeguards that were corrected; none where none was.
pub(super) fn of_schedule(page: &Page, standing: &Standing) -> Option<Table> {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let stage = |(at, (stage, original)): (usize, (&Stage, &Stage))| {
        let reading = standing.readings.stages.get(&(at + 1).to_string())?;
        let changes = vec![
            (words.plan_stage(), stage.title.clone(), original.title.clone()),
            (words.plan_stage_from(), day(&stage.from), day(&original.from)),
            (words.plan_stage_to(), day(&stage.to), day(&original.to)),
        ];
        row(page, reading, Cell::Text(stage.title.clone()), changes)
    };
    let names = |names: &[String]| names.join(words.comma());
    let rhythms = |plan: &Plan, safeguard: &Safeguard| rhythms_of_safeguard(page, plan, safeguard);
    let safeguard = |(at, (safeguard, original)): (usize, (&Safeguard, &Safeguard))| {
        let reading = standing.readings.safeguards.get(&(at + 1).to_string())?;
        let changes = vec![
            (words.plan_safeguard(), safeguard.title.clone(), original.title.clone()),
            (words.plan_lead(), names(&safeguard.lead), names(&original.lead)),
            (words.plan_share(), names(&safeguard.responsible), names(&original.responsible)),
            (words.plan_rhythms(), rhythms(plan, safeguard), rhythms(read, original)),
        ];
        row(page, reading, Cell::Text(safeguard.title.clone()), changes)
    };
    let stages = plan.stages.iter().zip(&read.stages).enumerate().filter_map(stage);
    let safeguards = plan.safeguards.iter().zip(&read.safeguards).enumerate().filter_map(safeguard);
    table(page, words.plan_what(), stages.chain(safeguards).collect())
}

/// What was found when somebody looked at a task, since when that is so, and the answer on which it rests.
pub(super) fn found<C>(page: &Page, reading: &Reading<C>) -> Cell {
    let words = page.words;
    let text = words.readings_found(verdict(words, Some(reading)), reading.since, &reading.basis);
    match &reading.case {
        Some(number) => Cell::Link { href: page.href(&app::cases::path(number)), text },
        None => Cell::Text(text),
    }
}

fn changes_of_task(page: &Page, standing: &Standing, (task, read): (&Task, &Task)) -> Vec<Change> {
    let words = page.words;
    let names = |names: &[String]| names.join(words.comma());
    vec![
        (words.plan_task(), title_of_task(task), title_of_task(read)),
        (words.plan_lead(), names(&task.lead), names(&read.lead)),
        (words.plan_share(), names(&task.responsible), names(&read.responsible)),
        (words.plan_deadline(), page.deadline(task), page.deadline(read)),
        (words.plan_rhythms(), page.rhythms(&standing.plan, task), page.rhythms(&standing.read, read)),
    ]
}

fn row<C>(page: &Page, reading: &Reading<C>, first: Cell, changes: Vec<Change>) -> Option<Vec<Cell>> {
    let words = page.words;
    let or = |text: String, nothing: &str| if text.is_empty() { nothing.to_owned() } else { text };
    let changed = changes.into_iter().filter(|(_, is, read)| is != read);
    let lines = changed.map(|(field, is, read)| {
        words.readings_changed(field, or(is, words.readings_nothing()), or(read, words.plan_not_read()))
    });
    let basis = match &reading.case {
        Some(number) => Cell::Link { href: page.href(&app::cases::path(number)), text: number.clone() },
        None => Cell::Text(reading.basis.clone()),
    };
    let row = vec![first, Cell::Lines(lines.collect()), Cell::Figure(reading.since.to_string()), basis];
    reading.is_corrected.then_some(row)
}

fn table(page: &Page, first: &str, rows: Vec<Vec<Cell>>) -> Option<Table> {
    let words = page.words;
    let columns = [first, words.readings_change(), words.readings_since(), words.readings_basis()];
    (!rows.is_empty()).then(|| Table {
        words,
        caption: words.readings_corrections().to_owned(),
        columns: columns.map(Column::text).to_vec(),
        rows,
    })
}
