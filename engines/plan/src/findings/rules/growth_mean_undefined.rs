//! 年均增长: compound, or the mean of the yearly rates?

use super::{Draft, Subject, together};
use crate::model::TargetKind;

/// Yearly growth where the text does not say how the mean is taken.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mean = |op: &str| op.contains("年均") || op.contains("年平均");
    let says_how = |sentence: &str| sentence.contains("复合") || sentence.contains("算术");
    let targets = subject.plan.targets.iter().filter(|target| {
        target.kind == TargetKind::AnnualGrowth && mean(&target.op_text) && !says_how(&target.sentence)
    });
    together(
        targets.take(20).map(|target| subject.target(target)),
        "“年均增长”按复合增长率还是按各年增长率的平均数计算？两者可能得出不同结论。",
        "Is 年均增长 the compound rate or the mean of the yearly rates? The two can disagree.",
    )
}
