use cases::{Actor as CaseActor, Command, Event, Facts, What, decide};
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
                Ok(more) => taken += more,
                Err(error) => {
                    tracing::error!(%error, case = clock.number, "a clock that has run out cannot go on");
                }
            }
        }
    }
}

/// Takes the steps of a clock that has run out, those that are possible now; tells how many.
async fn run_out(app: &App, clock: &OpenClock) -> Result<u32, Error> {
    let id = &clock.clock.running.clock;
    // Most clocks have no such step; that is seen without the case.
    let reader = app.store().reader().await?;
    let procedure = pinned(&app.declarations(), &reader, (&clock.procedure, &clock.digest)).await?;
    if procedure.steps.iter().all(|step| step.when_overdue.as_ref() != Some(id)) {
        return Ok(0);
    }
    let loaded = load_any(app, &reader, &clock.number).await?;
    drop(reader);
    let mut taken = 0;
    for step in procedure.steps.iter().filter(|step| step.when_overdue.as_ref() == Some(id)) {
        // Most are not possible yet, or were taken before; that is seen without writing.
        if decided(app, &loaded, &step.id).is_some() && take(app, &clock.number, &step.id).await? {
            taken += 1;
        }
    }
    Ok(taken)
}

/// Takes a step by itself, if it is possible still.
async fn take(app: &App, number: &str, step: &str) -> Result<bool, Error> {
    let actor = Actor::system();
    let write = app.begin(&actor, step, ("case", number), None).await?;
    let mut loaded = load_any(app, &write, number).await?;
    // Somebody was faster.
    let Some(event) = decided(app, &loaded, step) else { return Ok(false) };
    happen(app, &actor, &write, &mut loaded, event, None).await?;
    write.commit().await?;
    Ok(true)
}

/// The event that a step becomes that a clock takes now; none if it cannot.
fn decided(app: &App, loaded: &Loaded, step: &str) -> Option<Event> {
    let now = app.moment();
    let what = What::Step { step: step.to_owned(), fields: Fields::new(), defects: Vec::new(), reason: None };
    let command = Command { actor: CaseActor::clock(), happened: Moment::Moment(now), what };
    let rules = rules(&loaded.declarations);
    decide(&loaded.procedure, rules, &loaded.case, &Facts::new(), &command, now).ok()
}
