use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::identifier::check;

use super::FIRST;
use super::holder::Holder;
use super::naming;
use super::random::{Random, earlier, later, scattered};
use super::world::World;

/// A patent with its life.
pub(super) struct Patent {
    pub(super) index: u64,
    pub(super) number: String,
    pub(super) kind: Kind,
    pub(super) title: String,
    pub(super) holders: Vec<Holder>,
    pub(super) classes: Vec<&'static str>,
    pub(super) filed_on: Date,
    pub(super) priority_on: Option<Date>,
    pub(super) published_on: Option<Date>,
    pub(super) granted_on: Option<Date>,
    pub(super) ended_on: Option<Date>,
    pub(super) status: &'static str,
    pub(super) publications: Vec<String>,
    pub(super) fee_reduction: &'static str,
    pub(super) has_pct: bool,
    pub(super) is_abnormal: bool,
    pub(super) events: Vec<Event>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Invention,
    UtilityModel,
    Design,
}

impl Patent {
    /// Whether it has been in force for a month on the day as of which it is: somebody can lend on it or use it.
    pub(super) fn is_in_force(&self, day: Date) -> bool {
        self.status == "valid" && self.granted_on.is_some_and(|granted_on| later(granted_on, 30) < day)
    }

    /// The last day for which it can be kept.
    pub(super) fn last_day(&self) -> Date {
        let years: i64 = if self.kind == Kind::Invention { 20 } else { 10 };
        earlier(self.filed_on.saturating_add(years.years()), 1)
    }
}

impl Kind {
    pub(super) fn code(self) -> &'static str {
        match self {
            Kind::Invention => "invention",
            Kind::UtilityModel => "utility-model",
            Kind::Design => "design",
        }
    }

    /// The digit by which application and publication numbers tell the kind.
    fn digit(self) -> char {
        match self {
            Kind::Invention => '1',
            Kind::UtilityModel => '2',
            Kind::Design => '3',
        }
    }
}

/// What happened to a patent.
pub(super) struct Event {
    pub(super) date: Date,
    pub(super) kind: &'static str,
    pub(super) effective_on: Option<Date>,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) number: String,
    pub(super) year: Option<i16>,
}

impl Event {
    fn new(date: Date, kind: &'static str) -> Self {
        Event {
            date,
            kind,
            effective_on: None,
            before: String::new(),
            after: String::new(),
            number: String::new(),
            year: None,
        }
    }
}

/// Main classes of inventions and utility models.
const IPC: [&str; 16] = [
    "D05C 11/08",
    "G06F 16/00",
    "G06T 7/00",
    "H04N 5/76",
    "A61B 5/00",
    "B25J 9/16",
    "C08L 23/00",
    "G01N 21/88",
    "H01M 10/05",
    "B65G 47/90",
    "F16M 11/42",
    "A23L 33/10",
    "E04B 1/76",
    "G06Q 50/00",
    "C02F 1/00",
    "B29C 64/10",
];

/// Classes of designs.
const LOCARNO: [&str; 6] = ["06-01", "14-03", "05-05", "09-03", "26-05", "19-08"];

/// Of a thousand patents whose annuity falls due, how many are not paid: the owner no longer needs them.
const INVENTIONS_LEFT: u64 = 55;
const OTHERS_LEFT: u64 = 170;

/// Years after which utility models and designs are left at the latest here.
const OTHERS_YEARS_MAX: i16 = 8;

/// Patents that are looked at for one that is wanted.
const LOOKED_AT_MAX: u64 = 60;

/// Of a thousand patents, how many more are filed in a year after [`FIRST`], one after the other.
const FILED_A_YEAR: u64 = 120;

/// How many patents there are by the day of the files: those of [`FIRST`], and what was filed since.
pub(super) fn count(world: &World) -> u64 {
    let days = (world.as_of - FIRST).get_days().max(0).unsigned_abs();
    world.size.patents + world.size.patents * FILED_A_YEAR * u64::from(days) / 365_000
}

/// The patent that the record `index` of `count` is about, each from another part of them; none where none near its place is wanted. It is
/// chosen by how it was on the last day that is drawn: in later files the record is about the same.
pub(super) fn one_for(
    world: &World,
    (index, count): (u64, u64),
    is_wanted: impl Fn(&Patent, Date) -> bool,
) -> Option<Patent> {
    let (stride, day) = (world.size.patents / count.max(1), world.drawn_until());
    let mut near = (0..LOOKED_AT_MAX.min(stride)).map(|step| index * stride + step);
    near.find(|index| is_wanted(&lived(world, *index, day), day)).map(|index| patent(world, index))
}

/// The patent with this number.
pub(super) fn patent(world: &World, index: u64) -> Patent {
    lived(world, index, world.as_of)
}

/// The patent with this number, with its life until a day. What is drawn of it depends on no day: what has not come is left out.
fn lived(world: &World, index: u64, as_of: Date) -> Patent {
    let mut random = Random::of(world.seed, "patent", index);
    let kind = random.weighted(&[(Kind::Invention, 460), (Kind::UtilityModel, 390), (Kind::Design, 150)]);
    let first = if kind == Kind::Invention { date(2009, 1, 5) } else { date(2014, 1, 6) };
    let mut holders = vec![Holder::any(world, &mut random)];
    let filed_on = match index.checked_sub(world.size.patents) {
        None => holders[0].filing_day(world, &mut random, first),
        Some(since) => later(FIRST, 1 + since * 365_000 / (world.size.patents * FILED_A_YEAR).max(1)),
    };
    if random.happens(80) {
        let other = Holder::any(world, &mut random);
        if other.name != holders[0].name {
            holders.push(other);
        }
    }
    let mut patent = Patent {
        index,
        number: number(world, index, kind, filed_on),
        kind,
        title: naming::of_patent(kind, &mut random),
        classes: classes(kind, &mut random),
        filed_on,
        priority_on: random.happens(60).then(|| earlier(filed_on, random.between(60, 360))),
        published_on: None,
        granted_on: None,
        ended_on: None,
        status: "pending",
        publications: Vec::new(),
        fee_reduction: if holders[0].kind == "company" { "85" } else { "70" },
        has_pct: false,
        is_abnormal: random.happens(6),
        events: Vec::new(),
        holders,
    };
    examine(world, &mut patent, as_of, &mut random);
    if let Some(granted_on) = patent.granted_on {
        let left_on = keep(&mut patent, granted_on, as_of, &mut random);
        let is_alive = |day: Date| day <= as_of && left_on.is_none_or(|left_on| day < left_on);
        deal(world, &mut patent, granted_on, is_alive);
    }
    patent.events.sort_by_key(|event| event.date);
    patent
}

fn number(world: &World, index: u64, kind: Kind, filed_on: Date) -> String {
    let serial = scattered(index, 10_000_000, world.seed);
    let digits = format!("{}{}{serial:07}", filed_on.year(), kind.digit());
    format!("{digits}.{}", check::application_number(&digits).unwrap_or('0'))
}

fn publication(world: &World, patent: &Patent, letter: char) -> String {
    let serial = scattered(patent.index, 100_000_000, world.seed);
    format!("CN{}{serial:08}{letter}", patent.kind.digit())
}

fn classes(kind: Kind, random: &mut Random) -> Vec<&'static str> {
    let list: &[&'static str] = if kind == Kind::Design { &LOCARNO } else { &IPC };
    let mut classes = vec![*random.pick(list)];
    for _ in 0..random.below(3) {
        let class = *random.pick(list);
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    classes
}

/// From filing to the decision, as far as the day has come.
fn examine(world: &World, patent: &mut Patent, as_of: Date, random: &mut Random) {
    let decided_on = match patent.kind {
        Kind::Invention => {
            let published_on = random.after(patent.filed_on, 150, 545);
            let examined_on = random.after(published_on, 15, 60);
            if published_on <= as_of {
                patent.published_on = Some(published_on);
                patent.publications.push(publication(world, patent, 'A'));
                patent.events.push(Event::new(published_on, "publication"));
                if examined_on <= as_of {
                    patent.events.push(Event::new(examined_on, "examination"));
                }
            }
            // Only firms go abroad here, and only every second patent may, so that numbers stay apart.
            patent.has_pct = patent.index.is_multiple_of(2)
                && patent.holders[0].kind == "company"
                && patent.priority_on.is_none()
                && random.happens(50);
            random.after(patent.filed_on, 620, 1500)
        }
        Kind::UtilityModel => random.after(patent.filed_on, 120, 280),
        Kind::Design => random.after(patent.filed_on, 90, 200),
    };
    if decided_on > as_of {
        return;
    }
    let outcomes: &[(&'static str, u64)] = match patent.kind {
        _ if patent.is_abnormal => &[("withdrawn", 1000)],
        Kind::Invention => &[("valid", 620), ("refused", 180), ("withdrawn", 200)],
        Kind::UtilityModel | Kind::Design => &[("valid", 970), ("withdrawn", 30)],
    };
    patent.status = random.weighted(outcomes);
    let kind = match patent.status {
        "valid" => "grant",
        "refused" => "refusal",
        _ => "withdrawal",
    };
    patent.events.push(Event::new(decided_on, kind));
    if kind == "grant" {
        patent.granted_on = Some(decided_on);
        let letter = ['B', 'U', 'S'][patent.kind as usize];
        patent.publications.push(publication(world, patent, letter));
    }
}

/// Annuities year after year, until one is not paid: the day on which that was due, told or not yet. Payments of long ago are not told.
fn keep(patent: &mut Patent, granted_on: Date, as_of: Date, random: &mut Random) -> Option<Date> {
    for year in 1..i16::MAX {
        let due_on = patent.filed_on.saturating_add(i64::from(year).years());
        if due_on > as_of {
            return None;
        }
        if due_on <= granted_on {
            continue;
        }
        let (left, is_last) = match patent.kind {
            Kind::Invention => (INVENTIONS_LEFT, false),
            Kind::UtilityModel | Kind::Design => (OTHERS_LEFT, year >= OTHERS_YEARS_MAX),
        };
        if random.happens(left) || is_last {
            let told_on = random.after(due_on, 200, 260);
            if told_on <= as_of {
                patent.status = "lapsed";
                patent.ended_on = Some(due_on);
                patent.events.push(Event { effective_on: Some(due_on), ..Event::new(told_on, "lapse") });
            }
            return Some(due_on);
        }
        let paid_on = earlier(due_on, random.below(45));
        if due_on.year() >= as_of.year() - 1 && paid_on > granted_on {
            patent.events.push(Event { year: Some(year + 1), ..Event::new(paid_on, "fee-payment") });
        }
    }
    None
}

/// Days after the grant by which patents are dealt with here, if they are.
const DEALT_MAX: u64 = 2_500;

/// Transfers and licenses while the patent lives.
fn deal(world: &World, patent: &mut Patent, granted_on: Date, is_alive: impl Fn(Date) -> bool) {
    // Of its own: how long it was kept by the day of the files moves none of them.
    let mut random = Random::of(world.seed, "deal", patent.index);
    let dealt_on = |random: &mut Random, of_thousand: u64| {
        let (happens, date) = (random.happens(of_thousand), random.after(granted_on, 30, DEALT_MAX));
        Some(date).filter(|date| happens && is_alive(*date))
    };
    if let Some(date) = dealt_on(&mut random, 110) {
        let before = Holder::any(world, &mut random).name;
        let after = patent.holders[0].name.clone();
        if before != after {
            patent.events.push(Event { before, after, ..Event::new(date, "transfer") });
        }
    }
    // Of its own, too: whether the transfer has come yet moves no license.
    let mut random = Random::of(world.seed, "deal-license", patent.index);
    if let Some(date) = dealt_on(&mut random, 35) {
        let number = format!("演示备{:07}", patent.index);
        let after = Holder::firm(world, random.below(world.size.firms)).name;
        patent.events.push(Event { after, number, ..Event::new(date, "license") });
    }
}
