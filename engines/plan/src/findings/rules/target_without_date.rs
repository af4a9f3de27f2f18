//! A target without a date.

use super::{Draft, Subject, by_owner};
use crate::model::{ByHow, TargetKind};

/// Targets for which the text names no date; what recurs needs none.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let recurs = |kind| matches!(kind, TargetKind::PerYear | TargetKind::AnnualGrowth);
    let targets = subject.plan.targets.iter();
    let open = targets.filter(|target| target.by_how == ByHow::None && !recurs(target.kind));
    by_owner(
        open.take(50).map(|target| subject.target(target)),
        "此目标未写完成时间：何时达到，是一次达到还是每年保持？",
        "This target has no date. When is it to be reached, once or every year?",
    )
}
