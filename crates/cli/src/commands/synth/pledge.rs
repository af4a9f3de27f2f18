//! Loans that are secured by patents.

use jiff::civil::{Date, date};

use super::output::Columns;
use super::patent::{self, Patent};
use super::random::{Random, later};
use super::right::{day, dealt_row};
use super::world::World;

pub(super) const PLEDGES: Columns = Columns {
    ledger: "pledges",
    fields: &[
        "number",
        "body",
        "pledgor",
        "enterprise",
        "pledgee",
        "contracted_on",
        "contracted_amount",
        "registered_on",
        "registered_amount",
        "paid_out_on",
        "paid_out_amount",
        "until",
        "rate",
        "status",
        "released_on",
        "source",
    ],
    names: &[],
};

pub(super) const PLEDGED_RIGHTS: Columns = Columns {
    ledger: "pledged-rights",
    fields: &["pledge", "number", "body", "kind", "patent", "registration_number", "released_on"],
    names: &[],
};

/// The first day on which a loan is contracted.
const FIRST: Date = date(2022, 1, 10);

/// A loan with its rows: the loan, what secures it, and the events of these patents.
pub(super) struct Pledge {
    /// What secures it.
    pub(super) patent: Patent,
    pub(super) contracted_on: Date,
    /// In ten thousands of yuan.
    pub(super) amount: u64,
    pub(super) row: Vec<String>,
    pub(super) rights: Vec<Vec<String>>,
    pub(super) events: Vec<Vec<String>>,
}

/// The loan with this number; none where no patent near its place can be pledged.
pub(super) fn pledge(world: &World, index: u64) -> Option<Pledge> {
    let mut random = Random::of(world.seed, "pledge", index);
    let pledged = patent::one_for(world, (index, world.size.pledges), can_be_pledged)?;
    let earliest = pledged.granted_on.unwrap_or(pledged.filed_on).max(FIRST);
    let days = u64::from((world.drawn_until() - earliest).get_days().unsigned_abs());
    let contracted_on = later(earliest, random.between(10, days.max(11)));
    let registered_on = Some(later(contracted_on, 12)).filter(|day| *day <= world.as_of);
    let paid_out_on = registered_on.map(|day| later(day, 9)).filter(|day| *day <= world.as_of);
    let until = paid_out_on.map(|day| later(day, 364));
    let released_on = until.map(|day| later(day, 6)).filter(|day| *day <= world.as_of);
    let status = match (registered_on, paid_out_on, released_on) {
        (None, ..) => "contracted",
        (_, None, _) => "registered",
        (_, _, None) => "drawn",
        _ => "repaid",
    };
    let ten_thousands = random.between(50, 2_000);
    let amount = format!("{ten_thousands}0000");
    let if_told = |day: Option<Date>| if day.is_some() { amount.clone() } else { String::new() };
    let number = format!("演示质{:05}", index + 1);
    let holder = &pledged.holders[0];
    let row = vec![
        number.clone(),
        world.office.clone(),
        holder.name.clone(),
        holder.enterprise().to_owned(),
        format!("演示银行第{}支行", random.between(1, 30)),
        contracted_on.to_string(),
        amount.clone(),
        day(registered_on),
        if_told(registered_on),
        day(paid_out_on),
        if_told(paid_out_on),
        day(until),
        format!("{}.{}5%", random.between(3, 5), random.below(10)),
        status.to_owned(),
        day(released_on),
        "演示数据".to_owned(),
    ];
    let registration = format!("Y{}{index:09}（演示数据）", contracted_on.year());
    let is_registered = registered_on.is_some();
    let right = vec![
        number,
        "1".to_owned(),
        world.office.clone(),
        "patent".to_owned(),
        pledged.number.clone(),
        if is_registered { registration.clone() } else { String::new() },
        day(released_on),
    ];
    let told = [(registered_on, "pledge"), (released_on, "pledge-end")];
    let events = told
        .into_iter()
        .filter_map(|(date, kind)| date.map(|date| dealt_row(&pledged, date, (kind, "", &registration))));
    let events = events.collect();
    Some(Pledge { patent: pledged, contracted_on, amount: ten_thousands, row, rights: vec![right], events })
}

fn can_be_pledged(patent: &Patent, day: Date) -> bool {
    patent.is_in_force(day) && patent.holders[0].kind == "company"
}
