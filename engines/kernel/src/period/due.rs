use std::fmt;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::event::clock;
use super::regime::{FirstDay, HourStart, MonthEnd, Regime, RollOver};
use super::{Error, Event, Period, Unit};
use crate::calendar::{Calendar, OutOfRange};

/// The last day of a period, or its last moment where hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub date: Date,
    /// The time of day; only where hours count.
    pub time: Option<Time>,
    /// Whether a decree not yet known could still move it.
    pub provisional: bool,
}

impl fmt::Display for Due {
    /// `2026-03-09`, or `2026-02-11T15:30` where hours count.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            None => write!(out, "{}", self.date),
            Some(time) => write!(out, "{}T{}", self.date, clock(time)),
        }
    }
}

/// When a period that starts with this event ends, under the rules of this regime.
///
/// The answer is provisional when it rests on a year whose notice is not in the calendar: any year a count of working
/// days passes through, or the year of the last day of a calendar period, before and after it rolls over.
#[inline]
pub fn due(calendar: &Calendar, regime: &Regime, event: Event, period: Period) -> Result<Due, Error> {
    Ok(count(calendar, regime, event, period)?.due(calendar))
}

/// What a period is counted in once the statute has been asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    WorkingDays(u32),
    CalendarDays(u32),
    Months(u32),
    Hours(u32),
}

impl Counting {
    #[inline]
    pub(super) fn of(regime: &Regime, period: Period) -> Self {
        let amount = period.amount();
        match period.unit() {
            Unit::WorkingDay => Counting::WorkingDays(amount),
            Unit::Day if regime.working_days.rule.contains(amount) => Counting::WorkingDays(amount),
            Unit::Day => Counting::CalendarDays(amount),
            Unit::Month => Counting::Months(amount),
            Unit::Year => Counting::Months(amount * 12),
            Unit::Hour => Counting::Hours(amount),
        }
    }
}

/// A counted period before it is put into a [`Due`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// The last day before it rolls over.
    pub(super) counted_to: Date,
    /// The last day.
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    /// The first and last day of which it mattered whether they are working days.
    pub(super) asked: Option<(Date, Date)>,
}

impl Count {
    #[inline]
    pub(super) fn due(&self, calendar: &Calendar) -> Due {
        let provisional = self.asked.is_some_and(|(first, last)| !calendar.is_published(first, last));
        Due { date: self.date, time: self.time, provisional }
    }
}

#[inline]
pub(super) fn count(
    calendar: &Calendar,
    regime: &Regime,
    event: Event,
    period: Period,
) -> Result<Count, Error> {
    let counting = Counting::of(regime, period);
    if let Counting::Hours(hours) = counting {
        let end = hours_after(hour_start(regime, event)?, hours)?;
        return Ok(Count { counted_to: end.date(), date: end.date(), time: Some(end.time()), asked: None });
    }
    let first = first_counted(calendar, regime, event)?;
    let counted_to = match counting {
        Counting::WorkingDays(days) => {
            let date = calendar.nth_working_day_from(first, days)?;
            return Ok(Count { counted_to: date, date, time: None, asked: Some((first, date)) });
        }
        Counting::CalendarDays(days) => calendar.days_after(first, days - 1)?,
        Counting::Months(months) | Counting::Hours(months) => {
            month_end(calendar, regime, event.date(), months)?
        }
    };
    if regime.roll_over.rule == RollOver::None {
        return Ok(Count { counted_to, date: counted_to, time: None, asked: None });
    }
    let date = calendar.first_working_day_from(counted_to)?;
    Ok(Count { counted_to, date, time: None, asked: Some((counted_to, date)) })
}

/// The first day that counts.
#[inline]
pub(super) fn first_counted(calendar: &Calendar, regime: &Regime, event: Event) -> Result<Date, OutOfRange> {
    calendar.days_after(event.date(), u32::from(regime.first_day.rule == FirstDay::Excluded))
}

/// The corresponding day some months later, if that month has it.
#[inline]
pub(super) fn corresponding_day(date: Date, months: u32) -> Result<Option<Date>, OutOfRange> {
    let (year, month) = month_after(date, months)?;
    Ok(Date::new(year, month, date.day()).ok())
}

#[inline]
pub(super) fn month_end(
    calendar: &Calendar,
    regime: &Regime,
    date: Date,
    months: u32,
) -> Result<Date, OutOfRange> {
    let Some(corresponding) = corresponding_day(date, months)? else {
        let (year, month) = month_after(date, months)?;
        return Ok(Date::new(year, month, 1).map_err(|_| OutOfRange)?.last_of_month());
    };
    let end = match regime.month_end.rule {
        MonthEnd::CorrespondingDay => corresponding,
        MonthEnd::DayBeforeCorrespondingDay => corresponding.yesterday().map_err(|_| OutOfRange)?,
    };
    calendar.days_after(end, 0)
}

/// Year and month some months after the month of a date.
#[inline]
fn month_after(date: Date, months: u32) -> Result<(i16, i8), OutOfRange> {
    let start = u32::from(date.year().unsigned_abs()) * 12 + u32::from(date.month().unsigned_abs()) - 1;
    // The amount of a period is bounded, so this sum is too.
    let month = start + months;
    match (i16::try_from(month / 12), i8::try_from(month % 12 + 1)) {
        (Ok(year), Ok(month)) if year <= Calendar::LAST.year() => Ok((year, month)),
        _ => Err(OutOfRange),
    }
}

/// The moment hours are counted from.
pub(super) fn hour_start(regime: &Regime, event: Event) -> Result<DateTime, Error> {
    let Event::Moment(moment) = event else { return Err(Error::NoTime) };
    supported(moment)?;
    match regime.hours.rule {
        HourStart::StatedTime => Ok(moment),
        HourStart::NextHour => {
            let time = moment.time();
            let hour = moment.date().at(time.hour(), 0, 0, 0);
            hours_after(hour, 1).map_err(Error::from)
        }
    }
}

fn hours_after(moment: DateTime, hours: u32) -> Result<DateTime, OutOfRange> {
    let end = moment.checked_add(SignedDuration::from_hours(i64::from(hours))).map_err(|_| OutOfRange)?;
    supported(end)
}

pub(super) fn supported(moment: DateTime) -> Result<DateTime, OutOfRange> {
    if (Calendar::FIRST..=Calendar::LAST).contains(&moment.date()) { Ok(moment) } else { Err(OutOfRange) }
}
