//! A body that shares many tasks of which none says what it owes.

use std::collections::HashMap;

use super::{Draft, Subject};

/// A body that shares fewer tasks is asked by its lead.
const SHARES_MIN: usize = 5;

/// Bodies that lead nothing and share much; the text never gives them a duty of their own.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let many =
        subject.plan.bodies.iter().filter(|body| body.leads == 0 && body.shares >= SHARES_MIN && !body.group);
    let mut names: HashMap<&str, usize> = many.map(|body| (body.name.as_str(), body.shares)).collect();
    let mut found = Vec::new();
    for task in &subject.plan.tasks {
        if names.is_empty() || found.len() >= 12 {
            break;
        }
        for name in &task.responsible {
            let Some(shares) = names.remove(name.as_str()) else { continue };
            let mut spot = subject.owner_of_task(task, name);
            spot.owner = Some(name.clone());
            found.push(Draft::new(
                spot,
                format!("“{name}”在{shares}项任务中列为责任单位，未写各项具体做什么：请逐项明确。"),
                format!("{name} shares {shares} tasks and the text gives it no duty of its own. Please state what it owes in each."),
            ));
        }
    }
    found
}
