//! The dates of the model as days.

use jiff::civil::Date;

use crate::model::Period;

/// The first day of `2026`, `2026-05` or `2026-05-31`.
pub(super) fn first_day(date: &str) -> Option<Date> {
    let (year, month, day) = parts(date)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The last day of `2026`, `2026-05` or `2026-05-31`.
pub(super) fn last_day(date: &str) -> Option<Date> {
    let (year, month, day) = parts(date)?;
    let first = Date::new(year, month.unwrap_or(12), 1).ok()?;
    match day {
        Some(day) => Date::new(year, first.month(), day).ok(),
        None => Some(first.last_of_month()),
    }
}

/// First and last day of the period of a plan, if its title names both.
pub(super) fn days(period: Option<&Period>) -> Option<(Date, Date)> {
    let period = period?;
    Some((first_day(&period.from)?, last_day(period.to.as_ref()?)?))
}

fn parts(date: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map(str::parse).transpose().ok()?;
    Some((year, month, parts.next().map(str::parse).transpose().ok()?))
}
