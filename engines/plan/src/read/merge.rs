//! A table at the end that says again what the body says: one task, not two.

use std::collections::{BTreeSet, HashMap};

use super::Reading;
use crate::model::Task;

/// Titles are compared by their letters.
fn key(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the rows of a table name most of these items again.
pub(super) fn share(reading: &Reading, items: &BTreeSet<usize>, rows: &[Task]) -> bool {
    let titles: BTreeSet<String> = rows.iter().filter_map(|row| row.title.as_deref()).map(key).collect();
    let named = items.iter().filter(|&&item| {
        reading.outline.items[item].title.as_deref().is_some_and(|title| titles.contains(&key(title)))
    });
    let named = named.count();
    named > 0 && named * 2 >= rows.len()
}

/// Adds the tasks of tables; a row with the title of a known task completes that task.
pub(super) fn rows(tasks: &mut Vec<Task>, rows: Vec<Task>) {
    let known: HashMap<String, usize> =
        tasks.iter().enumerate().filter_map(|(i, task)| Some((key(task.title.as_deref()?), i))).collect();
    for row in rows {
        let found = row.title.as_deref().and_then(|title| known.get(&key(title)));
        match found {
            Some(&i) => complete(&mut tasks[i], row),
            None => tasks.push(row),
        }
    }
}

fn complete(task: &mut Task, row: Task) {
    if task.lead.is_empty() && task.responsible.is_empty() {
        task.lead = row.lead;
        task.responsible = row.responsible;
        task.open_list = row.open_list;
        task.responsible_role = row.responsible_role;
    }
    task.deadline = task.deadline.take().or(row.deadline);
    if task.text.is_empty() {
        task.text = row.text;
    }
}
