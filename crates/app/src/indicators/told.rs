//! What figures came to, without the rows behind them. What is kept is told at once; what is not is counted beside the page that asks, one
//! figure after the other, and told the next time.

use std::sync::Arc;

use indicators::{Indicator, Window};
use kernel::Wording;
use ledger::{Known, Past};
use store::ledgers::NOW;

use super::at_hand::Seen;
use super::compute::{Computed, Key, compute, counted, window};
use crate::{App, Error};

/// What an indicator came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The value as it is shown; none where there is none.
    pub text: Option<Wording>,
    /// The sum that counts, and by what it is divided: these differ before the value that is shown does.
    pub sums: Option<(i128, Option<i128>)>,
}

/// A figure of a past that nothing changes any more: its definition, its days, the last operation that was known.
pub(super) type ToldKey = (String, Window, Known);

impl Told {
    fn of(computed: &Computed) -> Told {
        let figure = computed.figure();
        Told {
            text: figure.filter(|figure| figure.unknown.is_none()).map(|figure| figure.text.clone()),
            sums: figure.map(|figure| (figure.numerator, figure.denominator)),
        }
    }
}

/// What indicators came to in a past each, as far as that is kept; the others are being counted from now on.
///
/// # Errors
/// If the database cannot answer.
pub(crate) async fn told(app: &App, asked: &[(Arc<Indicator>, Past)]) -> Result<Vec<Option<Told>>, Error> {
    let ledgers = asked.iter().flat_map(|(indicator, _)| indicator.ledgers()).cloned().collect();
    let seen = app.indicators().at_hand.see(app, &ledgers).await?;
    let found: Vec<Option<Told>> =
        asked.iter().map(|(indicator, past)| kept(app, &seen, indicator, *past)).collect();
    let missing = asked.iter().zip(&found).filter(|(_, told)| told.is_none()).map(|(asked, _)| asked.clone());
    let missing: Vec<(Arc<Indicator>, Past)> = missing.collect();
    if !missing.is_empty() {
        count_beside(app, seen, missing);
    }
    Ok(found)
}

fn kept(app: &App, seen: &Seen, indicator: &Indicator, past: Past) -> Option<Told> {
    let window = window(app, indicator, past.as_of);
    let key = Key::of(indicator, &window, seen.last_known(past.known), seen);
    if let Some(computed) = app.indicators().get(&key) {
        return Some(Told::of(&computed));
    }
    app.indicators().told(&(indicator.definition.digest.clone(), window, past.known))
}

/// Counts what is missing, unless that is being done for somebody: then it is asked for again.
fn count_beside(app: &App, seen: Seen, missing: Vec<(Arc<Indicator>, Past)>) {
    let Ok(turn) = Arc::clone(&app.indicators().beside).try_lock_owned() else { return };
    let app = app.clone();
    tokio::spawn(async move {
        for (indicator, past) in missing {
            if let Err(error) = count(&app, &seen, &indicator, past).await {
                tracing::warn!(%error, indicator = indicator.id, "a figure could not be counted beside a page");
                break;
            }
        }
        drop(turn);
    });
}

async fn count(app: &App, seen: &Seen, indicator: &Indicator, past: Past) -> Result<(), Error> {
    if past.known == NOW {
        return compute(app, seen, indicator, past).await.map(drop);
    }
    // While a base is being written, some of it may be missing still.
    if past.known > seen.known {
        return Ok(());
    }
    let window = window(app, indicator, past.as_of);
    let _turn = app.indicators().turn().await?;
    let computed = counted(indicator, &seen.snapshots, window.clone(), past.known).await;
    if !computed.is_passing {
        let key = (indicator.definition.digest.clone(), window, past.known);
        app.indicators().keep_told(key, Told::of(&computed));
    }
    Ok(())
}
