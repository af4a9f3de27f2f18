//! One body leads most tasks.

use super::{Draft, Subject};

const TASKS_MIN: usize = 8;

/// A lead of three tasks in four or more.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let tasks = subject.plan.tasks.len();
    let Some(body) = subject.plan.bodies.iter().max_by_key(|body| body.leads) else { return Vec::new() };
    if tasks < TASKS_MIN || body.leads * 4 < tasks * 3 {
        return Vec::new();
    }
    let Some(task) = subject.plan.tasks.iter().find(|task| task.lead.contains(&body.name)) else {
        return Vec::new();
    };
    let (name, leads) = (&body.name, body.leads);
    let mut spot = subject.owner_of_task(task, name);
    spot.owner = Some(name.clone());
    vec![Draft::new(
        spot,
        format!("{tasks}项任务中有{leads}项由“{name}”牵头：由哪些科室分担，谁是第二责任人？"),
        format!(
            "{name} leads {leads} of {tasks} tasks. Which of its sections share them, and who deputizes?"
        ),
    )]
}
