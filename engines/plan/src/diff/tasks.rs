//! Tasks of two versions, matched by title, then by words.

use std::collections::{HashMap, HashSet};

use super::{Change, TaskChange, field};
use crate::likeness::{Pairs, pairs_of, plain};
use crate::model::{Plan, Task};

/// Two tasks without a common title are the same when their words are at least so much alike.
const SAME_MIN: f64 = 0.5;
/// So many tasks without a match are compared with each other; more are told as removed and added.
const COMPARED_MAX: usize = 400;

/// The tasks that came, went or differ, if these pairs of an older and a newer one are the same.
pub(super) fn diff(before: &Plan, after: &Plan, pairs: &[(usize, usize)]) -> Vec<TaskChange> {
    let kept: HashMap<usize, usize> = pairs.iter().map(|pair| (pair.1, pair.0)).collect();
    let stayed: HashSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    let mut changes = Vec::new();
    for (i, task) in after.tasks.iter().enumerate() {
        match kept.get(&i) {
            Some(&old) => changes.extend(changed(&before.tasks[old], task)),
            None => changes.push(change(task, Change::Added, None, Some(task.line))),
        }
    }
    let gone = before.tasks.iter().enumerate().filter(|(i, _)| !stayed.contains(i));
    changes.extend(gone.map(|(_, task)| change(task, Change::Removed, Some(task.line), None)));
    changes
}

/// The pairs that have one number.
pub(super) fn numbered(before: &[Task], after: &[Task]) -> Vec<(usize, usize)> {
    let old: HashMap<&str, usize> =
        before.iter().enumerate().map(|(i, task)| (task.number.as_str(), i)).collect();
    let pair = |(i, task): (usize, &Task)| Some((*old.get(task.number.as_str())?, i));
    after.iter().enumerate().filter_map(pair).collect()
}

/// The pairs that have one title, then those that have most words in common.
pub(super) fn pairs(before: &[Task], after: &[Task]) -> Vec<(usize, usize)> {
    let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, task) in before.iter().enumerate().rev() {
        if let Some(title) = &task.title {
            titles.entry(plain(title)).or_default().push(i);
        }
    }
    let by_title =
        |(i, task): (usize, &Task)| Some((titles.get_mut(&plain(task.title.as_ref()?))?.pop()?, i));
    let mut pairs: Vec<(usize, usize)> = after.iter().enumerate().filter_map(by_title).collect();
    let free = |taken: HashSet<usize>, count: usize| {
        (0..count).filter(|i| !taken.contains(i)).take(COMPARED_MAX).collect::<Vec<_>>()
    };
    let old = free(pairs.iter().map(|pair| pair.0).collect(), before.len());
    let new = free(pairs.iter().map(|pair| pair.1).collect(), after.len());
    let words = |task: &Task| pairs_of(&format!("{}{}", task.title.as_deref().unwrap_or(""), task.text));
    let mut old: Vec<(usize, Pairs)> = old.into_iter().map(|j| (j, words(&before[j]))).collect();
    for i in new {
        let own = words(&after[i]);
        let score = |j: usize, words: &Pairs| {
            own.likeness(words) + if before[j].path == after[i].path { 0.2 } else { 0.0 }
        };
        let scores = old.iter().enumerate().map(|(at, (j, words))| (score(*j, words), at));
        let best = scores.max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, at)) = best.filter(|(score, _)| *score >= SAME_MIN) {
            pairs.push((old.remove(at).0, i));
        }
    }
    pairs
}

fn change(task: &Task, change: Change, line_before: Option<usize>, line_after: Option<usize>) -> TaskChange {
    let name = task.title.clone().unwrap_or_else(|| task.text.chars().take(20).collect());
    TaskChange { name, change, line_before, line_after, fields: Vec::new() }
}

fn changed(before: &Task, after: &Task) -> Option<TaskChange> {
    let none = String::new();
    let fields = [
        field("path", &before.path.join(" "), &after.path.join(" ")),
        field("title", before.title.as_ref().unwrap_or(&none), after.title.as_ref().unwrap_or(&none)),
        field("text", &before.text, &after.text),
        field("lead", &before.lead.join("、"), &after.lead.join("、")),
        field("responsible", &before.responsible.join("、"), &after.responsible.join("、")),
        field(
            "deadline",
            before.deadline.as_ref().unwrap_or(&none),
            after.deadline.as_ref().unwrap_or(&none),
        ),
    ];
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    (!fields.is_empty())
        .then(|| TaskChange { fields, ..change(after, Change::Changed, Some(before.line), Some(after.line)) })
}
