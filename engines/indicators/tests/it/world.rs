//! Indicators and rows made for one test.

use indicators::{Block, Cell, Column, Indicator, RowSet, Sql, Type, Window};
use jiff::civil::date;

/// A declaration that is sound, with these lines and this kind.
pub(crate) fn toml(kind: &str, more: &str) -> String {
    format!(
        r#"schema = 1
id = "worked"
title = {{ zh = "演示指标", en = "worked indicator" }}
about = {{ zh = "演示。", en = "An example." }}
dimension = "creation"
unit = {{ zh = "件", en = "patents" }}
kind = "{kind}"
period = "month"
role = "clerk"
state = "approved"
in_force = 2024-01-01
version = 1
basis = {{ zh = "演示", en = "example" }}
{more}"#
    )
}

/// A statement that returns what every kind needs.
pub(crate) const ROWS: &str = "select key, 1 as weight, valid_from as \"on\" from patents";
const BASE: &str = "select key, 1 as weight from population";

/// An indicator of this kind.
pub(crate) fn indicator(kind: &str, more: &str, has_base: bool) -> Indicator {
    let direction = if more.contains("direction") { "" } else { "direction = \"up\"\n" };
    let sql = Sql { rows: Some(ROWS), base: has_base.then_some(BASE), ..Sql::default() };
    Indicator::read("indicators/worked/indicator.toml", &toml(kind, &format!("{direction}{more}")), sql)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// A table of a story as rows that the SQL returned.
pub(crate) fn rows(block: &Block) -> RowSet {
    let kind = |name: &str| match name {
        "weight" => Type::Integer,
        "on" => Type::Date,
        _ => Type::Text,
    };
    let cell = |name: &str, text: &String| match kind(name) {
        _ if text.is_empty() => Cell::Empty,
        Type::Integer => Cell::Integer(text.parse().unwrap()),
        Type::Date => Cell::Date(text.parse().unwrap()),
        _ => Cell::Text(text.clone()),
    };
    let columns = block.columns.iter().map(|name| Column { name: name.clone(), kind: kind(name) }).collect();
    let row =
        |cells: &Vec<String>| block.columns.iter().zip(cells).map(|(name, text)| cell(name, text)).collect();
    RowSet { columns, rows: block.rows.iter().map(|(_, cells)| row(cells)).collect() }
}

/// The same from CSV.
pub(crate) fn table(csv: &str) -> RowSet {
    let mut lines = csv.lines();
    let cells = |line: &str| line.split(',').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let columns = cells(lines.next().unwrap());
    let block = Block {
        name: String::new(),
        line: 1,
        columns,
        rows: lines.filter(|line| !line.trim().is_empty()).map(|line| (1, cells(line))).collect(),
    };
    rows(&block)
}

/// The year 2026 to its end.
pub(crate) fn year() -> Window {
    Window {
        as_of: date(2026, 12, 31),
        from: date(2026, 1, 1),
        to: date(2026, 12, 31),
        division: "430105".to_owned(),
    }
}
