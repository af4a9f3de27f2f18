//! Days as the database holds them: counted from 1970-01-01.

use jiff::civil::Date;

use crate::Error;

const FIRST: Date = Date::constant(1970, 1, 1);

/// The number of a day.
pub(crate) fn number(date: Date) -> i64 {
    // Two dates are at most twenty thousand years apart, and a difference of dates is in days.
    i64::from((date - FIRST).get_days())
}

/// The day of a number.
pub(crate) fn date(number: i64) -> Result<Date, Error> {
    let days = i32::try_from(number).ok().map(|days| jiff::Span::new().try_days(days));
    let date = days.and_then(Result::ok).and_then(|days| FIRST.checked_add(days).ok());
    date.ok_or_else(|| Error::damaged(format!("{number} is no day")))
}
