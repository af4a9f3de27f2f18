//! A target is to be reached after the years of the title.

use super::{Draft, Subject, by_owner};
use crate::findings::time;

/// Targets with a date after the period; a figure of an earlier year is what the plan starts from.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((_, end)) = time::days(subject.plan.period.as_ref()) else { return Vec::new() };
    let outside = subject.plan.targets.iter().filter(|target| {
        let by = target.by.as_deref().and_then(time::last_day);
        by.is_some_and(|day| day > end)
    });
    by_owner(
        outside.take(50).map(|target| subject.target(target)),
        "此目标的完成时间晚于标题所列年份：是否属于本方案？",
        "This target is due after the years of the title. Does it belong to this plan?",
    )
}
