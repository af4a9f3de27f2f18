//! Indicators of a pack and the promises they measure: what they name has to be there.

use pack::Pack;

use crate::world::{World, county};

const DECLARATION: &str = r#"schema = 1
id = "granted"
code = "X1"
title = { zh = "有效发明专利", en = "valid inventions" }
about = { zh = "演示。", en = "An example." }
dimension = "creation"
unit = { zh = "件", en = "patents" }
kind = "level"
direction = "up"
period = "month"
record = "patents"
role = "clerk"
state = "draft"
in_force = 2024-01-01
version = 1
basis = { zh = "演示", en = "example" }
"#;

const ROWS: &str = "select key, body\nfrom patents\nwhere kind = 'invention' and granted_on <= $as_of\n";

const STORIES: &str = "# 一件\nas-of 2026-12-31\n[patents]\napplication_number,kind,granted_on\n\
                       2020100000019,invention,2022-01-01\n[figure]\nvalue\n1\n";

const BINDINGS: &str =
    "schema = 1\n[[binding]]\nindicator = \"granted\"\nquote = \"有效发明专利突破120件\"\n";

const PLAN: &str = "演示方案\n到2026年底，有效发明专利突破120件。\n";

fn world(declaration: &str, rows: &str, stories: &str, bindings: &str) -> World {
    World::new(&[
        ("pack.toml", &county("plan = \"plan.txt\"\n")),
        ("plan.txt", PLAN),
        ("indicators/granted/indicator.toml", declaration),
        ("indicators/granted/rows.sql", rows),
        ("indicators/granted/stories.txt", stories),
        ("bindings.toml", bindings),
    ])
}

fn check(world: &World, expected: &[&str]) {
    let mut problems = world.problems();
    problems.retain(|problem| !problem.starts_with("plan.txt"));
    for problem in &mut problems {
        *problem = problem.replace("indicators/granted/", "");
    }
    assert_eq!(problems, expected);
}

#[test]
fn steps_are_statements_that_indicators_share() {
    let rows = "select key\nfrom granted_ones\n";
    let world = world(DECLARATION, rows, STORIES, BINDINGS);
    let step = "select key from patents where kind = 'invention' and granted_on <= $as_of\n";
    world.write("steps/granted-ones.sql", step);
    check(&world, &[]);
    let pack = Pack::open(&world.folder).unwrap();
    let indicators = pack.indicators().unwrap();
    let own = indicators.iter().find(|indicator| indicator.id == "granted").unwrap();
    assert_eq!(own.rows_sql, rows);
    assert!(own.composed(rows).starts_with("with granted_ones as ("), "{}", own.composed(rows));
    assert!(own.ledgers().contains("patents") && !own.ledgers().contains("granted-ones"));
    assert!(own.definition.files.contains_key("steps/granted-ones.sql") && own.definition.is_whole());
    // What looks at the rows that were counted is for checks: nothing was counted before.
    world.write("steps/granted-ones.sql", "select key from rows\n");
    check(&world, &["rows.sql:2 unknown-table"]);
    world.write("indicators/granted/rows.sql", ROWS);
    world.write("indicators/granted/checks.sql", "-- warn 演示 | example\nselect key\nfrom granted_ones\n");
    check(&world, &[]);
    std::fs::remove_file(world.folder.join("indicators/granted/checks.sql")).unwrap();
    world.write("indicators/granted/rows.sql", rows);
    // What is wrong with a step is told where it stands; what it needs, where it is used.
    world.write("steps/granted-ones.sql", "select key from patent where granted_on <= $since\n");
    world.write("steps/patents.sql", "select * from patents\n");
    world.write("steps/round.sql", "select key from round\n");
    let problems = world.problems();
    for code in ["missing-parameter", "unknown-table", "step-is-ledger", "sql-star", "step-circle"] {
        assert!(problems.iter().any(|problem| problem.ends_with(code)), "no {code} in {problems:#?}");
    }
}

#[test]
fn an_indicator_is_read_with_its_stories_and_promises() {
    let world = world(DECLARATION, ROWS, STORIES, BINDINGS);
    check(&world, &[]);
    let pack = Pack::open(&world.folder).unwrap();
    let indicators = pack.indicators().unwrap();
    let own = indicators.iter().find(|indicator| indicator.id == "granted").unwrap();
    assert_eq!(own.rows_sql, ROWS);
    assert_eq!(pack.indicator_stories("granted").unwrap()[0].title, "一件");
    assert!(pack.indicator_stories("nothing").unwrap().is_empty());
    assert_eq!(pack.bindings().unwrap()[0].indicator.value, "granted");
}

#[test]
fn what_it_names_is_there() {
    let with = |from: &str, to: &str| world(&DECLARATION.replace(from, to), ROWS, STORIES, BINDINGS);
    check(&with("\"patents\"", "\"patnts\""), &["indicator.toml:11 record unknown-ledger"]);
    check(&with("\"creation\"", "\"creatoin\""), &["indicator.toml:6 dimension unknown-dimension"]);
    check(&with("\"clerk\"", "\"clark\""), &["indicator.toml:12 role unknown-role"]);
    check(&with("\"granted\"", "\"grnated\""), &["indicator.toml declared-elsewhere"]);
    check(
        &world(DECLARATION, &ROWS.replace("patents", "patient"), STORIES, BINDINGS),
        &["rows.sql:2 unknown-table"],
    );
    check(
        &world(DECLARATION, &ROWS.replace("key,", "*,"), STORIES, BINDINGS),
        &["rows.sql:1 sql-star", "rows.sql:1 unnamed-column", "rows.sql:1 missing-column"],
    );
}

#[test]
fn without_a_story_it_does_not_load() {
    check(&world(DECLARATION, ROWS, "", BINDINGS), &["stories.txt no-story"]);
    let world = world(DECLARATION, ROWS, STORIES, BINDINGS);
    std::fs::remove_file(world.folder.join("indicators/granted/stories.txt")).unwrap();
    check(&world, &["stories.txt no-story"]);
    assert!(Pack::open(&world.folder).unwrap().indicators().is_err());
}

#[test]
fn the_input_of_a_story_is_records_of_a_ledger() {
    let with = |from: &str, to: &str| world(DECLARATION, ROWS, &STORIES.replace(from, to), BINDINGS);
    check(&with("[patents]", "[patnts]"), &["stories.txt:3 unknown-ledger"]);
    check(&with("granted_on", "grantedon"), &["stories.txt:4 grantedon unknown-column"]);
}

#[test]
fn a_promise_is_quoted_once_and_exactly() {
    let with = |from: &str, to: &str| world(DECLARATION, ROWS, STORIES, &BINDINGS.replace(from, to));
    check(&with("120件", "130件"), &["bindings.toml:4 binding[1].quote quote-not-found"]);
    check(&with("有效发明专利突破120件", "。"), &[]);
    check(&with("有效发明专利突破120件", "2"), &["bindings.toml:4 binding[1].quote quote-often"]);
    check(&with("\"granted\"", "\"grantde\""), &["bindings.toml:3 binding[1].indicator unknown-indicator"]);
    let why = "comparator = \"more\"\nreading = { zh = \"演示\", en = \"example\" }\n";
    let read = |more: &str| world(DECLARATION, ROWS, STORIES, &format!("{BINDINGS}{more}{why}"));
    check(&read("parameter = \"much\"\n"), &["bindings.toml:5 binding[1].parameter not-decided"]);
    // What is no growth is compared with the year before, and with no rate.
    for growth in ["number = \"0\"\nrate = \"since-base\"\n", "number = \"1\"\nrate = \"each-year\"\n"] {
        check(&read(growth), &["bindings.toml:2 binding[1] no-growth"]);
    }
    check(&read("number = \"0\"\nrate = \"each-year\"\n"), &[]);
    check(&read("number = \"0\"\n"), &[]);
}

#[test]
fn files_of_other_names_are_unknown() {
    let world = world(DECLARATION, ROWS, STORIES, BINDINGS);
    world.write("indicators/granted/row.sql", ROWS);
    check(&world, &["row.sql unknown-file"]);
}
