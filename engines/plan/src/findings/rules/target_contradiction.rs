//! One target has two numbers for the same date.

use super::target_stated_twice::pairs;
use super::{Draft, Subject};
use crate::model::Target;

/// The same subject, unit, kind and date, and another number.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let differ = |a: &Target, b: &Target| {
        a.number != b.number
            && a.by.is_some()
            && (&a.by, &a.unit, a.kind, &a.subject) == (&b.by, &b.unit, b.kind, &b.subject)
            && a.line != b.line
    };
    pairs(subject, differ)
        .into_iter()
        .map(|(first, second)| {
            Draft::new(
                subject.target(second),
                "同一目标在同一时限有两个数值：以哪个为准？",
                "One target has two numbers for the same date. Which of them holds?",
            )
            .with([subject.target(first)])
        })
        .collect()
}
