use cases::{Command, Facts, What, decide};
use kernel::period::Event as Moment;

use super::follow::happen;
use super::opened::{load, rules};
use super::take::refused;
use super::{Taken, claim};
use crate::access::{case_actor, may_take_steps};
use crate::{Actor, App, Error};

/// The act as the trail names it.
pub(super) const ACT: &str = "annul";

/// Says that the last step of a case was a mistake: it counts no longer. Whoever could take the step can say so.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, [`Error::NotAllowed`] for whoever could not take the step,
/// [`Error::Invalid`] if it is not the last step, touched other cases, or no reason is given.
pub async fn annul(app: &App, actor: &Actor, number: &str, of: u32, reason: &str) -> Result<Taken, Error> {
    let write = app.begin(actor, ACT, ("case", number), Some(reason)).await?;
    let (mut loaded, _) = load(app, &write, actor, number).await?;
    may_take_steps(actor).map_err(Error::NotAllowed)?;
    let now = app.moment();
    let what = What::Annulment { of, reason: reason.to_owned() };
    let command = Command { actor: case_actor(actor, Some(number)), happened: Moment::Moment(now), what };
    let rules = rules(&loaded.declarations);
    let event = decide(&loaded.procedure, rules, &loaded.case, &Facts::new(), &command, now)
        .map_err(|refusals| refused(actor, &loaded.declarations.roles, &refusals))?;
    let had_let_go = loaded.procedure.frees(&loaded.current.state);
    let state = happen(app, actor, &write, &mut loaded, event, None).await?;
    if had_let_go && !loaded.procedure.frees(&state) {
        claim::take_back(&write, &loaded).await?;
    }
    let seq = write.seq();
    write.commit().await?;
    Ok(Taken { number: Some(number.to_owned()), state, seq: Some(seq) })
}
