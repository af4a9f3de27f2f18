use jiff::civil::Date;
use kernel::period::{Period as Length, Unit};

use super::period::{charges, grace_end};
use super::{Asked, Look, fixed, term};
use crate::rights::deadline::Deadline;
use crate::rights::facts::date;
use crate::rights::rule::{Renewal, RightRule, RuleKind};
use crate::rights::words;

/// The last day of a term that can be renewed, and the window in which it is.
pub(super) fn find(asked: &Asked<'_, '_>) -> Option<Deadline> {
    let any = renewal(asked.governing(Date::MAX, |_| None)?.rule)?;
    let (_, due) = until(asked, any)?;
    let computed = |rule: &RightRule| Some(until(asked, renewal(rule)?)?.1);
    // A renewal is an act at the end of the term, which the law of its last day governs, whether the record names that day or not.
    let governing = asked.governing(due, computed)?;
    let rule = renewal(governing.rule)?;
    if !asked.holds(governing.rule) {
        return None;
    }
    let (start, due) = until(asked, rule)?;
    let perhaps = governing.perhaps.and_then(|(_, rule)| computed(rule));
    let mut deadline = asked.deadline(&governing, fixed(due), perhaps);
    deadline.opens = before(due, rule.opens);
    let end = grace_end(asked, &rule.grace, due, fixed(due))?;
    deadline.grace_until = Some(end.date);
    deadline.provisional = end.provisional;
    deadline.charges = rule.fee.as_ref().map(|fee| charges(fee, &deadline)).unwrap_or_default();
    if asked.look == Look::Life {
        deadline.why.push(match start {
            Some(start) => words::renewed(start, due),
            None => words::given(due),
        });
        deadline.why.extend(deadline.opens.map(words::opens));
        deadline.why.push(words::grace(&rule.grace, end.date));
        deadline.why.extend(asked.counted(&rule.grace.regime, due, rule.grace.length));
        deadline.why.extend(rule.fee.as_ref().map(words::fee));
    }
    Some(deadline)
}

fn renewal(rule: &RightRule) -> Option<&Renewal> {
    match &rule.kind {
        RuleKind::Renewal(renewal) => Some(renewal),
        _ => None,
    }
}

/// The last day of the term that runs: as the record names it, or counted from the first day with one more term for each
/// renewal; then the first day as well.
fn until(asked: &Asked<'_, '_>, rule: &Renewal) -> Option<(Option<Date>, Date)> {
    if let Some(until) = date(asked.facts.record, &rule.until) {
        return Some((None, until));
    }
    let (_, start) = asked.facts.start(&rule.term.start)?;
    let renewals = rule.renewals.as_ref().map_or(0, |(link, fits)| asked.facts.related(link, fits).count());
    let mut end = term::end(asked, &rule.term, start)?;
    for _ in 0..renewals {
        end = term::end(asked, &rule.term, end.tomorrow().ok()?)?;
    }
    Some((Some(start), end))
}

/// So long before a day.
fn before(day: Date, length: Length) -> Option<Date> {
    let months = match length.unit() {
        Unit::Month => i64::from(length.amount()),
        Unit::Year => i64::from(length.amount()) * 12,
        Unit::Day | Unit::WorkingDay | Unit::Hour => return None,
    };
    day.checked_sub(jiff::Span::new().try_months(months).ok()?).ok()
}
