mod annuity;
mod day;
mod period;
mod renewal;
mod term;

use jiff::civil::Date;
use kernel::calendar::Calendar;
use kernel::period::{Due, Event, Period as Length, Regimes, due, explain};

use super::deadline::Deadline;
use super::facts::{Facts, applies};
use super::law::{Governing, RightLaws};
use super::rule::{Applies, Link, RightRule, RuleKind};
use super::words;

/// What deadlines rest on beside the record.
#[derive(Debug, Clone, Copy)]
pub struct RightRules<'r> {
    /// The law.
    pub laws: &'r RightLaws,
    /// The working days.
    pub calendar: &'r Calendar,
    /// How each statute counts its periods.
    pub regimes: &'r Regimes,
}

/// How much is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The next deadline by each rule, as seen on a day: of annuities that of the first year that is not paid, and if its grace
    /// had ended by then, also that of the first for which something can still be done. Without reasons.
    Next(Date),
    /// All that is still to come in the life of the right, with reasons.
    Life,
}

/// Everything that follows from a right, the earliest first. What lies outside the supported dates is left out.
pub fn deadlines(rules: RightRules<'_>, facts: &Facts<'_>, look: Look) -> Vec<Deadline> {
    let mut found = Vec::new();
    for rule in rules.laws.rules(facts.ledger) {
        found.extend(of_rule(&Asked { rules, facts: *facts, look, rule }));
    }
    found.sort_by(|left, right| {
        (left.due, &left.rule, left.number).cmp(&(right.due, &right.rule, right.number))
    });
    found
}

/// One rule, asked of one right.
struct Asked<'r, 'f> {
    rules: RightRules<'r>,
    facts: Facts<'f>,
    look: Look,
    /// The statute and the id of the rule.
    rule: (&'r str, &'r str),
}

fn of_rule(asked: &Asked<'_, '_>) -> Vec<Deadline> {
    // Which version governs depends on days that the kind finds; any version tells the kind.
    let Some(any) = asked.governing(Date::MAX, |_| None) else { return Vec::new() };
    match &any.rule.kind {
        RuleKind::Term(_) => term::find(asked).into_iter().collect(),
        RuleKind::Renewal(_) => renewal::find(asked).into_iter().collect(),
        RuleKind::Annuity(_) => annuity::find(asked),
        RuleKind::Period(_) => period::find(asked).into_iter().collect(),
        RuleKind::Day(_) => day::find(asked).into_iter().collect(),
    }
}

impl<'r> Asked<'r, '_> {
    fn governing(&self, start: Date, end: impl Fn(&RightRule) -> Option<Date>) -> Option<Governing<'r>> {
        self.rules.laws.governing(self.rule, start, end)
    }

    /// Whether the rule applies to the right, and nothing has settled it.
    fn holds(&self, rule: &RightRule) -> bool {
        let settles = |(link, fits): &(Link, Applies)| self.facts.related(link, fits).next().is_some();
        applies(&rule.applies, self.facts.record) && !rule.settled_by.iter().any(settles)
    }

    /// The last day of a period by a regime.
    fn count(&self, regime: &str, start: Date, length: Length) -> Option<Due> {
        let regime = self.rules.regimes.get(regime).ok()?;
        due(self.rules.calendar, regime, Event::Date(start), length).ok()
    }

    /// Why it is that day, if reasons are asked for.
    fn counted(&self, regime: &str, start: Date, length: Length) -> Option<kernel::Wording> {
        if self.look != Look::Life {
            return None;
        }
        let regime = self.rules.regimes.get(regime).ok()?;
        explain(self.rules.calendar, regime, Event::Date(start), length).ok().map(|it| it.wording())
    }

    /// A deadline of a rule, with what every kind has; `perhaps` is its last day by a version of which it is not known whether
    /// it governs.
    fn deadline(&self, governing: &Governing<'_>, due: Due, perhaps: Option<Date>) -> Deadline {
        let perhaps = perhaps.filter(|day| *day != due.date);
        let rule = governing.rule;
        Deadline {
            rule: rule.id.clone(),
            kind: words::kind(&rule.kind),
            number: 0,
            title: rule.title.clone(),
            opens: None,
            due: due.date,
            provisional: due.provisional,
            perhaps,
            grace_until: None,
            grace_months: rule.grace_months(),
            charges: Vec::new(),
            consequence: rule.consequence.clone(),
            basis: words::basis(governing),
            remind: rule.remind.clone(),
            is_optional: rule.is_optional,
            why: self.reasons(governing, perhaps),
        }
    }

    /// What the version of the law says of itself.
    fn reasons(&self, governing: &Governing<'_>, perhaps: Option<Date>) -> Vec<kernel::Wording> {
        if self.look == Look::Life { words::law(governing, perhaps) } else { Vec::new() }
    }
}

/// A day that nothing moves.
fn fixed(date: Date) -> Due {
    Due { date, time: None, provisional: false }
}
