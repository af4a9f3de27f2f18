use cases::{Actor as CaseActor, Command, Facts, Step, What, decide};
use form::Fields;
use kernel::period::Event as Moment;
use store::cases::{self as rows, OpenClock};

use super::follow::happen;
use super::opened::{Loaded, load_any, pinned, rules};
use crate::{Actor, App, Error};

/// Clocks looked at in one go.
const CLOCKS: u32 = 1_000;

/// Takes the steps that follow when a clock has run out; tells how many. A case that cannot go on does not keep the others
/// from it, and is tried again the next time. Asked again at once, it does nothing more.
///
/// # Errors
/// If the database cannot.
pub async fn tick(app: &App) -> Result<u32, Error> {
    let now = app.moment();
    let mut taken = 0;
    let mut after = None;
    loop {
        let ended = rows::ended(&app.store().reader().await?, now, after.as_ref(), CLOCKS).await?;
        let Some(last) = ended.last() else { return Ok(taken) };
        after = last.place();
        for clock in &ended {
            match run_out(app, clock).await {
                Ok(is_taken) => taken += u32::from(is_taken),
                Err(error) => {
                    tracing::error!(%error, case = clock.number, "a clock that has run out cannot go on");
                }
            }
        }
    }
}

/// Takes the step of a clock that has run out, if the procedure has one that is possible now.
async fn run_out(app: &App, clock: &OpenClock) -> Result<bool, Error> {
    let id = &clock.clock.running.clock;
    // Most clocks have no such step; that is seen without the case.
    let reader = app.store().reader().await?;
    let procedure = pinned(&app.declarations(), &reader, (&clock.procedure, &clock.digest)).await?;
    if procedure.steps.iter().all(|step| step.when_overdue.as_ref() != Some(id)) {
        return Ok(false);
    }
    let loaded = load_any(app, &reader, &clock.number).await?;
    drop(reader);
    let Some(step) = next(&loaded, id) else { return Ok(false) };
    let actor = Actor::system();
    let write = app.begin(&actor, &step.id, ("case", &clock.number), None).await?;
    let mut loaded = load_any(app, &write, &clock.number).await?;
    let now = app.moment();
    let what = What::Step { step: step.id.clone(), fields: Fields::new(), defects: Vec::new(), reason: None };
    let command = Command { actor: CaseActor::clock(), happened: Moment::Moment(now), what };
    let rules = rules(&loaded.declarations);
    let decided = decide(&loaded.procedure, rules, &loaded.case, &Facts::new(), &command, now);
    // Somebody was faster.
    let Ok(event) = decided else { return Ok(false) };
    happen(app, &actor, &write, &mut loaded, event).await?;
    write.commit().await?;
    Ok(true)
}

/// The step that a clock takes by itself in the state of the case.
fn next(loaded: &Loaded, clock: &str) -> Option<Step> {
    let state = loaded.case.state.as_ref()?;
    let mut steps = loaded.procedure.steps.iter();
    let is_next = |step: &&Step| step.when_overdue.as_deref() == Some(clock) && step.from.contains(state);
    steps.find(is_next).cloned()
}
