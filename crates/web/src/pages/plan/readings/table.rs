//! Every task, target, stage and safeguard with what was found when somebody looked at it, and what a sheet that was sent back would record.

use app::plans::{NewReading, Reading, Standing};
use plan::{
    Correction, Safeguard, SafeguardCorrection, Stage, StageCorrection, Target, TargetCorrection, Task,
    numbers, target_numbers,
};

use super::super::{cells_of_target, figure, rhythms_of_safeguard, title_of_task, verdict, was};
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

/// How the stages of a version have been looked at.
pub(super) fn stages(page: &Page, standing: &Standing, number: &str, may_record: bool) -> Table {
    let words = page.words;
    let row = |(at, (stage, original)): (usize, (&Stage, &Stage))| {
        let number_of_stage = (at + 1).to_string();
        let reading = standing.readings.stages.get(&number_of_stage);
        let named = |stage: &Stage| format!("{number_of_stage} {}", stage.title);
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let mut cells = vec![
            was(words, named(stage), named(original)),
            figure(was(words, day(&stage.from), day(&original.from))),
            figure(was(words, day(&stage.to), day(&original.to))),
        ];
        let link = Query::default().with("version", number).with("stage", number_of_stage.as_str());
        cells.extend(looked_at(page, reading, ("stage-readings", &number_of_stage, link), may_record));
        cells
    };
    let both = standing.plan.stages.iter().zip(&standing.read.stages);
    Table {
        words,
        caption: words.plan_stages().to_owned(),
        columns: with_looked_at(
            words,
            &[words.plan_stage(), words.plan_stage_from(), words.plan_stage_to()],
            may_record,
        ),
        rows: both.enumerate().map(row).collect(),
    }
}

/// How the safeguards of a version have been looked at.
pub(super) fn safeguards(page: &Page, standing: &Standing, number: &str, may_record: bool) -> Table {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let row = |(at, (safeguard, original)): (usize, (&Safeguard, &Safeguard))| {
        let number_of_safeguard = (at + 1).to_string();
        let reading = standing.readings.safeguards.get(&number_of_safeguard);
        let named = |safeguard: &Safeguard| format!("{number_of_safeguard} {}", safeguard.title);
        let names = |names: &[String]| names.join(words.comma());
        let rhythms = |plan, safeguard| rhythms_of_safeguard(page, plan, safeguard);
        let mut cells = vec![
            was(words, named(safeguard), named(original)),
            was(words, names(&safeguard.lead), names(&original.lead)),
            was(words, names(&safeguard.responsible), names(&original.responsible)),
            was(words, rhythms(plan, safeguard), rhythms(read, original)),
        ];
        let link = Query::default().with("version", number).with("safeguard", number_of_safeguard.as_str());
        let ledger = ("safeguard-readings", &*number_of_safeguard, link);
        cells.extend(looked_at(page, reading, ledger, may_record));
        cells
    };
    let columns = [words.plan_safeguard(), words.plan_lead(), words.plan_share(), words.plan_rhythms()];
    Table {
        words,
        caption: words.plan_safeguards().to_owned(),
        columns: with_looked_at(words, &columns, may_record),
        rows: plan.safeguards.iter().zip(&read.safeguards).enumerate().map(row).collect(),
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

/// What rows of the table of stages would record.
pub(super) fn said_of_stages(page: &Page, new: &[NewReading<StageCorrection>]) -> Vec<Said> {
    let words = page.words;
    let said = |reading: &NewReading<StageCorrection>| {
        let StageCorrection { stage: _, title, from, to } = &reading.correction;
        let day = |day: &Option<String>| day.clone().map(|day| or_nothing(words, day));
        let what = [
            (words.plan_stage(), title.clone()),
            (words.plan_stage_from(), day(from)),
            (words.plan_stage_to(), day(to)),
        ];
        said(words, reading, what)
    };
    new.iter().map(said).collect()
}

/// What rows of the table of safeguards would record.
pub(super) fn said_of_safeguards(page: &Page, new: &[NewReading<SafeguardCorrection>]) -> Vec<Said> {
    let words = page.words;
    let list = |names: &Vec<String>| or_nothing(words, names.join(words.comma()));
    let said = |reading: &NewReading<SafeguardCorrection>| {
        let SafeguardCorrection { safeguard: _, title, lead, responsible, rhythms } = &reading.correction;
        let rhythms = rhythms.as_ref().map(|codes| codes.iter().map(|code| page.rhythm(code)).collect());
        let what = [
            (words.plan_safeguard(), title.clone()),
            (words.plan_lead(), lead.as_ref().map(list)),
            (words.plan_share(), responsible.as_ref().map(list)),
            (words.plan_rhythms(), rhythms.as_ref().map(list)),
        ];
        said(words, reading, what)
    };
    new.iter().map(said).collect()
}

fn said<C, const FIELDS: usize>(
    words: Words,
    new: &NewReading<C>,
    what: [(&'static str, Option<String>); FIELDS],
) -> Said {
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
