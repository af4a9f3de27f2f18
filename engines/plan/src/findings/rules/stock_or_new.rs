//! Thirty in all, or thirty more?

use super::{Draft, Subject, by_owner};
use crate::model::{Target, TargetKind};

/// Words that say it.
const SETTLED: &[&str] = &[
    "新增",
    "新建",
    "新培育",
    "新认定",
    "累计",
    "净增",
    "总数",
    "总量",
    "每年",
    "保有",
    "存量",
    "增加",
    "增至",
    "达到",
];

/// Verbs that leave it open; what is rebuilt or inspected is counted as it is done.
const OPEN: &[&str] = &["培育", "认定", "创建", "发展", "引育", "打造"];

/// Counts of things of which some may exist already.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let open = |target: &&Target| target.kind == TargetKind::Count && target.number > 1.0 && target.reading;
    let says = |words: &[&str], quote: &str| words.iter().any(|word| quote.contains(word));
    let spots = subject.plan.targets.iter().filter(open).take(100).map(|target| subject.target(target));
    by_owner(
        spots.filter(|spot| says(OPEN, &spot.quote) && !says(SETTLED, &spot.quote)),
        "此处数量是累计总数还是本方案期内新增？从哪一日起算，以什么为证，与其他数量是否重复计算？",
        "Is this count a total or what is new within the plan? From which day, by which proof, and may one thing count twice?",
    )
}
