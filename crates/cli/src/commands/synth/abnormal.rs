//! Filings that were not made in good faith.

use super::holder::names;
use super::output::Columns;
use super::patent::Patent;
use super::random::later;
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const ABNORMAL: Columns = Columns {
    ledger: "abnormal-filings",
    fields: &[
        "application_number",
        "title",
        "applicants",
        "enterprise",
        "batch",
        "notified_on",
        "outcome",
        "decided_on",
        "note",
    ],
    names: &[],
};

/// What was told of a filing that was none in good faith.
pub(super) fn row(world: &World, patent: &Patent) -> Option<Vec<String>> {
    let notified_on = later(patent.filed_on, 60 + patent.index % 30);
    if !patent.is_abnormal || notified_on > world.as_of {
        return None;
    }
    let decided_on = (patent.status == "withdrawn").then(|| later(notified_on, 25));
    let decided_on = decided_on.filter(|day| *day <= world.as_of);
    Some(vec![
        patent.number.clone(),
        patent.title.clone(),
        names(&patent.holders),
        patent.holders[0].enterprise().to_owned(),
        format!("演示通报{}年第{}批", notified_on.year(), notified_on.month().div_euclid(4) + 1),
        notified_on.to_string(),
        if decided_on.is_some() { "withdrawn" } else { "open" }.to_owned(),
        day(decided_on),
        SOURCE.to_owned(),
    ])
}
