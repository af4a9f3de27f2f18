use jiff::civil::Date;
use kernel::Wording;
use kernel::calendar::Reason;
use kernel::period::{FirstDay, Period, Regime, Unit};

use super::project::{Decisive, basis, counts_working_days, granted};
use super::{Clock, Projection, Running};
use crate::law::Limit;
use crate::{Rules, Uncounted};

/// The most days that are listed one by one: more than a year is nobody's to check by hand.
const DAYS_MAX: usize = 400;

/// One day of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Which of the counted days it is; none if it does not count.
    pub number: Option<u32>,
    /// Why it counts, or why it does not.
    pub why: Wording,
}

/// Every day of a clock from its start to its end, and which of them count. Nothing for months, years and hours, for a day that
/// somebody entered, and for a clock that stands still.
///
/// # Errors
/// As [`project`](super::project).
pub fn days(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    projection: &Projection,
    today: Date,
) -> Result<Vec<CountedDay>, Uncounted> {
    let (period, regime, limit) = match basis(rules, clock, running, today)? {
        Decisive::Given(_) => return Ok(Vec::new()),
        Decisive::Own { period, regime } => (period, regime, None),
        Decisive::Law { governing, regime } => (governing.limit.period, regime, Some(governing.limit)),
    };
    let Some(due) = projection.due.filter(|_| matches!(period.unit(), Unit::WorkingDay | Unit::Day)) else {
        return Ok(Vec::new());
    };
    let counting = Counting { rules, regime, running, working: counts_working_days(period, regime) };
    let total = total(clock, running, (period, limit));
    let dates = std::iter::successors(Some(running.start.date()), |date| date.tomorrow().ok());
    let mut number = 0;
    let mut days = Vec::new();
    for date in dates.take_while(|date| *date <= due.date).take(DAYS_MAX) {
        let (counts, why) = counting.day(date)?;
        let is_over = number >= total;
        if counts && !is_over {
            number += 1;
        }
        days.push(CountedDay {
            date,
            number: (counts && !is_over).then_some(number),
            why: if is_over { rolled_over(&why) } else { why },
        });
    }
    Ok(days)
}

/// How many days are to be counted, with what was granted.
fn total(clock: &Clock, running: &Running, (period, limit): (Period, Option<&Limit>)) -> u32 {
    let more = running.extended.iter().filter_map(|extended| granted(clock, extended.extension, limit));
    period.amount() + more.map(Period::amount).sum::<u32>()
}

struct Counting<'c> {
    rules: Rules<'c>,
    regime: &'c Regime,
    running: &'c Running,
    working: bool,
}

impl Counting<'_> {
    /// Whether a day counts, and why.
    fn day(&self, date: Date) -> Result<(bool, Wording), Uncounted> {
        let pause = self
            .running
            .still
            .iter()
            .find(|still| still.from.date() < date && still.to.is_none_or(|to| date <= to.date()));
        if date == self.running.start.date() && self.regime.first_day.rule == FirstDay::Excluded {
            return Ok((false, Wording::new("起算当日，不计", "the day of the start does not count")));
        }
        if pause.is_some() {
            return Ok((false, Wording::new("中止，不计", "it stood still")));
        }
        let day = self.rules.calendar.day(date).map_err(|error| Uncounted::Counting(error.into()))?;
        match (self.working, day.reason) {
            (true, Reason::Weekend | Reason::Holiday { .. }) => Ok((false, day.reason.wording())),
            (true, Reason::Weekday | Reason::WorkedWeekend { .. }) => Ok((true, day.reason.wording())),
            (false, _) => Ok((true, Wording::new("自然日", "every day counts"))),
        }
    }
}

/// A day behind the last that was counted: the end was moved to the next working day.
fn rolled_over(why: &Wording) -> Wording {
    Wording::new(format!("末日顺延（{}）", why.zh), format!("the last day moved on ({})", why.en))
}
