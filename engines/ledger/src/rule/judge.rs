use std::collections::BTreeMap;

use form::{Fields, Kind, Value};
use jiff::Span;
use jiff::civil::Date;
use kernel::identifier::{self, Context};
use kernel::{Place, Problem};

use super::times::days;
use super::traces::trace;
use super::words::Breach;
use super::{Condition, Rule, RuleKind};
use crate::Ledger;

/// The records that fields name, and those that tell of what fields name, by ledger and key, with what they hold.
pub type Referred = BTreeMap<(String, String), Fields>;

/// The rules that a record breaks. Where `before` is given, only rules of which some field changed are judged: what was let
/// in before stands in the way of nothing else.
pub fn judge(ledger: &Ledger, fields: &Fields, before: Option<&Fields>) -> Vec<Problem> {
    let touched = ledger.rules.iter().filter(|rule| is_touched(rule, fields, before));
    let problems = |rule: &Rule| {
        let breaches = breaches(ledger, rule, fields);
        breaches.iter().map(|breach| problem(ledger, rule, breach)).collect::<Vec<Problem>>()
    };
    touched.flat_map(problems).collect()
}

/// The rules that a record breaks together with the records that it names, and with those that tell of the same.
pub fn apart(ledger: &Ledger, fields: &Fields, referred: &Referred) -> Vec<Problem> {
    let breach = |rule: &'_ Rule| {
        let breach = match &rule.kind {
            RuleKind::Apart { field, by, other } => not_apart(ledger, (field, by, other), fields, referred),
            RuleKind::ClearOf { when, field, ledger: of, by } => {
                let is_meant = when.iter().all(|condition| condition.holds(fields));
                if is_meant { told((field, of, by), fields, referred) } else { None }
            }
            _ => None,
        };
        Some(problem(ledger, rule, &breach?))
    };
    ledger.rules.iter().filter_map(breach).collect()
}

fn not_apart<'b>(
    ledger: &Ledger,
    (field, by, other): (&'b str, &'b str, &str),
    fields: &Fields,
    referred: &'b Referred,
) -> Option<Breach<'b>> {
    let target = ledger.form.field(by)?.kind.ledger()?;
    let here = values(fields, field);
    let named = values(fields, by).iter().filter_map(Value::as_text);
    let of_named = |key: &str| referred.get(&(target.to_owned(), key.to_owned()));
    let shared = named.filter_map(of_named).flat_map(|record| values(record, other));
    let shared = shared.into_iter().find(|value| here.contains(value))?;
    Some(Breach::NotApart { field, by, shared })
}

fn told<'b>(
    (field, of, by): (&'b str, &str, &str),
    fields: &Fields,
    referred: &'b Referred,
) -> Option<Breach<'b>> {
    let here = values(fields, field);
    let mut telling = referred.iter().filter(|((ledger, _), _)| ledger == of);
    let breach = |((_, record), told): (&'b (String, String), &'b Fields)| {
        let shared = values(told, by).iter().find(|value| here.contains(value))?;
        Some(Breach::Told { field, shared, record })
    };
    telling.find_map(breach)
}

fn problem(ledger: &Ledger, rule: &Rule, breach: &Breach<'_>) -> Problem {
    let (what, remedy) = breach.say(&ledger.form, rule);
    let problem = Problem::error(&rule.id, Place::default().at_field(breach.field()), what, remedy);
    Problem { severity: rule.severity, ..problem }
}

fn is_touched(rule: &Rule, fields: &Fields, before: Option<&Fields>) -> bool {
    before.is_none_or(|before| rule.fields().iter().any(|field| fields.get(*field) != before.get(*field)))
}

fn breaches<'b>(ledger: &Ledger, rule: &'b Rule, fields: &'b Fields) -> Vec<Breach<'b>> {
    match &rule.kind {
        RuleKind::Order { fields: order } => {
            pairs(order, fields, is_after).map(|(before, after)| Breach::Order { before, after }).collect()
        }
        RuleKind::AtMost { fields: order } => {
            pairs(order, fields, |less, more| less.as_integer() > more.as_integer())
                .map(|(less, more)| Breach::AtMost { less, more })
                .collect()
        }
        RuleKind::Requires { when, needs, one_of } => required(when, needs, one_of, fields),
        RuleKind::EmptyUnless { fields: empty, when } => {
            let Some(unmet) = when.iter().find(|condition| !condition.holds(fields)) else {
                return Vec::new();
            };
            let filled = empty.iter().filter(|field| fields.contains_key(*field));
            let found = values(fields, &unmet.field);
            filled.map(|field| Breach::NotEmpty { field, unmet, found }).collect()
        }
        RuleKind::OneOf { fields: asked } => {
            // A flag that says no is not the one thing that holds.
            let is_no = |field: &&str| fields.get(*field).and_then(Value::as_flag) == Some(false);
            let filled: Vec<&str> = present(asked, fields).filter(|field| !is_no(field)).collect();
            if filled.len() == 1 { Vec::new() } else { vec![Breach::NotOne { asked, filled }] }
        }
        RuleKind::Differ { fields: asked } => alike(asked, fields).into_iter().collect(),
        RuleKind::Anonymous { fields: asked } => {
            let found = |field: &'b String| {
                let trace = values(fields, field).iter().filter_map(Value::as_text).find_map(trace)?;
                Some(Breach::Leads { field, trace })
            };
            asked.iter().filter_map(found).collect()
        }
        RuleKind::YearOf { number, day, earlier, later } => {
            year(ledger, (number, day), (*earlier, *later), fields).into_iter().collect()
        }
        RuleKind::Within { day, field, months } => {
            within((day, field), *months, fields).into_iter().collect()
        }
        RuleKind::Apart { .. } | RuleKind::ClearOf { .. } => Vec::new(),
    }
}

/// Neighbours in a list, empty fields left out, that are not as they should be.
fn pairs<'p>(
    order: &'p [String],
    fields: &'p Fields,
    is_wrong: impl Fn(&Value, &Value) -> bool,
) -> impl Iterator<Item = (Given<'p>, Given<'p>)> {
    let filled: Vec<Given<'p>> =
        order.iter().filter_map(|field| Some((field.as_str(), fields.get(field)?))).collect();
    let pairs: Vec<(Given<'p>, Given<'p>)> = filled.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().filter(move |(left, right)| is_wrong(left.1, right.1))
}

/// A field with its value.
pub(super) type Given<'g> = (&'g str, &'g Value);

/// Whether all of the first is after all of the second.
fn is_after(first: &Value, second: &Value) -> bool {
    days(first).zip(days(second)).is_some_and(|((first, _), (_, last))| first > last)
}

fn required<'r>(
    when: &'r [Condition],
    needs: &'r [String],
    one_of: &'r [String],
    fields: &'r Fields,
) -> Vec<Breach<'r>> {
    if !when.iter().all(|condition| condition.holds(fields)) {
        return Vec::new();
    }
    let missing = needs.iter().filter(|field| !fields.contains_key(*field));
    let mut breaches: Vec<Breach<'r>> =
        missing.map(|field| Breach::Missing { field, when, fields }).collect();
    if !one_of.is_empty() && present(one_of, fields).next().is_none() {
        breaches.push(Breach::NoneOf { asked: one_of, when, fields });
    }
    breaches
}

fn year<'y>(
    ledger: &Ledger,
    (number, day): (&'y str, &'y str),
    (earlier, later): (u32, u32),
    fields: &'y Fields,
) -> Option<Breach<'y>> {
    let (written, on) = (fields.get(number)?, fields.get(day)?);
    let found = match &ledger.form.field(number)?.kind {
        Kind::Identifier(scheme) => {
            i64::from(identifier::year(*scheme, written.as_text()?, Context::on(Date::MAX))?)
        }
        _ => written.as_integer()?,
    };
    let expected = i64::from(on.as_date()?.year());
    let range = expected - i64::from(earlier)..=expected + i64::from(later);
    (!range.contains(&found)).then_some(Breach::Year {
        number: (number, written),
        found,
        day: (day, on),
        range,
    })
}

/// The first two fields that have a value in common.
fn alike<'a>(asked: &'a [String], fields: &'a Fields) -> Option<Breach<'a>> {
    let pairs = asked.iter().enumerate();
    let mut pairs = pairs.flat_map(|(at, one)| asked[at + 1..].iter().map(move |other| (one, other)));
    let shares = |(one, other): &(&String, &String)| {
        let (one, other) = (values(fields, one), values(fields, other));
        one.iter().any(|value| other.contains(value))
    };
    let (one, other) = pairs.find(shares)?;
    Some(Breach::Alike { one, other })
}

/// The day of the month is the same; where a month has no such day, it is its last.
fn within<'w>((day, field): (&'w str, &'w str), months: u32, fields: &'w Fields) -> Option<Breach<'w>> {
    let (from, until) = (fields.get(day)?, fields.get(field)?);
    let last = from.as_date()?.saturating_add(Span::new().months(i64::from(months)));
    (until.as_date()? > last).then_some(Breach::TooLong {
        day: (day, from),
        until: (field, until),
        months,
        last,
    })
}

fn present<'p>(asked: &'p [String], fields: &'p Fields) -> impl Iterator<Item = &'p str> {
    asked.iter().filter(|field| fields.contains_key(*field)).map(String::as_str)
}

fn values<'v>(fields: &'v Fields, field: &str) -> &'v [Value] {
    fields.get(field).map(Value::values).unwrap_or_default()
}

impl Condition {
    /// Whether it holds of a record.
    pub(super) fn holds(&self, fields: &Fields) -> bool {
        let found = values(fields, &self.field);
        !found.is_empty() && (self.values.is_empty() || found.iter().any(|value| self.values.contains(value)))
    }
}
