use jiff::civil::Date;
use kernel::period::{Budget, Due, Pause, Period, Regime, Unit};

use super::{Clock, Length, Other, Projection, Running, Standing};
use crate::law::{Governing, Law, Limit, LimitExtension};
use crate::{Rules, Uncounted};

/// When a running clock ends. `today` decides which versions of the law are in force, and nothing else.
///
/// # Errors
/// A statute, limit or regime that the rules do not hold; a day outside the calendar.
pub fn project(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    today: Date,
) -> Result<Projection, Uncounted> {
    let basis = basis(rules, clock, running, today)?;
    let mut projection =
        Projection { standing: Standing::Stopped, ..basis.projection(rules, clock, running)? };
    if running.stopped.is_none() {
        projection.standing = Standing::Runs;
        if let Some(still) = running.still.last().filter(|still| still.to.is_none()) {
            let (left, working) = basis.left(rules, clock, running, still.from.date())?;
            projection.standing = Standing::StandsStill { left, working };
            projection.due = None;
            projection.other = None;
        }
    }
    Ok(projection)
}

/// What decides how long a clock runs.
pub(super) enum Decisive<'r> {
    /// A day that somebody gave.
    Given(Date),
    /// A period of our own.
    Own { period: Period, regime: &'r Regime },
    /// A limit of the law.
    Law { governing: Governing<'r>, regime: &'r Regime },
}

pub(super) fn basis<'r>(
    rules: Rules<'r>,
    clock: &Clock,
    running: &Running,
    today: Date,
) -> Result<Decisive<'r>, Uncounted> {
    let regime = |id: &str| rules.regimes.get(id).map_err(Uncounted::Counting);
    match &clock.length {
        Length::Field(_) => Ok(Decisive::Given(running.given.unwrap_or(running.start.date()))),
        Length::Own { period, regime: id, .. } => Ok(Decisive::Own { period: *period, regime: regime(id)? }),
        Length::Limit { statute, limit } => {
            let until = running.stopped.map_or(today, |stopped| stopped.date());
            let missing = || Uncounted::NoLimit {
                statute: statute.clone(),
                limit: limit.clone(),
                on: running.start.date(),
            };
            let governing =
                rules.laws.governing(statute, limit, running.start.date(), until).ok_or_else(missing)?;
            Ok(Decisive::Law { governing, regime: regime(&governing.limit.regime)? })
        }
    }
}

impl Decisive<'_> {
    fn projection(
        &self,
        rules: Rules<'_>,
        clock: &Clock,
        running: &Running,
    ) -> Result<Projection, Uncounted> {
        let standing = Standing::Runs;
        let (period, regime, limit) = match self {
            Decisive::Given(date) => {
                let due = Due { date: *date, time: None, provisional: false };
                return Ok(Projection { standing, due: Some(due), strict: None, version: None, other: None });
            }
            Decisive::Own { period, regime } => (*period, *regime, None),
            Decisive::Law { governing, regime } => (governing.limit.period, *regime, Some(governing)),
        };
        let due = lawful(rules, clock, running, (period, regime, limit.map(|it| it.limit)))?;
        let strict = kernel::period::due(rules.calendar, regime, running.start, period)
            .map_err(Uncounted::Counting)?;
        let version = limit.map(|it| (it.law.title.zh.clone(), it.law.in_force));
        let other = limit.and_then(|it| it.perhaps).map(|perhaps| other(rules, clock, running, perhaps));
        let other = other.transpose()?.filter(|other| other.due != due);
        let due = Due { provisional: due.provisional || other.is_some(), ..due };
        Ok(Projection {
            standing,
            due: Some(due),
            strict: Some(strict).filter(|strict| strict.date != due.date || strict.time != due.time),
            version,
            other,
        })
    }

    /// How many days were left when the clock stopped for a time, and whether they are working days.
    fn left(
        &self,
        rules: Rules<'_>,
        clock: &Clock,
        running: &Running,
        from: Date,
    ) -> Result<(i64, bool), Uncounted> {
        let due = self.projection(rules, clock, &before_the_last_pause(running))?.due;
        let last = due.map_or(from, |due| due.date);
        let working = match self {
            Decisive::Given(_) => false,
            Decisive::Own { period, regime } => counts_working_days(*period, regime),
            Decisive::Law { governing, regime } => counts_working_days(governing.limit.period, regime),
        };
        let left = if working {
            rules
                .calendar
                .working_days_between(from, last)
                .map_err(|error| Uncounted::Counting(error.into()))?
        } else {
            i64::from(from.until(last).map_or(0, |span| span.get_days()))
        };
        Ok((left, working))
    }
}

fn before_the_last_pause(running: &Running) -> Running {
    let mut running = running.clone();
    running.still.pop();
    running
}

pub(super) fn counts_working_days(period: Period, regime: &Regime) -> bool {
    match period.unit() {
        Unit::WorkingDay => true,
        Unit::Day => regime.working_days.rule.contains(period.amount()),
        _ => false,
    }
}

/// Whether a clock runs by working days, or something granted beyond it does: each day of rest on its way moves its end then, and
/// otherwise those alone on which it would end.
///
/// # Errors
/// As [`project`].
pub fn counts_working(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    today: Date,
) -> Result<bool, Uncounted> {
    let (period, regime, limit) = match basis(rules, clock, running, today)? {
        Decisive::Given(_) => return Ok(false),
        Decisive::Own { period, regime } => (period, regime, None),
        Decisive::Law { governing, regime } => (governing.limit.period, regime, Some(governing.limit)),
    };
    let beyond = running.extended.iter().filter_map(|it| granted(clock, it.extension, limit));
    Ok(std::iter::once(period).chain(beyond).any(|period| counts_working_days(period, regime)))
}

/// The last day with what was granted and the pauses.
fn lawful(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    (period, regime, limit): (Period, &Regime, Option<&Limit>),
) -> Result<Due, Uncounted> {
    let counting = Uncounted::Counting;
    if running.extended.is_empty() && running.still.is_empty() {
        return kernel::period::due(rules.calendar, regime, running.start, period).map_err(counting);
    }
    let mut periods = vec![period];
    periods.extend(running.extended.iter().filter_map(|extended| granted(clock, extended.extension, limit)));
    // A pause that lasts is left out here; who asks for a date while it lasts gets none.
    let pauses: Vec<Pause> = running
        .still
        .iter()
        .filter_map(|still| Some(Pause { from: still.from, to: still.to.or(running.stopped)? }))
        .collect();
    Budget { start: running.start, periods: &periods, pauses: &pauses }
        .due(rules.calendar, regime)
        .map_err(counting)
}

/// How long an extension is: as the clock says, or as the limit of the law does.
pub(super) fn granted(clock: &Clock, extension: usize, limit: Option<&Limit>) -> Option<Period> {
    let declared = clock.extensions.get(extension)?;
    declared.period.or_else(|| Some(of_law(clock, extension, limit)?.period))
}

/// What the limit of the law says of an extension of the clock.
pub(super) fn of_law<'l>(
    clock: &Clock,
    extension: usize,
    limit: Option<&'l Limit>,
) -> Option<&'l LimitExtension> {
    limit?.extension(clock.extensions.get(extension)?.of_limit.as_deref()?)
}

/// How often an extension of a running clock can be granted.
///
/// # Errors
/// As [`project`].
pub(crate) fn times(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    extension: usize,
    today: Date,
) -> Result<u32, Uncounted> {
    let limit = match basis(rules, clock, running, today)? {
        Decisive::Law { governing, .. } => Some(governing.limit),
        Decisive::Given(_) | Decisive::Own { .. } => None,
    };
    let declared = clock.extensions.get(extension).and_then(|extension| extension.times);
    Ok(declared.or_else(|| Some(of_law(clock, extension, limit)?.times)).unwrap_or(1))
}

fn other(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    (law, limit): (&Law, &Limit),
) -> Result<Other, Uncounted> {
    let regime = rules.regimes.get(&limit.regime).map_err(Uncounted::Counting)?;
    let due = lawful(rules, clock, running, (limit.period, regime, Some(limit)))?;
    Ok(Other { in_force: law.in_force, due })
}
