//! Titles and certificates of firms.

use jiff::civil::date;

use super::holder::firm;
use super::output::Columns;
use super::random::{Random, later};
use super::world::World;

pub(super) const TITLES: Columns = Columns {
    ledger: "titles",
    fields: &[
        "number",
        "holder",
        "enterprise",
        "body",
        "kind",
        "level",
        "since",
        "until",
        "issuer",
        "certificate_number",
    ],
    names: &[],
};

/// Titles of firms, of a thousand, with the level and the years for which they hold.
const FIRM_TITLES: [(&str, &str, u64, u64); 4] = [
    ("ip-standard", "", 60, 3),
    ("ip-advantage", "national", 6, 3),
    ("ip-demonstration", "national", 2, 3),
    ("copyright-demonstration", "provincial", 3, 3),
];

pub(super) fn rows(world: &World, index: u64) -> Vec<Vec<String>> {
    let mut random = Random::of(world.seed, "title", index);
    let mut rows = Vec::new();
    for (at, (kind, level, of_thousand, years)) in FIRM_TITLES.into_iter().enumerate() {
        let days = random.below(1_700);
        if !random.happens(of_thousand) {
            continue;
        }
        let firm = firm(world, index);
        let since = later(date(2021, 6, 1).max(later(firm.since, 200)), days).min(world.drawn_until());
        rows.push(vec![
            format!("演示称{:07}", index * 10 + at as u64),
            firm.name,
            firm.uscc,
            world.body(firm.place).to_owned(),
            kind.to_owned(),
            level.to_owned(),
            since.to_string(),
            later(since, years * 365).to_string(),
            "演示认定单位（演示数据）".to_owned(),
            format!("演示证{:07}", index * 10 + at as u64),
        ]);
    }
    rows
}
