//! Declarations that are refused, each with the name of what is wrong and where.

use std::collections::BTreeMap;

use indicators::{Answer, Indicator, Known, Sql, State, check_all};
use jiff::civil::date;
use kernel::Severity;

use crate::world::{ROWS, indicator, toml};

fn codes(toml: &str, sql: Sql<'_>) -> Vec<String> {
    let problems = Indicator::read("worked/indicator.toml", toml, sql).err().unwrap_or_default();
    for problem in &problems {
        assert!(!problem.what.zh.is_empty() && !problem.remedy.zh.is_empty(), "{problem:#?}");
    }
    problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect()
}

#[track_caller]
fn check(kind: &str, more: &str, expected: &[&str]) {
    let sql = Sql { rows: Some(ROWS), ..Sql::default() };
    assert_eq!(codes(&toml(kind, &format!("direction = \"up\"\n{more}")), sql), expected, "{more}");
}

#[test]
fn keys_belong_to_kinds() {
    check("level", "", &[]);
    check("level", "base_year = 2023", &["worked/indicator.toml:15 base_year not-of-kind"]);
    check("growth", "", &["worked/indicator.toml:7 kind missing-key"]);
    check("growth", "base_year = 23", &["worked/indicator.toml:15 base_year base-year"]);
    check("rank", "", &["worked/indicator.toml:7 kind missing-key"]);
    check("coverage", "", &["worked/indicator.toml:7 kind no-base"]);
    check("level", "per = 100", &["worked/indicator.toml:15 per without-base"]);
    check("level", "decimals = 10", &["worked/indicator.toml:15 decimals decimals"]);
    check("level", "desimals = 1", &["worked/indicator.toml:15 desimals unknown-key"]);
    check("sum", "", &["worked/indicator.toml:7 kind bad-value"]);
}

#[test]
fn parameters_are_used_and_columns_are_returned() {
    let parameter = "[[parameter]]\nid = \"years\"\nvalue = 10\ntitle = { zh = \"甲\", en = \"a\" }\n\
                     basis = { zh = \"甲\", en = \"a\" }\ncertainty = \"own\"\n";
    check("level", parameter, &["worked/indicator.toml unused-parameter"]);
    check(
        "level",
        &parameter.replace("years", "as_of"),
        &["worked/indicator.toml:16 parameter[1].id reserved-id", "worked/indicator.toml unused-parameter"],
    );
    let column = "[[column]]\nid = \"status\"\ntitle = { zh = \"甲\", en = \"a\" }\n";
    check("level", column, &["worked/rows.sql:1 missing-column"]);
    check(
        "level",
        &format!("{column}decimals = 2\n"),
        &["worked/indicator.toml:18 column[1].decimals decimals", "worked/rows.sql:1 missing-column"],
    );
    check(
        "level",
        &format!("{column}kind = \"integer\"\ndecimals = 10\n"),
        &["worked/indicator.toml:19 column[1].decimals decimals", "worked/rows.sql:1 missing-column"],
    );
    check(
        "level",
        &column.replace("status", "Status"),
        &["worked/indicator.toml:16 column[1].id bad-id", "worked/rows.sql:1 missing-column"],
    );
}

#[test]
fn earlier_definitions_come_in_their_order() {
    let earlier = "[[earlier]]\nversion = 1\nuntil = 2024-01-01\nwhat = { zh = \"甲\", en = \"a\" }\n";
    check(
        "level",
        earlier,
        &[
            "worked/indicator.toml:16 earlier[1].version version-order",
            "worked/indicator.toml:17 earlier[1].until until-order",
        ],
    );
}

#[test]
fn checks_have_a_heading_in_both_languages() {
    let toml = toml("level", "direction = \"up\"\n");
    let with = |checks| codes(&toml, Sql { rows: Some(ROWS), checks: Some(checks), ..Sql::default() });
    let sound = "-- 说明\n-- fail 数了未授权的 | counts what is not granted\nselect key from rows where key is null\n\
                 -- warn 太少 | too few\nselect key from rows\n";
    assert_eq!(with(sound), Vec::<String>::new());
    let sql = Sql { rows: Some(ROWS), checks: Some(sound), ..Sql::default() };
    let read = Indicator::read("worked/indicator.toml", &toml, sql).unwrap();
    let severities: Vec<Severity> = read.checks.iter().map(|check| check.severity).collect();
    assert_eq!(severities, [Severity::Error, Severity::Warning]);
    assert_eq!((read.checks[1].line, read.checks[1].title.zh.as_str()), (5, "太少"));
    assert_eq!(with("select key from rows"), ["worked/checks.sql:1 check-heading"]);
    assert_eq!(with("-- fail 甲\nselect key from rows"), ["worked/checks.sql:1 check-heading"]);
    assert_eq!(with("-- fail 甲 | a\n\nselect now() as key from rows"), ["worked/checks.sql:3 sql-clock"]);
}

#[test]
fn without_rows_there_is_nothing_to_count() {
    assert_eq!(
        codes(&toml("level", "direction = \"up\"\n"), Sql::default()),
        ["worked/rows.sql missing-file"]
    );
}

#[test]
fn what_an_indicator_names_is_there() {
    let mut first = indicator("level", "code = \"D1\"\nrecord = \"patants\"\n", false);
    let second = indicator("level", "code = \"D1\"\n", false);
    first.id = "first".to_owned();
    let dimensions = || ["creation"].into();
    let known = Known {
        ledgers: ["patents"].into(),
        roles: ["clark"].into(),
        dimensions: dimensions(),
        ..Known::default()
    };
    let problems = check_all(&[first.clone(), second.clone()], &known);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["unknown-ledger", "unknown-role", "unknown-role", "written-twice"]);
    assert_eq!(problems[0].remedy.en, "did you mean patents?");
    let known = |dimensions| Known {
        ledgers: ["marks"].into(),
        roles: ["clerk"].into(),
        dimensions,
        ..Known::default()
    };
    let problems = check_all(std::slice::from_ref(&second), &known(dimensions()));
    assert_eq!((problems.len(), problems[0].code.as_str()), (1, "unknown-table"));
    let problems = check_all(&[second], &known(["creations"].into()));
    assert_eq!((problems.len(), problems[0].code.as_str()), (2, "unknown-dimension"));
    assert_eq!(problems[0].remedy.en, "did you mean creations?");
}

#[test]
fn what_can_be_done_is_told_by_lists_that_there_are() {
    let mut list = indicator("list", "", false);
    list.id = "firms".to_owned();
    let level = indicator("level", "lists = [\"firms\", \"firm\", \"worked\"]\n", false);
    let known = Known {
        ledgers: ["patents"].into(),
        roles: ["clerk"].into(),
        dimensions: ["creation"].into(),
        ..Known::default()
    };
    let problems = check_all(&[list, level], &known);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["unknown-list", "unknown-list"], "one is not there, one is no list");
    assert_eq!(problems[0].remedy.en, "did you mean firms?");
}

/// A draft that waits for a value and for a meaning.
fn draft() -> Indicator {
    let more = "direction = \"up\"\n\
                [[parameter]]\nid = \"years\"\nvalue = 3\ntitle = { zh = \"年数\", en = \"years\" }\n\
                basis = { zh = \"试算\", en = \"a trial\" }\ncertainty = \"own\"\n\
                [[open]]\nid = \"how-many\"\nquestion = { zh = \"几年？\", en = \"how many years?\" }\n\
                parameter = \"years\"\nsettles = true\n\
                [[open]]\nid = \"meaning\"\nquestion = { zh = \"指什么？\", en = \"what is meant?\" }\n\
                approves = \"patents\"\nmeaning = { zh = \"专利\", en = \"patents\" }\n";
    let toml = toml("level", more).replace("state = \"approved\"", "state = \"draft\"");
    let sql = Sql { rows: Some("select key, $years as weight from patents"), ..Sql::default() };
    Indicator::read("worked/indicator.toml", &toml, sql).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn a_draft_is_approved_when_all_for_which_it_waits_is_answered() {
    let draft = draft();
    assert!(draft.is_asked());
    let check = |said: &[(&str, &str)], state: State, unusable: usize| {
        let answer = |value: &str| Answer {
            value: value.to_owned(),
            by: "领导小组".to_owned(),
            on: date(2026, 8, 20),
        };
        let answers: BTreeMap<String, Answer> =
            said.iter().map(|(question, value)| ((*question).to_owned(), answer(value))).collect();
        let (made, problems) = draft.answered(&answers);
        assert_eq!((made.state, problems.len()), (state, unusable), "{said:?}");
    };
    check(&[], State::Draft, 0);
    check(&[("how-many", "5")], State::Draft, 0);
    check(&[("meaning", "patents")], State::Draft, 0);
    check(&[("how-many", "5"), ("meaning", "patents")], State::Approved, 0);
    check(&[("how-many", "5"), ("meaning", "trademarks")], State::Draft, 0);
    check(&[("how-many", "很多"), ("meaning", "patents")], State::Draft, 1);
}

#[test]
fn one_name_is_one_question() {
    let first = draft();
    let mut second = draft();
    second.id = "second".to_owned();
    let known = || Known {
        ledgers: ["patents"].into(),
        roles: ["clerk"].into(),
        dimensions: ["creation"].into(),
        ..Known::default()
    };
    assert_eq!(check_all(&[first.clone(), second.clone()], &known()), []);
    second.open[0].question.zh = "多少年？".to_owned();
    let problems = check_all(&[first, second], &known());
    assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["other-question"]);
    assert!(problems[0].what.en.contains("how-many") && problems[0].what.en.contains("worked"));
}

#[test]
fn the_digest_is_that_of_the_files() {
    let one = indicator("level", "", false);
    let other = indicator("level", "# a remark\n", false);
    assert!(one.definition.is_whole() && one.definition.digest != other.definition.digest);
    assert_eq!(one.definition.files.keys().collect::<Vec<_>>(), ["indicator.toml", "rows.sql"]);
    assert_eq!(one.ledgers().iter().collect::<Vec<_>>(), ["patents"]);
}
