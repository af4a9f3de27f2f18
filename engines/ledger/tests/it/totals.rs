//! Sums: what records come to in their groups, by years and against what covers them.

use form::{Fields, Value};
use jiff::civil::date;
use ledger::{Added, Group, Ledger, Total, add, check_all};

/// A ledger of payments and installations at once.
const SUMS: &str = r#"schema = 1
id = "sums"
title = { zh = "合计", en = "sums" }
about = { zh = "演示", en = "demonstration" }
key = ["number"]
name = "number"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "number"
title = { zh = "编号", en = "number" }
kind = "text"
required = true
[[field]]
id = "source"
title = { zh = "来源", en = "source" }
kind = "text"
[[field]]
id = "product"
title = { zh = "产品", en = "product" }
kind = "text"
[[field]]
id = "amount"
title = { zh = "金额", en = "amount" }
kind = "money"
[[field]]
id = "paid_on"
title = { zh = "日期", en = "day" }
kind = "date"
[[field]]
id = "until"
title = { zh = "至", en = "until" }
kind = "date"
[[total]]
id = "it"
title = { zh = "合计", en = "a total" }
"#;

fn total(lines: &str) -> Total {
    let read = Ledger::read("sums.toml", &format!("{SUMS}{lines}"));
    read.unwrap_or_else(|problems| panic!("{problems:#?}")).totals.remove(0)
}

/// `key field=value field=value`, one record.
fn record(line: &str) -> (String, Fields) {
    let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
    let field = |pair: &str| {
        let (field, text) = pair.split_once('=').unwrap();
        let value = match field {
            "amount" => Value::Integer(text.parse().unwrap()),
            _ => Value::Text(text.to_owned()),
        };
        (field.to_owned(), value)
    };
    (key.to_owned(), rest.split_whitespace().map(field).collect())
}

fn added(lines: &str, records: &[&str], cover: &[&str]) -> Added {
    let read = |lines: &[&str]| lines.iter().map(|line| record(line)).collect::<Vec<(String, Fields)>>();
    add(&total(lines), &read(records), &read(cover), date(2026, 6, 1))
}

/// `value: sum`, one line for each group.
fn lines(added: &Added) -> Vec<String> {
    let values = |group: &Group| {
        let one = |value: &Option<Value>| value.as_ref().and_then(Value::as_text).unwrap_or("-").to_owned();
        group.values.iter().map(one).collect::<Vec<String>>().join(" ")
    };
    added.groups.iter().map(|group| format!("{}: {}", values(group), group.sum)).collect()
}

const PAID: [&str; 4] = [
    "1 source=county product=a amount=300 paid_on=2025-03-01",
    "2 source=city product=a amount=100 paid_on=2025-05-01",
    "3 source=county product=b amount=450 paid_on=2026-02-01",
    "4 product=b amount=50",
];

#[test]
fn every_grouping_comes_to_the_same() {
    let by_source = added("by = ['source']\nsum = 'amount'", &PAID, &[]);
    assert_eq!(lines(&by_source), ["-: 50", "city: 100", "county: 750"]);
    let by_product = added("by = ['product']\nsum = 'amount'", &PAID, &[]);
    assert_eq!(lines(&by_product), ["a: 400", "b: 500"]);
    assert_eq!(by_source.all.sum, by_product.all.sum);
    assert_eq!(by_source.groups[2].keys, ["1", "3"]);
}

#[test]
fn years_stand_apart_with_their_growth() {
    let added = added("by = ['source']\nsum = 'amount'\nper_year = 'paid_on'", &PAID, &[]);
    assert_eq!(added.years, [2025, 2026]);
    // 450 after 300 is half as much again; 450 after 400 of all sources is 12.5 %.
    assert_eq!(added.groups[2].growth(2026), Some(500));
    assert_eq!(added.all.growth(2026), Some(125));
    assert_eq!(added.all.growth(2025), None);
    assert_eq!(added.groups[1].growth(2026), None);
}

#[test]
fn what_is_not_covered_is_said_exactly() {
    let lines = "by = ['source', 'product']\nsum = 'amount'\n\
                 covered_by = { ledger = 'sums', sum = 'amount', since = 'paid_on', until = 'until' }";
    let installed = ["1 source=x product=a amount=999", "2 source=x product=b amount=1"];
    let held = [
        "1 source=x product=a amount=2000 until=2026-06-01",
        "2 source=x product=b amount=5 until=2026-05-31",
        "3 source=x product=b amount=5 paid_on=2026-06-02",
    ];
    let added = added(lines, &installed, &held);
    assert_eq!((added.groups[0].lacking, added.groups[1].lacking), (0, 1));
    // What one product has too much covers no other, and 99.9 % is not all.
    assert_eq!((added.all.sum, added.all.lacking, added.all.covered()), (1_000, 1, Some(999)));
    assert_eq!(added.groups[0].covered(), Some(1_000));
}

#[test]
fn what_is_wrong_with_a_total_is_said_at_its_line() {
    for (lines, expected) in [
        ("by = []\nsum = 'amount'", "36 total[1].by empty-list"),
        ("by = ['sauce']\nsum = 'amount'", "36 total[1].by[1] unknown-field"),
        ("by = ['source']\nsum = 'product'", "37 total[1].sum other-kind"),
        ("by = ['source']\nsum = 'amount'\nper_year = 'source'", "38 total[1].per_year other-kind"),
        (
            "by = ['source']\nsum = 'amount'\ncovered_by = { ledger = 'x' }",
            "38 total[1].covered_by.sum missing-key",
        ),
    ] {
        let problems = Ledger::read("sums.toml", &format!("{SUMS}{lines}\n")).expect_err(lines);
        let found: Vec<String> = problems
            .iter()
            .map(|problem| {
                format!("{} {}", problem.place.to_string().trim_start_matches("sums.toml:"), problem.code)
            })
            .collect();
        assert_eq!(found, [expected], "{lines}");
    }
    let across = |cover: &str| {
        let lines = format!("by = ['source']\nsum = 'amount'\ncovered_by = {cover}");
        let ledger = Ledger::read("sums.toml", &format!("{SUMS}{lines}\n")).unwrap();
        check_all(&[ledger]).into_iter().map(|problem| problem.code).collect::<String>()
    };
    assert_eq!(across("{ ledger = 'sums', sum = 'amount' }"), "");
    assert_eq!(across("{ ledger = 'sum', sum = 'amount' }"), "unknown-ledger");
    assert_eq!(across("{ ledger = 'sums', sum = 'seats' }"), "unknown-field");
}
