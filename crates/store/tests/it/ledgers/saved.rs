use ledger::{Change, DifferenceKind, Interval, Past, Statement};
use sea_orm::ConnectionTrait;
use store::Error;
use store::ledgers::{Comparison, Record, Records, Sight, history, names, prepare, save, show};

use super::recorded::record;
use super::sample::{bodies, fields, march, now};
use crate::world::{World, on_both, operation, rows};

async fn two_times(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let created = Change::created(march(1), fields("id=a name=甲局 kind=office staff=3 parent=b"));
    let first = record(&store, &ledger, "a", &created).await.unwrap();
    let renamed = Change::Became { from: march(10), fields: patch("name=乙局") };
    let second = record(&store, &ledger, "a", &renamed).await.unwrap();
    let corrected = Change::WasAlways { from: march(5), to: Some(march(8)), fields: patch("staff=4") };
    let third = record(&store, &ledger, "a", &corrected).await.unwrap();
    record(&store, &ledger, "a", &Change::Ended { from: march(20) }).await.unwrap();

    let reader = store.reader().await.unwrap();
    let sight = Sight::everything(&ledger);
    for (day, known, name, staff) in [
        (march(1), first, "甲局", "3"),
        (march(15), first, "甲局", "3"),
        (march(15), second, "乙局", "3"),
        (march(6), second, "甲局", "3"),
        (march(6), third, "甲局", "4"),
        (march(8), third, "甲局", "3"),
        (march(25), third, "乙局", "3"),
    ] {
        let shown = show(&reader, &ledger, "a", Past { as_of: day, known }, &sight).await.unwrap().unwrap();
        assert_eq!(
            shown.fields,
            fields(&format!("id=a name={name} kind=office staff={staff} parent=b")),
            "{day} {known}"
        );
    }
    for day in [march(25), "2026-02-28".parse().unwrap()] {
        assert_eq!(show(&reader, &ledger, "a", now(day), &sight).await.unwrap(), None);
    }
    let last = show(&reader, &ledger, "a", now(march(19)), &sight).await.unwrap().unwrap();
    assert_eq!((last.valid_from, last.valid_to, last.known_from), (march(10), march(20), 4));
    let said = history(&reader, &ledger, "a").await.unwrap();
    assert_eq!(said.iter().map(|said| said.seq).collect::<Vec<_>>(), [1, 2, 3, 3, 4]);
    assert_eq!(said.last().unwrap().revision.statement, Statement::Absent);
}

fn patch(text: &str) -> ledger::Patch {
    fields(text).into_iter().map(|(id, value)| (id, Some(value))).collect()
}

async fn names_and_walks(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let create = |key: &str, name: &str| Change::created(march(1), fields(&format!("id={key} name={name}")));
    for (key, name) in [("c", "丙"), ("a", "甲"), ("b", "乙")] {
        record(&store, &ledger, key, &create(key, name)).await.unwrap();
    }
    record(&store, &ledger, "b", &Change::Became { from: march(9), fields: patch("name=新乙") })
        .await
        .unwrap();
    record(&store, &ledger, "c", &Change::Ended { from: march(5) }).await.unwrap();
    record(&store, &ledger, "d", &create("d", "丁")).await.unwrap();

    let reader = store.reader().await.unwrap();
    let sight = Sight::everything(&ledger);
    let keys = ["a", "b", "c", "x"].map(str::to_owned);
    let found = |past| names(&reader, &ledger, &keys, past, &sight);
    assert_eq!(found(now(march(9))).await.unwrap().into_values().collect::<Vec<_>>(), ["甲", "新乙", "丙"]);
    assert_eq!(found(now(march(8))).await.unwrap()["b"], "乙");
    assert_eq!(found(Past { as_of: march(9), known: 3 }).await.unwrap()["b"], "乙", "not renamed yet");

    let mut records = Records::new(&reader, &ledger, now(march(9)), &sight).unwrap();
    let mut walked = Vec::new();
    while let Some(Record { key, .. }) = records.next().await.unwrap() {
        walked.push(key);
    }
    assert_eq!(walked, ["a", "b", "d"]);

    let pasts = (Past { as_of: march(9), known: 3 }, now(march(9)));
    let mut comparison = Comparison::new(&reader, &ledger, pasts, &sight).unwrap();
    let mut differences = Vec::new();
    while let Some(difference) = comparison.next().await.unwrap() {
        differences.push((
            difference.key,
            match difference.kind {
                DifferenceKind::Added(_) => "added".to_owned(),
                DifferenceKind::Removed(_) => "removed".to_owned(),
                DifferenceKind::Changed(fields) => fields.iter().map(|one| one.field.clone()).collect(),
            },
        ));
    }
    let expected = [("b", "name"), ("c", "removed"), ("d", "added")];
    assert_eq!(differences, expected.map(|(key, what)| (key.to_owned(), what.to_owned())));
}

async fn refused(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    record(&store, &ledger, "a", &Change::created(march(1), fields("id=a name=甲 partners=b,c")))
        .await
        .unwrap();

    let write = store.begin(operation("change", "a", "2026-04-01T00:00:00Z")).await.unwrap();
    let said = |day| [ledger::Revision { valid_from: march(day), statement: Statement::Absent }];
    save(&write, &ledger, "a", &said(2)).await.unwrap();
    let twice = save(&write, &ledger, "a", &said(3)).await.unwrap_err();
    assert!(matches!(twice, Error::Refused { .. }), "{twice:?}");
    drop(write);

    let raw = world.raw().await;
    let still = Interval::STILL;
    for sql in [
        "update revision set body = '{}'",
        "delete from revision",
        "update operation set actor = 'x'",
        "delete from operation",
        "update l_test_bodies set f_name = 'x'",
        "update l_test_bodies set seq_to = 5, f_name = 'x'",
        "update l_test_bodies set seq_to = 0",
        "delete from l_test_bodies",
        "delete from l_test_bodies__ref",
        "update l_test_bodies__ref set value = 'x'",
    ] {
        let error = raw.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    raw.execute_unprepared("update l_test_bodies set seq_to = 7").await.unwrap();
    let reopened =
        raw.execute_unprepared(&format!("update l_test_bodies set seq_to = {still}")).await.unwrap_err();
    assert!(reopened.to_string().contains("append-only"), "{reopened}");
    assert_eq!(rows(&raw, "select seq_to from l_test_bodies").await, ["7"]);
}

#[test]
fn a_record_is_shown_as_of_a_day_as_known_at_an_operation() {
    on_both(two_times);
}

#[test]
fn records_have_names_and_are_walked_and_compared_in_the_order_of_their_keys() {
    on_both(names_and_walks);
}

#[test]
fn nothing_but_closing_is_permitted_and_that_once() {
    on_both(refused);
}
