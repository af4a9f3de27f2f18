use jiff::civil::Date;
use kernel::period::Due;

use super::{Asked, Look};
use crate::rights::deadline::{Charge, Deadline};
use crate::rights::rule::{Fee, Grace, Period, RightRule, RuleKind};
use crate::rights::words;

/// Something that can be done so long after a day.
pub(super) fn find(asked: &Asked<'_, '_>) -> Option<Deadline> {
    let any = period(asked.governing(Date::MAX, |_| None)?.rule)?;
    let (_, start) = asked.facts.start(&any.start)?;
    let counted = |rule: &RightRule| Some(last(asked, period(rule)?, start)?.date);
    let governing = asked.governing(start, counted)?;
    let rule = period(governing.rule)?;
    let (field, start) = asked.facts.start(&rule.start)?;
    if !asked.holds(governing.rule) {
        return None;
    }
    let due = last(asked, rule, start)?;
    let perhaps = governing.perhaps.and_then(|(_, rule)| counted(rule));
    let mut deadline = asked.deadline(&governing, due, perhaps);
    if let Some(grace) = &rule.grace {
        let end = grace_end(asked, grace, start, due)?;
        deadline.grace_until = Some(end.date);
        deadline.provisional |= end.provisional;
    }
    deadline.charges = rule.fee.as_ref().map(|fee| charges(fee, &deadline)).unwrap_or_default();
    if asked.look == Look::Life {
        deadline.why.push(words::from_field(&field, start));
        deadline.why.extend(asked.counted(&rule.regime, start, rule.length));
        deadline.why.extend(rule.grace.as_ref().map(|grace| words::grace(grace, deadline.last())));
        deadline.why.extend(rule.fee.as_ref().map(words::fee));
    }
    Some(deadline)
}

fn period(rule: &RightRule) -> Option<&Period> {
    match &rule.kind {
        RuleKind::Period(period) => Some(period),
        _ => None,
    }
}

fn last(asked: &Asked<'_, '_>, rule: &Period, start: Date) -> Option<Due> {
    asked.count(&rule.regime, start, rule.length)
}

/// The last day of the time of grace.
pub(super) fn grace_end(asked: &Asked<'_, '_>, grace: &Grace, start: Date, due: Due) -> Option<Due> {
    asked.count(&grace.regime, if grace.from_start { start } else { due.date }, grace.length)
}

/// What is paid in time, and in the time of grace.
pub(super) fn charges(fee: &Fee, deadline: &Deadline) -> Vec<Charge> {
    let charge =
        |until, surcharge| Charge { until, full: fee.fen, reduced: None, late_percent: None, surcharge };
    let late = deadline.grace_until.map(|until| charge(until, fee.late_fen));
    [charge(deadline.due, 0)].into_iter().chain(late).collect()
}
