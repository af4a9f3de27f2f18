//! Pledges with the rights that secure them, titles, budgets and payments.

use jiff::civil::{Date, date};

use super::holder::{Holder, firm};
use super::output::Columns;
use super::patent::{Patent, patent};
use super::random::{Random, later};
use super::right::day;
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

pub(super) const TITLES: Columns = Columns {
    ledger: "titles",
    fields: &[
        "number",
        "holder",
        "enterprise",
        "body",
        "kind",
        "level",
        "since",
        "until",
        "issuer",
        "certificate_number",
    ],
    names: &[],
};

pub(super) const BUDGETS: Columns = Columns {
    ledger: "budgets",
    fields: &["year", "number", "title", "scope", "source", "body", "amount", "adopted_on"],
    names: &[],
};

pub(super) const PAYMENTS: Columns = Columns {
    ledger: "payments",
    fields: &[
        "number",
        "body",
        "paid_on",
        "amount",
        "source",
        "fund",
        "task",
        "budget",
        "payee",
        "enterprise",
        "purpose",
        "subject",
    ],
    names: &[],
};

/// The first year of budgets.
const FIRST_YEAR: i16 = 2022;

/// Patents that are looked at for one that can be pledged.
const LOOKED_AT_MAX: u64 = 60;

/// A loan with its rows: the loan, what secures it, and the events of these patents.
pub(super) struct Pledge {
    pub(super) row: Vec<String>,
    pub(super) rights: Vec<Vec<String>>,
    pub(super) events: Vec<Vec<String>>,
}

/// The loan with this number; none where no patent near its place can be pledged.
pub(super) fn pledge(world: &World, index: u64) -> Option<Pledge> {
    let mut random = Random::of(world.seed, "pledge", index);
    let stride = world.size.patents / world.size.pledges.max(1);
    let near = (0..LOOKED_AT_MAX.min(stride)).map(|step| patent(world, index * stride + step));
    let pledged = near.into_iter().find(|patent| can_be_pledged(world, patent))?;
    let earliest = pledged.granted_on.unwrap_or(pledged.filed_on).max(date(FIRST_YEAR, 1, 10));
    let days = u64::from((world.as_of - earliest).get_days().unsigned_abs());
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
    let amount = format!("{}0000", random.between(50, 2_000));
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
        .filter_map(|(date, kind)| date.map(|date| event(&pledged, date, kind, &registration)));
    Some(Pledge { row, rights: vec![right], events: events.collect() })
}

fn event(patent: &Patent, date: Date, kind: &str, registration: &str) -> Vec<String> {
    let none = String::new;
    let (date, kind) = (date.to_string(), kind.to_owned());
    vec![
        patent.number.clone(),
        date,
        kind,
        none(),
        none(),
        none(),
        registration.to_owned(),
        none(),
        "演示数据".to_owned(),
    ]
}

fn can_be_pledged(world: &World, patent: &Patent) -> bool {
    let is_granted = patent.granted_on.is_some_and(|day| later(day, 30) < world.as_of);
    is_granted && patent.status == "valid" && patent.holders[0].kind == "company"
}

/// Titles of firms, of a thousand, with the level and the years for which they hold.
const FIRM_TITLES: [(&str, &str, u64, u64); 4] = [
    ("ip-standard", "", 60, 3),
    ("ip-advantage", "national", 6, 3),
    ("ip-demonstration", "national", 2, 3),
    ("copyright-demonstration", "province", 3, 3),
];

pub(super) fn title_rows(world: &World, index: u64) -> Vec<Vec<String>> {
    let mut random = Random::of(world.seed, "title", index);
    let mut rows = Vec::new();
    for (at, (kind, level, of_thousand, years)) in FIRM_TITLES.into_iter().enumerate() {
        let since = later(date(2021, 6, 1), random.below(1_700)).min(world.as_of);
        if !random.happens(of_thousand) {
            continue;
        }
        let firm = firm(world, index);
        rows.push(vec![
            format!("演示称{:07}", index * 10 + at as u64),
            firm.name,
            firm.uscc,
            world.body(firm.place).to_owned(),
            kind.to_owned(),
            level.to_owned(),
            since.to_string(),
            later(since, years * 365).to_string(),
            "演示认定单位（演示数据）".to_owned(),
            format!("演示证{:07}", index * 10 + at as u64),
        ]);
    }
    rows
}

/// Lines of each year's budget: what for, from where, ten thousands of yuan.
const BUDGET_LINES: [(&str, &str, &str, u64); 5] = [
    ("知识产权专项资金（演示数据）", "ip", "county", 900),
    ("上级下达知识产权资金（演示数据）", "ip", "province", 260),
    ("专利转化运用资金（演示数据）", "ip", "city", 180),
    ("知识产权宣传培训经费（演示数据）", "ip", "county", 60),
    ("一般公共预算支出（演示数据）", "whole", "county", 760_000),
];

/// The years with a budget.
pub(super) fn years(world: &World) -> impl Iterator<Item = i16> {
    FIRST_YEAR..=world.as_of.year()
}

pub(super) fn budget_rows(world: &World, year: i16) -> Vec<Vec<String>> {
    let mut random = Random::of(world.seed, "budget", year.unsigned_abs().into());
    let row = |(line, (title, scope, source, amount)): (usize, (&str, &str, &str, u64))| {
        vec![
            year.to_string(),
            (line + 1).to_string(),
            title.to_owned(),
            scope.to_owned(),
            source.to_owned(),
            world.office.clone(),
            format!("{}万元", random.between(amount, amount * 6 / 5)),
            date(year, 1, 20).to_string(),
        ]
    };
    BUDGET_LINES.into_iter().enumerate().map(row).collect()
}

/// What is paid for, from which line of the budget, in hundreds of yuan.
const PURPOSES: [(&str, u64, u64, u64); 4] = [
    ("发明专利授权奖补（演示数据）", 1, 20, 100),
    ("贯标认证奖补（演示数据）", 1, 300, 600),
    ("质押融资贴息（演示数据）", 2, 200, 1_500),
    ("宣传培训服务（演示数据）", 4, 50, 400),
];

pub(super) fn payment_row(world: &World, year: i16, index: u64) -> Option<Vec<String>> {
    let mut random = Random::of(world.seed, "payment", u64::from(year.unsigned_abs()) * 1_000_000 + index);
    let paid_on = later(date(year, 2, 10), random.below(310));
    if paid_on > world.as_of {
        return None;
    }
    let (purpose, line, from, end) = *random.pick(&PURPOSES);
    let source = BUDGET_LINES.get(line as usize - 1).map_or("county", |(_, _, source, _)| *source);
    let payee = Holder::firm(world, random.skewed(world.size.firms));
    Some(vec![
        format!("演示付{year}{index:06}"),
        world.office.clone(),
        paid_on.to_string(),
        format!("{}00", random.between(from, end)),
        source.to_owned(),
        "演示知识产权专项资金".to_owned(),
        "3.2".to_owned(),
        format!("{year}~{line}"),
        payee.name.clone(),
        payee.enterprise().to_owned(),
        purpose.to_owned(),
        format!("演示项{index:06}"),
    ])
}
