//! Which indicators a change of a ledger concerns, and which of their closed periods.

use std::sync::Arc;

use indicators::Indicator;
use jiff::civil::Date;
use store::figures;
use store::ledgers::NOW;

use super::answers::indicators;
use super::cards::order;
use super::seen::may_know;
use crate::{Actor, App, Error};

/// An indicator that counts from a ledger.
#[derive(Debug, Clone)]
pub struct Concerned {
    /// The indicator.
    pub indicator: Arc<Indicator>,
    /// The last days of its closed periods that are not over before the day from which on something changes. What was closed stays as it
    /// is; what is known of the period then, is seen beside it.
    pub closed: Vec<Date>,
}

/// The indicators that count from a ledger, of those that an actor may know of, where something changes from a day on.
pub(crate) async fn concerned(
    app: &App,
    actor: &Actor,
    ledger: &str,
    since: Date,
) -> Result<Vec<Concerned>, Error> {
    let all = indicators(app, NOW).await?;
    let counts = |indicator: &&Arc<Indicator>| indicator.ledgers().contains(ledger);
    let mut found: Vec<Arc<Indicator>> = all.by_id.values().filter(counts).cloned().collect();
    found.retain(|indicator| may_know(actor, indicator));
    found.sort_by_cached_key(|indicator| order(indicator));
    let ids: Vec<&str> = found.iter().map(|indicator| indicator.id.as_str()).collect();
    let mut closed = figures::closed_of(&app.store().reader().await?, &ids).await?;
    let concerned = |indicator: Arc<Indicator>| {
        let closed = closed.remove(&indicator.id).unwrap_or_default().into_iter();
        let mut closed: Vec<Date> = closed.map(|figure| figure.as_of).filter(|day| *day >= since).collect();
        closed.sort_unstable();
        closed.dedup();
        Concerned { indicator, closed }
    };
    Ok(found.into_iter().map(concerned).collect())
}
