use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::due::{Counting, first_counted, hour_start, month_end, supported};
use super::regime::{Regime, RollOver};
use super::{Due, Error, Event, Period};
use crate::calendar::{Calendar, OutOfRange};

/// Time that may be used up: periods one after the other, and stretches in which none of it passes.
///
/// A statute grants fifteen working days, the head of the office adds fifteen, and while goods are being tested the clock
/// stands still. [`Budget::due`] is the day on which nothing is left.
#[derive(Debug, Clone, Copy)]
pub struct Budget<'b> {
    /// What sets it running.
    pub start: Event,
    /// What may be used up: the period of the law, then each extension. At least one.
    pub periods: &'b [Period],
    /// When the clock stood still: in order of time, none reaching into the next.
    pub pauses: &'b [Pause],
}

/// A stretch in which a clock stands still. The day on which it begins still counts, as the day of any event does that
/// ends a stretch of counting; the day on which it ends does not, as the day of any event does not that begins one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pause {
    /// What stopped the clock.
    pub from: Event,
    /// What set it running again.
    pub to: Event,
}

/// Where counting has got to.
#[derive(Debug, Clone, Copy)]
struct Reached {
    /// The last day counted, before it rolls over; none before the first.
    day: Option<Date>,
    /// The first and last day of which it mattered whether they are working days.
    asked: Option<(Date, Date)>,
    /// Whether the last count was of working days, which never end on a rest day.
    is_working: bool,
}

impl Budget<'_> {
    /// The last day, or the last moment where hours count.
    ///
    /// # Errors
    /// A day outside the calendar, or hours counted from an event of which only the day is known.
    pub fn due(&self, calendar: &Calendar, regime: &Regime) -> Result<Due, Error> {
        if let [period] = self.periods
            && self.pauses.is_empty()
        {
            return super::due(calendar, regime, self.start, *period);
        }
        let mut hours: Option<DateTime> = None;
        let mut reached = Reached { day: None, asked: None, is_working: false };
        for counting in joined(regime, self.periods) {
            match counting {
                Counting::Hours(amount) => hours = Some(self.hours(regime, hours, amount)?),
                counting => reached = self.days(calendar, regime, reached, counting)?,
            }
        }
        if let Some(end) = hours {
            return Ok(Due { date: end.date(), time: Some(end.time()), provisional: false });
        }
        let Reached { day, mut asked, is_working } = reached;
        let counted_to = day.ok_or(OutOfRange)?;
        let mut date = counted_to;
        if !is_working && regime.roll_over.rule != RollOver::None {
            date = calendar.first_working_day_from(counted_to)?;
            asked = Some((asked.map_or(counted_to, |(first, _)| first), date));
        }
        let provisional = asked.is_some_and(|(first, last)| !calendar.is_published(first, last));
        Ok(Due { date, time: None, provisional })
    }

    /// Counts on from where counting has got to.
    fn days(
        &self,
        calendar: &Calendar,
        regime: &Regime,
        reached: Reached,
        counting: Counting,
    ) -> Result<Reached, Error> {
        let first = match reached.day {
            None => first_counted(calendar, regime, self.start)?,
            Some(day) => calendar.days_after(day, 1)?,
        };
        let asked_from = reached.asked.map_or(first, |(from, _)| from);
        let day = match counting {
            Counting::WorkingDays(days) => self.working_days(calendar, first, days)?,
            Counting::CalendarDays(days) => self.calendar_days(calendar, first, days)?,
            Counting::Months(months) | Counting::Hours(months) => {
                let from = reached.day.unwrap_or(self.start.date());
                self.moved(calendar, from, month_end(calendar, regime, from, months)?)?
            }
        };
        let is_working = matches!(counting, Counting::WorkingDays(_));
        let asked = if is_working { Some((asked_from, day)) } else { reached.asked };
        Ok(Reached { day: Some(day), asked, is_working })
    }

    fn working_days(&self, calendar: &Calendar, first: Date, days: u32) -> Result<Date, OutOfRange> {
        let (mut first, mut left) = (first, days);
        for pause in self.pauses {
            let (stopped, resumed) = (pause.from.date(), pause.to.date());
            if stopped >= first {
                let last = first.yesterday().map_err(|_| OutOfRange)?;
                let used = u32::try_from(calendar.working_days_between(last, stopped)?).unwrap_or(0);
                if used >= left {
                    break;
                }
                left -= used;
            }
            first = first.max(calendar.days_after(resumed, 1)?);
        }
        calendar.nth_working_day_from(first, left)
    }

    fn calendar_days(&self, calendar: &Calendar, first: Date, days: u32) -> Result<Date, OutOfRange> {
        let last = calendar.days_after(first, days - 1)?;
        self.moved(calendar, first.yesterday().map_err(|_| OutOfRange)?, last)
    }

    /// The last day, later by the days on which the clock stood still between two days.
    fn moved(&self, calendar: &Calendar, from: Date, last: Date) -> Result<Date, OutOfRange> {
        let mut last = last;
        for pause in self.pauses {
            let (stopped, resumed) = (pause.from.date().max(from), pause.to.date());
            if stopped < last && resumed > stopped {
                last = calendar.days_after(last, days_between(stopped, resumed))?;
            }
        }
        Ok(last)
    }

    fn hours(&self, regime: &Regime, reached: Option<DateTime>, hours: u32) -> Result<DateTime, Error> {
        let from = match reached {
            None => hour_start(regime, self.start)?,
            Some(moment) => moment,
        };
        let mut end = later(from, SignedDuration::from_hours(i64::from(hours)))?;
        for pause in self.pauses {
            let (Event::Moment(stopped), Event::Moment(resumed)) = (pause.from, pause.to) else {
                return Err(Error::NoTime);
            };
            let stopped = stopped.max(from);
            if stopped < end && resumed > stopped {
                end = later(end, resumed.duration_since(stopped))?;
            }
        }
        Ok(end)
    }
}

/// Periods counted alike are one period: ninety days and thirty more are a hundred and twenty days, and roll over once.
fn joined(regime: &Regime, periods: &[Period]) -> Vec<Counting> {
    let mut joined: Vec<Counting> = Vec::with_capacity(periods.len());
    for period in periods {
        let next = Counting::of(regime, *period);
        match (joined.last_mut(), next) {
            (Some(Counting::WorkingDays(sum)), Counting::WorkingDays(more))
            | (Some(Counting::CalendarDays(sum)), Counting::CalendarDays(more))
            | (Some(Counting::Months(sum)), Counting::Months(more))
            | (Some(Counting::Hours(sum)), Counting::Hours(more)) => *sum = sum.saturating_add(more),
            _ => joined.push(next),
        }
    }
    joined
}

fn days_between(from: Date, to: Date) -> u32 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

fn later(moment: DateTime, duration: SignedDuration) -> Result<DateTime, OutOfRange> {
    supported(moment.checked_add(duration).map_err(|_| OutOfRange)?)
}
