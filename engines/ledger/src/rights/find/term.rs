use jiff::civil::Date;

use super::{Asked, Look, fixed};
use crate::rights::deadline::Deadline;
use crate::rights::facts::date;
use crate::rights::rule::{RightRule, RuleKind, Term};
use crate::rights::words;

/// The last day of a right.
pub(super) fn find(asked: &Asked<'_, '_>) -> Option<Deadline> {
    let any = asked.governing(Date::MAX, |_| None)?;
    let (_, start) = asked.facts.start(&term(any.rule)?.start)?;
    let computed = |rule: &RightRule| end(asked, term(rule)?, start);
    let governing = asked.governing(start, computed)?;
    let rule = term(governing.rule)?;
    if !asked.holds(governing.rule) {
        return None;
    }
    let (field, start) = asked.facts.start(&rule.start)?;
    let ordinary = end(asked, rule, start)?;
    let instead = rule.instead.as_ref().and_then(|field| date(asked.facts.record, field));
    let due = instead.unwrap_or(ordinary);
    let perhaps = governing.perhaps.filter(|_| instead.is_none()).and_then(|(_, rule)| computed(rule));
    let mut deadline = asked.deadline(&governing, fixed(due), perhaps);
    if asked.look == Look::Life {
        deadline.why.push(words::from_field(&field, start));
        deadline.why.push(words::term(rule, ordinary));
        let regime = rule.regime.as_deref();
        deadline.why.extend(regime.and_then(|regime| asked.counted(regime, start, rule.length)));
        deadline.why.extend(instead.map(words::instead));
    }
    Some(deadline)
}

fn term(rule: &RightRule) -> Option<&Term> {
    match &rule.kind {
        RuleKind::Term(term) => Some(term),
        _ => None,
    }
}

/// The last day of a right without what was granted beyond it; none if the rule does not apply.
pub(super) fn ordinary(asked: &Asked<'_, '_>) -> Option<Date> {
    let any = asked.governing(Date::MAX, |_| None)?;
    let (_, start) = asked.facts.start(&term(any.rule)?.start)?;
    let governing = asked.governing(start, |rule| end(asked, term(rule)?, start))?;
    asked.holds(governing.rule).then(|| end(asked, term(governing.rule)?, start)).flatten()
}

/// The last day of a term that begins on a day.
pub(super) fn end(asked: &Asked<'_, '_>, term: &Term, start: Date) -> Option<Date> {
    let end = match &term.regime {
        Some(regime) => asked.count(regime, start, term.length)?.date,
        None => words::years_later(start, term.length)?,
    };
    let end = if term.end_of_year { Date::new(end.year(), 12, 31).ok()? } else { end };
    let Some((field, length)) = &term.latest else { return Some(end) };
    let latest = date(asked.facts.record, field)
        .and_then(|start| Some(asked.count(term.regime.as_deref()?, start, *length)?.date));
    Some(latest.map_or(end, |latest| latest.min(end)))
}
