use ledger::{Difference, DifferenceKind, ListDifference, Past};
use store::ledgers;

use super::references::{Names, names_around};
use super::{Opened, When, open};
use crate::{Act, Actor, App, Error, Subject, may};

/// The most differences that one answer has; beyond, the periods are to be made smaller.
pub const DIFFERENCES_MAX: usize = 1_000;

/// What differs between two pasts of a ledger.
#[derive(Debug)]
pub struct Comparison {
    /// The ledger.
    pub opened: Opened,
    /// The first past.
    pub left: Past,
    /// The second past.
    pub right: Past,
    /// What was added, removed and changed, in the order of the keys, personal values masked.
    pub differences: Vec<ListDifference>,
    /// The names of these records, and of those to which they refer.
    pub names: Names,
    /// Whether there are more differences than these.
    pub has_more: bool,
}

/// Compares what held at two pasts: two days, or one day as it was known at two times.
///
/// # Errors
/// [`Error::NotFound`] for a ledger the actor may not know of, [`Error::NotAllowed`] if it may not compare.
pub async fn compare(
    app: &App,
    actor: &Actor,
    ledger: &str,
    (left, right): (When, When),
) -> Result<Comparison, Error> {
    let opened = open(app, actor, ledger)?;
    may(actor, Act::Compare, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let (left, right) = (left.past(app, &reader).await?, right.past(app, &reader).await?);
    let sight = opened.store_sight();
    let mut walk = ledgers::Comparison::new(&reader, opened.ledger(), (left, right), &sight)?;
    let mut differences = Vec::new();
    let mut has_more = false;
    while let Some(mut difference) = walk.next().await? {
        if differences.len() == DIFFERENCES_MAX {
            has_more = true;
            break;
        }
        narrow(&opened, &mut difference);
        let is_seen = match &difference.kind {
            DifferenceKind::Changed(seen) => !seen.is_empty(),
            DifferenceKind::Added(seen) | DifferenceKind::Removed(seen) => !seen.is_empty(),
        };
        if !is_seen {
            continue;
        }
        differences.push(difference);
    }
    drop(walk);
    let now = Past { as_of: right.as_of, known: ledgers::NOW };
    let changed: Vec<&Difference> = differences.iter().flat_map(changes).collect();
    let mut names = names_around(app, actor, &reader, opened.ledger(), now, &changed).await?;
    let keys: Vec<String> = differences.iter().map(|difference| difference.key.clone()).collect();
    let sight = opened.names_sight();
    let own = ledgers::names(&reader, opened.ledger(), &keys, now, &sight).await?;
    names.entry(ledger.to_owned()).or_default().extend(own);
    Ok(Comparison { left, right, differences, names, has_more, opened })
}

fn changes(difference: &ListDifference) -> &[Difference] {
    match &difference.kind {
        DifferenceKind::Changed(changes) => changes,
        DifferenceKind::Added(_) | DifferenceKind::Removed(_) => &[],
    }
}

fn narrow(opened: &Opened, difference: &mut ListDifference) {
    match &mut difference.kind {
        DifferenceKind::Added(fields) | DifferenceKind::Removed(fields) => opened.narrow(fields, false),
        // Which record it is of cannot be told from what differs; so only what is seen of every record is told.
        DifferenceKind::Changed(differences) => {
            differences.retain(|difference| opened.sight.everywhere.contains(&difference.field));
            for difference in differences {
                opened.mask_difference(difference);
            }
        }
    }
}
