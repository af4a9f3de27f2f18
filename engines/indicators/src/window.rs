//! The days for which an indicator is computed.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::figure::Window;
use crate::indicator::{Indicator, Kind, Period};

impl Window {
    /// The days for which an indicator is computed as of a day: from the first of January of that year, of growth from that of the
    /// base year.
    pub fn of(indicator: &Indicator, as_of: Date, division: impl Into<String>) -> Window {
        let base_year = indicator.base_year.filter(|_| indicator.kind == Kind::Growth);
        let year = base_year.map_or(as_of.year(), |year| year.min(as_of.year()));
        let from = date(year, 1, 1);
        Window { as_of, from, to: as_of, division: division.into() }
    }

    /// The last days of so many periods of an indicator that ended before a day, the earliest first.
    pub fn ends_before(indicator: &Indicator, day: Date, periods: usize) -> Vec<Date> {
        let mut first = first_of_period(indicator, day);
        let mut ends = Vec::new();
        while ends.len() < periods {
            let Ok(end) = first.yesterday() else { break };
            ends.push(end);
            let Ok(before) = first.checked_sub(i32::from(months(indicator)).months()) else { break };
            first = before;
        }
        ends.reverse();
        ends
    }

    /// The days whose figures say how an indicator did in each of these years, as far as they have come, beside the year before, the day in
    /// that one first: of what there is on a day the ends of both years or the last day that is known; of what happens in a year, while
    /// that is not over, the same day of both. Two methods are never compared.
    pub fn years_beside(indicator: &Indicator, years: RangeInclusive<i16>, as_of: Date) -> Vec<(Date, Date)> {
        let days = years.take_while(|year| *year <= as_of.year()).filter_map(|year| {
            let end = |year| Date::new(year, 12, 31).ok();
            let after = end(year)?.min(as_of);
            let is_running = Some(after) != end(year);
            let before = match indicator.kind {
                Kind::Flow if is_running => after.checked_sub(1.year()).ok()?,
                _ => end(year - 1)?,
            };
            Some((before, after))
        });
        days.filter(|(before, _)| indicator.is_measured_alike(*before)).collect()
    }

    /// The last day of the period to which a day belongs; none at the end of the calendar.
    pub fn end_of_period(indicator: &Indicator, day: Date) -> Option<Date> {
        let next = first_of_period(indicator, day).checked_add(i32::from(months(indicator)).months());
        next.and_then(|next| next.yesterday()).ok()
    }
}

/// How many months a period has.
fn months(indicator: &Indicator) -> i8 {
    match indicator.period {
        Period::Month => 1,
        Period::Quarter => 3,
        Period::Year => 12,
    }
}

fn first_of_period(indicator: &Indicator, day: Date) -> Date {
    let months = months(indicator);
    date(day.year(), (day.month() - 1) / months * months + 1, 1)
}
