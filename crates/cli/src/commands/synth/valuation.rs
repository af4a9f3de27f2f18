//! Valuations: of patents on which somebody lends, and of others.

use jiff::civil::Date;

use super::output::Columns;
use super::patent::{self, Patent};
use super::random::{Random, earlier, later};
use super::subject::{Right, Subject};
use super::world::World;
use super::{mark, pledge, work};

pub(super) const VALUATIONS: Columns = Columns {
    ledger: "valuations",
    fields: &[
        "number",
        "body",
        "title",
        "enterprise",
        "patents",
        "trademarks",
        "works",
        "software_copyrights",
        "purpose",
        "method",
        "valuer",
        "report_number",
        "valued_on",
        "until",
        "value",
        "lowest",
        "highest",
        "assumptions",
    ],
    names: &[],
};

/// What is valued where nobody lends on it, of a thousand.
const RIGHTS: [(Right, u64); 4] =
    [(Right::Patent, 600), (Right::Mark, 200), (Right::Software, 120), (Right::Work, 80)];

/// What for, of a thousand.
const PURPOSES: [(&str, u64); 4] =
    [("transfer", 450), ("management", 300), ("investment", 170), ("dispute", 80)];

/// How, of a thousand.
const METHODS: [(&str, u64); 3] = [("income", 620), ("cost", 220), ("market", 160)];

/// How many of a thousand loans rest on a report of their own.
const VALUED_LOANS: u64 = 600;

/// The valuation on which a loan rests, if it has one.
pub(super) fn of_loan(world: &World, index: u64) -> Option<Vec<String>> {
    let mut random = Random::of(world.seed, "valuation-of-loan", index);
    if !random.happens(VALUED_LOANS) {
        return None;
    }
    let pledge = pledge::pledge(world, index)?;
    let subject = Subject::of_patent(&pledge.patent);
    // Banks lend a part of the value, on reports of the last weeks.
    let value = pledge.amount * random.between(140, 260) / 100;
    let valued_on = earlier(pledge.contracted_on, random.between(15, 90)).max(subject.since);
    let number = format!("演示质评{:05}", index + 1);
    Some(row(world, (number, "pledge"), &subject, (valued_on, value), &mut random))
}

/// Another valuation; none where nothing near its place has a value.
pub(super) fn other(world: &World, index: u64) -> Option<Vec<String>> {
    let mut random = Random::of(world.seed, "valuation", index);
    let subject = match random.weighted(&RIGHTS) {
        Right::Patent => {
            let valued = patent::one_for(world, (index, world.size.valuations), Patent::is_in_force)?;
            Subject::of_patent(&valued)
        }
        Right::Mark => mark::any_subject(world, &mut random)?,
        Right::Work => work::work_subject(world, random.below(world.size.works)),
        Right::Software => work::software_subject(world, random.below(world.size.software)),
    };
    let valued_on = random.within(subject.since, world.drawn_until());
    let (purpose, value) = (random.weighted(&PURPOSES), random.between(5, 900));
    let number = format!("演示评{:05}", index + 1);
    Some(row(world, (number, purpose), &subject, (valued_on, value), &mut random))
}

fn row(
    world: &World,
    (number, purpose): (String, &str),
    subject: &Subject,
    (valued_on, value): (Date, u64),
    random: &mut Random,
) -> Vec<String> {
    // A score helps whoever manages rights; it is no report and no value.
    let is_score = purpose == "management" && random.happens(400);
    let method = if is_score { "score" } else { random.weighted(&METHODS) };
    let is_range = random.happens(500);
    let report = format!("演示评报字{}第{}号（演示数据）", valued_on.year(), random.between(1, 900));
    let amount = |percent: u64| if is_score { String::new() } else { format!("{}00", value * percent) };
    let of_range = |percent: u64| if is_range { amount(percent) } else { String::new() };
    let [patents, trademarks, works, software] = subject.cells();
    vec![
        number,
        world.office.clone(),
        subject.title.clone(),
        subject.holder.enterprise().to_owned(),
        patents,
        trademarks,
        works,
        software,
        purpose.to_owned(),
        method.to_owned(),
        format!("演示评估公司{}（演示数据）", random.between(1, 7)),
        if is_score { String::new() } else { report },
        valued_on.to_string(),
        later(valued_on, 364).to_string(),
        amount(100),
        of_range(90),
        of_range(115),
        "持续经营（演示数据）".to_owned(),
    ]
}
