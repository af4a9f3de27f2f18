//! What moved between two versions of a plan: clauses added, removed and changed; tasks whose owners, targets or dates
//! are others.

mod clauses;
mod targets;
mod tasks;

use serde::Serialize;

use crate::model::{Plan, Quote};

/// The differences between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Clauses in the order of the newer version; removed ones where they stood.
    pub clauses: Vec<ClauseChange>,
    /// Tasks in the order of the newer version, removed ones last.
    pub tasks: Vec<TaskChange>,
    /// Targets in the order of the newer version, removed ones last.
    pub targets: Vec<TargetChange>,
}

/// What happened to a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ClauseChange {
    /// Only in the newer version.
    Added {
        /// The clause.
        after: Quote,
    },
    /// Only in the older version.
    Removed {
        /// The clause.
        before: Quote,
    },
    /// The same clause in other words.
    Changed {
        /// As it was.
        before: Quote,
        /// As it is.
        after: Quote,
    },
    /// The same words in another place of the order.
    Moved {
        /// Where it was.
        before: Quote,
        /// Where it is.
        after: Quote,
    },
}

/// What happened to a task; unchanged tasks are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskChange {
    /// Title, or first words, of the task in the newer version; of the older for a removed task.
    pub name: String,
    /// `added`, `removed` or `changed`.
    pub change: Change,
    /// Its line in the older version.
    pub line_before: Option<usize>,
    /// Its line in the newer version.
    pub line_after: Option<usize>,
    /// The fields that differ: path, title, text, lead, responsible, deadline.
    pub fields: Vec<FieldChange>,
}

/// What happened to a target; unchanged targets are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TargetChange {
    /// What is measured.
    pub subject: String,
    /// `added`, `removed` or `changed`.
    pub change: Change,
    /// Its line in the older version.
    pub line_before: Option<usize>,
    /// Its line in the newer version.
    pub line_after: Option<usize>,
    /// The fields that differ: subject, comparator, number, unit, by, kind.
    pub fields: Vec<FieldChange>,
}

/// Whether something came, went or differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only in the newer version.
    Added,
    /// Only in the older version.
    Removed,
    /// In both, with differences.
    Changed,
}

/// A field with its value before and after. Lists of bodies are joined with 、.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The name of the field as in the JSON form.
    pub field: String,
    /// The older value; empty where there was none.
    pub before: String,
    /// The newer value; empty where there is none.
    pub after: String,
}

impl Diff {
    /// Whether the two versions say the same.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.tasks.is_empty() && self.targets.is_empty()
    }
}

/// Compares an older version with a newer one; which task is which is found by titles and words.
pub fn diff(before: &Plan, after: &Plan) -> Diff {
    of_pairs(before, after, &tasks::pairs(&before.tasks, &after.tasks))
}

/// Compares a version with one that follows it: a task is the one that has its number (see [`crate::carried`]).
pub fn diff_numbered(before: &Plan, after: &Plan) -> Diff {
    of_pairs(before, after, &tasks::numbered(&before.tasks, &after.tasks))
}

fn of_pairs(before: &Plan, after: &Plan, pairs: &[(usize, usize)]) -> Diff {
    Diff {
        clauses: clauses::diff(&before.clauses, &after.clauses),
        tasks: tasks::diff(before, after, pairs),
        targets: targets::diff(before, after),
    }
}

/// For each task of the newer version, the place in the older one of the task that it continues.
pub(crate) fn continued(before: &Plan, after: &Plan) -> Vec<Option<usize>> {
    let mut continued = vec![None; after.tasks.len()];
    for (old, new) in tasks::pairs(&before.tasks, &after.tasks) {
        continued[new] = Some(old);
    }
    continued
}

/// A field, if its two values differ.
fn field(name: &str, before: &str, after: &str) -> Option<FieldChange> {
    (before != after).then(|| FieldChange {
        field: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    })
}
