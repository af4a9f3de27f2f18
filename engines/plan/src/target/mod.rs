//! Targets: numbers to be reached, with what is measured, how it is compared and by when.

mod by;
mod distribute;
mod measure;
mod qualitative;
mod rows;
mod subject;

use std::collections::HashMap;
use std::ops::Range;

use crate::marker::Style;
use crate::model::{ByHow, Plan, Target, Task};
use crate::read::Reading;
use crate::read::{sentences, task_at};
use crate::text::Text;
use crate::words::section::SectionKind;
use by::By;
use measure::Measure;

/// The labels of a task stand within so many paragraphs of its words.
const LABELS_NEAR: usize = 12;

/// A sentence longer than this has no full stops; it is quoted in part.
const SENTENCE_MAX: usize = 1000;

/// A range of text with what is known about its surroundings.
struct Scope<'r> {
    text: &'r Text,
    range: Range<usize>,
    section: &'r [String],
    task: Option<&'r Task>,
    /// Numbers count only with a word of comparison.
    strict: bool,
}

/// Reads the targets, with a number and without.
pub(crate) fn read(reading: &Reading, plan: &mut Plan) {
    let (mut targets, mut vague) = (Vec::new(), Vec::new());
    let mut opening: Option<String> = None;
    let mut section = usize::MAX;
    let order = Reading::by_line(&plan.tasks);
    let mut led_in: HashMap<usize, String> = HashMap::new();
    for (i, part) in reading.outline.parts.iter().enumerate() {
        let item = &reading.outline.items[part.item];
        let top = reading.outline.section(part.item);
        if top != section {
            (section, opening) = (top, None);
        }
        if reading.is_frame(i) || !is_scanned(reading, part.item, &part.text) {
            continue;
        }
        let line = part.text.line();
        let task = task_at(&plan.tasks, &order, line);
        let goals = item.kind == SectionKind::Goals;
        let above = led_in.get(&item.parent).cloned();
        let labelled = task.and_then(|task| labelled_deadline(reading, i, task));
        let outer = if goals { opening.clone().or(above) } else { labelled.or(above) };
        let start = part.marker;
        let mut by = By::new(reading, &part.text, outer.clone());
        for range in owners_apart(reading, i, start) {
            let strict = matches!(
                item.kind,
                SectionKind::Stages | SectionKind::Safeguards | SectionKind::Guidance | SectionKind::Closing
            );
            let scope = Scope { text: &part.text, range, section: &item.path, task, strict };
            of_range(&scope, &mut by, &mut targets);
            // The heading of a goal (…更加强劲) announces targets and is none.
            let body = scope.range.start.max(part.body)..scope.range.end;
            qualitative::of_range(&Scope { range: body, ..scope }, &mut by, goals, &mut vague);
        }
        by.pass(part.marker..part.text.len());
        let headed = item.style == Some(Style::Dash)
            || item.parent != 0
                && item.kind == SectionKind::Goals
                && part.title.is_some()
                && part.body < part.text.len();
        if goals && !headed {
            opening = by.last().or(opening);
        }
        // 到2027年，主要实现以下目标： leads in all that is listed below.
        if let (Some(':'), Some(date)) = (part.text.last(), by.last()) {
            led_in.insert(part.item, date);
        }
    }
    for (item, table) in &reading.outline.tables {
        targets.extend(rows::read(reading, *item, table, &plan.tasks, &order));
    }
    targets.sort_by_key(|target| target.line);
    plan.targets = targets;
    plan.qualitative_targets = vague;
}

/// Preambles and principles hold no targets, unless they name a year to reach.
fn is_scanned(reading: &Reading, item: usize, text: &Text) -> bool {
    if crate::read::is_note(text) {
        return false;
    }
    let items = &reading.outline.items;
    let year = reading.front.period.as_ref().filter(|period| period.to.as_ref() == Some(&period.from));
    let this_year =
        year.map(|period| format!("{}年全", &period.from)).filter(|words| text.contains(words)).is_some();
    let named =
        || this_year || ["到20", "力争20", "目标是", "主要目标"].iter().any(|word| text.contains(word));
    match items[item].kind {
        SectionKind::Guidance => named(),
        _ if item == 0 => named() || items[0].children.iter().all(|&child| child < reading.outline.notice),
        _ => true,
    }
}

/// The deadline of a task counts for its targets where a label gave it.
fn labelled_deadline(reading: &Reading, part: usize, task: &Task) -> Option<String> {
    let deadline = task.deadline.clone().filter(|deadline| deadline != "ongoing")?;
    let lines = task.line..=task.last_line;
    let near = part.saturating_sub(LABELS_NEAR)..reading.outline.parts.len().min(part + LABELS_NEAR);
    let mut near = near.filter(|&other| lines.contains(&reading.outline.parts[other].text.line()));
    let labelled =
        |other: usize| reading.owned[other].statements.iter().any(|statement| statement.deadline.is_some());
    near.any(labelled).then_some(deadline)
}

/// The ranges of a part between its statements of owners.
fn owners_apart(reading: &Reading, part: usize, start: usize) -> Vec<Range<usize>> {
    let text = &reading.outline.parts[part].text;
    crate::read::rest(text, start..text.len(), &reading.owned[part].statements)
}

/// The sentence to quote; of one that never ends, the words around the number.
fn quoted(sentence: &Range<usize>, measure: &Measure) -> Range<usize> {
    if sentence.len() <= SENTENCE_MAX {
        return sentence.clone();
    }
    let start = measure.number.start.saturating_sub(SENTENCE_MAX / 2).max(sentence.start);
    start..sentence.end.min(start + SENTENCE_MAX)
}

/// The date of a number in a row: 到2025年、2026年、2027年分别达到800件、900件、1000件.
fn by_row(text: &Text, by: &By<'_>, measures: &[Measure], i: usize) -> Option<String> {
    let row = distribute::row(text, measures, i)?;
    by.row(measures[row.start].op.start, row.len())?.into_iter().nth(i - row.start)
}

fn of_range(scope: &Scope<'_>, by: &mut By<'_>, targets: &mut Vec<Target>) {
    for sentence in sentences(scope.text, scope.range.clone()) {
        // 截至2024年底，…拥有量3126件 tells where things stand.
        if ["截至", "截止", "目前"].iter().any(|word| scope.text.find(word, sentence.clone()).is_some())
        {
            continue;
        }
        let mut before: Option<String> = None;
        let measures = measure::find(scope.text, sentence.clone(), by.spans(), scope.strict);
        for (i, measure) in measures.iter().enumerate() {
            let (date, how) = match by_row(scope.text, by, &measures, i) {
                Some(date) => (Some(date), ByHow::Stated),
                None => by.of(sentence.clone(), measure.number.start),
            };
            let op_text = match measure.op_text(scope.text) {
                words if words.is_empty() => {
                    subject::verb_in_front(scope.text, &measures, i).unwrap_or_default()
                }
                words => words,
            };
            let subjects = subject::of(scope.text, &measures, i, before.as_deref());
            let Some(last) = subjects.last() else { continue };
            before = Some(last.clone());
            for subject in subjects {
                targets.push(Target {
                    sentence: scope.text.quote(quoted(&sentence, measure)).to_owned(),
                    subject,
                    op_text: op_text.clone(),
                    comparator: measure.comparator,
                    reading: measure.reading,
                    number: measure.value,
                    unit: measure.unit.clone(),
                    by: date.clone(),
                    by_how: how,
                    kind: measure.kind,
                    task: scope.task.map(|task| task.path.clone()),
                    section: scope.section.to_vec(),
                    line: scope.text.line_at(measure.number.start),
                });
            }
        }
    }
    by.pass(scope.range.clone());
}
