//! Who may use geographical indications, and who may print the special sign.

use jiff::civil::Date;

use super::holder::{Firm, PERSON, firm, person_name};
use super::mark::last_day;
use super::origin::{Origin, origin};
use super::output::Columns;
use super::random::{Random, earlier, later};
use super::right::{SOURCE, day};
use super::world::World;

pub(super) const PRODUCERS: Columns = Columns {
    ledger: "gi-producers",
    fields: &["gi", "number", "name", "person", "uscc", "body", "products", "since", "left_on", "source"],
    names: &[],
};

pub(super) const PERMITS: Columns = Columns {
    ledger: "gi-sign-permits",
    fields: &[
        "producer",
        "approved_on",
        "announcement",
        "until",
        "ended_on",
        "reason",
        "labels",
        "reported_on",
    ],
    names: &[],
};

/// Of a thousand producers, those who may print the special sign; of a thousand permits, those that are renewed and those of whose use
/// something was reported in the last year that is drawn.
const PERMITTED: u64 = 620;
const RENEWED: u64 = 700;
const REPORTED: u64 = 780;

/// Who may use an indication.
struct Producer {
    key: String,
    row: Vec<String>,
    number: u64,
    since: Date,
    left_on: Option<Date>,
}

/// The rows of those who may use the indication with this number.
pub(super) fn rows(world: &World, index: u64) -> impl Iterator<Item = Vec<String>> {
    producers(world, index).into_iter().map(|producer| producer.row)
}

/// The rows of the permits for the special sign of the indication with this number.
pub(super) fn permit_rows(world: &World, index: u64) -> Vec<Vec<String>> {
    let producers = producers(world, index);
    producers.iter().flat_map(|producer| permits(world, index, producer)).collect()
}

fn producers(world: &World, index: u64) -> Vec<Producer> {
    let origin = origin(world, index);
    let Some(recognized_on) = origin.recognized_on else { return Vec::new() };
    let mut random = Random::of(world.seed, "producer", index);
    let (mut producers, mut number) = (Vec::new(), 0);
    // Firms with numbers one after the other are not the same firm twice.
    let first = random.below(world.size.firms);
    for at in 0..random.between(12, 36) {
        let firm = firm(world, (first + at) % world.size.firms);
        let is_person = random.happens(250);
        if is_person || firm.status == "operating" {
            number += 1;
            let firm = Some(firm).filter(|_| !is_person);
            producers.push(producer(world, (&origin, recognized_on), (number, firm), &mut random));
        }
    }
    producers.retain(|producer| producer.since <= world.as_of);
    producers
}

/// A firm, or a person where none is given.
fn producer(
    world: &World,
    (origin, recognized_on): (&Origin, Date),
    (number, firm): (u64, Option<Firm>),
    random: &mut Random,
) -> Producer {
    let earliest = firm.as_ref().map_or(recognized_on, |firm| firm.since.max(recognized_on));
    let since = random.within(later(earliest, 10), world.drawn_until());
    let left_on = random.happens(80).then(|| random.within(later(since, 90), world.drawn_until()));
    let left_on = left_on.filter(|day| *day <= world.as_of);
    let person = person_name(random);
    let place = firm.as_ref().map_or(origin.place, |firm| firm.place);
    let (name, person, uscc) = match firm {
        Some(firm) => (firm.name, String::new(), firm.uscc),
        None => (PERSON.to_owned(), person, String::new()),
    };
    let row = vec![
        origin.number(),
        number.to_string(),
        name,
        person,
        uscc,
        world.body(place).to_owned(),
        origin.product.goods.to_owned(),
        since.to_string(),
        day(left_on),
        SOURCE.to_owned(),
    ];
    Producer { key: format!("{}~{number}", origin.number()), row, number, since, left_on }
}

/// Permits of five years, one after the other.
fn permits(world: &World, index: u64, producer: &Producer) -> Vec<Vec<String>> {
    // Of each its own: how many permits one has by the day of the files changes nothing for the next.
    let mut random = Random::of(world.seed, "permit", index * 1_000 + producer.number);
    let mut rows = Vec::new();
    let mut approved_on = random.after(producer.since, 30, 300);
    if !random.happens(PERMITTED) {
        return rows;
    }
    while approved_on <= world.as_of && producer.left_on.is_none_or(|left_on| approved_on < left_on) {
        let until = last_day(approved_on, 5);
        let ended_on = producer.left_on.filter(|left_on| *left_on <= until);
        let lately = earlier(world.drawn_until(), 330).max(approved_on);
        let reported_on = random.happens(REPORTED).then(|| random.within(lately, world.drawn_until()));
        let reported_on = reported_on.filter(|day| *day <= ended_on.unwrap_or(until));
        rows.push(vec![
            producer.key.clone(),
            approved_on.to_string(),
            format!("演示公告第{}号（演示数据）", random.between(1, 400)),
            until.to_string(),
            day(ended_on),
            if ended_on.is_some() { "生产者退出（演示数据）" } else { "" }.to_owned(),
            format!("{}00", random.between(1, 200)),
            day(reported_on),
        ]);
        if ended_on.is_some() || !random.happens(RENEWED) {
            break;
        }
        approved_on = later(until, 1);
    }
    rows
}
