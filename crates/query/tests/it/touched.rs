//! Which fields a statement needs, and so who can compute it again.

use indicators::Cell;
use jiff::civil::date;
use query::{Params, Snapshots, columns_touched};

use crate::world::{named, params, works};

async fn check(sql: &str, expected: &[(&str, &[&str])]) {
    let (works, other) = (works(), named("other"));
    let snapshots = Snapshots::in_memory(vec![(&works, vec![]), (&other, vec![])]).unwrap();
    let others =
        [("least".to_owned(), Cell::Integer(3)), ("place".to_owned(), Cell::Text("x".into()))].into();
    let params = Params { others, ..params(date(2026, 6, 30), 5) };
    let found = columns_touched(&snapshots, sql, &params).await.unwrap();
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(ledger, fields)| (ledger.as_str(), fields.iter().map(String::as_str).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> =
        expected.iter().map(|(ledger, fields)| (*ledger, fields.to_vec())).collect();
    assert_eq!(found, expected, "{sql}");
}

#[tokio::test]
async fn what_is_shown_filtered_joined_ordered_or_only_looked_up_counts_and_nothing_else() {
    check("select key from sample_works", &[("sample-works", &["number"])]).await;
    check(
        "select title as key from sample_works where pieces > $least",
        &[("sample-works", &["pieces", "title"])],
    )
    .await;
    check("select count(*) as key from sample_works", &[("sample-works", &[])]).await;
    let unused = "with all_of_it as (select key, price, author from sample_works) select key from all_of_it";
    check(unused, &[("sample-works", &["number"])]).await;
    let ordered = "select title as key from sample_works order by made_on limit 3";
    check(ordered, &[("sample-works", &["made_on", "title"])]).await;
    let list = "select key from sample_works where array_has(places, $place)";
    check(list, &[("sample-works", &["number", "places"])]).await;
    let joined = "select w.key from sample_works w join other o on o.title = w.title and o.price is not null";
    check(joined, &[("other", &["price", "title"]), ("sample-works", &["number", "title"])]).await;
    let looked_up = "select key from sample_works w where exists (select 1 from other_history o where o.author = w.title)";
    check(looked_up, &[("other", &["author"]), ("sample-works", &["number", "title"])]).await;
    let scalar = "select key, (select max(price) from other) as most from sample_works";
    check(scalar, &[("other", &["price"]), ("sample-works", &["number"])]).await;
}

#[tokio::test]
async fn no_value_of_a_parameter_hides_what_the_statement_needs() {
    let sql = "select key from sample_works where $least > 5 and price > 0 or made_on > $as_of";
    check(sql, &[("sample-works", &["made_on", "number", "price"])]).await;
}
