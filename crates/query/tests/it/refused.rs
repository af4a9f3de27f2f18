//! What is refused, and in which words.

use form::Value;
use query::Snapshots;

use crate::world::{ask, interval, named, text, works};

fn snapshots() -> Snapshots {
    let (works, other) = (works(), named("other"));
    let one = interval(1, "A", &[("title", text("图")), ("pieces", Value::Integer(0))]);
    Snapshots::in_memory(vec![(&works, vec![one]), (&other, vec![])]).unwrap()
}

/// A statement, the code and line of its problem, what it says, and how its remedy begins.
const REFUSED: &[(&str, &str, Option<usize>, &str, &str)] = &[
    (
        "select key\nfrom sample_works\nwhere ) = 1",
        "query-syntax",
        Some(3),
        "the SQL cannot be read",
        "correct the statement",
    ),
    ("", "query-not-one", None, "there is not one statement", "write a single SELECT"),
    ("select 1; select 2", "query-not-one", None, "there is not one statement", "write a single SELECT"),
    (
        "create table t as select 1",
        "query-not-reading",
        None,
        "the statement does not only read: CREATE",
        "use SELECT",
    ),
    (
        "insert into other values (1)",
        "query-not-reading",
        None,
        "the statement does not only read: INSERT",
        "use SELECT",
    ),
    (
        "update other set key = 'x'",
        "query-not-reading",
        None,
        "the statement does not only read: UPDATE",
        "use SELECT",
    ),
    (
        "delete from other",
        "query-not-reading",
        None,
        "the statement does not only read: DELETE",
        "use SELECT",
    ),
    ("drop table other", "query-not-reading", None, "the statement does not only read: DROP", "use SELECT"),
    (
        "copy other to 'never.csv'",
        "query-not-reading",
        None,
        "the statement does not only read: COPY",
        "use SELECT",
    ),
    (
        "create external table t stored as csv location '/etc/hosts'",
        "query-not-reading",
        None,
        "the statement does not only read: CREATE",
        "use SELECT",
    ),
    (
        "set datafusion.execution.target_partitions = 9",
        "query-not-reading",
        None,
        "the statement does not only read: SET",
        "use SELECT",
    ),
    (
        "explain select 1",
        "query-not-reading",
        None,
        "the statement does not only read: EXPLAIN",
        "use SELECT",
    ),
    (
        "select key into t from other",
        "query-not-reading",
        None,
        "the statement does not only read: SELECT",
        "use SELECT",
    ),
    (
        "select key from sample_work",
        "query-unknown-table",
        None,
        "there is no table sample_work",
        "did you mean sample_works?",
    ),
    (
        "select key from other_histroy",
        "query-unknown-table",
        None,
        "there is no table other_histroy",
        "did you mean other_history?",
    ),
    (
        "select key from '/etc/passwd'",
        "query-unknown-table",
        None,
        "there is no table",
        "use the id of a ledger",
    ),
    (
        "select table_name from information_schema.tables",
        "query-unknown-table",
        None,
        "there is no table information_schema.tables",
        "use the id of a ledger",
    ),
    (
        "select key,\n  titel\nfrom sample_works",
        "query-unknown-column",
        Some(2),
        "there is no column titel",
        "did you mean title?",
    ),
    (
        "select seq_from from sample_works",
        "query-unknown-column",
        Some(1),
        "there is no column seq_from",
        "use the id of a field",
    ),
    ("select o.key from sample_works", "query-unknown-column", Some(1), "there is no column", ""),
    (
        "select key from sample_works where made_on > $as_off",
        "query-unknown-parameter",
        None,
        "there is no parameter $as_off",
        "did you mean as_of?",
    ),
    ("select now() as key", "query-unknown-function", None, "there is no function now", "use one of"),
    (
        "select conut(*) as key from other",
        "query-unknown-function",
        None,
        "there is no function conut",
        "did you mean count?",
    ),
    (
        "select value from generate_series(1, 1000000000000)",
        "query-unknown-function",
        None,
        "there is no function generate_series",
        "use one of",
    ),
    (
        "select sum(title) as key from sample_works",
        "query-unsuitable",
        None,
        "the statement cannot be carried out",
        "compare the types",
    ),
    (
        "select key, count(*) as n from sample_works",
        "query-unsuitable",
        Some(1),
        "the statement cannot be carried out",
        "compare the types",
    ),
    (
        "select key, 0.5 as weight from sample_works",
        "query-column-type",
        None,
        "column weight is of the type Float64",
        "results are text",
    ),
    (
        "select key, places from sample_works",
        "query-column-type",
        None,
        "column places is of the type List",
        "results are text",
    ),
    (
        "select key, cast(pieces as decimal(10, 2)) as weight from sample_works",
        "query-column-type",
        None,
        "column weight is of the type Decimal",
        "results are text",
    ),
    (
        "select key, 1 / pieces as weight from sample_works",
        "query-stopped",
        None,
        "the statement stopped",
        "leave such values out",
    ),
    (
        "select key, cast(title as bigint) as weight from sample_works",
        "query-stopped",
        None,
        "the statement stopped",
        "leave such values out",
    ),
    (
        "with recursive t as (select 1 as n union all select n + 1 from t) select n from t",
        "query-unsuitable",
        None,
        "the statement cannot be carried out",
        "",
    ),
];

#[tokio::test]
async fn each_is_named_with_what_to_do() {
    let snapshots = snapshots();
    for (sql, code, line, what, remedy) in REFUSED {
        let error = match ask(&snapshots, sql).await {
            Err(error) => error,
            Ok(rows) => panic!("{sql}: {rows:?}"),
        };
        let problem = &error.problems()[0];
        assert_eq!(problem.code, *code, "{sql}: {error:?}");
        assert_eq!(problem.place.line, *line, "{sql}: {error:?}");
        assert!(problem.what.en.starts_with(what), "{sql}: {}", problem.what.en);
        assert!(problem.remedy.en.starts_with(remedy), "{sql}: {}", problem.remedy.en);
        assert!(!problem.what.zh.is_empty() && !problem.remedy.zh.is_empty());
    }
}

#[tokio::test]
async fn deep_and_long_statements_are_refused_or_answered_and_nothing_falls_over() {
    let snapshots = snapshots();
    let parentheses = format!("select {}1{} as key", "(".repeat(5_000), ")".repeat(5_000));
    let sum = format!("select {}1 as key", "1+".repeat(30_000));
    let ands = format!("select key from other where {}true", "pieces = 1 and ".repeat(4_000));
    let unions = format!("select 1 as key{}", " union all select 1".repeat(3_000));
    let long = format!("select '{}' as key", "长".repeat(30_000));
    let broken = [
        "select",
        "\0",
        "select '\u{1F600}",
        "select $",
        "select $1",
        "--",
        "/*",
        ";",
        "select 99999999999999999999999",
    ];
    let all = [parentheses, sum, ands, unions, long];
    for sql in all.iter().map(String::as_str).chain(broken) {
        let shown: String = sql.chars().take(40).collect();
        if let Err(error) = ask(&snapshots, sql).await {
            let problem = &error.problems()[0];
            assert_ne!(problem.code, "query-engine", "{shown}: {error:?}");
        }
    }
}
