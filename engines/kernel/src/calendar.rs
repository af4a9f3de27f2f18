//! The working-day calendar: which days the State Council's notices make rest days and working days.
//!
//! The data are declarations of a pack (`packs/china/calendar.toml`); this module knows only their rules. A year whose
//! notice is not in the data is never guessed in silence: [`Calendar::knowledge`] says what an answer rests on.
//!
//! All queries answer from sums prepared once, none of them walks day by day. Dates from [`Calendar::FIRST`] to
//! [`Calendar::LAST`] are supported, others are an error.
//!
//! Not here: periods of law, which are counted with this calendar by [`crate::period`].

mod check;
mod day;
mod days;
mod declared;
mod fault;

use jiff::civil::{Date, date};

pub use day::{Day, Knowledge, Notice, Reason};

use crate::Problem;
use crate::declaration::Reader;
use days::Days;
use declared::Declared;

/// A date lies outside what the calendar supports, or a count leads there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("count with dates outside {first} to {last}", first = Calendar::FIRST, last = Calendar::LAST)]
pub struct OutOfRange;

/// The working days and rest days of China, as far as they have been decreed.
#[derive(Debug, Clone)]
pub struct Calendar {
    days: Days,
    years: Vec<Year>,
    /// How many years before this one, counted from the first supported, have no published notice.
    unpublished_before: Vec<u16>,
}

/// What is known of one supported year.
#[derive(Debug, Clone)]
struct Year {
    knowledge: Knowledge,
    notice: Option<Notice>,
}

impl Calendar {
    /// The first supported date.
    pub const FIRST: Date = date(1900, 1, 1);
    /// The last supported date.
    pub const LAST: Date = date(2199, 12, 31);

    /// Reads a declared calendar. One problem anywhere refuses the whole file; all problems come at once.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let declared = Declared::read(&reader.root());
        check::check(&declared, &reader.root());
        reader.finish_with(Some(declared)).map(|declared| Calendar::new(&declared))
    }

    fn new(declared: &Declared) -> Self {
        let mut years: Vec<Year> = (Self::FIRST.year()..=Self::LAST.year())
            .map(|_| Year { knowledge: Knowledge::NoData, notice: None })
            .collect();
        for year in &declared.years {
            let known = &mut years[usize::from(year.year.abs_diff(Self::FIRST.year()))];
            *known = Year { knowledge: year.knowledge, notice: year.notice.clone() };
        }
        let mut unpublished_before = vec![0];
        for year in &years {
            let before = unpublished_before.last().copied().unwrap_or(0);
            unpublished_before.push(before + u16::from(year.knowledge != Knowledge::Published));
        }
        Calendar { days: Days::new(declared), years, unpublished_before }
    }

    /// Whether a date is a working day, as far as is known.
    pub fn is_working(&self, date: Date) -> Result<bool, OutOfRange> {
        Ok(self.days.is_working(Days::index(date)?))
    }

    /// A date with the reason why it is a working day or a rest day.
    pub fn day(&self, date: Date) -> Result<Day<'_>, OutOfRange> {
        Ok(self.days.day(Days::index(date)?))
    }

    /// How many working days lie after `from`, up to and including `to`; negative if `to` is the earlier date.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i64, OutOfRange> {
        Ok(self.days.working_through(Days::index(to)?) - self.days.working_through(Days::index(from)?))
    }

    /// The first working day on or after a date.
    #[inline]
    pub fn first_working_day_from(&self, date: Date) -> Result<Date, OutOfRange> {
        self.days.nth_working_from(Days::index(date)?, 1)
    }

    /// The n-th working day on or after a date. The 0th is the date itself.
    #[inline]
    pub fn nth_working_day_from(&self, date: Date, n: u32) -> Result<Date, OutOfRange> {
        let index = Days::index(date)?;
        if n == 0 { Ok(date) } else { self.days.nth_working_from(index, n) }
    }

    /// The n-th working day after a date, the date itself not counted. The 0th is the date itself.
    #[inline]
    pub fn nth_working_day_after(&self, date: Date, n: u32) -> Result<Date, OutOfRange> {
        let index = Days::index(date)?;
        if n == 0 { Ok(date) } else { self.days.nth_working_from(index + 1, n) }
    }

    /// The date this many calendar days after another.
    #[inline]
    pub fn days_after(&self, date: Date, days: u32) -> Result<Date, OutOfRange> {
        let days = usize::try_from(days).map_err(|_| OutOfRange)?;
        self.days.date(Days::index(date)?.saturating_add(days))
    }

    /// What is known of a year. Years the calendar does not support are years without data.
    pub fn knowledge(&self, year: i16) -> Knowledge {
        self.year(year).map_or(Knowledge::NoData, |year| year.knowledge)
    }

    /// The notice that arranges a year, if it is known. Single days may rest on a further notice, see [`Day`].
    pub fn notice(&self, year: i16) -> Option<&Notice> {
        self.year(year)?.notice.as_ref()
    }

    /// Whether every day from the first to the last date lies in a year with a published notice.
    #[inline]
    pub fn is_published(&self, first: Date, last: Date) -> bool {
        let (Some(from), Some(to)) = (year_offset(first.year()), year_offset(last.year())) else {
            return false;
        };
        match (self.unpublished_before.get(from), self.unpublished_before.get(to + 1)) {
            (Some(before), Some(through)) => before == through,
            _ => false,
        }
    }

    fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(year_offset(year)?)
    }
}

/// How many years a year lies after the first supported one.
#[inline]
fn year_offset(year: i16) -> Option<usize> {
    usize::try_from(i32::from(year) - i32::from(Calendar::FIRST.year())).ok()
}
