//! Enterprises and their classes.

use jiff::civil::{Date, date};

use super::holder::{Firm, firm};
use super::output::Columns;
use super::random::{Random, later};
use super::world::World;

pub(super) const ENTERPRISES: Columns = Columns {
    ledger: "enterprises",
    fields: &["uscc", "name", "body", "address", "industry", "status", "since", "source"],
    names: &[("uscc", "社会信用代码"), ("name", "企业名称"), ("address", "住所")],
};

pub(super) const SEGMENTS: Columns = Columns {
    ledger: "enterprise-segments",
    fields: &["enterprise", "segment", "since", "until", "certificate_number", "list"],
    names: &[],
};

/// Classes of firms, of a thousand; a firm may have several. The first three have certificates of three years.
const CLASSES: [(&str, u64); 8] = [
    ("high-tech", 130),
    ("specialized", 40),
    ("little-giant", 6),
    ("technology-sme", 220),
    ("innovative-sme", 70),
    ("above-scale", 110),
    ("pre-ipo", 8),
    ("advanced-service", 10),
];
const CERTIFIED: [&str; 3] = ["high-tech", "specialized", "little-giant"];

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let firm = firm(world, index);
    vec![
        firm.uscc,
        firm.name,
        world.body(firm.place).to_owned(),
        firm.address,
        firm.industry.to_owned(),
        firm.status.to_owned(),
        firm.since.to_string(),
        "演示数据".to_owned(),
    ]
}

pub(super) fn segments(world: &World, index: u64) -> Vec<Vec<String>> {
    let firm = firm(world, index);
    let mut random = Random::of(world.seed, "segment", index);
    let mut rows = Vec::new();
    if firm.status != "operating" {
        return rows;
    }
    for (class, of_thousand) in CLASSES {
        if random.happens(of_thousand) {
            rows.push(segment(&firm, class, index, world.drawn_until(), &mut random));
        }
    }
    rows
}

fn segment(firm: &Firm, class: &str, index: u64, drawn_until: Date, random: &mut Random) -> Vec<String> {
    let earliest = date(2022, 1, 10).max(later(firm.since, 200));
    let since = later(earliest, random.below(1_500)).min(drawn_until);
    let is_certified = CERTIFIED.contains(&class);
    let until = later(since, 3 * 365);
    vec![
        firm.uscc.clone(),
        class.to_owned(),
        since.to_string(),
        if is_certified { until.to_string() } else { String::new() },
        if is_certified { format!("演示证{}{index:06}", since.year()) } else { String::new() },
        format!("演示名单{}年第{}批（演示数据）", since.year(), random.between(1, 4)),
    ]
}
