//! How tasks and targets are called: what is owed, proved and said of a task hangs on its number, so that a task keeps it in every version
//! that follows.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::continued;
use crate::model::Task;
use crate::{Plan, Target};

/// The numbers of the tasks, in their order, as `1.2`.
pub fn numbers(plan: &Plan) -> Vec<String> {
    plan.tasks.iter().map(|task| task.number.clone()).collect()
}

/// Numbers the tasks of a first version: the groups counted in the order of the plan, then the tasks of each.
pub(crate) fn count(tasks: &mut [Task]) {
    let mut groups: Vec<(Option<String>, usize)> = Vec::new();
    for task in tasks {
        let known = groups.iter().position(|(group, _)| *group == task.group);
        let at = known.unwrap_or(groups.len());
        if known.is_none() {
            groups.push((task.group.clone(), 0));
        }
        groups[at].1 += 1;
        task.number = format!("{}.{}", at + 1, groups[at].1);
    }
}

/// A version that follows another: a task that continues one of the older version, as [`crate::diff`] finds it, keeps its number,
/// wherever it stands now. A new one gets a number that no task ever had: one more than those of its group. `used` holds the numbers of
/// all versions before.
pub fn carried(before: &Plan, after: &Plan, used: &BTreeSet<String>) -> Plan {
    let mut plan = after.clone();
    let continued = continued(before, after);
    let mut used: BTreeSet<String> = used.iter().cloned().chain(numbers(before)).collect();
    for (task, old) in plan.tasks.iter_mut().zip(&continued) {
        task.number = old.map(|old| before.tasks[old].number.clone()).unwrap_or_default();
    }
    for at in 0..plan.tasks.len() {
        if plan.tasks[at].number.is_empty() {
            let number = unused(&plan.tasks, &plan.tasks[at], &used);
            used.insert(number.clone());
            plan.tasks[at].number = number;
        }
    }
    plan
}

/// A number for a new task that nobody ever had.
fn unused(tasks: &[Task], new: &Task, used: &BTreeSet<String>) -> String {
    let parts = |number: &str| {
        let (group, task) = number.split_once('.')?;
        Some((group.parse::<usize>().ok()?, task.parse::<usize>().ok()?))
    };
    let of_group = tasks.iter().filter(|task| task.group == new.group);
    let group = of_group.filter_map(|task| parts(&task.number)).map(|(group, _)| group).next();
    let all = || used.iter().filter_map(|number| parts(number));
    let group = group.unwrap_or_else(|| all().map(|(group, _)| group).max().unwrap_or(0) + 1);
    let last = all().filter(|(of, _)| *of == group).map(|(_, task)| task).max().unwrap_or(0);
    format!("{group}.{}", last + 1)
}

/// The numbers of the targets, in their order, as `14.2`: the line in which a target stands, and the how manieth of that line it is. So a
/// target keeps its number if the reader finds more or fewer in other lines.
pub fn target_numbers(plan: &Plan) -> Vec<String> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let number = |target: &Target| {
        let count = counts.entry(target.line).or_default();
        *count += 1;
        format!("{}.{count}", target.line)
    };
    plan.targets.iter().map(number).collect()
}
