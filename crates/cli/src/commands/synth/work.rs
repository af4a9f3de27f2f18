//! Works and software.

use jiff::civil::{Date, date};

use super::holder::{Holder, names, persons};
use super::naming;
use super::output::Columns;
use super::random::{Random, later, scattered};
use super::subject::{Right, Subject};
use super::world::World;

pub(super) const WORKS: Columns = Columns {
    ledger: "works",
    fields: &[
        "number",
        "title",
        "class",
        "holders",
        "persons",
        "enterprise",
        "address",
        "completed_on",
        "registered_on",
        "source",
    ],
    names: &[],
};

pub(super) const SOFTWARE: Columns = Columns {
    ledger: "software-copyrights",
    fields: &[
        "number",
        "title",
        "version",
        "holders",
        "persons",
        "enterprise",
        "address",
        "completed_on",
        "registered_on",
        "source",
    ],
    names: &[("title", "软件全称"), ("version", "版本"), ("registered_on", "登记日期")],
};

/// Classes of works, of a thousand.
const CLASSES: [(&str, u64); 5] = [("F", 560), ("A", 170), ("G", 120), ("L", 90), ("C", 60)];

/// What is registered: a work or a program.
struct Registered {
    number: String,
    title: String,
    /// The class of a work, the version of a program.
    detail: String,
    holder: Holder,
    completed_on: Date,
    registered_on: Date,
}

impl Registered {
    fn row(self) -> Vec<String> {
        let mut row = vec![self.number, self.title, self.detail];
        row.extend(common(&[self.holder], self.completed_on, self.registered_on));
        row
    }

    fn subject(self, right: Right) -> Subject {
        Subject {
            right,
            key: self.number,
            title: self.title,
            holder: self.holder,
            since: self.registered_on,
            until: None,
        }
    }
}

pub(super) fn work_row(world: &World, index: u64) -> Vec<String> {
    work(world, index).row()
}

pub(super) fn software_row(world: &World, index: u64) -> Vec<String> {
    software(world, index).row()
}

/// A work with which somebody deals.
pub(super) fn work_subject(world: &World, index: u64) -> Subject {
    work(world, index).subject(Right::Work)
}

/// A program with which somebody deals.
pub(super) fn software_subject(world: &World, index: u64) -> Subject {
    software(world, index).subject(Right::Software)
}

fn work(world: &World, index: u64) -> Registered {
    let mut random = Random::of(world.seed, "work", index);
    let holder = Holder::any(world, &mut random);
    let class = random.weighted(&CLASSES);
    let (completed_on, registered_on) = days(world, &holder, &mut random, date(2015, 2, 2));
    let serial = scattered(index, 100_000_000, world.seed);
    Registered {
        number: format!("国作登字-{}-{class}-{serial:08}", registered_on.year()),
        title: naming::of_work(&mut random),
        detail: class.to_owned(),
        holder,
        completed_on,
        registered_on,
    }
}

fn software(world: &World, index: u64) -> Registered {
    let mut random = Random::of(world.seed, "software", index);
    let holder = Holder::any(world, &mut random);
    let (completed_on, registered_on) = days(world, &holder, &mut random, date(2012, 2, 2));
    let serial = scattered(index, 10_000_000, world.seed);
    let version = format!("V{}.{}", random.between(1, 5), random.below(3));
    Registered {
        number: format!("{}SR{serial:07}", registered_on.year()),
        title: naming::of_software(&mut random),
        detail: version,
        holder,
        completed_on,
        registered_on,
    }
}

fn days(world: &World, holder: &Holder, random: &mut Random, first: Date) -> (Date, Date) {
    let completed_on = holder.filing_day(world, random, first);
    let registered_on = later(completed_on, random.between(20, 200));
    (completed_on, registered_on.min(world.drawn_until()))
}

fn common(holders: &[Holder], completed_on: Date, registered_on: Date) -> Vec<String> {
    vec![
        names(holders),
        persons(holders),
        holders[0].enterprise().to_owned(),
        holders[0].address.clone(),
        completed_on.to_string(),
        registered_on.to_string(),
        "演示数据".to_owned(),
    ]
}
