//! Several people who change one record at once: each change is one operation, none is lost, and each was decided knowing
//! all before it.

use std::collections::BTreeSet;

use form::Value;
use ledger::{Change, Statement, revise};
use store::Store;
use store::ledgers::{history, known, prepare, save};

use super::sound::check;
use crate::ledgers::sample::{bodies, fields, march};
use crate::world::{World, on_both, operation};

const PEOPLE: i64 = 6;
const CHANGES: i64 = 10;

/// Adds one to the number of staff, as often as asked: read, decide and save in one operation.
async fn count_up(store: Store) {
    let ledger = bodies();
    for _ in 0..CHANGES {
        let write = store.begin(operation("change", "a", "2026-04-01T00:00:00Z")).await.unwrap();
        let said = known(&history(&write, &ledger, "a").await.unwrap());
        let Some((_, last)) = said.last() else { panic!("the record is there") };
        let Statement::Holds(held) = &last.statement else { panic!("it holds") };
        let next = held["staff"].as_integer().unwrap() + 1;
        let patch = [("staff".to_owned(), Some(Value::Integer(next)))].into();
        let change = Change::WasAlways { from: march(1), to: None, fields: patch };
        save(&write, &ledger, "a", &revise(&ledger, &said, &change).unwrap()).await.unwrap();
        write.commit().await.unwrap();
    }
}

async fn story(world: World) {
    let store = world.create().await;
    let ledger = bodies();
    prepare(&store, &ledger).await.unwrap();
    let first = Change::created(march(1), fields("id=a name=名 staff=0"));
    crate::ledgers::recorded::record(&store, &ledger, "a", &first).await.unwrap();
    let people: Vec<_> = (0..PEOPLE).map(|_| tokio::spawn(count_up(store.clone()))).collect();
    for person in people {
        person.await.unwrap();
    }
    let said = history(&store.reader().await.unwrap(), &ledger, "a").await.unwrap();
    let staff: Vec<i64> =
        said.iter().map(|one| one.fields().unwrap()["staff"].as_integer().unwrap()).collect();
    assert_eq!(staff, (0..=PEOPLE * CHANGES).collect::<Vec<_>>(), "no change is lost and none is done twice");
    let operations: BTreeSet<i64> = said.iter().map(|one| one.seq).collect();
    assert_eq!(operations.len(), said.len(), "each is an operation of its own");
    assert_eq!(check(&store).await, PEOPLE * CHANGES + 1);
}

#[test]
fn of_several_people_who_change_one_record_none_loses_a_change() {
    on_both(story);
}
