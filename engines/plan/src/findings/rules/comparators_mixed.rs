//! 突破 beside 以上: more than, and at least.

use super::{Draft, Subject};
use crate::model::{Comparator, Target};

/// The first target with each of the two.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let first = |comparator: Comparator| {
        let stated = |target: &&Target| target.comparator == comparator && !target.reading;
        subject.plan.targets.iter().find(stated)
    };
    let (Some(more), Some(least)) = (first(Comparator::More), first(Comparator::AtLeast)) else {
        return Vec::new();
    };
    let (a, b) = (&more.op_text, &least.op_text);
    let draft = Draft::new(
        subject.target(more),
        format!("“{a}”不含本数、“{b}”含本数，两种写法并存：达到{}时是否算完成？", more.number),
        format!(
            "{a} excludes the figure itself and {b} includes it; both are used. Does {} itself count as reached?",
            more.number
        ),
    );
    vec![draft.with([subject.target(least)])]
}
