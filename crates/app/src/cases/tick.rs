use cases::{Actor as CaseActor, Command, Facts, What, decide};
use jiff::ToSpan;
use kernel::period::Event as Moment;
use store::cases as rows;

use super::follow::{Following, follow};
use super::opened::{load_any, rules};
use crate::{Actor, App, Error};

/// Clocks looked at in one go.
const CLOCKS_MAX: u32 = 1_000;

/// Takes the steps that follow when a clock has run out; tells how many. What cannot be taken now is looked at again the
/// next time. Asked again on the same day, it does nothing more.
///
/// # Errors
/// If the database cannot.
pub async fn tick(app: &App) -> Result<u32, Error> {
    let yesterday = app.today().checked_sub(1.day()).map_err(|error| Error::broken(error.to_string()))?;
    let reader = app.store().reader().await?;
    let overdue = rows::overdue(&reader, yesterday, CLOCKS_MAX).await?;
    drop(reader);
    let mut taken = 0;
    for open in overdue {
        taken += u32::from(run_out(app, &open.number, &open.clock.running.clock).await?);
    }
    Ok(taken)
}

/// Takes the step of a clock that has run out, if the procedure has one that is possible now.
async fn run_out(app: &App, number: &str, clock: &str) -> Result<bool, Error> {
    // Most clocks have no such step; that is seen without writing.
    let loaded = load_any(app, &app.store().reader().await?, number).await?;
    let Some(state) = &loaded.case.state else { return Ok(false) };
    let step = loaded
        .procedure
        .steps
        .iter()
        .find(|step| step.when_overdue.as_deref() == Some(clock) && step.from.contains(state));
    let Some(step) = step else { return Ok(false) };
    let actor = Actor::system();
    let write = app.begin(&actor, &step.id, ("case", number), None).await?;
    let mut loaded = load_any(app, &write, number).await?;
    let procedure = loaded.procedure.clone();
    let declarations = loaded.declarations.clone();
    let now = app.moment();
    let what =
        What::Step { step: step.id.clone(), fields: form::Fields::new(), defects: Vec::new(), reason: None };
    let command = Command { actor: CaseActor::clock(), happened: Moment::Moment(now), what };
    let decided = decide(&procedure, rules(&declarations), &loaded.case, &Facts::new(), &command, now);
    // Somebody was faster, or the clock still runs to the end of today.
    let Ok(event) = decided else { return Ok(false) };
    loaded.case.apply(&procedure, event).map_err(|damaged| Error::broken(damaged.to_string()))?;
    let following = Following {
        app,
        actor: &actor,
        write: &write,
        declarations: &declarations,
        procedure: &procedure,
        id: loaded.current.id,
        number,
    };
    follow(&following, &loaded.case).await?;
    write.commit().await?;
    Ok(true)
}
