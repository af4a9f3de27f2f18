use jiff::ToSpan as _;
use ledger::{Change, Interval, Ledger, intervals, revise};
use store::{Write, ledgers};

use crate::Error;

/// Says something of a record within an operation that has been allowed already: what follows from a step, or from a plan. What ends on
/// the day on which it began was not so for a day: it is withdrawn, or, where there was such a thing before, ends a day later.
///
/// # Errors
/// [`Error::Invalid`] if the ledger cannot hold it; what the store says.
pub(crate) async fn say(write: &Write, ledger: &Ledger, key: &str, change: &Change) -> Result<(), Error> {
    let history = ledgers::known(&ledgers::history(write, ledger, key).await?);
    let change = match change {
        Change::Ended { from } => {
            let all = intervals(&history);
            let known = |interval: &&Interval| {
                interval.known_to == Interval::STILL && interval.fields(&history).is_some()
            };
            let held: Vec<&Interval> = all.iter().filter(known).collect();
            let begins = held.iter().any(|it| it.valid_from == *from);
            let was = held.iter().any(|it| it.valid_from < *from);
            let goes_on = held.iter().any(|it| it.valid_from < *from && it.valid_to == *from);
            match (begins, was) {
                (true, false) => Change::NeverWas,
                (true, true) if !goes_on => Change::Ended { from: *from + 1.day() },
                _ => change.clone(),
            }
        }
        change => change.clone(),
    };
    let revisions = revise(ledger, &history, &change).map_err(Error::Invalid)?;
    Ok(ledgers::save(write, ledger, key, &revisions).await?)
}
