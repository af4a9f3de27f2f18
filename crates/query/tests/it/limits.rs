//! Statements that never end, eat memory or give more than anybody reads.

use std::time::Duration;

use form::Value;
use jiff::civil::date;
use query::{Error, Limits, Snapshots, rows};

use crate::world::{LIMITS, ask, interval, params, works};

fn many() -> Snapshots {
    let ledger = works();
    let intervals =
        (0..3_000).map(|span| interval(span, &format!("{span:06}"), &[("pieces", Value::Integer(span % 7))]));
    Snapshots::in_memory(vec![(&ledger, intervals.collect())]).unwrap()
}

async fn ask_within(sql: &str, limits: Limits) -> Error {
    rows(&many(), sql, &params(date(2026, 6, 30), 5), limits).await.unwrap_err()
}

#[tokio::test]
async fn a_join_without_end_is_stopped_and_what_comes_after_is_answered() {
    let sql = "select count(*) as key from sample_works a, sample_works b, sample_works c, sample_works d where a.pieces + b.pieces + c.pieces > d.pieces";
    let error = ask_within(sql, Limits { seconds: 1, ..LIMITS }).await;
    assert!(matches!(error, Error::TooSlow { seconds: 1 }), "{error:?}");
    assert_eq!(ask(&many(), "select key from sample_works limit 1").await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn who_no_longer_waits_leaves_no_work_behind() {
    let snapshots = many();
    let sql = "select count(*) as key from sample_works a, sample_works b, sample_works c, sample_works d where a.pieces + b.pieces + c.pieces > d.pieces";
    for _ in 0..4 {
        let asked = ask(&snapshots, sql);
        assert!(tokio::time::timeout(Duration::from_millis(200), asked).await.is_err());
    }
    // Were the four still at work, none of the threads would be free for this one.
    assert_eq!(ask(&snapshots, "select key from sample_works limit 1").await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn memory_has_an_end() {
    let sql = "select a.key, count(distinct b.key) as n from sample_works a, sample_works b group by a.key";
    let error = ask_within(sql, Limits { memory_bytes: 1 << 20, ..LIMITS }).await;
    assert!(matches!(error, Error::TooMuchMemory { bytes_max: 1_048_576 }), "{error:?}");
    assert_eq!(error.problems()[0].what.zh, "语句需要的内存超过 1048576 字节");
}

#[tokio::test]
async fn rows_have_an_end() {
    let error = ask_within("select a.key from sample_works a, sample_works b", LIMITS).await;
    assert!(matches!(error, Error::TooManyRows { rows_max: 10_000 }), "{error:?}");
}
