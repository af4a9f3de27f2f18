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
        let first_months = match indicator.period {
            Period::Month => 1,
            Period::Quarter => 3,
            Period::Year => 12,
        };
        let month = (day.month() - 1) / first_months * first_months + 1;
        let mut first = date(day.year(), month, 1);
        let mut ends = Vec::new();
        while ends.len() < periods {
            let Ok(end) = first.yesterday() else { break };
            ends.push(end);
            let Ok(before) = first.checked_sub(i32::from(first_months).months()) else { break };
            first = before;
        }
        ends.reverse();
        ends
    }
}
