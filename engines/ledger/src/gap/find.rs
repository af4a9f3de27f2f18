use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use form::{Fields, Value};
use jiff::Span;
use jiff::civil::Date;

use super::{Gap, GapKind, Having, Missing, Of};

/// The most periods of one rhythm that are looked at: fifty years of months.
const PERIODS_MAX: usize = 600;

/// What gaps are looked for in. Records are those that hold today, by their keys.
#[derive(Debug, Clone)]
pub struct Look<'l> {
    /// The records of the ledger that declares the gap.
    pub records: &'l [(String, Fields)],
    /// Those of the other ledger that it names; none: nothing.
    pub others: &'l [(String, Fields)],
    /// The years of the plan.
    pub years: RangeInclusive<i16>,
    /// Today.
    pub today: Date,
}

/// What is missing, in the order of the records.
pub fn find(gap: &Gap, look: &Look<'_>) -> Vec<Missing> {
    match &gap.kind {
        GapKind::EachMemberOf { only, by, having, .. } => members(look, only.as_ref(), by, having),
        GapKind::EachYear { by, having } => years(look, by, having),
        GapKind::EachPeriod { by, values, on, .. } => {
            values.iter().flat_map(|value| periods(look, (by, value), on)).collect()
        }
        GapKind::EachCell { by, year, dates, having } => cells(look, (by, year), dates, having),
        GapKind::NamedIs { .. }
        | GapKind::NoneNamedIs { .. }
        | GapKind::ToldOf { .. }
        | GapKind::NotSince { .. }
        | GapKind::DayNear { .. }
        | GapKind::Below { .. }
        | GapKind::Empty { .. }
        | GapKind::Filled { .. }
        | GapKind::DayPassed { .. }
        | GapKind::IsNo { .. } => records(gap, look),
    }
}

fn members(look: &Look<'_>, only: Option<&(String, Vec<String>)>, by: &str, having: &Having) -> Vec<Missing> {
    let is_asked = |fields: &Fields| only.is_none_or(|only| has_one(fields, only));
    let asked = look.others.iter().filter(|(_, fields)| is_asked(fields));
    let missing = |(member, _): &(String, Fields)| {
        let of_member = |fields: &Fields| texts(fields, by).any(|text| text == member);
        lacking(look, of_member, having).map(|record| Missing::of(Of::Member(member.clone()), record))
    };
    asked.filter_map(missing).collect()
}

fn years(look: &Look<'_>, by: &str, having: &Having) -> Vec<Missing> {
    let begun = look.years.clone().filter(|year| *year <= look.today.year());
    let missing = |year: i16| {
        let of_year = |fields: &Fields| fields.get(by).and_then(year_of) == Some(year.into());
        lacking(look, of_year, having).map(|record| Missing::of(Of::Year(year), record))
    };
    begun.filter_map(missing).collect()
}

/// Each value in each year of the plan, from the day after its date on.
fn cells(
    look: &Look<'_>,
    (by, year): (&str, &str),
    dates: &[(String, (i8, i8))],
    having: &Having,
) -> Vec<Missing> {
    let mut cells = Vec::new();
    for of_year in look.years.clone() {
        for (value, (month, day)) in dates {
            let since = Date::new(of_year, *month, *day).ok().and_then(|date| date.tomorrow().ok());
            let ends = of_year.checked_add(1).and_then(|next| Date::new(next, 1, 1).ok());
            let Some((since, ends)) = since.zip(ends).filter(|(since, _)| *since <= look.today) else {
                continue;
            };
            let is_of = |fields: &Fields| {
                texts(fields, by).any(|text| text == value)
                    && fields.get(year).and_then(year_of) == Some(of_year.into())
            };
            let Some(record) = lacking(look, is_of, having) else { continue };
            let begins = Date::new(of_year, 1, 1).unwrap_or(since);
            let of = Of::Period(value.clone(), begins, ends);
            cells.push(Missing { since: Some(since), ..Missing::of(of, record) });
        }
    }
    cells
}

/// The year of a year, or of a day.
fn year_of(value: &Value) -> Option<i64> {
    value.as_integer().or_else(|| Some(value.as_date()?.year().into()))
}

/// That no record counts: with the first that comes near, if there is one. [`None`] if one counts.
fn lacking(look: &Look<'_>, is_of: impl Fn(&Fields) -> bool, having: &Having) -> Option<Option<String>> {
    let mut near = look.records.iter().filter(|(_, fields)| is_of(fields)).peekable();
    let first = near.peek().map(|(key, _)| key.clone());
    let counts = near.any(|(_, fields)| having.holds(fields, look.today));
    (!counts).then_some(first)
}

impl Having {
    fn holds(&self, fields: &Fields, today: Date) -> bool {
        let value = self.field.as_ref().map(|field| fields.get(field));
        let is_recent = |value: &Value| match (self.months, value.as_date()) {
            (Some(months), Some(day)) => today <= later(day, months),
            _ => true,
        };
        let year = self.this_year.as_ref().map(|field| fields.get(field).and_then(Value::as_integer));
        let is_meant = self.here.as_ref().is_none_or(|only| has_one(fields, only));
        is_meant
            && value.is_none_or(|value| value.is_some_and(is_recent))
            && year.is_none_or(|year| year == Some(today.year().into()))
    }
}

/// The periods of a rhythm that are over without a record; or that there is no rhythm.
fn periods(look: &Look<'_>, (by, value): (&str, &str), on: &str) -> Vec<Missing> {
    let Some((_, rhythm)) = look.others.iter().find(|(key, _)| key == value) else {
        return vec![Missing::of(Of::Unset(value.to_owned()), None)];
    };
    let months = rhythm.get("months").and_then(Value::as_integer).and_then(|it| u32::try_from(it).ok());
    let since = rhythm.get("since").and_then(Value::as_date);
    let (Some(months), Some(since)) = (months.filter(|months| *months > 0), since) else {
        return Vec::new();
    };
    let of_value = look.records.iter().filter(|(_, fields)| texts(fields, by).any(|text| text == value));
    let days: Vec<Date> = of_value.filter_map(|(_, fields)| fields.get(on)?.as_date()).collect();
    let begins =
        |number: usize| later(since, months.saturating_mul(u32::try_from(number).unwrap_or(u32::MAX)));
    let all = (0..PERIODS_MAX).map(|number| (begins(number), begins(number + 1)));
    let over = all.take_while(|(from, to)| from < to && *to <= look.today);
    let missed = over.filter(|(from, to)| !days.iter().any(|day| from <= day && day < to));
    let missing =
        |(from, to)| Missing { since: Some(to), ..Missing::of(Of::Period(value.to_owned(), from, to), None) };
    missed.map(missing).collect()
}

/// The records that have the gap themselves.
fn records(gap: &Gap, look: &Look<'_>) -> Vec<Missing> {
    let judged =
        look.records.iter().map(|(key, fields)| (key, fields, judge(&gap.kind, (key, fields), look)));
    let (lacking, sound): (Vec<_>, Vec<_>) = judged.partition(|(_, _, judged)| judged.is_some());
    let held: BTreeSet<&str> = sound.iter().flat_map(|(_, fields, _)| hanging(gap, fields)).collect();
    let missing = |(key, fields, judged): (&String, &Fields, Option<Option<Date>>)| Missing {
        since: judged.flatten(),
        hanging: hanging(gap, fields).map(|value| (value.to_owned(), !held.contains(value))).collect(),
        ..Missing::of(Of::Record(key.clone()), Some(key.clone()))
    };
    lacking.into_iter().map(missing).collect()
}

/// Whether a record has the gap, and since when if a day says so.
fn judge(kind: &GapKind, (key, fields): (&str, &Fields), look: &Look<'_>) -> Option<Option<Date>> {
    let today = look.today;
    match kind {
        GapKind::NamedIs { field, only, .. } => named_is(look, (fields, field), only).then_some(None),
        GapKind::NoneNamedIs { field, only, .. } => {
            let lacks = fields.contains_key(field) && !named_is(look, (fields, field), only);
            lacks.then_some(None)
        }
        GapKind::ToldOf { by, unless, .. } => {
            let is_told = || look.others.iter().any(|(_, other)| texts(other, by).any(|text| text == key));
            (!is_answered(fields, unless) && is_told()).then_some(None)
        }
        GapKind::NotSince { field, otherwise, months, only, unless } => {
            if only.as_ref().is_some_and(|only| !has_one(fields, only)) || is_answered(fields, unless) {
                return None;
            }
            let day = |field: &String| fields.get(field).and_then(Value::as_date);
            match day(field).or_else(|| otherwise.as_ref().and_then(day)) {
                Some(last) => (later(last, *months) < today).then(|| later(last, *months).tomorrow().ok()),
                None => Some(None),
            }
        }
        GapKind::DayNear { field, days, unless } => {
            let day = fields.get(field)?.as_date()?;
            let begins = day.checked_sub(Span::new().try_days(*days).ok()?).unwrap_or(Date::MIN);
            (!is_answered(fields, unless) && begins <= today && today <= day).then_some(Some(begins))
        }
        GapKind::Below { field, than } => {
            let number = |field: &String| fields.get(field).and_then(Value::as_integer);
            (number(field)? < number(than)?).then_some(None)
        }
        GapKind::Empty { field } => (!fields.contains_key(field)).then_some(None),
        GapKind::Filled { field } => fields.contains_key(field).then_some(None),
        GapKind::IsNo { field } => (fields.get(field)?.as_flag() == Some(false)).then_some(None),
        GapKind::DayPassed { field, unless } => {
            let after = first_day_after(fields.get(field)?)?;
            (!is_answered(fields, unless) && after <= today).then_some(Some(after))
        }
        GapKind::EachMemberOf { .. }
        | GapKind::EachYear { .. }
        | GapKind::EachPeriod { .. }
        | GapKind::EachCell { .. } => None,
    }
}

/// Whether a record that a field names has one of some values.
fn named_is(look: &Look<'_>, (fields, field): (&Fields, &str), only: &(String, Vec<String>)) -> bool {
    let named = |key: &str| look.others.iter().find(|(other, _)| other == key);
    texts(fields, field).filter_map(named).any(|(_, other)| has_one(other, only))
}

/// Whether one of these fields says that it was answered.
fn is_answered(fields: &Fields, unless: &[String]) -> bool {
    unless.iter().any(|field| fields.contains_key(field))
}

/// Whether a field has one of some values.
fn has_one(fields: &Fields, (field, values): &(String, Vec<String>)) -> bool {
    texts(fields, field).any(|text| values.iter().any(|value| value == text))
}

/// The first day after a day, a month or a year.
fn first_day_after(value: &Value) -> Option<Date> {
    if let Some(day) = value.as_date() {
        return day.tomorrow().ok();
    }
    let mut parts = value.as_text()?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    match parts.next() {
        None => Date::new(year.checked_add(1)?, 1, 1).ok(),
        Some(month) => Some(later(Date::new(year, month.parse().ok()?, 1).ok()?, 1)),
    }
}

fn later(day: Date, months: u32) -> Date {
    let span = Span::new().try_months(months);
    span.and_then(|span| day.checked_add(span)).unwrap_or(Date::MAX)
}

fn hanging<'f>(gap: &'f Gap, fields: &'f Fields) -> impl Iterator<Item = &'f str> {
    gap.hanging.iter().flat_map(|field| texts(fields, field))
}

fn texts<'f>(fields: &'f Fields, field: &str) -> impl Iterator<Item = &'f str> {
    fields.get(field).map(Value::values).unwrap_or_default().iter().filter_map(Value::as_text)
}

impl Missing {
    fn of(of: Of, record: Option<String>) -> Missing {
        Missing { of, record, since: None, hanging: Vec::new() }
    }
}
