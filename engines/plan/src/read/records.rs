//! Tasks written as records: 任务名称：… 工作内容：… 牵头单位：… 完成时限：…

use std::collections::HashSet;

use super::owned::Owned;
use crate::date;
use crate::model::Task;
use crate::outline::Outline;
use crate::owners::{Field, Habits, Owners};
use crate::text::close_up;
use crate::words::role::Label;

/// The records of a document, and the parts they take up.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) tasks: Vec<Task>,
    pub(crate) parts: HashSet<usize>,
}

/// A record while its labels are read.
struct Record {
    item: usize,
    task: Task,
    owners: Owners,
}

/// Whether a paragraph begins a record: with its number, or with its name.
fn begins(owned: &Owned, open: Option<&Record>) -> bool {
    match owned.fields.first().map(|field| field.label) {
        Some(Label::Number) => true,
        Some(Label::Title) => open.is_none_or(|record| record.task.title.is_some()),
        _ => false,
    }
}

/// Reads the records. One goes on as long as labels follow under the same heading.
pub(super) fn read(outline: &Outline, owned: &[Owned], habits: Habits, year: Option<i16>) -> Records {
    let mut records = Records::default();
    let mut open: Option<Record> = None;
    for (i, part) in outline.parts.iter().enumerate() {
        let own = &owned[i];
        let goes_on = open.as_ref().is_some_and(|record| record.item == part.item) && !own.fields.is_empty();
        if !goes_on || begins(own, open.as_ref()) {
            records.tasks.extend(open.take().map(finish));
            if !begins(own, None) {
                continue;
            }
            let item = &outline.items[part.item];
            let task = Task {
                path: item.path.clone(),
                group: item.title.clone(),
                line: part.text.line(),
                ..Task::default()
            };
            open = Some(Record { item: part.item, task, owners: Owners::default() });
        }
        let Some(record) = &mut open else { continue };
        records.parts.insert(i);
        record.task.last_line = part.text.last_line();
        for statement in &own.statements {
            record.owners.add(statement.owners(habits));
            record.task.deadline = statement.deadline.clone().or(record.task.deadline.take());
        }
        for field in &own.fields {
            fill(part, field, year, &mut record.task);
        }
    }
    records.tasks.extend(open.map(finish));
    records.tasks.retain(|task| task.title.is_some() || !task.text.is_empty());
    // A lone 任务名称 without owners is a line of prose.
    if records.tasks.iter().all(|task| task.lead.is_empty() && task.responsible.is_empty()) {
        Records::default()
    } else {
        records
    }
}

fn finish(record: Record) -> Task {
    let Record { mut task, owners, .. } = record;
    task.open_list = owners.open_list;
    (task.lead, task.responsible) = owners.into_lists();
    task
}

fn fill(part: &crate::outline::Part, field: &Field, year: Option<i16>, task: &mut Task) {
    let words = part.text.quote(field.value.clone());
    match field.label {
        Label::Title => task.title = Some(close_up(words)),
        Label::Number => task.path.push(close_up(words)),
        Label::Content | Label::Goal if task.text.is_empty() => words.clone_into(&mut task.text),
        Label::Content | Label::Goal => {
            task.text.push('\n');
            task.text.push_str(words);
        }
        Label::Group => task.group = Some(close_up(words)),
        Label::Deadline => {
            task.deadline = date::deadline(&part.text, field.value.clone(), year).or(task.deadline.take());
        }
        _ => {}
    }
}
