use super::{Asked, Look, fixed};
use crate::rights::deadline::Deadline;
use crate::rights::facts::date;
use crate::rights::rule::{RightRule, RuleKind};
use crate::rights::words;

/// A last day that the record names; it counts, and no rest day moves it.
pub(super) fn find(asked: &Asked<'_, '_>) -> Option<Deadline> {
    let given = |rule: &RightRule| match &rule.kind {
        RuleKind::Day(day) => date(asked.facts.record, &day.field),
        _ => None,
    };
    let any = asked.governing(jiff::civil::Date::MAX, |_| None)?;
    let due = given(any.rule)?;
    let governing = asked.governing(due, given)?;
    if !asked.holds(governing.rule) {
        return None;
    }
    let mut deadline = asked.deadline(&governing, fixed(due), None);
    if asked.look == Look::Life {
        deadline.why.push(words::given(due));
    }
    Some(deadline)
}
