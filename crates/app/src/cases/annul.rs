use cases::{Command, What, decide};
use kernel::period::Event as Moment;

use super::Taken;
use super::follow::{Following, follow};
use super::opened::{load, rules};
use crate::access::{case_actor, holdings};
use crate::{Actor, App, Denied, Error};
use kernel::Wording;

/// Says that the last step of a case was a mistake: it counts no longer, and what followed from it is reversed. Whoever could
/// take the step can say so.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, [`Error::NotAllowed`] for whoever could not take the step,
/// [`Error::Invalid`] if it is not the last step or no reason is given.
pub async fn annul(app: &App, actor: &Actor, number: &str, of: u32, reason: &str) -> Result<Taken, Error> {
    let write = app.begin(actor, ACT, ("case", number), Some(reason)).await?;
    let mut loaded = load(app, &write, actor, number).await?;
    let procedure = loaded.procedure.clone();
    let last = loaded.case.taken.last().and_then(|taken| procedure.step(&taken.step));
    let is_theirs = last.is_some_and(|step| {
        let held = holdings(actor);
        step.by.iter().any(|who| held.iter().any(|it| who.is_meant(it, &loaded.case.fields)))
    });
    if !is_theirs {
        return Err(Error::NotAllowed(not_theirs()));
    }
    let now = app.moment();
    let what = What::Annulment { of, reason: reason.to_owned() };
    let command = Command { actor: case_actor(actor), happened: Moment::Moment(now), what };
    let declarations = loaded.declarations.clone();
    let event = decide(&procedure, rules(&declarations), &loaded.case, &cases::Facts::new(), &command, now)
        .map_err(|refusals| Error::Invalid(refusals.iter().map(cases::Refusal::problem).collect()))?;
    loaded.case.apply(&procedure, event).map_err(|damaged| Error::broken(damaged.to_string()))?;
    let following = Following {
        app,
        actor,
        write: &write,
        declarations: &declarations,
        procedure: &procedure,
        id: loaded.current.id,
        number,
    };
    let state = follow(&following, &loaded.case).await?;
    let seq = write.seq();
    write.commit().await?;
    Ok(Taken { number: Some(number.to_owned()), state, seq: Some(seq) })
}

/// The act as the trail names it.
const ACT: &str = "annul";

fn not_theirs() -> Denied {
    Denied {
        why: Wording::new("撤销这一步不由您办理", "this step is not yours to annul"),
        remedy: Wording::new("请由可以办理这一步的人撤销", "leave it to somebody who may take the step"),
        needs_second_factor: false,
    }
}
