use std::collections::BTreeMap;
use std::sync::Arc;

use cases::{Procedure, project};
use kernel::Wording;
use store::cases::{self as rows, Moving};

use super::opened::{pinned, rules};
use crate::{Actor, App, Error};

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
/// another text of a law. Clocks of one chunk are one operation; asked again, it moves nothing.
///
/// # Errors
/// If the database cannot.
pub async fn reproject(app: &App, actor: &Actor, reason: &Wording) -> Result<Reprojected, Error> {
    let mut done = Reprojected::default();
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
            let projected = project(rules(&declarations), declared, running, app.today());
            let Ok(projection) = projected else { continue };
            let due = projection.due.map(|due| due.date);
            let provisional = projection.due.is_some_and(|due| due.provisional);
            if due != clock.clock.due || provisional != clock.clock.provisional {
                moving.push(Moving {
                    case: clock.case,
                    running: running.clone(),
                    before: clock.clock.due,
                    after: due,
                    provisional,
                    reason: reason.clone(),
                });
            }
        }
        drop(reader);
        done.looked_at += open.len() as u64;
        if !moving.is_empty() {
            let write = app.begin(actor, ACT, ("clocks", ""), Some(&reason.zh)).await?;
            done.moved += rows::move_clocks(&write, &moving).await?;
            write.commit().await?;
        }
    }
}

/// The act as the trail names it.
pub(super) const ACT: &str = "reproject";
