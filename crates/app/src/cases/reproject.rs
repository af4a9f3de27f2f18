use std::collections::BTreeMap;
use std::sync::Arc;

use cases::{Procedure, project};
use jiff::civil::Date;
use kernel::Wording;
use store::cases::{self as rows, Moving, OpenClock};
use store::{Write, inbox as messages};

use super::news::{MovedClock, News, joined, reason_of};
use super::opened::{pinned, rules};
use super::path;
use crate::{Actor, App, Error, inbox};

/// Clocks computed and written in one operation: others write in between.
const CHUNK: u32 = 5_000;

/// What computing all clocks anew did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reprojected {
    /// How many clocks were looked at.
    pub looked_at: u64,
    /// How many ends moved.
    pub moved: u64,
}

/// Computes the end of every clock that has not ended anew, and writes those that moved with the reason: after a decree, or
/// another text of a law; of all that is new, whatever concerns the clock. What is to be done by one of them has its new day in the
/// inboxes as well. Clocks of one chunk are one operation; asked again, it moves nothing.
///
/// # Errors
/// If the database cannot.
pub async fn reproject(app: &App, actor: &Actor, news: &[News]) -> Result<Reprojected, Error> {
    let mut done = Reprojected::default();
    let all = joined(news.iter());
    let mut procedures: BTreeMap<String, Arc<Procedure>> = BTreeMap::new();
    let mut after = (0, String::new());
    loop {
        let reader = app.store().reader().await?;
        let open = rows::open_clocks(&reader, (after.0, &after.1), CHUNK).await?;
        let Some(last) = open.last() else { return Ok(done) };
        after = (last.case, last.clock.running.clock.clone());
        let declarations = app.declarations();
        let mut moving = Vec::new();
        for clock in &open {
            if !procedures.contains_key(&clock.digest) {
                let procedure = pinned(&declarations, &reader, (&clock.procedure, &clock.digest)).await?;
                procedures.insert(clock.digest.clone(), procedure);
            }
            let running = &clock.clock.running;
            let Some(declared) = procedures[&clock.digest].clock(&running.clock) else { continue };
            let (rules, today) = (rules(&declarations), app.today());
            let projected = project(rules, declared, running, today);
            let Ok(projection) = projected else { continue };
            let due = projection.due.map(|due| due.date);
            let provisional = projection.due.is_some_and(|due| due.provisional);
            if due != clock.clock.due || provisional != clock.clock.provisional {
                let moved = MovedClock { clock: declared, running, before: clock.clock.due, after: due };
                moving.push(Moving {
                    case: clock.case,
                    running: running.clone(),
                    before: clock.clock.due,
                    after: due,
                    provisional,
                    reason: reason_of(news, rules, moved, today),
                });
            }
        }
        drop(reader);
        done.looked_at += open.len() as u64;
        if !moving.is_empty() {
            let write = app.begin(actor, ACT, ("clocks", ""), Some(&all.zh)).await?;
            let moved = rows::move_clocks(&write, &moving).await?;
            done.moved += moved.len() as u64;
            tell(app, &write, &open, &moved).await?;
            write.commit().await?;
        }
    }
}

/// The most clocks of one case that are asked for: a procedure has no more.
const CLOCKS_MAX: u32 = 100;

/// Gives the tasks that lead to the cases of these clocks the day by which they have to be done now, and tells those who have them.
async fn tell(app: &App, write: &Write, open: &[OpenClock], moved: &[&Moving]) -> Result<(), Error> {
    let numbers: BTreeMap<i64, &str> = open.iter().map(|it| (it.case, it.number.as_str())).collect();
    let mut before: BTreeMap<String, (i64, BTreeMap<Date, &Wording>)> = BTreeMap::new();
    for it in moved.iter().filter(|it| it.before != it.after) {
        if let (Some(number), Some(day)) = (numbers.get(&it.case), it.before) {
            before
                .entry(path(number))
                .or_insert_with(|| (it.case, BTreeMap::new()))
                .1
                .insert(day, &it.reason);
        }
    }
    let paths: Vec<&str> = before.keys().map(String::as_str).collect();
    for task in messages::to_do(write, &paths).await? {
        let (Some(path), Some(day)) = (task.path, task.due) else { continue };
        let Some((case, days)) = before.get(&path) else { continue };
        let Some(reason) = days.get(&day) else { continue };
        // As a task has it when it is put there: the first day on which a clock of the case ends.
        let clocks = rows::open_clocks(write, (*case, ""), CLOCKS_MAX).await?.into_iter();
        let first = clocks.filter(|it| it.case == *case).filter_map(|it| it.clock.due).min();
        let Some(first) = first.filter(|first| *first != day) else { continue };
        messages::move_due(write, task.id, first).await?;
        let name = rows::by_id(write, *case).await?.map(|current| current.name).unwrap_or_default();
        let title = Wording::new(
            format!("期限由{day}改为{first}：{name}（{}）", reason.zh),
            format!("to be done by {first} in the place of {day}: {name} ({})", reason.en),
        );
        inbox::put(app, write, task.account, inbox::Draft::notice(title).leading_to(&path)).await?;
    }
    Ok(())
}

/// The act as the trail names it.
pub(super) const ACT: &str = "reproject";
