//! Growth without a base year.

use super::{Draft, Subject, by_owner};
use crate::model::{Target, TargetKind};

const BASES: &[&str] =
    &["基数", "基期", "为基准", "比20", "较20", "比上年", "较上年", "同比", "年为基", "年初", "年底的"];

pub(super) fn is_growth(target: &Target) -> bool {
    matches!(target.kind, TargetKind::AnnualGrowth | TargetKind::GrowthOverBase)
}

/// Growth targets whose sentence names nothing to grow from.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let based = |target: &Target| BASES.iter().any(|word| target.sentence.contains(word));
    let open = subject.plan.targets.iter().filter(|target| is_growth(target) && !based(target));
    by_owner(
        open.take(50).map(|target| subject.target(target)),
        "增长目标未写基期：以哪一年为基数，基期值是多少，数据由谁提供？",
        "The growth target names no base year. From which year and which value does it grow, and who provides the figure?",
    )
}
