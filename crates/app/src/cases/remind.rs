use cases::{Clock, Procedure};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use kernel::calendar::Calendar;
use store::cases::{self as rows, Current, OpenClock};
use store::inbox::{MessageKind, last_told};

use super::messages::meant;
use super::opened::pinned;
use super::path;
use crate::{Actor, App, Error, day_of, inbox};

/// Clocks looked at in one go.
const CLOCKS: u32 = 1_000;

/// So many days ahead one looks: more than any clock says in working days.
const DAYS_AHEAD: i64 = 120;

/// The act as the trail names it.
pub(super) const ACT: &str = "remind";

/// Tells those whom a clock reminds that its last day is near, so many working days before as the clock says, or as soon after as this
/// runs again; tells how many messages that were. Whoever was told since then is not told again.
///
/// # Errors
/// If the database cannot.
pub async fn remind(app: &App) -> Result<u32, Error> {
    let today = app.today();
    let until = today.checked_add(DAYS_AHEAD.days()).map_err(|error| Error::broken(error.to_string()))?;
    let (mut told, mut after) = (0, None);
    loop {
        let near = rows::near(&app.store().reader().await?, (today, until), after.as_ref(), CLOCKS).await?;
        let Some(last) = near.last() else { return Ok(told) };
        after = last.place();
        for clock in &near {
            match remind_of(app, clock).await {
                Ok(more) => told += more,
                Err(error) => {
                    tracing::error!(%error, case = clock.number, "nobody can be reminded of a clock");
                }
            }
        }
    }
}

async fn remind_of(app: &App, open: &OpenClock) -> Result<u32, Error> {
    let (declarations, reader) = (app.declarations(), app.store().reader().await?);
    let procedure = pinned(&declarations, &reader, (&open.procedure, &open.digest)).await?;
    let (Some(clock), Some(due)) = (procedure.clock(&open.clock.running.clock), open.clock.due) else {
        return Ok(0);
    };
    let calendar = &declarations.calendar;
    let left = calendar.working_days_between(app.today(), due).unwrap_or(i64::MAX);
    // Whoever was told when the clock began needs no reminder of what was over by then.
    let since = reached(calendar, clock, (app.today(), due));
    let Some(since) = since.filter(|since| open.clock.running.start.date() <= *since) else { return Ok(0) };
    let Some(current) = rows::get(&reader, &open.number).await? else { return Ok(0) };
    drop(reader);
    let write = app.begin(&Actor::system(), ACT, ("case", &open.number), None).await?;
    let path = path(&open.number);
    let mut told = 0;
    for who in reminded(&procedure, clock, &current) {
        for account in meant(&write, who, (&current.number, &current.fields), app.today()).await? {
            let last = last_told(&write, account, MessageKind::Reminder, (path.as_str(), due)).await?;
            if last.is_none_or(|last| day_of(last) < since) {
                let title = title(clock, &current, (due, left), app.today());
                let draft = inbox::Draft::reminder(title).leading_to(&path).due(due);
                inbox::put(app, &write, account, draft).await?;
                told += 1;
            }
        }
    }
    if told > 0 {
        write.commit().await?;
    }
    Ok(told)
}

/// Since which day people are to know how much of a clock is left: that on which the last number of working days was reached at which it
/// reminds; none while none was.
fn reached(calendar: &Calendar, clock: &Clock, (today, due): (Date, Date)) -> Option<Date> {
    let left = |day: Date| u32::try_from(calendar.working_days_between(day, due).ok()?).ok();
    let now = left(today)?;
    let number = clock.remind.iter().copied().filter(|number| now <= *number).min()?;
    // Who was told before days of rest that no working day is left is told on the last day as well.
    if number == 0 && due == today {
        return Some(today);
    }
    let mut day = today;
    while let Ok(before) = day.yesterday()
        && left(before).is_some_and(|left| left <= number)
    {
        day = before;
    }
    Some(day)
}

/// Who is reminded: as the clock says, or who can end it in the state of the case; who can by two steps is named twice.
fn reminded<'p>(procedure: &'p Procedure, clock: &'p Clock, current: &Current) -> Vec<&'p cases::Who> {
    if !clock.reminds.is_empty() {
        return clock.reminds.iter().collect();
    }
    let ends = |step: &&cases::Step| clock.stops.contains(&step.id) && step.from.contains(&current.state);
    procedure.steps.iter().filter(ends).flat_map(|step| &step.by).collect()
}

/// What ends, and how many working days are left of it.
fn title(clock: &Clock, current: &Current, (due, left): (Date, i64), today: Date) -> Wording {
    let name = if current.name.is_empty() { &current.number } else { &current.name };
    let Wording { zh, en } = &clock.title;
    match left {
        _ if due == today => {
            Wording::new(format!("{zh}今日到期：{name}"), format!("{en} ends today: {name}"))
        }
        0 => Wording::new(
            format!("{zh}{due}到期，此前已没有别的工作日：{name}"),
            format!("{en} ends on {due}, and no working day is left before: {name}"),
        ),
        left => {
            let days = if left == 1 { "day" } else { "days" };
            Wording::new(
                format!("{zh}还有{left}个工作日：{name}"),
                format!("{en} ends in {left} working {days}: {name}"),
            )
        }
    }
}
