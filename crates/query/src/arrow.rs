//! Intervals as Arrow: what stands in the files and in memory.

mod columns;
mod json;
mod schema;

pub(crate) use columns::Columns;
pub(crate) use json::json_lines;
pub(crate) use schema::{replaced, stored, table, viewed};

use jiff::SignedDuration;
use jiff::civil::Date;

const FIRST: Date = Date::constant(1970, 1, 1);

/// The days from 1970-01-01 to a day.
pub(crate) fn number(day: Date) -> i32 {
    // Ten thousand years are fewer than four million days.
    i32::try_from(day.duration_since(FIRST).as_hours() / 24).unwrap_or(i32::MAX)
}

/// The day so many days after 1970-01-01; none beyond the calendar.
pub(crate) fn day(number: i32) -> Option<Date> {
    FIRST.checked_add(SignedDuration::from_hours(i64::from(number) * 24)).ok()
}
