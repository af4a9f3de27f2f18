//! The text speaks of a table or a list and has none.

use super::{Draft, Subject, together};
use crate::findings::words::Words;
use crate::marker::Style;

const PROMISED: &[&str] = &[
    "任务清单",
    "责任清单",
    "任务分解表",
    "责任分工表",
    "表格化",
    "清单化",
    "指标体系表",
    "重点任务分工",
    "详见附件",
    "见附件",
];

/// Such words in a document without tables and annexes.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let outline = &subject.reading.outline;
    if !outline.tables.is_empty() || outline.items.iter().any(|item| item.style == Some(Style::Annex)) {
        return Vec::new();
    }
    let words = Words::of(PROMISED);
    let named = subject.clauses().filter(|(passage, clause)| words.any(&passage.text.chars[clause.clone()]));
    together(
        named.take(20).map(|(passage, clause)| subject.spot(passage, clause)),
        "文中提到表格或清单，但没有附表：清单在哪里，由谁编制，何时下发？",
        "The text speaks of a table or list and attaches none. Where is it, who draws it up, and when is it sent out?",
    )
}
