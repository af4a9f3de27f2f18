use jiff::civil::Date;

use crate::indicators::{Concerned, concerned};
use crate::{Actor, App, Error};

/// What a file does beyond its ledger.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The first day for which it says something new.
    pub since: Date,
    /// The indicators that count from its ledger.
    pub indicators: Vec<Concerned>,
}

impl Effect {
    /// The last days of closed periods whose records it changes, each once.
    pub fn closed(&self) -> Vec<Date> {
        let mut closed: Vec<Date> = self.indicators.iter().flat_map(|it| it.closed.clone()).collect();
        closed.sort_unstable();
        closed.dedup();
        closed
    }
}

/// Which indicators and closed periods a file concerns, once its rows were looked at; none if it says nothing new.
///
/// # Errors
/// As [`see`](super::see).
pub async fn effect(app: &App, actor: &Actor, id: i64) -> Result<Option<Effect>, Error> {
    let seen = super::see(app, actor, id).await?;
    let Some(since) = seen.told.and_then(|told| told.since) else { return Ok(None) };
    let indicators = concerned(app, actor, &seen.ledger, since).await?;
    Ok(Some(Effect { since, indicators }))
}
