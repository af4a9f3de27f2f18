//! Every task and every target with what was found when somebody looked at it, and what a sheet that was sent back would record.

use app::plans::{NewReading, Reading, Standing};
use plan::{Correction, Target, TargetCorrection, Task, numbers, target_numbers};

use super::super::{cells_of_target, figure, title_of_task, verdict, was};
use crate::components::{Cell, Column, Table, Tag, Tone};
use crate::page::Page;
use crate::query::Query;
use crate::words::Words;

/// How the tasks of a version have been looked at.
pub(super) fn tasks(page: &Page, standing: &Standing, number: &str, may_record: bool) -> Table {
    let words = page.words;
    let read = &standing.read;
    let numbers = numbers(read);
    let row = |(at, task): (usize, &Task)| {
        let (number_of_task, original) = (&numbers[at], &read.tasks[at]);
        let reading = standing.readings.tasks.get(number_of_task);
        let names = |names: &[String]| names.join(words.comma());
        let named = |task: &Task| format!("{number_of_task} {}", title_of_task(task));
        let mut cells = vec![
            was(words, named(task), named(original)),
            was(words, names(&task.lead), names(&original.lead)),
            was(words, names(&task.responsible), names(&original.responsible)),
            figure(was(words, page.deadline(task), page.deadline(original))),
            was(words, page.rhythms(&standing.plan, task), page.rhythms(read, original)),
        ];
        let link = Query::default().with("version", number).with("task", number_of_task.as_str());
        cells.extend(looked_at(page, reading, ("readings", number_of_task, link), may_record));
        cells
    };
    let columns = [
        words.plan_task(),
        words.plan_lead(),
        words.plan_share(),
        words.plan_deadline(),
        words.plan_rhythms(),
    ];
    Table {
        words,
        caption: words.readings_tasks().to_owned(),
        columns: with_looked_at(words, &columns, may_record),
        rows: standing.plan.tasks.iter().enumerate().map(row).collect(),
    }
}

/// How the targets of a version have been looked at.
pub(super) fn targets(page: &Page, standing: &Standing, number: &str, may_record: bool) -> Table {
    let words = page.words;
    let read = &standing.read;
    let numbers = target_numbers(read);
    let row = |(at, target): (usize, &Target)| {
        let (number_of_target, original) = (&numbers[at], &read.targets[at]);
        let reading = standing.readings.targets.get(number_of_target);
        let named = |target: &Target| format!("{number_of_target} {}", target.subject);
        let mut cells = cells_of_target(words, target, original);
        cells[0] = was(words, named(target), named(original));
        cells.push(Cell::Text(target.sentence.clone()));
        let link = Query::default().with("version", number).with("target", number_of_target.as_str());
        cells.extend(looked_at(page, reading, ("target-readings", number_of_target, link), may_record));
        cells
    };
    let columns = [words.plan_subject(), words.plan_wanted(), words.plan_deadline(), words.plan_sentence()];
    Table {
        words,
        caption: words.readings_targets().to_owned(),
        columns: with_looked_at(words, &columns, may_record),
        rows: standing.plan.targets.iter().enumerate().map(row).collect(),
    }
}

fn with_looked_at(words: Words, columns: &[&str], may_record: bool) -> Vec<Column> {
    let last = [words.readings_verdict(), words.readings_basis()];
    let record = may_record.then(|| words.readings_record());
    columns.iter().copied().chain(last).chain(record).map(Column::text).collect()
}

/// What was found, on what it rests, and where that is said of a record of a ledger.
fn looked_at<C>(
    page: &Page,
    reading: Option<&Reading<C>>,
    (ledger, number, link): (&str, &str, Query),
    may_record: bool,
) -> Vec<Cell> {
    let words = page.words;
    let mut cells = vec![
        Cell::Tag(tag(words, reading)),
        reading.map_or(Cell::Nothing, |reading| Cell::Text(reading.basis.clone())),
    ];
    if may_record {
        let href = match reading {
            Some(reading) => format!("{}/change", page.record(ledger, &reading.key)),
            None => link.with("verdict", "confirmed").after(&page.href(&format!("/ledgers/{ledger}/new"))),
        };
        cells.push(Cell::Link { href, text: words.readings_look(number) });
    }
    cells
}

fn tag<C>(words: Words, reading: Option<&Reading<C>>) -> Tag {
    let tone = match reading {
        None => Tone::Warning,
        Some(reading) if reading.is_corrected => Tone::Information,
        Some(_) => Tone::Good,
    };
    Tag { text: verdict(words, reading).to_owned(), tone }
}

/// What a row of a sheet would record.
pub(super) struct Said {
    pub(super) line: usize,
    number: String,
    what: Vec<String>,
    basis: String,
}

/// What rows of the breakdown of tasks would record.
pub(super) fn said_of_tasks(page: &Page, new: &[NewReading<Correction>]) -> Vec<Said> {
    let words = page.words;
    let list = |names: &Vec<String>| or_nothing(words, names.join(words.comma()));
    let said = |reading: &NewReading<Correction>| {
        let Correction { task: _, title, lead, responsible, deadline, rhythms } = &reading.correction;
        let rhythms = rhythms.as_ref().map(|codes| codes.iter().map(|code| page.rhythm(code)).collect());
        let what = [
            (words.plan_task(), title.clone()),
            (words.plan_lead(), lead.as_ref().map(list)),
            (words.plan_share(), responsible.as_ref().map(list)),
            (words.plan_deadline(), deadline.as_deref().map(|day| or_nothing(words, page.day(day)))),
            (words.plan_rhythms(), rhythms.as_ref().map(list)),
        ];
        said(words, reading, what)
    };
    new.iter().map(said).collect()
}

/// What rows of the table of targets would record.
pub(super) fn said_of_targets(page: &Page, new: &[NewReading<TargetCorrection>]) -> Vec<Said> {
    let words = page.words;
    let said = |reading: &NewReading<TargetCorrection>| {
        let TargetCorrection { target: _, subject, comparator, number, unit, by } = &reading.correction;
        let what = [
            (words.plan_subject(), subject.clone()),
            (words.plan_comparator(), comparator.map(|it| page.coded("comparator", it.id()))),
            (words.plan_value(), number.map(|number| number.to_string())),
            (words.plan_unit(), unit.clone().map(|unit| or_nothing(words, unit))),
            (words.plan_deadline(), by.as_deref().map(|day| or_nothing(words, page.day(day)))),
        ];
        said(words, reading, what)
    };
    new.iter().map(said).collect()
}

fn said<C>(words: Words, new: &NewReading<C>, what: [(&'static str, Option<String>); 5]) -> Said {
    let fields = what.into_iter().filter_map(|(field, value)| Some(words.readings_said(field, value?)));
    let mut what: Vec<String> = fields.collect();
    if !new.is_corrected {
        what.push(words.readings_confirmed().to_owned());
    }
    Said { line: new.line, number: new.number.clone(), what, basis: new.basis.clone() }
}

fn or_nothing(words: Words, text: String) -> String {
    if text.is_empty() { words.readings_nothing().to_owned() } else { text }
}

pub(super) fn preview(words: Words, said: Vec<Said>) -> Table {
    let row = |said: Said| {
        vec![
            Cell::Figure(said.line.to_string()),
            Cell::Text(said.number),
            Cell::Lines(said.what),
            Cell::Text(said.basis),
        ]
    };
    Table {
        words,
        caption: words.readings_preview().to_owned(),
        columns: vec![
            Column::text(words.readings_line()),
            Column::text(words.plan_number()),
            Column::text(words.readings_is()),
            Column::text(words.readings_basis()),
        ],
        rows: said.into_iter().map(row).collect(),
    }
}
