//! Duties listed by body: （一）区市场监督管理局 1. … 2. …

use std::collections::HashMap;

use crate::model::Task;
use crate::owners;
use crate::read::Reading;
use crate::words::body;
use crate::words::section::SectionKind;

/// The items below headings that are bodies, with the bodies that lead them.
pub(super) fn items(reading: &Reading) -> HashMap<usize, Vec<String>> {
    let items = &reading.outline.items;
    let mut found = HashMap::new();
    for item in items.iter().skip(reading.outline.notice).filter(|item| item.kind == SectionKind::Duties) {
        let Some(bodies) = bodies(reading, item.paragraphs.first().copied()) else { continue };
        found.extend(item.children.iter().map(|&child| (child, bodies.clone())));
    }
    found
}

/// The bodies that a heading names, if it names nothing else.
fn bodies(reading: &Reading, part: Option<usize>) -> Option<Vec<String>> {
    let part = &reading.outline.parts[part?];
    let title = part.title.clone()?;
    let (names, _) = owners::split(&part.text, title);
    let all = !names.is_empty() && names.iter().all(|name| body::looks_like(&name.text));
    all.then(|| names.into_iter().map(|name| name.text).collect())
}

/// The bodies of the heading lead; what the words themselves say about others stays.
pub(super) fn lead(task: &mut Task, bodies: &[String]) {
    let others: Vec<String> = task.lead.drain(..).filter(|name| !bodies.contains(name)).collect();
    task.responsible.extend(others);
    task.responsible.retain(|name| !bodies.contains(name));
    task.lead = bodies.to_vec();
}
