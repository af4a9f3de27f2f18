//! A body that a safeguard makes responsible and no task lists.

use super::{Draft, Subject};
use crate::model::Body;
use crate::words::body;

const DUTIES: &[&str] = &["统筹负责", "负责", "牵头", "要强化", "要切实", "要加强", "要高度重视", "承担"];
const NAME_MAX: usize = 20;

/// The words before 负责 or 要 at the beginning of a sentence of a safeguard.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    if subject.plan.bodies.is_empty() {
        return found;
    }
    let lines = subject.plan.safeguards.iter().take(50).map(|safeguard| safeguard.line);
    for passage in lines.flat_map(|line| subject.within(line..line + 1)) {
        for clause in passage.clauses() {
            let near = clause.start + 2..clause.end.min(clause.start + NAME_MAX);
            let Some(end) = near.into_iter().find(|&i| passage.text.longest_at(i, DUTIES).is_some()) else {
                continue;
            };
            let name = passage.text.name(clause.start..end);
            let known = |body: &Body| {
                body.name.contains(&name) && body.name.chars().count() <= name.chars().count() + 4
            };
            let role = ["责任单位", "牵头单位", "配合单位"].iter().any(|role| name.ends_with(role));
            if role || !body::looks_like(&name) || subject.plan.bodies.iter().any(known) {
                continue;
            }
            found.push(Draft::new(
                subject.spot(passage, clause.start..end),
                format!("“{name}”在保障举措中承担职责，但不在任何任务的责任单位之列：具体是哪些单位，由谁落实？"),
                format!("{name} has a duty in a safeguard and is named by no task. Which bodies are meant, and who acts for them?"),
            ));
        }
    }
    found
}
