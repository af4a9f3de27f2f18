//! Budgets and payments.

use jiff::civil::date;

use super::holder::Holder;
use super::output::Columns;
use super::random::{Random, later};
use super::world::World;

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
