//! Trademarks and their events.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::holder::{Holder, names, persons};
use super::naming;
use super::output::Columns;
use super::random::{Random, later, scattered};
use super::right::day;
use super::subject::{Right, Subject};
use super::world::World;

pub(super) const MARKS: Columns = Columns {
    ledger: "trademarks",
    fields: &[
        "number",
        "class",
        "name",
        "kind",
        "holders",
        "persons",
        "enterprise",
        "address",
        "goods",
        "filed_on",
        "published_on",
        "registered_on",
        "until",
        "ended_on",
        "status",
        "source",
    ],
    names: &[("number", "注册号/申请号"), ("class", "国际分类"), ("holders", "申请人名称")],
};

pub(super) const EVENTS: Columns = Columns {
    ledger: "trademark-events",
    fields: &["trademark", "date", "kind", "before", "after", "source"],
    names: &[],
};

/// Classes that firms of a city ask for most, with what they are asked for.
const CLASSES: [(&str, &str); 10] = [
    ("09", "计算机软件；检测仪器"),
    ("25", "服装；鞋"),
    ("26", "刺绣品；花边"),
    ("29", "加工过的食品"),
    ("30", "茶；糕点"),
    ("35", "广告；替他人推销"),
    ("41", "教育；视频制作"),
    ("42", "技术研究；软件开发"),
    ("43", "餐饮服务"),
    ("05", "医用敷料；消毒剂"),
];

/// Years for which marks run here before they are renewed or end.
pub(super) const YEARS: i16 = 10;

/// Marks that are looked at for one that is registered.
const LOOKED_AT_MAX: u64 = 12;

/// The life of a mark.
struct Mark {
    number: String,
    filed_on: Date,
    published_on: Option<Date>,
    registered_on: Option<Date>,
    until: Option<Date>,
    ended_on: Option<Date>,
    status: &'static str,
    events: Vec<(Date, &'static str, String, String)>,
}

/// A mark in a class.
struct Told {
    mark: Mark,
    class: &'static str,
    goods: &'static str,
    name: String,
    holders: Vec<Holder>,
}

/// The mark with this number, as it was on a day.
fn told(world: &World, index: u64, day: Date) -> Told {
    // Every tenth number is asked for in two classes: the row after it has the same number, and all else but the class.
    let number = if index % 10 == 1 { index - 1 } else { index };
    let mut random = Random::of(world.seed, "mark", number);
    let holders = vec![Holder::any(world, &mut random)];
    let name = naming::of_mark(&mut random);
    let (class, goods) = CLASSES[((number / 7 + index) % CLASSES.len() as u64) as usize];
    let mark = mark(world, (number, day), &holders, &mut random);
    Told { mark, class, goods, name, holders }
}

/// Some mark with which somebody can deal.
pub(super) fn any_subject(world: &World, random: &mut Random) -> Option<Subject> {
    (0..LOOKED_AT_MAX).find_map(|_| subject(world, random.below(world.size.marks)))
}

/// The mark with this number, if it was registered on the last day that is drawn, as it was then: later files have the same dealings.
fn subject(world: &World, index: u64) -> Option<Subject> {
    let Told { mark, class, name, mut holders, .. } = told(world, index, world.drawn_until());
    let since = mark.registered_on.filter(|_| mark.status == "valid")?;
    Some(Subject {
        right: Right::Mark,
        key: format!("{}~{class}", mark.number),
        title: name,
        holder: holders.swap_remove(0),
        since,
        until: mark.until,
    })
}

/// The rows of the mark with this number, and those of its events.
pub(super) fn rows(world: &World, index: u64) -> (Vec<String>, Vec<Vec<String>>) {
    let Told { mark, class, goods, name, holders } = told(world, index, world.as_of);
    let row = vec![
        mark.number.clone(),
        class.to_owned(),
        name,
        "ordinary".to_owned(),
        names(&holders),
        persons(&holders),
        holders[0].enterprise().to_owned(),
        holders[0].address.clone(),
        goods.to_owned(),
        mark.filed_on.to_string(),
        day(mark.published_on),
        day(mark.registered_on),
        day(mark.until),
        day(mark.ended_on),
        mark.status.to_owned(),
        "演示数据".to_owned(),
    ];
    let trademark = format!("{}~{class}", mark.number);
    let event = |(date, kind, before, after): (Date, &str, String, String)| {
        vec![trademark.clone(), date.to_string(), kind.to_owned(), before, after, "演示数据".to_owned()]
    };
    (row, mark.events.into_iter().map(event).collect())
}

fn mark(world: &World, (number, as_of): (u64, Date), holders: &[Holder], random: &mut Random) -> Mark {
    let filed_on = holders[0].filing_day(world, random, date(2004, 3, 1));
    let mut mark = Mark {
        number: (10_000_000 + scattered(number, 50_000_000, world.seed)).to_string(),
        filed_on,
        published_on: None,
        registered_on: None,
        until: None,
        ended_on: None,
        status: "pending",
        events: Vec::new(),
    };
    let published_on = random.after(filed_on, 120, 270);
    if published_on > as_of {
        return mark;
    }
    if random.happens(220) {
        mark.status = "refused";
        mark.events.push((published_on, "refusal", String::new(), String::new()));
        return mark;
    }
    mark.published_on = Some(published_on);
    mark.status = "published";
    mark.events.push((published_on, "publication", String::new(), String::new()));
    let registered_on = later(published_on, 92);
    if registered_on <= as_of {
        register(world, &mut mark, (registered_on, as_of), holders, random);
    }
    mark
}

/// From the registration on: renewals, an end, a transfer.
fn register(
    world: &World,
    mark: &mut Mark,
    (registered_on, as_of): (Date, Date),
    holders: &[Holder],
    random: &mut Random,
) {
    mark.registered_on = Some(registered_on);
    mark.status = "valid";
    mark.events.push((registered_on, "registration", String::new(), String::new()));
    // Drawn first: how often it was renewed by the day of the files moves no transfer.
    let transfer =
        random.happens(40).then(|| (Holder::any(world, random).name, random.after(registered_on, 30, 400)));
    let mut until = last_day(registered_on, YEARS);
    let mut years = YEARS;
    while until < as_of {
        if random.happens(450) {
            mark.status = "expired";
            mark.ended_on = Some(later(until, 1));
            mark.events.push((later(until, 200), "expiry", String::new(), String::new()));
            break;
        }
        mark.events.push((until.saturating_sub(40.days()), "renewal", String::new(), String::new()));
        years += YEARS;
        until = last_day(registered_on, years);
    }
    mark.until = Some(until);
    if let Some((before, date)) = transfer
        && before != holders[0].name
        && mark.ended_on.is_none_or(|end| date < end)
    {
        mark.events.push((date, "transfer", before, holders[0].name.clone()));
    }
    mark.events.retain(|(date, ..)| *date <= as_of);
}

/// The day before the one that comes so many years later.
pub(super) fn last_day(from: Date, years: i16) -> Date {
    from.saturating_add(i64::from(years).years()).saturating_sub(1.day())
}
