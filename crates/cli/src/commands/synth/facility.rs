//! Facilities: what firms of the county run for themselves or for others. The bases, parks and platforms that a plan counts are not
//! among them: those are what they are.

use jiff::civil::{Date, date};

use super::holder::{Firm, firm};
use super::naming;
use super::output::Columns;
use super::random::{Random, later};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const FACILITIES: Columns = Columns {
    ledger: "facilities",
    fields: &[
        "number",
        "body",
        "name",
        "kind",
        "level",
        "status",
        "operator",
        "enterprise",
        "place",
        "address",
        "opened_on",
        "planned_investment",
        "investment",
        "tenants",
        "document",
        "source",
    ],
    names: &[],
};

/// Kinds of facilities.
#[derive(Clone, Copy)]
struct Kind {
    code: &'static str,
    word: &'static str,
    /// Whether other firms move in.
    has_tenants: bool,
}

/// How many of a thousand are of which kind.
const KINDS: [(Kind, u64); 6] = [
    (Kind { code: "technology-center", word: "企业技术中心", has_tenants: false }, 400),
    (Kind { code: "engineering-center", word: "工程技术研究中心", has_tenants: false }, 160),
    (Kind { code: "laboratory", word: "实验室", has_tenants: false }, 120),
    (Kind { code: "incubator", word: "孵化器", has_tenants: true }, 130),
    (Kind { code: "maker-space", word: "创客空间", has_tenants: true }, 140),
    (Kind { code: "accelerator", word: "加速器", has_tenants: true }, 50),
];

const LEVELS: [(&str, u64); 4] = [("municipal", 400), ("county", 300), ("provincial", 260), ("national", 40)];

const STATUSES: [(&str, u64); 5] =
    [("open", 520), ("accepted", 260), ("building", 120), ("planned", 60), ("closed", 40)];

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let mut random = Random::of(world.seed, "facility", index);
    let host = firm(world, random.skewed(world.size.firms));
    let kind = random.weighted(&KINDS);
    let status = random.weighted(&STATUSES);
    let drawn_until = world.drawn_until();
    let begun_on = random.within(date(2016, 3, 1).max(later(host.since, 200)).min(drawn_until), drawn_until);
    let is_there = !matches!(status, "planned" | "building");
    let opened_on = Some(later(begun_on, random.between(60, 500)).min(drawn_until)).filter(|_| is_there);
    let planned = random.between(50, 3_000);
    let part = match status {
        "planned" => None,
        "building" => Some(random.between(20, 80)),
        _ => Some(random.between(85, 115)),
    };
    let invested = part.map(|part| format!("{}00", planned * part));
    let document = is_there.then(|| document(begun_on, &mut random));
    vec![
        format!("演示台{:04}", index + 1),
        world.office.clone(),
        naming::of_facility(kind.word, &mut random),
        kind.code.to_owned(),
        random.weighted(&LEVELS).to_owned(),
        status.to_owned(),
        host.name.clone(),
        host.uscc.clone(),
        world.body(host.place).to_owned(),
        host.address.clone(),
        day(opened_on),
        format!("{planned}0000"),
        invested.unwrap_or_default(),
        if kind.has_tenants && is_there { tenants(world, &host, &mut random) } else { String::new() },
        document.unwrap_or_default(),
        SOURCE.to_owned(),
    ]
}

fn document(begun_on: Date, random: &mut Random) -> String {
    format!("演示认定〔{}〕{}号（演示数据）", begun_on.year(), random.between(1, 200))
}

/// The firms that moved in.
fn tenants(world: &World, host: &Firm, random: &mut Random) -> String {
    let first = random.below(world.size.firms);
    let firms = (0..random.between(3, 16)).map(|at| firm(world, (first + at) % world.size.firms));
    let tenants = firms.filter(|firm| firm.status == "operating" && firm.uscc != host.uscc);
    tenants.map(|firm| firm.uscc).collect::<Vec<_>>().join("；")
}
