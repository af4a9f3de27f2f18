//! A county made by arithmetic: 演示数据. The same number gives the same record.

use form::{Fields, Value};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::Interval as Bounds;
use query::Interval;

pub(crate) const LEDGERS: [(&str, &str); 4] = [
    ("patents", include_str!("../../../../packs/china/ledgers/patents/ledger.toml")),
    ("pledged-rights", include_str!("../../../../packs/china/ledgers/pledged-rights/ledger.toml")),
    ("foreign-rights", include_str!("../../../../packs/china/ledgers/foreign-rights/ledger.toml")),
    ("awards", include_str!("../../../../packs/china/ledgers/awards/ledger.toml")),
];

pub(crate) const DIVISION: &str = "430105";

/// The intervals of a ledger of a county with so many patents, in their order: a fifth of the patents changed once, and what
/// was known of another fifth before is closed.
pub(crate) fn intervals(ledger: &str, records: i64) -> Box<dyn Iterator<Item = Interval>> {
    match ledger {
        "patents" => Box::new((0..records).flat_map(move |number| patent(number, records))),
        "pledged-rights" => Box::new((0..records / 20).map(pledged(records))),
        "foreign-rights" => Box::new((0..records / 10).map(abroad)),
        "awards" => Box::new((0..records / 1_000).map(award(records))),
        other => unreachable!("{other}"),
    }
}

/// What was said of some patents since the cut: the rows that are closed, and those in their place.
pub(crate) fn delta(records: i64) -> Vec<Interval> {
    let changed = (0..2_000).map(|number| number * records / 2_000);
    let both = changed.flat_map(|number| {
        let last = patent(number, records).pop().into_iter();
        last.flat_map(move |old| {
            let mut new = Interval { span: 4 * records + number, known_from: 1_001, ..old.clone() };
            new.fields.insert("status".into(), text("lapsed"));
            [Interval { known_to: 1_001, ..old }, new]
        })
    });
    both.collect()
}

fn patent(number: i64, records: i64) -> Vec<Interval> {
    let filed = day(number, records);
    let granted = filed.checked_add(800.days()).unwrap();
    let mixed = mix(number);
    let kind = ["invention", "utility-model", "design", "invention", "utility-model"][index(mixed, 5)];
    let status = ["valid", "valid", "valid", "lapsed", "pending"][index(mixed >> 8, 5)];
    let mut fields = Fields::from([
        ("application_number".into(), text(&key(number, records))),
        ("kind".into(), text(kind)),
        ("title".into(), text(&format!("一种演示用的装置及其控制方法{}", mixed % 100_000))),
        ("applicants".into(), Value::List(vec![text(&format!("演示单位{:06}", mixed % 40_000))])),
        ("enterprise".into(), text(&format!("9143{:014}", mixed % 40_000))),
        ("address".into(), text(&format!("湖南省长沙市开福区演示路{}号", mixed % 900))),
        ("division".into(), text(if mixed % 10 < 9 { DIVISION } else { "430103" })),
        ("body".into(), text(&format!("street-{:02}", mixed % 16))),
        ("attribution_rule".into(), text("首位权利人登记地址，2026-01版")),
        ("attributed_by".into(), text("规则")),
        (
            "ipc_main".into(),
            text(
                ["G06F 16/00", "H01L 21/00", "A61K 31/00", "B60W 30/00", "C07D 401/00"][index(mixed >> 4, 5)],
            ),
        ),
        ("ipc_further".into(), Value::List(vec![text("G06Q 10/00"), text("H04L 9/00")])),
        ("filed_on".into(), Value::date(filed)),
        ("published_on".into(), Value::date(filed.checked_add(400.days()).unwrap())),
        ("granted_on".into(), Value::date(granted)),
        ("status".into(), text(status)),
        ("source".into(), text("演示数据")),
    ]);
    if mixed % 10 == 0 {
        fields.insert("family".into(), text(&family(number / 10)));
    }
    let first = interval(4 * number, key(number, records), filed, fields);
    let mut all = Vec::new();
    match mixed % 5 {
        // It changed: one state held until the grant, another since.
        0 => {
            let mut second = Interval { span: first.span + 1, valid_from: granted, ..first.clone() };
            second.fields.insert("fee_reduction".into(), text("none"));
            all.extend([Interval { valid_to: granted, ..first }, second]);
        }
        // It was corrected: what had been known before is closed.
        1 => {
            let mut wrong = Interval { known_to: 500 + mixed % 400, ..first.clone() };
            wrong.fields.insert("status".into(), text("pending"));
            let known_from = wrong.known_to;
            all.extend([wrong, Interval { span: first.span + 1, known_from, ..first }]);
        }
        _ => all.push(first),
    }
    all
}

fn pledged(records: i64) -> impl Fn(i64) -> Interval {
    move |number| {
        let mixed = mix(number);
        let (pledge, right) = (format!("P{:08}", number / 2), number % 2 + 1);
        let fields = Fields::from([
            ("pledge".into(), text(&pledge)),
            ("number".into(), Value::Integer(right)),
            ("kind".into(), text("patent")),
            ("patent".into(), text(&key(mixed % records, records))),
            ("amount".into(), Value::Integer(mixed % 200_000_000)),
        ]);
        interval(number, format!("{pledge}~{right}"), date(2024, 1, 1), fields)
    }
}

fn abroad(number: i64) -> Interval {
    let key = format!("EP~patent~{number:08}");
    let fields = Fields::from([
        ("office".into(), text("EP")),
        ("kind".into(), text("patent")),
        ("number".into(), text(&format!("{number:08}"))),
        ("title".into(), text("演示数据")),
        ("holders".into(), Value::List(vec![text("演示单位")])),
        ("family".into(), text(&family(number))),
        ("granted_on".into(), Value::date(date(2020, 1, 1))),
        ("status".into(), text("valid")),
    ]);
    interval(number, key, date(2020, 1, 1), fields)
}

fn award(records: i64) -> impl Fn(i64) -> Interval {
    move |number| {
        let key_of = |offset: i64| text(&key(mix(number + offset) % records, records));
        let fields = Fields::from([
            ("number".into(), text(&format!("{number:08}"))),
            ("title".into(), text("演示奖")),
            ("kind".into(), text("china-patent-award")),
            ("year".into(), Value::Integer(2015 + number % 11)),
            ("patents".into(), Value::List(vec![key_of(0), key_of(7)])),
            ("winners".into(), Value::List(vec![text("演示单位")])),
        ]);
        interval(number, format!("{number:08}"), date(2015, 1, 1), fields)
    }
}

fn interval(span: i64, key: String, valid_from: Date, fields: Fields) -> Interval {
    Interval {
        span,
        key,
        revision: span,
        valid_from,
        valid_to: Bounds::FOREVER,
        known_from: 1 + span % 400,
        known_to: Bounds::STILL,
        fields,
    }
}

/// Keys grow with the number, as application numbers do with the year.
fn key(number: i64, records: i64) -> String {
    format!("{}1{number:08}", day(number, records).year())
}

fn day(number: i64, records: i64) -> Date {
    date(2006, 1, 1).checked_add((number * 6_500 / records).days()).unwrap()
}

fn family(number: i64) -> String {
    format!("F{number:08}")
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A number that looks like chance.
fn mix(number: i64) -> i64 {
    let mixed = (number as u64).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    i64::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap()
}

fn index(mixed: i64, length: i64) -> usize {
    usize::try_from(mixed % length).unwrap()
}
