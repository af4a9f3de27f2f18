//! The days for which an indicator is computed.

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
