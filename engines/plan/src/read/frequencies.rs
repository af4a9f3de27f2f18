//! Rhythms: 每季度调度部署, 每年组织…培训, 定期研究.

use std::sync::LazyLock;

use super::{Reading, task_at};
use crate::model::{Frequency, Task};
use crate::text::Text;
use crate::words::index::Index;

const RHYTHMS: &[(&str, &str)] = &[
    ("每半年", "half_year"),
    ("每季度", "quarter"),
    ("每季", "quarter"),
    ("每两年", "two_years"),
    ("每两月", "two_months"),
    ("每月", "month"),
    ("每个月", "month"),
    ("每周", "week"),
    ("每日", "day"),
    ("每天", "day"),
    ("每年", "year"),
    ("逐月", "month"),
    ("按季度", "quarter"),
    ("按月", "month"),
    ("定期", "unstated"),
    ("不定期", "unstated"),
];

static INDEX: LazyLock<Index<&str>> = LazyLock::new(|| Index::new(RHYTHMS.iter().copied()));

/// The clauses that name a rhythm.
pub(super) fn read(reading: &Reading, tasks: &[Task]) -> Vec<Frequency> {
    let outline = &reading.outline;
    let order = Reading::by_line(tasks);
    let mut found = Vec::new();
    let parts = outline.parts.iter().enumerate().filter(|(i, _)| !reading.is_frame(*i));
    for (_, part) in parts {
        let line = part.text.line();
        let task = task_at(tasks, &order, line);
        let path = task.map_or_else(|| outline.items[part.item].path.clone(), |task| task.path.clone());
        found.extend(of_text(&part.text).into_iter().map(|(text, every, line)| Frequency {
            text,
            every,
            path: path.clone(),
            line,
        }));
    }
    found
}

fn of_text(text: &Text) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut start = 0;
    while at < text.len() {
        let stop = |c: char| matches!(c, '。' | ';' | ',' | '!');
        if stop(text.chars[at]) {
            start = at + 1;
        }
        let Some((length, every)) = INDEX.at(text, at) else {
            at += 1;
            continue;
        };
        let end =
            (at..text.len().min(at + 80)).find(|&i| stop(text.chars[i])).unwrap_or(text.len().min(at + 80));
        found.push((
            text.quote(start.max(at.saturating_sub(40))..end).to_owned(),
            every.to_owned(),
            text.line_at(at),
        ));
        at = end.max(at + length);
    }
    found
}
