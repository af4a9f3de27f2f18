//! Intervals as snapshots take them: all of them, and those that changed since an operation.

use ledger::{Change, Interval};
use store::ledgers::{Span, Spans, last_change, prepare, spans_since};

use super::recorded::record;
use super::sample::{bodies, fields, march};
use crate::world::{World, on_both};

#[test]
fn a_snapshot_takes_every_interval_and_then_what_changed() {
    on_both(taken);
}

/// What a record says from a day on: `key from..to seq..seq name`.
fn told(span: &Span) -> String {
    let until = |known: i64| if known == Interval::STILL { "still".to_owned() } else { known.to_string() };
    let name = span.fields["name"].as_text().unwrap();
    let (from, to) = (span.valid_from, span.valid_to);
    format!("{} {from}..{to} {}..{} {name}", span.key, span.known_from, until(span.known_to))
}

async fn taken(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let said =
        |day, name: &str| Change::created(march(day), fields(&format!("id=a name={name} kind=office")));
    let first = record(&store, &ledger, "a", &said(1, "甲")).await.unwrap();
    let other = Change::created(march(1), fields("id=b name=乙 kind=office"));
    let second = record(&store, &ledger, "b", &other).await.unwrap();
    let name = fields("name=丙").into_iter().map(|(id, value)| (id, Some(value))).collect();
    let later = Change::Became { from: march(5), fields: name };
    let third = record(&store, &ledger, "a", &later).await.unwrap();

    let reader = store.reader().await.unwrap();
    let mut spans = Spans::new(&reader, &ledger).unwrap();
    let mut all = Vec::new();
    while let Some(span) = spans.next().await.unwrap() {
        all.push(told(&span));
    }
    let forever = Interval::FOREVER;
    let a_before = format!("a 2026-03-01..{forever} {first}..{third} 甲");
    let a_head = format!("a 2026-03-01..2026-03-05 {third}..still 甲");
    let a_now = format!("a 2026-03-05..{forever} {third}..still 丙");
    let b = format!("b 2026-03-01..{forever} {second}..still 乙");
    all.sort();
    let mut wanted = vec![a_before.clone(), a_head.clone(), a_now.clone(), b];
    wanted.sort();
    assert_eq!(all, wanted);

    let since = spans_since(&reader, &ledger, second, 10).await.unwrap().unwrap();
    let mut since: Vec<String> = since.iter().map(told).collect();
    since.sort();
    let mut changed = vec![a_before, a_head, a_now];
    changed.sort();
    assert_eq!(since, changed, "what was made and what was closed");
    assert_eq!(spans_since(&reader, &ledger, second, 2).await.unwrap(), None, "more than was asked for");
    assert_eq!(last_change(&reader, &ledger).await.unwrap(), third);
}
