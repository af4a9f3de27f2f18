//! Invented enterprises: as many as wanted, the same every time, spread over bodies, industries and states as in a county.
//! Each says that it is made up.

use form::Value;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::identifier::check;
use ledger::Patch;

/// What marks them.
const MARK: &str = "演示数据";

/// The bodies, with how many of a thousand enterprises each has. The rest is not yet decided.
const BODIES: [(&str, u64); 20] = [
    ("bench-01", 150),
    ("bench-02", 120),
    ("bench-03", 100),
    ("bench-04", 90),
    ("bench-05", 80),
    ("bench-06", 70),
    ("bench-07", 60),
    ("bench-08", 50),
    ("bench-09", 45),
    ("bench-10", 40),
    ("bench-11", 35),
    ("bench-12", 30),
    ("bench-13", 25),
    ("bench-14", 20),
    ("bench-15", 15),
    ("bench-16", 10),
    ("bench-17", 8),
    ("bench-18", 6),
    ("bench-19", 4),
    ("bench-20", 2),
];

/// States, of a thousand.
const STATUSES: [(&str, u64); 5] =
    [("operating", 720), ("deregistered", 180), ("revoked", 60), ("moved-out", 30), ("suspended", 10)];

/// Sections of industry, of a thousand; the rest is not known.
const INDUSTRIES: [(&str, u64); 12] = [
    ("F", 360),
    ("L", 130),
    ("M", 110),
    ("E", 80),
    ("C", 70),
    ("I", 70),
    ("H", 50),
    ("R", 40),
    ("O", 30),
    ("K", 20),
    ("G", 20),
    ("P", 10),
];

const BRANDS: [char; 24] = [
    '安', '宝', '诚', '达', '恒', '华', '佳', '康', '力', '明', '宁', '普', '启', '荣', '盛', '泰', '万',
    '祥', '新', '信', '益', '永', '裕', '智',
];

const TRADES: [&str; 10] = [
    "商贸",
    "科技",
    "文化传播",
    "建筑工程",
    "餐饮管理",
    "信息技术",
    "企业管理咨询",
    "物业服务",
    "教育咨询",
    "机械设备",
];

/// How many of a thousand enterprises have become otherwise since they were recorded.
const CHANGED: u64 = 100;

/// The ids of the bodies, the one with most enterprises first.
pub(super) fn bodies() -> impl Iterator<Item = &'static str> {
    BODIES.iter().map(|(id, _)| *id)
}

/// A value of a field by which lists are narrowed down, the more often the more records have it. Zero gives the one that
/// most have.
pub(super) fn value(field: &str, random: u64) -> Option<&'static str> {
    let shares: &[(&'static str, u64)] = match field {
        "body" => &BODIES,
        "status" => &STATUSES,
        "industry" => &INDUSTRIES,
        _ => return None,
    };
    pick(shares, random).or(Some(shares[0].0))
}

/// A body, as its ledger has it.
pub(super) fn body(id: &str) -> Patch {
    fields([
        ("id", id.to_owned()),
        ("name", format!("{}街道（{MARK}）", id.replace("bench-", "演示"))),
        ("kind", "street".to_owned()),
        ("source", MARK.to_owned()),
    ])
}

/// One of so many enterprises.
#[derive(Debug, Clone, Copy)]
pub(super) struct Enterprise {
    /// Its number; those that follow each other in a list of names do not follow each other here.
    number: u64,
    random: u64,
}

impl Enterprise {
    pub(super) fn new(number: u64) -> Enterprise {
        Enterprise { number, random: scatter(number) }
    }

    /// The unified social credit code, with both of its check characters. No two numbers below ten million have the same.
    pub(super) fn key(self) -> String {
        // A factor without a common divisor with ten million: all numbers, in no order.
        let serial = self.number * 7_654_321 % 10_000_000;
        let organization = format!("D{serial:07}");
        let inner = check::organization_code(&organization).expect("a letter and seven digits");
        let body = format!("91110105{organization}{inner}");
        let last = check::uscc(&body).expect("seventeen characters of the alphabet");
        format!("{body}{last}")
    }

    /// The day from which it is.
    pub(super) fn since(self) -> Date {
        // Most are young: the smaller of two draws.
        let days = (self.draw(1) % 11_000).min(self.draw(2) % 11_000);
        date(2026, 6, 30).saturating_sub(i64::try_from(days).unwrap_or_default().days())
    }

    /// All that is said of it at first.
    pub(super) fn fields(self) -> Patch {
        let brand = |number| BRANDS[index(self.draw(number), BRANDS.len())];
        let trade = TRADES[index(self.draw(5), TRADES.len())];
        let body = pick(&BODIES, self.draw(6));
        let mut patch = fields([
            ("uscc", self.key()),
            ("name", format!("演示{}{}{trade}有限公司{:07}", brand(3), brand(4), self.number)),
            ("address", format!("演示市演示区演示路{}号", self.draw(7) % 999 + 1)),
            ("status", pick(&STATUSES, self.draw(8)).unwrap_or("operating").to_owned()),
            ("since", self.since().to_string()),
            ("source", MARK.to_owned()),
        ]);
        patch.insert("body".to_owned(), body.map(text));
        patch.insert("industry".to_owned(), pick(&INDUSTRIES, self.draw(9)).map(text));
        patch
    }

    /// What it has become since then, and on which day; most stay what they were.
    pub(super) fn change(self) -> Option<(Date, Patch)> {
        (self.draw(10) % 1_000 < CHANGED).then(|| {
            let days = i64::try_from(self.draw(11) % 120 + 1).unwrap_or(1);
            let day = date(2026, 7, 1).saturating_add(days.days());
            let body = pick(&BODIES, self.draw(12)).unwrap_or("bench-01");
            (day, fields([("body", body.to_owned()), ("status", "operating".to_owned())]))
        })
    }

    /// A number that looks as if drawn, always the same.
    fn draw(self, which: u64) -> u64 {
        scatter(self.random.wrapping_add(which))
    }
}

/// The one of a thousand that a number points at; none behind the last.
fn pick<'t>(shares: &[(&'t str, u64)], random: u64) -> Option<&'t str> {
    let mut place = random % 1_000;
    for (value, share) in shares {
        match place.checked_sub(*share) {
            Some(rest) => place = rest,
            None => return Some(value),
        }
    }
    None
}

/// Turns neighbors into numbers far from each other (SplitMix64).
pub(super) fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A place in a list of this length.
pub(super) fn index(random: u64, length: usize) -> usize {
    usize::try_from(random).unwrap_or_default() % length
}

fn fields<const N: usize>(all: [(&str, String); N]) -> Patch {
    all.into_iter().map(|(id, value)| (id.to_owned(), Some(Value::Text(value)))).collect()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::identifier::{Context, Uscc, read};

    use super::Enterprise;

    #[test]
    fn codes_are_right_and_different() {
        let mut seen = BTreeSet::new();
        for number in 0..2_000 {
            let enterprise = Enterprise::new(number);
            let key = enterprise.key();
            read::<Uscc>(&key, Context::on(enterprise.since())).unwrap();
            assert!(seen.insert(key));
        }
    }
}
