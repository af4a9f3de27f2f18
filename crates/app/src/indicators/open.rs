//! One indicator as an actor may see it: its figure, which of its rows, who can compute it again.

use kernel::Wording;
use ledger::Past;

use super::answers::indicators;
use super::at_hand::Seen;
use super::cards::{Card, card, find, past};
use super::lowered::Lowerings;
use super::seen::{Reach, RowsSeen, Touched, reach, rows_seen, takes_whole, touched};
use crate::access::works_here;
use crate::records::When;
use crate::{Actor, App, Error, plans};

/// One indicator.
#[derive(Debug)]
pub struct Opened {
    /// Its figure, target and light.
    pub card: Card,
    /// The fields that it touches.
    pub touched: Touched,
    /// Which rows the actor sees.
    pub rows: RowsSeen,
    /// Who can compute it again.
    pub reach: Reach,
    /// Whether the actor can have its proof with the snapshots.
    pub is_proved: bool,
    /// Whether it is shown as to everybody: small parts are merged, and nobody is named.
    pub is_public: bool,
    /// Answers to its questions that cannot be used, and why.
    pub unusable: Vec<Wording>,
    pub(crate) seen: Seen,
    pub(crate) past: Past,
}

/// Opens an indicator. With `public` it is as everybody sees it, whoever asks; those who do not work here see no more.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may know of; what the store says.
pub async fn open(app: &App, actor: &Actor, id: &str, when: When, public: bool) -> Result<Opened, Error> {
    let is_public = public || !works_here(actor);
    let past = past(app, when).await?;
    let all = indicators(app, past.known).await?;
    let indicator = find(&all, actor, id, is_public)?;
    let standing = plans::current(app, actor).await?;
    let seen = app.indicators().at_hand.see(app, indicator.ledgers()).await?;
    let lowerings = Lowerings::read(app, past, !is_public).await?;
    let card = card(app, &seen, indicator, (standing.as_ref(), &lowerings), past).await?;
    let touched = touched(app, &card.indicator, &seen, &card.computed).await;
    let window = &card.computed.window;
    let rows = rows_seen(app, actor, (&card.indicator, &touched), &seen, (window, past.known)).await;
    let reach = reach(app, &touched);
    let is_proved = card.computed.figure().is_some()
        && (reach == Reach::Strangers || !is_public && takes_whole(app, actor, &card.indicator));
    let unusable = all.unusable.get(&card.indicator.id).cloned().unwrap_or_default();
    Ok(Opened { card, touched, rows, reach, is_proved, is_public, unusable, seen, past })
}
