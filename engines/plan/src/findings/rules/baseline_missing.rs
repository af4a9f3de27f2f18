//! Targets, and nowhere the figure they start from.

use super::{Draft, Subject};
use crate::model::TargetKind;

const BASELINES: &[&str] = &["基期", "基数", "基准值", "现状值", "截至20", "底已", "已达", "目前"];
/// A plan with fewer targets is about something else.
const TARGETS_MIN: usize = 3;

/// A plan with levels and growth to reach that states no present figure.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    // A plan for one year counts what is done in it.
    let period = subject.plan.period.as_ref();
    if period.is_none_or(|period| period.to.as_ref().is_none_or(|to| to.get(..4) == period.from.get(..4))) {
        return Vec::new();
    }
    let needs = |kind| {
        matches!(
            kind,
            TargetKind::Level
                | TargetKind::Rate
                | TargetKind::Score
                | TargetKind::Count
                | TargetKind::AnnualGrowth
        )
    };
    let targets: Vec<_> = subject.plan.targets.iter().filter(|target| needs(target.kind)).collect();
    let states = |passage: &super::Passage<'_>| BASELINES.iter().any(|word| passage.text.contains(word));
    if targets.len() < TARGETS_MIN || subject.passages.iter().any(states) {
        return Vec::new();
    }
    let draft = Draft::new(
        subject.target(targets[0]),
        "全文没有一项目标的现状值：各项目标目前是多少，截至哪一日，出自何处？",
        "The text gives no present figure for any target. What is each of them now, as of which day, from which source?",
    );
    vec![draft.with(targets[1..].iter().take(12).map(|target| subject.target(target)))]
}
