use jiff::civil::Date;
use jiff::{Span, ToSpan};
use kernel::Wording;
use kernel::period::{Due, Period as Length, Unit};

use super::term;
use super::{Asked, Look};
use crate::rights::deadline::{Charge, Deadline, Reduced};
use crate::rights::facts::{Related, date};
use crate::rights::law::Governing;
use crate::rights::rule::{Annuity, Offer, Reduction, RightRule, RuleKind};
use crate::rights::words;

/// More years no right has.
const YEARS_MAX: u32 = 60;

/// The fees of the years that are not known to be paid: the next of them, or all until the end of the term. One of which
/// nothing is known any more does not hide those for which something can still be done.
pub(super) fn find(asked: &Asked<'_, '_>) -> Vec<Deadline> {
    let mut found: Vec<Deadline> = Vec::new();
    let Some(life) = Life::of(asked) else { return found };
    for year in life.granted + 1..=YEARS_MAX {
        let Some(at) = life.year(asked, year) else { break };
        let Some(paid) = at.paid(asked, &life) else { continue };
        let is_over = matches!(asked.look, Look::Next(today) if at.grace.date < today);
        // Of several years that are over, the first says what there is to be found out.
        if !is_over || found.is_empty() {
            found.push(at.deadline(asked, &paid));
        }
        if asked.look != Look::Life && !is_over {
            break;
        }
    }
    found
}

/// The years of a right.
struct Life {
    /// The day on which the first begins.
    start: Date,
    /// The year of the grant.
    granted: u32,
    /// The last day of the term.
    end: Date,
}

/// One year of a right with its fee.
struct Year<'r> {
    governing: Governing<'r>,
    rule: &'r Annuity,
    number: u32,
    /// The year of the grant.
    granted: u32,
    start: Date,
    full: i64,
    due: Due,
    grace: Due,
}

/// What is known of payments for a year that is not paid, as far as it is told.
struct Unpaid {
    /// Somebody says that it was paid, and shows nothing.
    unproved: bool,
    /// What was paid of it, in fen.
    part: i64,
    /// The last day on which something was paid after the grace, when nothing could be paid any more.
    too_late: Option<Date>,
}

impl Life {
    fn of(asked: &Asked<'_, '_>) -> Option<Life> {
        let any = annuity(asked.governing(Date::MAX, |_| None)?.rule)?;
        let record = asked.facts.record;
        let (start, granted_on) = (date(record, &any.from)?, date(record, &any.granted)?);
        let granted =
            (1..=YEARS_MAX).rev().find(|year| begins(start, *year).is_some_and(|day| day <= granted_on))?;
        Some(Life { start, granted, end: end_of_term(asked)? })
    }

    /// A year, if the right lasts so long and the law names a fee.
    fn year<'r>(&self, asked: &Asked<'r, '_>, number: u32) -> Option<Year<'r>> {
        if begins(self.start, number)? > self.end {
            return None;
        }
        let counted = |rule: &RightRule| due(asked, annuity(rule)?, self.start, number);
        // Each year's fee is a period of its own, which the law of its last day governs.
        let last = counted(asked.governing(Date::MAX, |_| None)?.rule)?.date;
        let governing = asked.governing(last, |_| Some(last))?;
        let rule = annuity(governing.rule)?;
        if !asked.holds(governing.rule) {
            return None;
        }
        let band = rule.bands.iter().find(|band| (band.first..=band.last).contains(&number))?;
        let due = due(asked, rule, self.start, number)?;
        let grace = asked.count(&rule.grace.regime, due.date, rule.grace.length)?;
        let granted = self.granted;
        Some(Year { governing, rule, number, granted, start: self.start, full: band.fen, due, grace })
    }
}

/// The first day of a year.
fn begins(start: Date, year: u32) -> Option<Date> {
    start.checked_add(Span::new().try_years(i64::from(year) - 1).ok()?).ok()
}

fn due(asked: &Asked<'_, '_>, rule: &Annuity, start: Date, year: u32) -> Option<Due> {
    asked.count(&rule.regime, start, years(year - 1)?)
}

fn years(years: u32) -> Option<Length> {
    Length::new(i64::from(years), Unit::Year).ok()
}

/// The last day of the right, by whichever rule on the term of its ledger applies.
fn end_of_term(asked: &Asked<'_, '_>) -> Option<Date> {
    let rules = asked.rules.laws.rules(asked.facts.ledger).into_iter();
    let of = |rule| {
        let asked = Asked { rules: asked.rules, facts: asked.facts, look: asked.look, rule };
        let any = asked.governing(Date::MAX, |_| None)?;
        matches!(any.rule.kind, RuleKind::Term(_)).then(|| term::ordinary(&asked)).flatten()
    };
    rules.filter_map(of).min()
}

fn annuity(rule: &RightRule) -> Option<&Annuity> {
    match &rule.kind {
        RuleKind::Annuity(annuity) => Some(annuity),
        _ => None,
    }
}

impl Year<'_> {
    /// What is known of its payment; none if it is paid: with a proof, by a file of the office, by a payment for a later
    /// year, or because the register had the right after the grace of this year had ended. What is paid after the grace of a year
    /// pays nothing, unless the office says that it took it: then the right was restored.
    fn paid(&self, asked: &Asked<'_, '_>, life: &Life) -> Option<Unpaid> {
        if asked.facts.confirmed_on.is_some_and(|day| day > self.grace.date) {
            return None;
        }
        let payments = &self.rule.payments;
        let mut unpaid = Unpaid { unproved: false, part: 0, too_late: None };
        let (mut proved, mut last): (bool, Option<Date>) = (false, None);
        for payment in asked.facts.related(&payments.link, &payments.applies) {
            let integer = |field: &String| payment.fields.get(field).and_then(form::Value::as_integer);
            let Some(year) = integer(&payments.year) else { continue };
            if year < i64::from(self.number) {
                continue;
            }
            let is_later = year > i64::from(self.number);
            if !payment.imported && !payment.fields.contains_key(&payments.proof) {
                unpaid.unproved |= !is_later;
                continue;
            }
            let paid_on = date(&payment.fields, &payments.paid_on);
            let is_after = |grace: Date| paid_on.is_some_and(|day| day > grace);
            if is_later {
                let later = u32::try_from(year).ok().and_then(|year| life.year(asked, year));
                if !payment.imported && later.is_some_and(|later| is_after(later.grace.date)) {
                    continue;
                }
                return None;
            }
            if is_after(self.grace.date) {
                if payment.imported {
                    return None;
                }
                unpaid.too_late = unpaid.too_late.max(paid_on);
                continue;
            }
            // Without an amount the proof says that all of it was paid.
            let amount = integer(&payments.amount)?;
            proved = true;
            unpaid.part += amount;
            last = last.max(paid_on);
        }
        // What is missing is paid by the rate of the day of the last payment; if no day is known, by that in time.
        let owed = self.charges(asked).into_iter().find(|charge| last.is_none_or(|day| day <= charge.until));
        let is_enough = owed.is_some_and(|charge| unpaid.part >= charge.pays());
        (!(proved && is_enough)).then_some(unpaid)
    }

    fn deadline(&self, asked: &Asked<'_, '_>, unpaid: &Unpaid) -> Deadline {
        let mut deadline = asked.deadline(&self.governing, self.due, None);
        deadline.number = self.number;
        deadline.title = words::of_year(&deadline.title, self.number);
        deadline.grace_until = Some(self.grace.date);
        deadline.provisional |= self.grace.provisional;
        deadline.charges = self.charges(asked);
        deadline.consequence = words::ended_back(&deadline.consequence, self.due.date);
        if asked.look == Look::Life {
            deadline.why.extend(self.why(asked, unpaid));
        }
        deadline
    }

    /// What is paid in time, and in each month of grace.
    fn charges(&self, asked: &Asked<'_, '_>) -> Vec<Charge> {
        let reduced = self.reduced(asked);
        let charge = |until, percent: Option<u32>| Charge {
            until,
            full: self.full,
            reduced,
            late_percent: percent,
            surcharge: self.full * i64::from(percent.unwrap_or(0)) / 100,
        };
        let mut charges = vec![charge(self.due.date, None)];
        for (month, percent) in (1..).zip(&self.rule.surcharge.percents) {
            let is_last = usize::try_from(month) == Ok(self.rule.surcharge.percents.len());
            // Only the last of the months ends a period for an act, and so it alone is moved behind rest days.
            let until = if is_last { Ok(self.grace.date) } else { self.due.date.checked_add(month.months()) };
            charges.extend(until.ok().map(|until| charge(until, Some(*percent))));
        }
        charges
    }

    /// What is left off: by what the office has granted the owner, or by an offer to everybody; the better of the two.
    fn reduced(&self, asked: &Asked<'_, '_>) -> Option<(Reduced, u32)> {
        let owner = self.rule.reduction.as_ref().and_then(|it| self.of_owner(asked, it));
        let offer = self.rule.offer.as_ref().filter(|offer| self.is_offered(asked, offer));
        let owner = owner.map(|percent| (Reduced::Owner, percent));
        let offer = offer.map(|offer| (Reduced::Offer, offer.percent));
        owner.into_iter().chain(offer).max_by_key(|(_, percent)| *percent)
    }

    fn of_owner(&self, asked: &Asked<'_, '_>, reduction: &Reduction) -> Option<u32> {
        let value = asked.facts.record.get(&reduction.field)?.as_text()?;
        let percent = reduction.percents.get(value).copied()?;
        (self.number < self.granted + reduction.years).then_some(percent)
    }

    fn is_offered(&self, asked: &Asked<'_, '_>, offer: &Offer) -> bool {
        let day = self.due.date;
        let holds = |it: &Related| {
            let until = offer.until.iter().filter_map(|field| date(&it.fields, field)).min();
            date(&it.fields, &offer.since).is_some_and(|since| since <= day)
                && until.is_none_or(|until| day <= until)
        };
        asked.facts.related(&offer.link, &offer.applies).any(holds)
    }

    fn why(&self, asked: &Asked<'_, '_>, unpaid: &Unpaid) -> Vec<Wording> {
        let rule = self.rule;
        let mut why = vec![words::year_begins(rule, self.number, self.start, self.granted)];
        why.extend(years(self.number - 1).and_then(|length| asked.counted(&rule.regime, self.start, length)));
        why.push(words::amount(rule, self.number, self.full));
        let has_reduction = self.reduced(asked);
        why.extend(has_reduction.map(|reduced| words::reduced(rule, self.full, reduced, self.granted)));
        if let (Some(reduction), None) = (&rule.reduction, has_reduction) {
            let is_over = self.number >= self.granted + reduction.years;
            why.push(words::not_reduced(reduction, is_over, self.due.date, self.granted));
        }
        why.push(words::late(rule, self.full, self.grace.date));
        why.extend(asked.counted(&rule.grace.regime, self.due.date, rule.grace.length));
        why.extend(words::told((unpaid.unproved, unpaid.part, unpaid.too_late), asked.facts.confirmed_on));
        why
    }
}
