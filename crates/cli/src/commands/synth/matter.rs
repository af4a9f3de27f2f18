//! Matters of the bodies that hear cases, as their systems hand them out: no parties, nearly all closed in time.

use jiff::civil::{Date, date};

use super::holder::firm;
use super::output::Columns;
use super::random::{Random, later};
use super::right::day;
use super::world::World;

pub(super) const MATTERS: Columns = Columns {
    ledger: "matters",
    fields: &[
        "number",
        "subject",
        "kind",
        "body",
        "place",
        "right_kind",
        "infringement",
        "respondent",
        "claimant_type",
        "claimant_origin",
        "accepted_on",
        "due_on",
        "limit_basis",
        "extended_to",
        "extension_document",
        "closed_on",
        "outcome",
        "source",
    ],
    names: &[],
};

/// A kind of matters.
struct Kind {
    code: &'static str,
    /// What stands in their numbers.
    sign: char,
    hears: Hears,
    /// Days within which one is closed here; no law is meant.
    days: u64,
    /// Of a thousand, those about infringement.
    infringement: u64,
    rights: &'static [(Right, u64)],
    outcomes: &'static [(&'static str, u64)],
}

#[derive(Clone, Copy)]
enum Hears {
    Office,
    Mediators,
    Court,
}

/// A kind of rights: its code, and what one has who has one.
type Right = (&'static str, &'static str);

const INVENTION: Right = ("invention", "发明专利权");
const UTILITY_MODEL: Right = ("utility-model", "实用新型专利权");
const DESIGN: Right = ("design", "外观设计专利权");
const MARK: Right = ("trademark", "商标专用权");
const WORK: Right = ("work", "著作权");
const SOFTWARE: Right = ("software", "计算机软件著作权");

const PATENTS: &[(Right, u64)] = &[(DESIGN, 600), (UTILITY_MODEL, 280), (INVENTION, 120)];
const GOODS: &[(Right, u64)] = &[(MARK, 780), (WORK, 140), (DESIGN, 80)];
const ALL: &[(Right, u64)] =
    &[(WORK, 430), (MARK, 360), (DESIGN, 80), (SOFTWARE, 60), (UTILITY_MODEL, 40), (INVENTION, 30)];

const CIVIL: Kind = Kind {
    code: "civil",
    sign: '民',
    hears: Hears::Court,
    days: 180,
    infringement: 880,
    rights: ALL,
    outcomes: &[("settled", 320), ("withdrawn", 220), ("partly", 260), ("upheld", 120), ("dismissed", 80)],
};
const MEDIATION: Kind = Kind {
    code: "mediation",
    sign: '调',
    hears: Hears::Mediators,
    days: 30,
    infringement: 700,
    rights: ALL,
    outcomes: &[("settled", 680), ("failed", 250), ("withdrawn", 70)],
};
const PENALTY: Kind = Kind {
    code: "penalty",
    sign: '罚',
    hears: Hears::Office,
    days: 90,
    infringement: 1000,
    rights: GOODS,
    outcomes: &[("upheld", 900), ("dismissed", 60), ("transferred", 40)],
};
const AID: Kind = Kind {
    code: "aid",
    sign: '援',
    hears: Hears::Office,
    days: 20,
    infringement: 500,
    rights: ALL,
    outcomes: &[("other", 900), ("withdrawn", 100)],
};
const ADJUDICATION: Kind = Kind {
    code: "adjudication",
    sign: '裁',
    hears: Hears::Office,
    days: 92,
    infringement: 1000,
    rights: PATENTS,
    outcomes: &[("upheld", 480), ("settled", 220), ("dismissed", 160), ("withdrawn", 140)],
};
const CRIMINAL: Kind = Kind {
    code: "criminal",
    sign: '刑',
    hears: Hears::Court,
    days: 90,
    infringement: 1000,
    rights: GOODS,
    outcomes: &[("upheld", 970), ("other", 30)],
};

/// Kinds, of a thousand.
const KINDS: [(&Kind, u64); 6] =
    [(&CIVIL, 520), (&MEDIATION, 250), (&PENALTY, 120), (&AID, 60), (&ADJUDICATION, 40), (&CRIMINAL, 10)];

const CLAIMANTS: [(&str, u64); 5] =
    [("private", 520), ("individual", 200), ("foreign", 130), ("state", 110), ("other", 40)];
const ORIGINS: [(&str, u64); 3] = [("local", 560), ("other-province", 330), ("abroad", 110)];

/// The first day on which one was accepted.
const FIRST: Date = date(2021, 7, 1);

/// Of a thousand: those of later years more than of earlier ones, extended ones, late ones, those against a firm of the county, and of those
/// that go on a while those that are not closed on the last day that is drawn.
const LATER: u64 = 300;
const EXTENDED: u64 = 60;
const LATE: u64 = 4;
const LOCAL_FIRM: u64 = 60;
const OPEN: u64 = 10;

pub(super) fn row(world: &World, index: u64) -> Vec<String> {
    let mut random = Random::of(world.seed, "matter", index);
    let kind = random.weighted(&KINDS);
    let drawn_until = world.drawn_until();
    let accepted_on = random.within(FIRST.min(drawn_until), drawn_until);
    let again = random.within(accepted_on, drawn_until);
    let accepted_on = if random.happens(LATER) { again } else { accepted_on };
    let due_on = later(accepted_on, kind.days);
    let extended_to = random.happens(EXTENDED).then(|| later(due_on, kind.days / 2));
    let closed_on = closed(world, (accepted_on, due_on, extended_to), &mut random);
    let (right_kind, right) = random.weighted(kind.rights);
    let is_infringement = random.happens(kind.infringement);
    let firm = firm(world, random.below(world.size.firms));
    let is_local = random.happens(LOCAL_FIRM) && is_infringement && firm.since <= accepted_on;
    let outcome = random.weighted(kind.outcomes);
    let year = accepted_on.year();
    vec![
        format!("演示{}字〔{year}〕{:06}号", kind.sign, index + 1),
        if is_infringement {
            format!("侵害{right}（演示数据）")
        } else {
            format!("{right}合同（演示数据）")
        },
        kind.code.to_owned(),
        hearing(world, kind.hears).to_owned(),
        world.body(random.skewed(100)).to_owned(),
        right_kind.to_owned(),
        if is_infringement { "是" } else { "否" }.to_owned(),
        if is_local { firm.uscc } else { String::new() },
        random.weighted(&CLAIMANTS).to_owned(),
        random.weighted(&ORIGINS).to_owned(),
        accepted_on.to_string(),
        due_on.to_string(),
        "演示办理期限（演示数据）".to_owned(),
        day(extended_to),
        if extended_to.is_some() {
            format!("演示延〔{year}〕{:06}号", index + 1)
        } else {
            String::new()
        },
        day(closed_on),
        if closed_on.is_some() { outcome.to_owned() } else { String::new() },
        "演示办案系统（演示数据）".to_owned(),
    ]
}

/// The day on which it was closed, if that has come: within its limit but for few, and by the last day that is drawn but for few.
fn closed(
    world: &World,
    (accepted_on, due_on, extended_to): (Date, Date, Option<Date>),
    random: &mut Random,
) -> Option<Date> {
    let in_time = match extended_to {
        Some(extended_to) => random.within(later(due_on, 1), extended_to),
        None => random.within(later(accepted_on, 1), due_on),
    };
    let late = random.after(extended_to.unwrap_or(due_on), 1, 60);
    let closed_on = if random.happens(LATE) { late } else { in_time };
    let earlier = random.within(accepted_on, world.drawn_until());
    let stays_open = random.happens(OPEN);
    let is_as_drawn = closed_on <= world.drawn_until() || stays_open;
    let closed_on = if is_as_drawn { closed_on } else { earlier };
    Some(closed_on).filter(|day| *day <= world.as_of)
}

fn hearing(world: &World, hears: Hears) -> &str {
    match hears {
        Hears::Office => &world.office,
        Hears::Mediators => &world.mediators,
        Hears::Court => &world.court,
    }
}
