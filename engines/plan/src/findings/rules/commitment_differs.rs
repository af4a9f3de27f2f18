//! The same thing is promised firmly here and loosely there.

use super::{Draft, Subject};
use crate::findings::draft::Spot;
use crate::findings::objects;
use crate::findings::words::Words;

const TASKS: &[&str] = &["完成任务", "目标任务", "各项任务", "任务清单", "任务顺利完成"];

const FORCES: &[&str] =
    &["确保", "争创", "力争", "努力", "鼓励", "探索", "实施", "建设", "打造", "建立", "推进"];

/// 争创 beside 建设 for one object; 力争完成任务 beside 确保任务完成.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for group in objects::groups(subject).into_iter().take(6) {
        let other = group.iter().find(|object| object.force != group[0].force);
        found.extend(other.map(|other| draft(group[0].clause.clone(), other.clause.clone())));
    }
    found.extend(whole(subject));
    found
}

fn whole(subject: &Subject<'_>) -> Option<Draft> {
    let tasks = Words::of(TASKS);
    let (mut ensured, mut strived) = (None, None);
    for (passage, clause) in subject.clauses() {
        let chars = &passage.text.chars[clause.clone()];
        if !tasks.any(chars) || !passage.text.quote(clause.clone()).contains("完成") {
            continue;
        }
        let words = passage.text.quote(clause.clone());
        if words.contains("确保") {
            ensured.get_or_insert_with(|| subject.spot(passage, clause));
        } else if words.contains("力争") || words.contains("努力") {
            strived.get_or_insert_with(|| subject.spot(passage, clause));
        }
    }
    Some(draft(strived?, ensured?))
}

fn draft(first: Spot, second: Spot) -> Draft {
    let (a, b) = (force(&first.quote), force(&second.quote));
    let draft = Draft::new(
        first,
        format!("同一事项一处写“{a}”，另一处写“{b}”：考核时按哪一种？"),
        format!(
            "The same thing is promised with {a} here and with {b} elsewhere. Which of them counts when it is assessed?"
        ),
    );
    draft.with([second])
}

/// The word that says how firmly a clause commits.
fn force(words: &str) -> &'static str {
    FORCES.iter().find(|force| words.contains(**force)).copied().unwrap_or("建设")
}
