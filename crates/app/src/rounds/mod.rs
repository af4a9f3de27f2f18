//! Rounds: what is known of one at one moment, of which the papers of its meeting are made.
//!
//! ```text
//! reports of the round, lights of all duties, matters under way ──count──► Cut ──► pages: briefing, meeting pack
//!                                     the step that briefs ──keep──► the same Cut for ever
//! ```
//!
//! Until a round is briefed, each reader counts what they see. The step that briefs keeps what its actor sees; from then on the papers say
//! that and nothing else, until somebody says that the step was a mistake.

mod count;
mod cut;
mod keep;
mod said;

pub use cut::{
    Cut, DutiesCut, LateDuty, Matter, MatterCase, MatterPart, OfBody, Saying, Sayings, Tally, TaskLights,
};
pub(crate) use keep::{Ahead, ahead, keep};

use jiff::civil::Date;

use crate::cases::board;
use crate::{Actor, App, Error};

/// The day on which what is known of a round was kept, because it was briefed; none if it was not.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see.
pub async fn kept_on(app: &App, actor: &Actor, number: &str) -> Result<Option<Date>, Error> {
    Ok(keep::kept(app, actor, number).await?.map(|cut| cut.counted))
}

/// What is known of a round: what was kept when it was briefed, or what is counted now.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, or one that opens none.
pub async fn cut(app: &App, actor: &Actor, number: &str) -> Result<Cut, Error> {
    let board = board(app, actor, number).await?;
    match keep::kept(app, actor, number).await? {
        Some(kept) => Ok(kept),
        None => count::count(app, actor, &board).await,
    }
}
