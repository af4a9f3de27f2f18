//! A task without owners among tasks that have them.

use super::{Draft, Subject, together};
use crate::model::Task;

/// Tasks that nobody leads, where most others are led by somebody.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let tasks = &subject.plan.tasks;
    let led = tasks.iter().filter(|task| is_led(task)).count();
    if led * 2 <= tasks.len() {
        return Vec::new();
    }
    let open = tasks.iter().filter(|task| !is_led(task));
    let spots =
        open.take(50).map(|task| subject.spot_at(task.line, task.title.as_ref().unwrap_or(&task.text)));
    together(
        spots,
        "其他任务都写明牵头单位，此项没有：由谁牵头？",
        "The other tasks name their lead, this one does not. Who leads it?",
    )
}

fn is_led(task: &Task) -> bool {
    !task.lead.is_empty() || task.assignments.iter().any(|part| !part.lead.is_empty())
}
