//! International applications and the rights abroad that come of them.

use jiff::civil::Date;

use super::holder::names;
use super::output::Columns;
use super::patent::Patent;
use super::random::{Random, later};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const PCT: Columns = Columns {
    ledger: "pct-applications",
    fields: &[
        "number",
        "title",
        "holders",
        "enterprise",
        "address",
        "filed_on",
        "priority_on",
        "publication_number",
        "published_on",
        "family",
        "source",
    ],
    names: &[],
};

pub(super) const FOREIGN: Columns = Columns {
    ledger: "foreign-rights",
    fields: &[
        "office",
        "kind",
        "number",
        "title",
        "holders",
        "enterprise",
        "classes",
        "family",
        "pct",
        "filed_on",
        "priority_on",
        "granted_on",
        "status",
        "source",
    ],
    names: &[],
};

/// Offices abroad.
const OFFICES: [&str; 4] = ["US", "EP", "JP", "KR"];

/// The international application of a patent.
struct Pct {
    number: String,
    filed_on: Date,
    family: String,
}

fn pct(patent: &Patent) -> Option<Pct> {
    if !patent.has_pct {
        return None;
    }
    let filed_on = later(patent.filed_on, 300 + patent.index % 60);
    let number = format!("PCT/CN{}/{:06}", filed_on.year(), patent.index / 2 % 1_000_000);
    Some(Pct { number, filed_on, family: format!("演示族{:07}", patent.index) })
}

/// The id that a patent shares with its filings abroad.
pub(super) fn family(patent: &Patent) -> Option<String> {
    pct(patent).map(|pct| pct.family)
}

/// The international application of a patent and the rights abroad that came of it, as far as the day has come.
pub(super) fn rows(world: &World, patent: &Patent) -> (Option<Vec<String>>, Vec<Vec<String>>) {
    let Some(pct) = pct(patent).filter(|pct| pct.filed_on <= world.as_of) else { return (None, Vec::new()) };
    let mut random = Random::of(world.seed, "abroad", patent.index);
    let published_on = Some(later(patent.filed_on, 550)).filter(|day| *day <= world.as_of);
    let publication =
        published_on.map(|day| format!("WO {}/{:06}", day.year(), patent.index / 2 % 1_000_000));
    let row = vec![
        pct.number.clone(),
        patent.title.clone(),
        names(&patent.holders),
        patent.holders[0].enterprise().to_owned(),
        patent.holders[0].address.clone(),
        pct.filed_on.to_string(),
        patent.filed_on.to_string(),
        publication.unwrap_or_default(),
        day(published_on),
        pct.family.clone(),
        SOURCE.to_owned(),
    ];
    let mut rights = Vec::new();
    for office in OFFICES {
        let filed_on = random.after(pct.filed_on, 480, 560);
        let (is_filed, granted_on) = (random.happens(350), random.after(filed_on, 500, 1200));
        if !is_filed || filed_on > world.as_of {
            continue;
        }
        let granted_on = Some(granted_on).filter(|day| *day <= world.as_of);
        rights.push(vec![
            office.to_owned(),
            "patent".to_owned(),
            format!("DEMO{office}{:07}", patent.index),
            patent.title.clone(),
            names(&patent.holders),
            patent.holders[0].enterprise().to_owned(),
            patent.classes.join("；"),
            pct.family.clone(),
            pct.number.clone(),
            filed_on.to_string(),
            patent.filed_on.to_string(),
            day(granted_on),
            if granted_on.is_some() { "valid" } else { "pending" }.to_owned(),
            SOURCE.to_owned(),
        ]);
    }
    (Some(row), rights)
}
