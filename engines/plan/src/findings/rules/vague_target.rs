//! 持续增长, 大幅提升: by how much?

use super::{Draft, Subject, by_owner};
use crate::model::SectionKind;

/// Words of rank have a rule of their own; 清零 is a number.
pub(super) const RANKS: &[&str] = &["领先地位", "领先水平", "前列", "位居前"];

/// Directions without a threshold, for each body that answers.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let vague = subject.plan.qualitative_targets.iter();
    let aims = |path: &[String]| {
        let section = subject.plan.sections.iter().find(|section| section.path.first() == path.first());
        section.is_none_or(|section| {
            !matches!(section.kind, SectionKind::Stages | SectionKind::Safeguards | SectionKind::Closing)
        })
    };
    let vague = vague.filter(|vague| aims(&vague.path));
    let vague = vague.filter(|vague| !RANKS.contains(&vague.word.as_str()) && vague.word != "清零");
    by_owner(
        vague.take(100).map(|vague| subject.vague(vague)),
        "只有方向、没有数值：达到多少算完成，用什么数据衡量？不定则列为“不可衡量”。",
        "A direction without a threshold. How much counts as done, and by which figure? Without an answer it stays “not measurable”.",
    )
}
