use jiff::civil::{Date, Weekday};

use super::declared::Declared;
use super::{Calendar, Day, Notice, OutOfRange, Reason};
use crate::Wording;

/// Days of a year before each month, of a common year and of a leap year.
const BEFORE_MONTH: [[u16; 12]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335],
];

/// Every supported day, numbered from zero, with the sums that make each query a few look-ups.
#[derive(Debug, Clone)]
pub(super) struct Days {
    /// The date of each day: looking one up is faster than computing it.
    dates: Vec<Date>,
    /// How many working days come before each day; one more entry than there are days.
    working_before: Vec<u32>,
    /// The dates of the working days.
    working: Vec<Date>,
    /// Which entry of `arranged` a day rests on, plus one; zero for none.
    marks: Vec<u16>,
    arranged: Vec<Arranged>,
}

/// Days that are not what their weekday says.
#[derive(Debug, Clone)]
enum Arranged {
    Holiday { name: Wording, notice: Option<Notice> },
    WorkedWeekend { notice: Notice },
}

impl Days {
    pub(super) fn new(declared: &Declared) -> Self {
        let dates: Vec<Date> = std::iter::successors(Some(Calendar::FIRST), |date| {
            date.tomorrow().ok().filter(|d| *d <= Calendar::LAST)
        })
        .collect();
        let marks = vec![0; dates.len()];
        let mut days =
            Days { dates, working_before: vec![0], working: Vec::new(), marks, arranged: Vec::new() };
        for year in &declared.years {
            for holiday in &year.holidays {
                let name = holiday.name.clone();
                days.arrange(Arranged::Holiday { name, notice: year.notice.clone() }, holiday.dates());
            }
            if let Some(notice) = year.notice.clone() {
                days.arrange(Arranged::WorkedWeekend { notice }, year.worked());
            }
            for change in &year.changes {
                let (name, notice) = (change.name.clone(), change.notice.clone());
                days.arrange(Arranged::Holiday { name, notice: Some(notice.clone()) }, change.off());
                days.arrange(Arranged::WorkedWeekend { notice }, change.worked());
            }
        }
        days.sum();
        days
    }

    fn arrange(&mut self, arranged: Arranged, dates: impl Iterator<Item = Date>) {
        self.arranged.push(arranged);
        let mark = u16::try_from(self.arranged.len()).unwrap_or(u16::MAX);
        for date in dates {
            if let Ok(index) = Days::index(date) {
                self.marks[index] = mark;
            }
        }
    }

    fn sum(&mut self) {
        for index in 0..self.dates.len() {
            let working = self.day(index).is_working();
            if working {
                self.working.push(self.dates[index]);
            }
            self.working_before.push(self.working_before[index] + u32::from(working));
        }
    }

    /// The number of a date.
    #[inline]
    pub(super) fn index(date: Date) -> Result<usize, OutOfRange> {
        if date < Calendar::FIRST || date > Calendar::LAST {
            return Err(OutOfRange);
        }
        let (year, month) =
            (usize::from(date.year().unsigned_abs()), usize::from(date.month().unsigned_abs()));
        let years = year - usize::from(Calendar::FIRST.year().unsigned_abs());
        // 1900 is no leap year and 2000 is; 2100 is none, so that later years have one leap day less.
        let leap_days = years.saturating_sub(1) / 4 - usize::from(year > 2100);
        let leap = usize::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        let before_month = usize::from(BEFORE_MONTH[leap][month - 1]);
        Ok(years * 365 + leap_days + before_month + usize::from(date.day().unsigned_abs()) - 1)
    }

    /// The date of a number.
    #[inline]
    pub(super) fn date(&self, index: usize) -> Result<Date, OutOfRange> {
        self.dates.get(index).copied().ok_or(OutOfRange)
    }

    pub(super) fn is_working(&self, index: usize) -> bool {
        self.working_before[index] < self.working_before[index + 1]
    }

    /// How many working days there are up to and including a day.
    pub(super) fn working_through(&self, index: usize) -> i64 {
        i64::from(self.working_before[index + 1])
    }

    /// The n-th working day on or after a day; n counts from one.
    #[inline]
    pub(super) fn nth_working_from(&self, index: usize, n: u32) -> Result<Date, OutOfRange> {
        let before = self.working_before.get(index).ok_or(OutOfRange)?;
        let nth = before.checked_add(n - 1).and_then(|nth| usize::try_from(nth).ok()).ok_or(OutOfRange)?;
        self.working.get(nth).copied().ok_or(OutOfRange)
    }

    pub(super) fn day(&self, index: usize) -> Day<'_> {
        let date = self.dates[index];
        let arranged = usize::from(self.marks[index]).checked_sub(1).and_then(|mark| self.arranged.get(mark));
        let reason = match arranged {
            Some(Arranged::Holiday { name, notice }) => Reason::Holiday { name, notice: notice.as_ref() },
            Some(Arranged::WorkedWeekend { notice }) => Reason::WorkedWeekend { notice },
            None if is_weekend(date) => Reason::Weekend,
            None => Reason::Weekday,
        };
        Day { date, reason }
    }
}

/// Saturday or Sunday.
pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Days};

    #[test]
    fn days_are_numbered_without_gap() {
        let mut date = Calendar::FIRST;
        for number in 0.. {
            assert_eq!(Days::index(date), Ok(number), "{date}");
            if date == Calendar::LAST {
                break;
            }
            date = date.tomorrow().unwrap();
        }
        assert!(Days::index(Calendar::FIRST.yesterday().unwrap()).is_err());
        assert!(Days::index(Calendar::LAST.tomorrow().unwrap()).is_err());
    }
}
