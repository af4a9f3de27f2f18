//! What a statement may say, and what it may not.

use std::collections::BTreeSet;

use indicators::sql::{
    Allowed, Expected, FUNCTIONS, PARAMETERS, Source, check, parameters, tables, unknown_tables,
};

fn codes(text: &str) -> Vec<String> {
    let allowed = Allowed {
        parameters: PARAMETERS.into_iter().chain(["kept_years"]).collect(),
        columns: Some(Expected { required: vec!["key"], optional: vec!["weight", "on", "body"] }),
    };
    let problems = check(Source::whole("rows.sql", text), &allowed);
    for problem in &problems {
        assert!(!problem.what.zh.is_empty() && !problem.remedy.en.is_empty(), "{problem:?}");
    }
    problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect()
}

#[track_caller]
fn sound(text: &str) {
    assert_eq!(codes(text), Vec::<String>::new(), "{text}");
}

#[track_caller]
fn refused(text: &str, code: &str) {
    let found = codes(text);
    assert!(found.iter().any(|found| found.ends_with(&format!(" {code}"))), "{text}\n{found:?}");
}

#[test]
fn plain_statements_are_sound() {
    sound("select key from patents");
    sound("select key from patents -- why\nwhere filed_on <= $as_of;");
    sound(
        "with a as (select key, count(*) as n from patents group by key having count(*) > 1) select key, n as weight from a",
    );
    sound(
        "select distinct p.key as key, filed_on as \"on\" from patents p join firms f on f.key = p.firm left join population using (key)",
    );
    sound("select key from patents where granted_on >= cast($as_of - interval '10' year as date)");
    sound("select key from patents where granted_on > date '2020-01-01' and kind in ('invention', 'design')");
    sound("select key from patents where exists (select 1 from firms where firms.key = patents.firm)");
    sound(
        "select key, case when a is null then 0 else -1 end as weight from patents where a between 1 and 2",
    );
    sound(
        "select key from (select key, row_number() over (partition by firm order by filed_on) as n from patents) as t where n = 1",
    );
    sound("select key from patents union all select key from marks");
    sound("select key from patents order by key limit 10");
    sound("select t.c as key from patents, unnest(ipc) as t(c)");
    sound(
        "select key from patents where array_has(ipc, 'G06N') or array_length(ipc) = 2 or name like '%甲%'",
    );
    sound(
        "select key, extract(year from filed_on) as weight from patents_history where valid_from <= $to and $kept_years % 2 = 1",
    );
    sound("select string_agg(key, ',' order by key) as key from patents");
}

#[test]
fn what_does_not_only_read_is_refused() {
    refused("", "sql-one-statement");
    refused("select key from patents; select key from marks", "sql-one-statement");
    refused("delete from patents", "sql-not-reading");
    refused("insert into patents select key from marks", "sql-not-reading");
    refused("create table x as select key from patents", "sql-not-reading");
    refused("copy patents to 'x'", "sql-not-reading");
    refused("with x as (insert into patents values (1)) select key from x", "sql-not-reading");
    refused("select key into other from patents", "sql-not-portable");
    refused("select key from patents for update", "sql-not-portable");
    refused("select key from read_parquet('/etc/passwd')", "sql-not-portable");
    refused("select key from other.patents", "sql-not-portable");
    refused(
        "with recursive x as (select key from patents union all select key from x) select key from x",
        "sql-not-portable",
    );
    refused("select key frm patents x y", "sql-syntax");
    refused(&format!("select key from patents where a = '{}'", "x".repeat(70_000)), "sql-too-long");
    refused(&format!("select {}1{} as key from patents", "(".repeat(5000), ")".repeat(5000)), "sql-syntax");
}

#[test]
fn what_two_engines_answer_differently_is_refused() {
    refused("select * from patents", "sql-star");
    refused("select p.* from patents p", "sql-star");
    refused("select key from (select * from patents) as t", "sql-star");
    refused("select key from patents limit 10", "sql-unordered");
    refused("select string_agg(key, ',') as key from patents", "sql-unordered");
    refused("select key from patents where a > 1.5", "sql-float");
    refused("select key from patents where a > 1e3", "sql-float");
    refused("select key, a / 2 as weight from patents", "sql-float");
    refused("select cast(a as double) as key from patents", "sql-float");
    refused("select a::real as key from patents", "sql-float");
    refused("select key from patents where filed_on < now()", "sql-clock");
    refused("select key from patents where filed_on < current_date", "sql-clock");
    refused("select key from patents where filed_on < current_timestamp", "sql-clock");
    refused("select key, avg(a) as weight from patents", "sql-function");
    refused("select key from patents where random() > 1", "sql-function");
    refused("select key from patents where pg_sleep(10) is null", "sql-function");
    refused("select sum(*) as key from patents", "sql-star");
    refused("select distinct on (key) key from patents", "sql-not-portable");
    refused("select key from patents where name ~ 'x'", "sql-not-portable");
    refused(
        "select key from (select key, row_number() over (order by valid_from) as n from patents_history) as t",
        "sql-window-over-history",
    );
}

#[test]
fn parameters_and_columns_are_known() {
    assert_eq!(codes("select key\nfrom patents\nwhere a = $as_off"), ["rows.sql:3 unknown-parameter"]);
    assert_eq!(codes("select 1 as weight from patents"), ["rows.sql:1 missing-column"]);
    assert_eq!(codes("select key,\n a as wieght from patents"), ["rows.sql:2 unknown-column"]);
    assert_eq!(codes("select key, a as key from patents"), ["rows.sql:1 column-twice"]);
    assert_eq!(codes("select key, a + 1 from patents"), ["rows.sql:1 unnamed-column"]);
    assert_eq!(codes("(select key from patents)"), Vec::<String>::new());
}

#[test]
fn tables_are_ledgers() {
    let text =
        "with a as (select key from patents_history) select a.key from a join pledged_rights using (key)";
    let found: Vec<String> = tables(text).into_iter().collect();
    assert_eq!(found, ["patents", "pledged-rights"]);
    let known: BTreeSet<&str> = ["patents"].into();
    let problems = unknown_tables(Source { file: "checks.sql", text, first_line: 5 }, &known);
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].place.line, problems[0].code.as_str()), (Some(5), "unknown-table"));
    let shadow = "with patents as (select key from patents) select key from patents";
    let problems = unknown_tables(Source::whole("rows.sql", shadow), &known);
    assert_eq!((problems.len(), problems[0].code.as_str()), (1, "shadowed-table"));
    assert_eq!(parameters("select key from a where b = $as_of and c = $kept_years"), ["as_of", "kept_years"]);
}

#[test]
fn the_list_of_functions_is_sorted_and_told() {
    assert!(FUNCTIONS.is_sorted());
    let allowed = Allowed::default();
    let problems = check(Source::whole("a", "select sqrt(2) as key"), &allowed);
    assert!(
        problems[0].remedy.en.contains("coalesce") && problems[0].what.en.contains("sqrt"),
        "{problems:?}"
    );
}
