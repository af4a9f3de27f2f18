//! Layout designs of integrated circuits.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::holder::Holder;
use super::naming;
use super::output::Columns;
use super::random::{Random, later, scattered};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const LAYOUTS: Columns = Columns {
    ledger: "layout-designs",
    fields: &[
        "number",
        "title",
        "holders",
        "enterprise",
        "address",
        "created_on",
        "used_on",
        "filed_on",
        "registered_on",
        "ended_on",
        "status",
        "source",
    ],
    names: &[],
};

/// Years for which a design is protected, from the earlier of its filing and its first use.
const YEARS: i64 = 10;

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let mut random = Random::of(world.seed, "layout", index);
    let holder = Holder::firm(world, random.skewed(world.size.firms));
    let created_on = holder.filing_day(world, &mut random, date(2013, 4, 1));
    let used_on = random.happens(600).then(|| random.after(created_on, 20, 400));
    let used_on = used_on.filter(|day| *day <= world.as_of);
    // Nobody can file two years after the first use.
    let filed_on = later(created_on, random.between(30, 600)).min(world.drawn_until());
    let decided_on = Some(random.after(filed_on, 60, 150)).filter(|day| *day <= world.as_of);
    let outcome = random.weighted(&[("valid", 950), ("refused", 50)]);
    let registered_on = decided_on.filter(|_| outcome == "valid");
    let ended_on = registered_on.map(|day| end(filed_on, used_on).max(day));
    let ended_on = ended_on.filter(|day| *day <= world.as_of);
    let status = match (decided_on, ended_on) {
        (None, _) => "pending",
        (_, Some(_)) => "ended",
        _ => outcome,
    };
    let serial = scattered(index, 1_000_000, world.seed);
    vec![
        format!("BS.{:02}5{serial:06}", filed_on.year() % 100),
        naming::of_layout(&mut random),
        holder.name.clone(),
        holder.enterprise().to_owned(),
        holder.address.clone(),
        created_on.to_string(),
        day(used_on),
        filed_on.to_string(),
        day(registered_on),
        day(ended_on),
        status.to_owned(),
        SOURCE.to_owned(),
    ]
}

/// The day on which the protection is over.
fn end(filed_on: Date, used_on: Option<Date>) -> Date {
    used_on.map_or(filed_on, |used_on| used_on.min(filed_on)).saturating_add(YEARS.years())
}
