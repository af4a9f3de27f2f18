//! Plant varieties.

use jiff::civil::date;

use super::holder::{Holder, names, persons};
use super::naming;
use super::output::Columns;
use super::random::{Random, scattered};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const VARIETIES: Columns = Columns {
    ledger: "plant-varieties",
    fields: &[
        "number",
        "name",
        "genus",
        "woody",
        "holders",
        "persons",
        "enterprise",
        "address",
        "filed_on",
        "granted_on",
        "ended_on",
        "status",
        "source",
    ],
    names: &[],
};

/// What is bred, whether the forestry administration grants it, of a thousand.
const PLANTS: [(Plant, u64); 7] = [
    (Plant { genus: "水稻", is_woody: false }, 430),
    (Plant { genus: "辣椒", is_woody: false }, 180),
    (Plant { genus: "油菜", is_woody: false }, 120),
    (Plant { genus: "玉米", is_woody: false }, 90),
    (Plant { genus: "山茶属", is_woody: true }, 80),
    (Plant { genus: "紫薇", is_woody: true }, 60),
    (Plant { genus: "杜鹃花属", is_woody: true }, 40),
];

#[derive(Debug, Clone, Copy)]
struct Plant {
    genus: &'static str,
    is_woody: bool,
}

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let mut random = Random::of(world.seed, "variety", index);
    let holders = [Holder::any(world, &mut random)];
    let plant = random.weighted(&PLANTS);
    let filed_on = holders[0].filing_day(world, &mut random, date(2014, 3, 3));
    let decided_on = random.after(filed_on, 500, 1300);
    let outcome = random.weighted(&[("valid", 740), ("refused", 90), ("withdrawn", 170)]);
    let ended_on = random.happens(150).then(|| random.after(decided_on, 700, 2200));
    let ended_on = ended_on.filter(|day| outcome == "valid" && *day <= world.as_of);
    let decided_on = Some(decided_on).filter(|day| *day <= world.as_of);
    let granted_on = decided_on.filter(|_| outcome == "valid");
    let status = match (decided_on, ended_on) {
        (None, _) => "pending",
        (_, Some(_)) => "ended",
        _ => outcome,
    };
    // Agriculture has seven digits behind the year, forestry four.
    let number = if plant.is_woody {
        format!("{}{:04}", filed_on.year(), scattered(index, 10_000, world.seed))
    } else {
        format!("CNA{}{:07}", filed_on.year(), scattered(index, 10_000_000, world.seed))
    };
    vec![
        number,
        naming::of_variety(plant.genus.trim_end_matches('属'), &mut random),
        plant.genus.to_owned(),
        if plant.is_woody { "是" } else { "否" }.to_owned(),
        names(&holders),
        persons(&holders),
        holders[0].enterprise().to_owned(),
        holders[0].address.clone(),
        filed_on.to_string(),
        day(granted_on),
        day(ended_on),
        status.to_owned(),
        SOURCE.to_owned(),
    ]
}
