use jiff::civil::{Date, date};
use kernel::identifier::check;

use super::random::{Random, later};
use super::world::World;

/// Sections of industry, of a thousand.
const INDUSTRIES: [(&str, u64); 8] =
    [("M", 260), ("C", 230), ("I", 210), ("F", 120), ("R", 70), ("L", 50), ("E", 40), ("Q", 20)];

/// States of firms, of a thousand.
const STATUSES: [(&str, u64); 4] =
    [("operating", 900), ("deregistered", 60), ("moved-out", 30), ("revoked", 10)];

/// What firms do, as a part of their names.
const TRADES: [&str; 16] = [
    "智能装备",
    "新材料",
    "信息技术",
    "生物医药",
    "文化传媒",
    "纺织",
    "节能环保",
    "电子",
    "软件",
    "数字创意",
    "检测技术",
    "食品",
    "建筑科技",
    "供应链",
    "教育科技",
    "医疗器械",
];

/// Characters of names; no firm is meant.
const SIGNS: [char; 20] = [
    '澄', '岭', '远', '禾', '川', '朗', '屿', '柏', '晟', '曜', '湖', '舟', '汀', '岚', '霁', '沐', '桐',
    '辰', '森', '野',
];

/// Signs by which invented persons are told apart; they are no names.
const PERSONS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// How a natural person is written where everybody reads it.
pub(super) const PERSON: &str = "个人";

/// Universities and institutes.
const ORGANIZATIONS: u64 = 24;

/// A firm of the county.
pub(super) struct Firm {
    pub(super) uscc: String,
    pub(super) name: String,
    pub(super) place: u64,
    pub(super) address: String,
    pub(super) industry: &'static str,
    pub(super) status: &'static str,
    pub(super) since: Date,
}

/// The firm with this number, below the number of firms.
pub(super) fn firm(world: &World, index: u64) -> Firm {
    let mut random = Random::of(world.seed, "firm", index);
    let place = random.skewed(100);
    let signs: String = [*random.pick(&SIGNS), *random.pick(&SIGNS)].iter().collect();
    let trade = random.pick(&TRADES);
    Firm {
        uscc: uscc(world, "91", index),
        name: format!("演示{signs}{trade}{:04}有限公司", index + 1),
        place,
        address: world.address(place, Some(random.between(1, 500))),
        industry: random.weighted(&INDUSTRIES),
        status: random.weighted(&STATUSES),
        // Those with the small numbers have most rights; they are the old ones.
        since: later(date(1998, 1, 5), random.below(2_000 + 7_300 * index / world.size.firms.max(1))),
    }
}

/// A credit code: the division of the county, an organization code that begins with letters of no register, both check
/// characters right.
fn uscc(world: &World, kind: &str, index: u64) -> String {
    let organization = format!("DY{:06}", index % 1_000_000);
    let inner = check::organization_code(&organization).unwrap_or('0');
    let body = format!("{kind}{}{organization}{inner}", world.division);
    format!("{body}{}", check::uscc(&body).unwrap_or('0'))
}

/// Who holds a right.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    /// The name for everybody.
    pub(super) name: String,
    /// What tells a natural person, where it is one.
    pub(super) person: String,
    /// A code of the kinds of holders.
    pub(super) kind: &'static str,
    pub(super) uscc: String,
    /// Of a person no closer than the sub-district.
    pub(super) address: String,
    /// Since when there is this firm; others have always been there.
    since: Date,
}

/// A day before every right.
const ALWAYS: Date = date(1985, 1, 1);

impl Holder {
    /// The credit code of a firm of the county, by which rights refer to it.
    pub(super) fn enterprise(&self) -> &str {
        if self.kind == "company" { &self.uscc } else { "" }
    }

    /// Somebody who holds a right: a firm, few of them very many; a university or institute; a person.
    pub(super) fn any(world: &World, random: &mut Random) -> Self {
        match random.weighted(&[(0, 640), (1, 210), (2, 150)]) {
            0 => Holder::firm(world, random.skewed(world.size.firms)),
            1 => organization(world, random.skewed(ORGANIZATIONS)),
            _ => person(world, random),
        }
    }

    pub(super) fn firm(world: &World, index: u64) -> Self {
        let firm = firm(world, index);
        Holder {
            name: firm.name,
            person: String::new(),
            kind: "company",
            uscc: firm.uscc,
            address: firm.address,
            since: firm.since,
        }
    }

    /// A day from `first` on on which this holder could file, more often near the last that is drawn.
    pub(super) fn filing_day(&self, world: &World, random: &mut Random, first: Date) -> Date {
        random.growing(first.max(self.since), world.drawn_until())
    }
}

fn organization(world: &World, index: u64) -> Holder {
    let is_university = index.is_multiple_of(3);
    let (kind, word) = if is_university { ("university", "大学") } else { ("institute", "研究院") };
    Holder {
        name: format!("演示第{}{word}", index + 1),
        person: String::new(),
        kind,
        uscc: uscc(world, "12", 900_000 + index),
        address: world.address(index, Some(index + 1)),
        since: ALWAYS,
    }
}

/// What tells an invented person.
pub(super) fn person_name(random: &mut Random) -> String {
    let signs: String = [*random.pick(&PERSONS), *random.pick(&PERSONS)].iter().collect();
    format!("演示{signs}")
}

fn person(world: &World, random: &mut Random) -> Holder {
    Holder {
        name: PERSON.to_owned(),
        person: person_name(random),
        kind: "individual",
        uscc: String::new(),
        address: world.address(random.skewed(100), None),
        since: ALWAYS,
    }
}

/// The names of holders for everybody, as one cell.
pub(super) fn names(holders: &[Holder]) -> String {
    holders.iter().map(|holder| holder.name.as_str()).collect::<Vec<_>>().join("；")
}

/// What tells the persons among them, as one cell.
pub(super) fn persons(holders: &[Holder]) -> String {
    let persons = holders.iter().map(|holder| holder.person.as_str()).filter(|person| !person.is_empty());
    persons.collect::<Vec<_>>().join("；")
}
