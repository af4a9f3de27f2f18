//! What SQL finds: tables, types, parameters.

use std::collections::BTreeMap;
use std::sync::Arc;

use form::Value;
use indicators::{Cell, Type};
use jiff::civil::date;
use query::{Interval, Params, Part, Snapshots, rows};

use crate::world::{LIMITS, ask, check, interval, named, params, shown, text, works};

fn full() -> Interval {
    let list = |values: &[&str]| Value::List(values.iter().map(|value| text(value)).collect());
    interval(
        1,
        "A",
        &[
            ("title", text("山水'图")),
            ("pieces", Value::Integer(-3)),
            ("price", Value::Integer(120_050)),
            ("made_on", text("2025-02-28")),
            ("known_in", text("2025-03")),
            ("is_joint", Value::Flag(true)),
            ("places", list(&["开福区", "芙蓉区"])),
            ("shown_on", list(&["2025-05-01", "2025-06-01"])),
            ("sizes", Value::List(vec![Value::Integer(30), Value::Integer(40)])),
            ("author", text("sealed:01")),
            ("born_on", text("sealed:02")),
        ],
    )
}

fn snapshots() -> Snapshots {
    let ledger = works();
    Snapshots::in_memory(vec![(&ledger, vec![full(), interval(2, "B", &[])])]).unwrap()
}

#[tokio::test]
async fn every_kind_of_column_comes_back_as_it_was_said_and_what_is_empty_is_null() {
    let sql =
        "select key, title, pieces, price, made_on, known_in, is_joint, author, born_on from sample_works";
    let expected = "key | title | pieces | price | made_on | known_in | is_joint | author | born_on
‘A’ | ‘山水'图’ | -3 | 120050 | 2025-02-28 | ‘2025-03’ | true | ‘sealed:01’ | ‘sealed:02’
‘B’ | - | - | - | - | - | - | - | -";
    check(&snapshots(), sql, expected).await;
    let set = ask(&snapshots(), sql).await.unwrap();
    let kinds: Vec<Type> = set.columns.iter().map(|column| column.kind).collect();
    use Type::{Date, Flag, Integer, Text};
    assert_eq!(kinds, [Text, Text, Integer, Integer, Date, Text, Flag, Text, Text]);
}

#[tokio::test]
async fn lists_are_unnested_searched_and_counted() {
    let snapshots = snapshots();
    let sql = "select key, place from (select key, unnest(places) as place from sample_works) as one";
    check(&snapshots, sql, "key | place\n‘A’ | ‘开福区’\n‘A’ | ‘芙蓉区’").await;
    let sql = "select key from sample_works where array_has(places, '开福区')";
    check(&snapshots, sql, "key\n‘A’").await;
    let sql = "select key, array_length(sizes) as sizes, array_length(shown_on) as days from sample_works where key = 'A'";
    check(&snapshots, sql, "key | sizes | days\n‘A’ | 2 | 2").await;
    let sql = "select key, day from (select key, unnest(shown_on) as day from sample_works) as one where day > date '2025-05-01'";
    check(&snapshots, sql, "key | day\n‘A’ | 2025-06-01").await;
}

#[tokio::test]
async fn parameters_keep_their_values_and_types() {
    let others = BTreeMap::from([
        ("name".to_owned(), Cell::Text("山水'图".into())),
        ("least".to_owned(), Cell::Integer(-5)),
        ("from".to_owned(), Cell::Date(date(2025, 1, 1))),
        ("joint".to_owned(), Cell::Flag(true)),
        ("nothing".to_owned(), Cell::Empty),
    ]);
    let params = Params { others, ..params(date(2026, 6, 30), 5) };
    let sql = "select key, $as_of as as_of, $least as least, $nothing as nothing, date_part('year', $from) as year
      from sample_works
      where title = $name and pieces > $least and made_on >= $from and is_joint = $joint and made_on < $as_of limit 1";
    let set = rows(&snapshots(), sql, &params, LIMITS).await.unwrap();
    assert_eq!(shown(&set), "key | as_of | least | nothing | year\n‘A’ | 2026-06-30 | -5 | - | 2025");
    // A text stays a text, whatever it says.
    let others = BTreeMap::from([("name".to_owned(), Cell::Text("' or 1 = 1 --".into()))]);
    let params = Params { others, ..params };
    let set = rows(&snapshots(), "select key from sample_works where title = $name", &params, LIMITS)
        .await
        .unwrap();
    assert_eq!(set.rows.len(), 0);
}

#[tokio::test]
async fn rows_come_in_the_order_of_their_key_otherwise_of_their_cells() {
    let ledger = works();
    let keys = ["C", "A", "D", "B"];
    let intervals =
        keys.iter().zip(1..).map(|(key, span)| interval(span, key, &[("pieces", Value::Integer(-span))]));
    let snapshots = Snapshots::in_memory(vec![(&ledger, intervals.collect())]).unwrap();
    check(
        &snapshots,
        "select pieces, key from sample_works",
        "pieces | key\n-2 | ‘A’\n-4 | ‘B’\n-1 | ‘C’\n-3 | ‘D’",
    )
    .await;
    check(&snapshots, "select pieces from sample_works", "pieces\n-4\n-3\n-2\n-1").await;
    check(&snapshots, "select key from sample_works order by pieces desc limit 2", "key\n‘A’\n‘C’").await;
}

#[tokio::test]
async fn ledgers_are_joined_and_a_with_may_bear_the_name_of_a_table() {
    let (works, other) = (works(), named("other"));
    let others = vec![interval(1, "A", &[("title", text("另一件"))]), interval(2, "Z", &[])];
    let snapshots = Snapshots::in_memory(vec![(&works, vec![full()]), (&other, others)]).unwrap();
    let sql = "with rows as (select o.key, o.title as theirs, w.title as ours from other o left join sample_works w on w.key = o.key)
      select key, theirs, ours from rows";
    check(&snapshots, sql, "key | theirs | ours\n‘A’ | ‘另一件’ | ‘山水'图’\n‘Z’ | - | -").await;
    check(&snapshots, "with other as (select key from other) select key from other", "key\n‘A’\n‘Z’").await;
}

#[tokio::test]
async fn checks_see_the_rows_of_an_indicator_as_a_table() {
    let snapshots = snapshots();
    let sql = "select key, pieces, made_on, is_joint from sample_works";
    let found = ask(&snapshots, sql).await.unwrap();
    let checking = snapshots.with_rows("rows", Arc::new(found.clone()));
    assert_eq!(ask(&checking, "select key, pieces, made_on, is_joint from rows").await.unwrap(), found);
    let sql = "select key from rows where key not in (select key from sample_works where pieces is null)";
    check(&checking, sql, "key\n‘A’").await;
    // What was there before is as it was.
    assert!(ask(&snapshots, "select key from rows").await.is_err());
}

#[tokio::test]
async fn one_ledger_is_replaced_and_who_asks_with_the_old_ones_sees_the_old() {
    let (works, other) = (works(), named("other"));
    let old = Snapshots::in_memory(vec![(&works, vec![full()]), (&other, vec![])]).unwrap();
    let new = old.with(Part::new(&other, None, &[interval(1, "X", &[])]).unwrap());
    check(&old, "select key from other", "key").await;
    check(&new, "select key from other", "key\n‘X’").await;
    check(&new, "select key from sample_works", "key\n‘A’").await;
}

#[test]
fn a_value_of_another_kind_is_named() {
    let ledger = works();
    let wrong = interval(1, "A", &[("pieces", text("three"))]);
    let error = Snapshots::in_memory(vec![(&ledger, vec![wrong])]).unwrap_err();
    let problem = &error.problems()[0];
    assert_eq!(problem.what.en, "pieces of A in sample-works holds \"three\", which is not of its kind");
    assert_eq!(problem.what.zh, "台账 sample-works 记录 A 的字段 pieces 是 \"three\"，与字段类型不符");
}
