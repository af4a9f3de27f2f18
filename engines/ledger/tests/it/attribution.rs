//! Which place an address means, and of which days it is said.

use form::{Fields, Value};
use jiff::civil::{Date, date};
use ledger::{Area, Attribution, BY_RULE, Change, Known, Patch, Revision, Statement};

fn rule() -> Attribution {
    Attribution {
        rule: "登记地址，演示版".to_owned(),
        address: "address".to_owned(),
        division: "division".to_owned(),
        body: "body".to_owned(),
        by_rule: "by_rule".to_owned(),
        decided_by: "decided_by".to_owned(),
    }
}

fn shown(patch: &Patch, field: &str) -> String {
    patch.get(field).cloned().flatten().map_or("-".to_owned(), |value| value.as_text().unwrap().to_owned())
}

#[test]
fn the_longest_words_tell_the_place_and_two_places_tell_none() {
    let area = |words: &str, division: &str, body: Option<&str>| Area {
        words: words.to_owned(),
        division: division.to_owned(),
        body: body.map(str::to_owned),
    };
    let areas = [
        area("甲区", "110101", None),
        area("乙区", "110102", None),
        area("东风街道", "110101", Some("east")),
        area("东风路", "110101", Some("east")),
        area("东风路一段", "110101", Some("north")),
        area("建设路", "110101", Some("east")),
        area("建设路", "110102", Some("west")),
        area("人民路", "110101", Some("east")),
        area("解放路", "110101", Some("north")),
    ];
    for (address, division, body) in [
        ("演示市甲区东风街道1号", "110101", "east"),
        ("演示市甲区东风路2号", "110101", "east"),
        // The longer words count.
        ("演示市甲区东风路一段2号", "110101", "north"),
        // The county is told, the street is not.
        ("演示市甲区某路3号", "110101", "-"),
        ("演示市乙区某路3号", "110102", "-"),
        // The same road in two counties: nothing is told, unless the county is named beside it.
        ("演示市建设路4号", "-", "-"),
        ("演示市甲区建设路4号", "110101", "east"),
        // Two roads of one county at a corner: the county is told.
        ("甲区人民路解放路口", "110101", "-"),
        ("某省某市某路5号", "-", "-"),
        ("", "-", "-"),
    ] {
        let patch = rule().of(&areas, address);
        assert_eq!(
            (shown(&patch, "division").as_str(), &*shown(&patch, "body")),
            (division, body),
            "{address}"
        );
        assert_eq!(patch.is_empty(), division == "-", "{address}");
    }
}

/// What was said of a record, each from a day on: address, body and who decided, `-` for what is empty; no word where it is no more.
fn said(periods: &[(Date, &str)]) -> Vec<(Known, Revision)> {
    let statement = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let named = ["address", "body", "decided_by"].into_iter().zip(words).filter(|(_, word)| *word != "-");
        let fields: Fields = named.map(|(id, word)| (id.to_owned(), Value::Text(word.to_owned()))).collect();
        if fields.is_empty() { Statement::Absent } else { Statement::Holds(fields) }
    };
    let revision = |(from, text): &(Date, &str)| Revision { valid_from: *from, statement: statement(text) };
    periods.iter().zip(1..).map(|(period, known)| (known, revision(period))).collect()
}

const MARCH: Date = date(2026, 3, 1);
const MAY: Date = date(2026, 5, 1);
const JULY: Date = date(2026, 7, 1);
const SEPTEMBER: Date = date(2026, 9, 1);

#[test]
fn a_decision_is_said_of_all_days_at_the_same_place_that_nobody_decided_otherwise() {
    for (history, expected) in [
        (vec![(MARCH, "东风路 - -")], Some((MARCH, None))),
        // A file that changes something else makes no other place of it.
        (vec![(MARCH, "东风路 - -"), (MAY, "东风路 - -"), (JULY, "东风路 - -")], Some((MARCH, None))),
        (vec![(MARCH, "人民路 - -"), (MAY, "东风路 - -"), (JULY, "东风路 - -")], Some((MAY, None))),
        (vec![(MARCH, "东风路 - -"), (MAY, "人民路 - -"), (JULY, "东风路 - -")], Some((JULY, None))),
        // What comes later is at another place, too.
        (vec![(MARCH, "东风路 - -"), (SEPTEMBER, "人民路 - -")], Some((MARCH, Some(SEPTEMBER)))),
        // The rule gives way; a person does not, but for what is decided anew.
        (vec![(MARCH, "东风路 east 规则"), (JULY, "东风路 - -")], Some((MARCH, None))),
        (vec![(MARCH, "东风路 east 科员"), (JULY, "东风路 - -")], Some((JULY, None))),
        (vec![(MARCH, "东风路 east 科员"), (JULY, "东风路 east 科员")], Some((MARCH, None))),
        (vec![(MARCH, "东风路 east 科员"), (JULY, "东风路 west 科员")], Some((JULY, None))),
        // It was not there for a while.
        (vec![(MARCH, "东风路 - -"), (MAY, ""), (JULY, "东风路 - -")], Some((JULY, None))),
        (vec![(MARCH, "东风路 - -"), (JULY, "")], None),
        (vec![(SEPTEMBER, "东风路 - -")], None),
    ] {
        assert_eq!(rule().days(&said(&history), date(2026, 8, 1)), expected, "{history:?}");
    }
}

#[test]
fn the_rule_says_nothing_of_what_is_gone_or_was_decided_by_a_person() {
    let body = Some("east".to_owned());
    let areas = [Area { words: "东风路".to_owned(), division: "110101".to_owned(), body }];
    let follows = |periods: &[(Date, &str)]| rule().follows(&areas, &said(periods), date(2026, 8, 1));
    let Some(Change::WasAlways { from, to, fields }) = follows(&[(MARCH, "东风路 - -"), (MAY, "东风路 - -")])
    else {
        panic!("it tells");
    };
    assert_eq!((from, to), (MARCH, None));
    assert_eq!(
        (shown(&fields, "body"), shown(&fields, "decided_by")),
        ("east".to_owned(), BY_RULE.to_owned())
    );
    for periods in [
        [(MARCH, "东风路 - -"), (MAY, "东风路 - 科员")],
        [(MARCH, "东风路 - -"), (MAY, "人民路 - -")],
        [(MARCH, "东风路 - -"), (MAY, "")],
        [(MARCH, "东风路 - -"), (MAY, "- east -")],
    ] {
        assert_eq!(follows(&periods), None, "{periods:?}");
    }
}
