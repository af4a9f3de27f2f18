use app::day_of;
use app::records::{Entry, Opened};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use ledger::{Difference, EARLIEST, Interval, Step, StepKind};

use super::Doers;
use super::cell::Look;
use crate::components::{self, Cell, Tag, Tone};
use crate::page::Page;

/// More days than these between what happened and its entry are marked as late.
const LATE_DAYS: i32 = 30;

/// The history of a record as the page shows it.
pub(crate) fn entries(
    look: &Look<'_>,
    opened: &Opened,
    entries: &[Entry],
    doers: &Doers,
) -> Vec<components::Entry> {
    let page = look.page;
    let is_staff = page.reader.is_staff();
    let entry = |entry: &Entry| components::Entry {
        receipt: source(page, entry),
        operation: entry.operation.seq.to_string(),
        recorded: time(entry.operation.recorded_at),
        who: if is_staff { doers.who(page, &entry.operation.actor) } else { String::new() },
        reason: entry.operation.reason.clone().filter(|_| is_staff).unwrap_or_default(),
        steps: steps(look, opened, &entry.steps, day_of(entry.operation.recorded_at)),
    };
    entries.iter().map(entry).collect()
}

/// The line of the file from which it was loaded, for those who keep ledgers.
fn source(page: &Page, entry: &Entry) -> Option<(String, String)> {
    let subject = &entry.operation.subject;
    let line = entry.line.filter(|_| page.reader.is_staff() && subject.kind == app::imports::SUBJECT)?;
    let href = page.href(&format!("/workbench/imports/{}/rows/{line}", subject.id));
    Some((href, page.words.imports_from_line(line)))
}

/// What an operation changed, period by period; `recorded` is the day on which it was recorded.
pub(crate) fn steps(
    look: &Look<'_>,
    opened: &Opened,
    steps: &[Step],
    recorded: Date,
) -> Vec<components::Step> {
    let step = |step: &Step| components::Step {
        marks: marks(look.page, step, recorded),
        holds: period(look.page, step.valid_from, step.valid_to),
        changes: differences(look, opened, &step.differences),
    };
    steps.iter().map(step).collect()
}

/// The fields that differ, in the order in which they are asked; those that are asked no more come last.
pub(crate) fn differences(
    look: &Look<'_>,
    opened: &Opened,
    differences: &[Difference],
) -> Vec<components::Difference> {
    let fields = opened.fields_ever().filter_map(|field| {
        let difference = differences.iter().find(|difference| difference.field == field.id)?;
        let side = |value: &Option<form::Value>| match value {
            Some(value) => Cell::Text(look.text(field, value)),
            None => Cell::Nothing,
        };
        Some(components::Difference {
            field: look.page.words.title(&field.title),
            before: side(&difference.left),
            after: side(&difference.right),
        })
    });
    fields.collect()
}

fn marks(page: &Page, step: &Step, recorded: Date) -> Vec<Tag> {
    let words = page.words;
    let tone = match step.kind {
        StepKind::Began => Tone::Good,
        StepKind::Changed => Tone::Information,
        StepKind::Corrected => Tone::Warning,
        StepKind::Ended | StepKind::Withdrawn => Tone::Bad,
        StepKind::Merged(_) | StepKind::Unmerged => Tone::Plain,
    };
    let mut marks = vec![Tag { text: words.title(&step.kind.title()), tone }];
    let days = step.valid_from.until(recorded).map_or(0, |span| span.get_days());
    if days > LATE_DAYS && step.valid_from != EARLIEST && step.kind != StepKind::Corrected {
        marks.push(Tag { text: words.timeline_late(days), tone: Tone::Plain });
    }
    marks
}

/// From a day to the last day, both of it.
pub(crate) fn period(page: &Page, from: Date, to: Date) -> String {
    let words = page.words;
    let last = to.yesterday().ok().filter(|_| to != Interval::FOREVER);
    match (from == EARLIEST, last) {
        (true, None) => words.timeline_always().to_owned(),
        (true, Some(last)) => words.timeline_until(last),
        (false, Some(last)) => words.timeline_period(from, last),
        (false, None) => words.timeline_from(from),
    }
}

/// A time in China, to the minute.
pub(crate) fn time(time: Timestamp) -> String {
    let china = TimeZone::fixed(Offset::constant(8));
    time.to_zoned(china).strftime("%Y-%m-%d %H:%M").to_string()
}
