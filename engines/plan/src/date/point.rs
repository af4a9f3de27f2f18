use std::fmt;

use jiff::civil::Date;

/// A year, a month or a day, as precise as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Point {
    pub(crate) year: i16,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
}

impl Point {
    pub(crate) fn year(year: i16) -> Point {
        Point { year, month: None, day: None }
    }

    pub(super) fn month(year: i16, month: i8) -> Point {
        Point { year, month: Some(month), day: None }
    }

    /// The last day of the year, the month or the day itself.
    pub(crate) fn last_day(self) -> Option<Date> {
        let month = self.month.unwrap_or(12);
        let first = Date::new(self.year, month, 1).ok()?;
        match self.day {
            Some(day) => Date::new(self.year, month, day).ok(),
            None => Some(first.last_of_month()),
        }
    }

    /// The same, as a point of a day.
    pub(crate) fn closed(self) -> Point {
        match self.last_day() {
            Some(date) => Point { year: date.year(), month: Some(date.month()), day: Some(date.day()) },
            None => self,
        }
    }
}

impl fmt::Display for Point {
    /// `2026`, `2026-05` or `2026-05-31`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}
