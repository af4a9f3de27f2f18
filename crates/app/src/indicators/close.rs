//! Closing periods: what an indicator came to on the last day of a period is said once, with what was known then. What becomes known of
//! the period later is seen beside it. Where a file is half loaded, it waits.

use std::collections::BTreeSet;
use std::sync::Arc;

use indicators::{Indicator, State, Window, rows_digest};
use jiff::civil::Date;
use ledger::{Known, Past};
use store::figures::{self, ClosedFigure};
use store::ledgers::NOW;

use super::answers::indicators;
use super::compute::{Computed, compute};
use crate::{Actor, App, Deed, Error};

/// Periods that are closed at once at most, where a definition is new.
const PERIODS_MAX: usize = 12;

/// Closes the periods of all settled indicators that are over and that nobody closed; tells how many figures were said.
///
/// # Errors
/// What the store says.
pub async fn close(app: &App) -> Result<usize, Error> {
    let all = indicators(app, NOW).await?;
    let settled: Vec<&Arc<Indicator>> =
        all.by_id.values().filter(|indicator| indicator.state == State::Approved).collect();
    let ids: Vec<&str> = settled.iter().map(|indicator| indicator.id.as_str()).collect();
    let mut closed = figures::closed_of(&app.store().reader().await?, &ids).await?;
    let mut closing = Vec::new();
    for indicator in settled {
        let definition = &indicator.definition.digest;
        let closed = closed.remove(&indicator.id).unwrap_or_default().into_iter();
        let closed: BTreeSet<Date> =
            closed.filter(|figure| figure.definition == *definition).map(|figure| figure.as_of).collect();
        let mut open = Window::ends_before(indicator, app.today(), PERIODS_MAX);
        open.retain(|day| !closed.contains(day));
        if open.is_empty() {
            continue;
        }
        let seen = app.indicators().at_hand.see(app, indicator.ledgers()).await?;
        // What a file says in part is no figure: the job after it is done closes the period.
        if !seen.in_part.is_empty() {
            continue;
        }
        for day in open {
            let computed = compute(app, &seen, indicator, Past { as_of: day, known: NOW }).await?;
            // What could not be counted is closed by the next job.
            if !computed.is_passing {
                closing.push(figure(indicator, day, &computed, seen.known));
            }
        }
    }
    if !closing.is_empty() {
        let act = Deed::ClosePeriods.id();
        let write = app.begin(&Actor::system(), act, ("indicators", "periods"), None).await?;
        figures::close(&write, &closing).await?;
        write.commit().await?;
    }
    Ok(closing.len())
}

fn figure(indicator: &Indicator, as_of: Date, computed: &Computed, known: Known) -> ClosedFigure {
    let figure = computed.figure().filter(|figure| figure.value.is_some());
    ClosedFigure {
        indicator: indicator.id.clone(),
        definition: indicator.definition.digest.clone(),
        as_of,
        known,
        numerator: figure.map(|figure| figure.numerator.to_string()),
        denominator: figure.and_then(|figure| figure.denominator).map(|it| it.to_string()),
        decimals: indicator.decimals,
        value: figure.map(|figure| figure.text.zh.clone()),
        counted: computed.rows.rows.len() as u64,
        rows_digest: figure.map(|_| rows_digest(&computed.rows)),
    }
}
