use jiff::civil::Date;

use super::due::{Count, Counting, corresponding_day, count, first_counted, hour_start};
use super::explanation::{
    Counted, DaysCounted, Explanation, FirstCounted, LastDay, MonthEndReached, RolledOver, UnpublishedYear,
    Why,
};
use super::regime::{Regime, RollOver, WorkingAmounts};
use super::span::spans;
use super::{Error, Event, Period, Unit};
use crate::calendar::{Calendar, Day, Knowledge, Notice, OutOfRange, Reason};

/// The due date with every fact behind it: rule and article, days counted, days passed over and why, the move of the
/// last day, the notices used, and why the answer is provisional if it is.
pub fn explain(
    calendar: &Calendar,
    regime: &Regime,
    event: Event,
    period: Period,
) -> Result<Explanation, Error> {
    let counting = Counting::of(regime, period);
    let count = count(calendar, regime, event, period)?;
    let (first, days) = match counting {
        Counting::Hours(_) => (first_moment(regime, event)?, Vec::new()),
        Counting::WorkingDays(_) => {
            let first = first_counted(calendar, regime, event)?;
            (first_day(regime, first), days(calendar, first, count.date)?)
        }
        _ => (first_day(regime, first_counted(calendar, regime, event)?), Vec::new()),
    };
    let last = match counting {
        Counting::Months(months) => Some(last_day(calendar, regime, &count, Some((event.date(), months)))?),
        Counting::CalendarDays(_) => Some(last_day(calendar, regime, &count, None)?),
        Counting::WorkingDays(_) | Counting::Hours(_) => None,
    };
    Ok(Explanation {
        due: count.due(calendar),
        event,
        period,
        regime: regime.id.clone(),
        title: regime.title.clone(),
        statute: regime.statute.clone(),
        first,
        counted: days_counted(regime, period, counting, &days),
        last,
        notices: notices(calendar, &count)?,
        unpublished: unpublished(calendar, &count),
        may_reach_back: may_reach_back(calendar, &count),
        in_force_later: regime.in_force.filter(|date| event.date() < *date),
        note: regime.note.clone(),
    })
}

fn first_day(regime: &Regime, date: Date) -> FirstCounted {
    FirstCounted::Day { date, rule: regime.first_day.rule, basis: regime.first_day.basis.clone() }
}

fn first_moment(regime: &Regime, event: Event) -> Result<FirstCounted, Error> {
    let moment = hour_start(regime, event)?;
    Ok(FirstCounted::Moment { moment, rule: regime.hours.rule, basis: regime.hours.basis.clone() })
}

/// The days from the first to the last.
fn days(calendar: &Calendar, first: Date, last: Date) -> Result<Vec<Day<'_>>, OutOfRange> {
    let dates =
        std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(|date| *date <= last);
    dates.map(|date| calendar.day(date)).collect()
}

fn days_counted(regime: &Regime, period: Period, counting: Counting, days: &[Day<'_>]) -> DaysCounted {
    let kind = match counting {
        Counting::WorkingDays(_) => Counted::WorkingDays,
        Counting::CalendarDays(_) => Counted::CalendarDays,
        Counting::Months(_) => Counted::Months,
        Counting::Hours(_) => Counted::Hours,
    };
    let why = if period.unit() == Unit::Day {
        match &regime.working_days.rule {
            WorkingAmounts::None => Why::NoAmount,
            WorkingAmounts::All => Why::EveryAmount,
            WorkingAmounts::Listed(amounts) => Why::Listed(amounts.clone()),
            WorkingAmounts::UpTo(most) => Why::UpTo(*most),
        }
    } else {
        Why::Stated
    };
    DaysCounted {
        kind,
        basis: (why != Why::Stated).then(|| regime.working_days.basis.clone()),
        why,
        skipped: spans(days.iter().filter(|day| !day.is_working()).copied()),
        worked: spans(days.iter().filter(|day| matches!(day.reason, Reason::WorkedWeekend { .. })).copied()),
    }
}

fn last_day(
    calendar: &Calendar,
    regime: &Regime,
    count: &Count,
    months_from: Option<(Date, u32)>,
) -> Result<LastDay, OutOfRange> {
    let month_end = match months_from {
        None => None,
        Some((date, months)) => Some(MonthEndReached {
            corresponding_day: corresponding_day(date, months)?,
            rule: regime.month_end.rule,
            basis: regime.month_end.basis.clone(),
        }),
    };
    let rest = days(calendar, count.counted_to, count.date)?.into_iter().filter(|day| !day.is_working());
    let worked = matches!(calendar.day(count.counted_to)?.reason, Reason::WorkedWeekend { .. });
    Ok(LastDay {
        counted_to: count.counted_to,
        month_end,
        rule: regime.roll_over.rule,
        basis: regime.roll_over.basis.clone(),
        is_worked_weekend: worked && regime.roll_over.rule != RollOver::None,
        rolled_over: (count.counted_to < count.date)
            .then(|| RolledOver { rest: spans(rest), to: count.date }),
    })
}

/// The notices of the years that were asked, and further notices that arrange a day that was asked.
fn notices(calendar: &Calendar, count: &Count) -> Result<Vec<Notice>, OutOfRange> {
    let Some((first, last)) = count.asked else { return Ok(Vec::new()) };
    let mut notices: Vec<Notice> = Vec::new();
    let years = (first.year()..=last.year()).filter_map(|year| calendar.notice(year));
    let asked = days(calendar, first, last)?;
    for notice in years.chain(asked.iter().filter_map(|day| day.reason.notice())) {
        if !notices.contains(notice) {
            notices.push(notice.clone());
        }
    }
    Ok(notices)
}

fn unpublished(calendar: &Calendar, count: &Count) -> Vec<UnpublishedYear> {
    let Some((first, last)) = count.asked else { return Vec::new() };
    (first.year()..=last.year())
        .map(|year| UnpublishedYear { year, knowledge: calendar.knowledge(year) })
        .filter(|year| year.knowledge != Knowledge::Published)
        .collect()
}

/// The notice for 2019 moved the days from 29 December 2018 on, so these days of the last published year may move.
fn may_reach_back(calendar: &Calendar, count: &Count) -> Option<i16> {
    let (_, last) = count.asked?;
    let next = last.year() + 1;
    let known = |year| calendar.knowledge(year) == Knowledge::Published;
    (last.month() == 12 && last.day() >= 29 && known(last.year()) && !known(next)).then_some(next)
}
