//! A safeguard that nobody is named for.

use super::{Draft, Subject, together};

/// Safeguards without owners in a plan whose tasks have them.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let plan = subject.plan;
    if plan.tasks.iter().all(|task| task.lead.is_empty()) {
        return Vec::new();
    }
    let open = plan
        .safeguards
        .iter()
        .filter(|safeguard| safeguard.lead.is_empty() && safeguard.responsible.is_empty());
    together(
        open.take(20).map(|safeguard| subject.spot_at(safeguard.line, &safeguard.title)),
        "保障举措没有写明责任单位：各项分别由谁落实？",
        "The safeguards name no owner. Who carries out each of them?",
    )
}
