//! Gaps: what is found on which day, and what a declaration of one has to keep to.

use form::{Fields, Value};
use jiff::civil::{Date, date};
use ledger::{Gap, Ledger, Look, Missing, find};

use crate::bodies::bodies;

/// A ledger of what each body does in each year, with every kind of gap.
const WORKS: &str = r#"schema = 1
id = "works"
title = { zh = "工作", en = "works" }
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
id = "body"
title = { zh = "单位", en = "body" }
kind = "body"
[[field]]
id = "year"
title = { zh = "年度", en = "year" }
kind = "integer"
[[field]]
id = "until"
title = { zh = "截止", en = "until" }
kind = "partial-date"
[[field]]
id = "held_on"
title = { zh = "日期", en = "held on" }
kind = "date"
[[field]]
id = "begun_on"
title = { zh = "开始", en = "begun on" }
kind = "date"
[[field]]
id = "sort"
title = { zh = "类型", en = "sort" }
kind = "code"
table = "sort"
[[field]]
id = "done"
title = { zh = "办结", en = "done" }
kind = "flag"
[[field]]
id = "asked"
title = { zh = "应有", en = "asked" }
kind = "integer"
[[field]]
id = "clauses"
title = { zh = "条款", en = "clauses" }
kind = "text"
many = true
[[gap]]
id = "it"
title = { zh = "缺口", en = "a gap" }
urgency = "red"
"#;

/// The gap that these lines declare.
fn gap(lines: &str) -> Gap {
    let text = format!("{WORKS}{lines}");
    Ledger::read("works.toml", &text).unwrap_or_else(|problems| panic!("{problems:#?}")).gaps.remove(0)
}

/// `key field=value field=value|value`, one record.
fn record(line: &str) -> (String, Fields) {
    let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
    let value = |field: &str, text: &str| match field {
        "done" => Value::Flag(text == "yes"),
        "year" | "months" | "asked" => Value::Integer(text.parse().unwrap()),
        _ => Value::Text(text.to_owned()),
    };
    let field = |pair: &str| {
        let (field, text) = pair.split_once('=').unwrap();
        let many: Vec<Value> = text.split('|').map(|text| value(field, text)).collect();
        (field.to_owned(), if many.len() > 1 { Value::List(many) } else { value(field, text) })
    };
    (key.to_owned(), rest.split_whitespace().map(field).collect())
}

/// What is missing on a day, in one line each: of what, the nearest record, since when, what hangs on it.
#[track_caller]
fn check(lines: &str, records: &[&str], others: &[&str], today: Date, expected: &[&str]) {
    let gap = gap(lines);
    let records: Vec<(String, Fields)> = records.iter().map(|line| record(line)).collect();
    let others: Vec<(String, Fields)> = others.iter().map(|line| record(line)).collect();
    let look = Look { records: &records, others: &others, years: 2024..=2026, today };
    let line = |missing: &Missing| {
        let near = missing.record.as_deref().unwrap_or("-");
        let since = missing.since.map(|day| format!(" {day}")).unwrap_or_default();
        let hanging =
            missing.hanging.iter().map(|(value, alone)| format!(" {value}{}", if *alone { "!" } else { "" }));
        format!("{} {near}{since}{}", missing.of.name(), hanging.collect::<String>())
    };
    assert_eq!(find(&gap, &look).iter().map(line).collect::<Vec<String>>(), expected, "{lines}");
}

const MEMBERS: &str = "kind = 'each-member-of'\nledger = 'bodies'\nby = 'body'\n";
const STREETS: &str = "only = { field = 'kind', values = ['street', 'park'] }\n";

#[test]
fn every_member_needs_a_record_that_counts() {
    let bodies = ["a kind=street", "b kind=park", "c kind=department"];
    let of_streets = format!("{MEMBERS}{STREETS}");
    let day = date(2026, 9, 1);
    check(MEMBERS, &["1 body=a"], &bodies, day, &["b -", "c -"]);
    check(&of_streets, &["1 body=a"], &bodies, day, &["b -"]);
    let trained = format!("{of_streets}having = 'held_on'\nmonths = 12\n");
    let both = ["1 body=a held_on=2025-09-01", "2 body=b"];
    check(&trained, &both, &bodies, day, &["b 2"]);
    check(&trained, &both, &bodies, date(2026, 9, 2), &["a 1", "b 2"]);
    check(&trained, &["1 body=a", "2 body=a held_on=2026-01-05"], &bodies, day, &["b -"]);
    let funds = format!("{of_streets}this_year = 'year'\n");
    check(&funds, &["1 body=a year=2026", "2 body=b year=2025"], &bodies, day, &["b 2"]);
}

#[test]
fn every_year_of_the_plan_that_has_begun_needs_one() {
    let lines = "kind = 'each-year'\nby = 'year'\nhaving = 'clauses'\nowner_role = 'clerk'\n";
    let records = ["1 year=2024", "2 year=2025 clauses=x"];
    check(lines, &records, &[], date(2025, 12, 31), &["2024 1"]);
    check(lines, &records, &[], date(2026, 1, 1), &["2024 1", "2026 -"]);
    check(lines, &records, &[], date(2028, 1, 1), &["2024 1", "2026 -"]);
}

#[test]
fn what_counts_can_be_told_by_a_value() {
    let day = date(2026, 9, 1);
    let of_sort = format!("{MEMBERS}here = {{ field = 'sort', values = ['brand'] }}\n");
    check(&of_sort, &["1 body=a sort=other|brand", "2 body=b sort=other"], &["a", "b"], day, &["b 2"]);
    // A day says its year.
    let each_year = "kind = 'each-year'\nby = 'held_on'\nowner_role = 'clerk'\nhere = { field = 'sort', values = ['firm'] }\n";
    let held = ["1 held_on=2024-05-05 sort=firm", "2 held_on=2025-05-05 sort=other"];
    check(each_year, &held, &[], day, &["2025 2", "2026 -"]);
}

#[test]
fn every_cell_is_filled_from_the_day_after_its_date_on() {
    let lines = "kind = 'each-cell'\nby = 'sort'\nyear = 'year'\nhaving = 'done'\nowner_role = 'clerk'\n\
                 dates = { ip = '04-26', brand = '05-10' }\n";
    let held = ["1 sort=ip year=2024 done=yes", "2 sort=ip year=2025", "3 sort=brand year=2024 done=yes"];
    check(lines, &held, &[], date(2025, 4, 26), &[]);
    check(lines, &held, &[], date(2025, 4, 27), &["ip 2025-01-01 2 2025-04-27"]);
    check(
        lines,
        &held,
        &[],
        date(2025, 12, 31),
        &["brand 2025-01-01 - 2025-05-11", "ip 2025-01-01 2 2025-04-27"],
    );
}

#[test]
fn what_is_named_may_have_ended() {
    let lines =
        "kind = 'named-is'\nfield = 'body'\nowner = 'body'\nonly = { field = 'kind', values = ['ended'] }\n";
    let records = ["1 body=a|b", "2 body=b", "3"];
    check(lines, &records, &["a kind=ended", "b kind=valid"], date(2026, 9, 1), &["1 1"]);
}

#[test]
fn one_that_is_named_may_have_to_hold() {
    let lines = "kind = 'none-named-is'\nfield = 'body'\nowner = 'body'\nonly = { field = 'kind', values = ['valid'] }\n";
    let others = ["a kind=ended", "b kind=valid", "c kind=pending"];
    // One that is valid is enough; what has ended, what is not yet valid and what is not there are none. That nothing is named is
    // another gap.
    let records = ["1 body=a|b", "2 body=a|c", "3 body=c", "4 body=d", "5"];
    check(lines, &records, &others, date(2026, 9, 1), &["2 2", "3 3", "4 4"]);
    let without = Ledger::read(
        "works.toml",
        &format!("{WORKS}kind = 'none-named-is'\nfield = 'body'\nowner = 'body'\n"),
    );
    assert_eq!(without.unwrap_err().len(), 1);
}

#[test]
fn a_day_is_too_long_ago_or_near() {
    let ago = "kind = 'not-since'\nfield = 'held_on'\notherwise = 'begun_on'\nmonths = 12\nowner_role = 'clerk'\n\
               only = { field = 'sort', values = ['running'] }\nunless = ['done']\n";
    let records = [
        "1 sort=running held_on=2025-09-01 begun_on=2020-01-01",
        "2 sort=running begun_on=2025-08-31",
        "3 sort=ended begun_on=2020-01-01",
        "4 sort=running",
        "5 sort=running begun_on=2020-01-01 done=yes",
    ];
    check(ago, &records, &[], date(2026, 9, 1), &["2 2 2026-09-01", "4 4"]);
    let near = "kind = 'day-near'\nfield = 'held_on'\ndays = 7\nunless = ['done']\nowner_role = 'clerk'\n";
    let records = ["1 held_on=2026-09-10", "2 held_on=2026-09-10 done=yes"];
    check(near, &records, &[], date(2026, 9, 2), &[]);
    check(near, &records, &[], date(2026, 9, 3), &["1 1 2026-09-03"]);
    check(near, &records, &[], date(2026, 9, 10), &["1 1 2026-09-03"]);
    check(near, &records, &[], date(2026, 9, 11), &[]);
}

#[test]
fn a_number_falls_short_of_another() {
    let lines = "kind = 'below'\nfield = 'year'\nthan = 'asked'\nowner_role = 'clerk'\n";
    check(lines, &["1 year=2 asked=3", "2 year=3 asked=3", "3 asked=3"], &[], date(2026, 9, 1), &["1 1"]);
}

#[test]
fn a_rhythm_asks_for_a_record_in_each_period_that_is_over() {
    let lines = "kind = 'each-period'\nledger = 'rhythms'\nby = 'sort'\nvalues = ['group']\non = 'held_on'\nowner_role = 'clerk'\n";
    let held = ["1 sort=group held_on=2026-02-28", "2 sort=other held_on=2026-05-05"];
    check(lines, &held, &[], date(2026, 7, 1), &["group -"]);
    let rhythm = ["group months=3 since=2026-01-01"];
    check(lines, &held, &rhythm, date(2026, 6, 30), &[]);
    check(lines, &held, &rhythm, date(2026, 7, 1), &["group 2026-04-01 - 2026-07-01"]);
    let ends = ["group months=1 since=2026-01-31"];
    let expected = ["group 2026-02-28 - 2026-03-31"];
    check(lines, &["1 sort=group held_on=2026-02-27"], &ends, date(2026, 3, 31), &expected);
    check(lines, &held, &["group months=0 since=2026-01-01"], date(2026, 7, 1), &[]);
}

#[test]
fn a_record_has_the_gap_itself() {
    let day = date(2026, 1, 1);
    let records =
        ["1 until=2025 clauses=x|y", "2 until=2026-06", "3 clauses=y done=no", "4 until=2025-12-31 done=yes"];
    let owner = "owner = 'body'\n";
    check(&format!("{owner}kind = 'empty'\nfield = 'until'"), &records, &[], day, &["3 3"]);
    check(&format!("{owner}kind = 'filled'\nfield = 'done'"), &records, &[], day, &["3 3", "4 4"]);
    check(&format!("{owner}kind = 'is-no'\nfield = 'done'"), &records, &[], day, &["3 3"]);
    let passed = format!("{owner}kind = 'day-passed'\nfield = 'until'\n");
    check(&passed, &records, &[], date(2025, 12, 31), &[]);
    check(&passed, &records, &[], day, &["1 1 2026-01-01", "4 4 2026-01-01"]);
    check(&format!("{passed}unless = ['done']"), &records, &[], day, &["1 1 2026-01-01"]);
    let hanging = format!("{passed}hanging = 'clauses'");
    check(&hanging, &records, &[], day, &["1 1 2026-01-01 x! y", "4 4 2026-01-01"]);
    check(&passed, &["1 until=9999", "2 until=2026-06"], &[], date(2026, 7, 1), &["2 2 2026-07-01"]);
}

#[test]
fn what_another_ledger_tells_of_is_said_here_too() {
    let gap = gap("kind = 'told-of'\nledger = 'bodies'\nby = 'parent'\nunless = ['sort']\nowner = 'body'");
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let records = [
        ("a".to_owned(), Fields::from([text("number", "a")])),
        ("b".to_owned(), Fields::from([text("number", "b"), text("sort", "x")])),
        ("c".to_owned(), Fields::from([text("number", "c")])),
    ];
    let others = ["a", "b"].map(|told| (format!("of-{told}"), Fields::from([text("parent", told)])));
    let look = Look { records: &records, others: &others, years: 2026..=2026, today: date(2026, 6, 1) };
    let found: Vec<String> = find(&gap, &look).iter().map(|missing| missing.of.name()).collect();
    assert_eq!(found, ["a"]);
}

#[test]
fn what_is_wrong_with_a_gap_is_said() {
    for (lines, expected) in [
        ("kind = 'empty'\nfield = 'body'", "51 gap[1] no-owner"),
        ("kind = 'empty'\nfield = 'boby'\nowner = 'body'", "56 gap[1].field unknown-field"),
        ("kind = 'is-no'\nfield = 'body'\nowner = 'body'", "56 gap[1].field other-kind"),
        ("kind = 'empty'\nfield = 'year'\nowner = 'year'", "57 gap[1].owner other-kind"),
        ("kind = 'each-year'\nby = 'body'\nowner_role = 'clerk'", "56 gap[1].by other-kind"),
        (
            "kind = 'each-member-of'\nledger = 'bodies'\nby = 'body'\nmonths = 0",
            "58 gap[1].months bad-months",
        ),
        ("kind = 'empty'\nfield = 'body'\nowner = 'body'\nby = 'year'", "58 gap[1].by unknown-key"),
    ] {
        let problems = Ledger::read("works.toml", &format!("{WORKS}{lines}")).unwrap_err();
        let told: Vec<String> = problems
            .iter()
            .map(|it| {
                let (line, field) = (it.place.line.unwrap_or_default(), it.place.field.clone());
                format!("{line} {} {}", field.unwrap_or_default(), it.code)
            })
            .collect();
        assert_eq!(told, [expected], "{lines}");
    }
    let read = |lines: &str| Ledger::read("works.toml", &format!("{WORKS}{lines}")).unwrap();
    for (lines, code) in [
        ("kind = 'each-member-of'\nledger = 'nothing'\nby = 'body'", "unknown-ledger"),
        ("kind = 'each-member-of'\nledger = 'works'\nby = 'body'", "no-owner"),
        (
            "kind = 'told-of'\nledger = 'bodies'\nby = 'sort'\nunless = ['done']\nowner = 'body'",
            "unknown-field",
        ),
        (
            "kind = 'each-period'\nledger = 'bodies'\nby = 'sort'\nvalues = ['x']\non = 'held_on'\nowner = 'body'",
            "unknown-field",
        ),
        (
            "kind = 'each-member-of'\nledger = 'bodies'\nby = 'body'\nonly = { field = 'sort', values = ['x'] }",
            "unknown-field",
        ),
    ] {
        let problems = ledger::check_all(&[bodies(), read(lines)]);
        let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(codes, [code], "{lines}");
    }
}
