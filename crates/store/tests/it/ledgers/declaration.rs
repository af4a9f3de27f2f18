//! A declaration that changes under data.

use form::{Kind, Value, kind};
use ledger::{Change, Ledger};
use sea_orm::ConnectionTrait;
use store::Store;
use store::ledgers::{Filter, ListQuery, Sight, list, prepare};

use super::recorded::record;
use super::sample::{bodies, field, fields, march, now, view};
use crate::world::{World, on_both, rows};

/// Makes records by the old declaration, prepares the new one, and asks for one record by a field of it.
async fn check(world: &World, store: &Store, new: &Ledger, filter: (&str, Value), expected: &str) {
    let raw = world.raw().await;
    let said = rows(&raw, "select * from revision order by id").await;
    prepare(store, new).await.unwrap();
    assert_eq!(
        rows(&raw, "select * from revision order by id").await,
        said,
        "what was said is never rewritten"
    );
    let query = ListQuery {
        filters: vec![Filter::Is(filter.0.to_owned(), vec![filter.1])],
        sort: vec![],
        after: None,
        limit: 10,
        past: now(march(2)),
        sight: Sight::everything(new),
    };
    // Every reader is asked, because each keeps its statements prepared.
    for _ in 0..10 {
        let page = list(&store.reader().await.unwrap(), new, &query).await.unwrap();
        assert_eq!(page.records.iter().map(|record| record.key.as_str()).collect::<String>(), expected);
    }
    // The table takes changes as before, and refuses others.
    let said = fields("id=z name=末");
    record(store, new, "z", &Change::created(march(3), said)).await.unwrap();
    record(store, new, "z", &Change::NeverWas).await.unwrap();
    let refused = raw.execute_unprepared("update l_test_bodies set key = 'y'").await.unwrap_err().to_string();
    assert!(refused.contains("append-only"), "{refused}");
}

/// Gives the field `staff` another kind.
fn kind(ledger: &mut Ledger, kind: Kind) {
    let staff = ledger.form.fields.iter_mut().find(|field| field.id == "staff").unwrap();
    staff.kind = kind;
}

async fn story(world: World) {
    let store = world.create().await;
    let mut ledger = bodies();
    ledger.form.fields.push(field("level", Kind::Text(kind::Text { max: 9, min: None })));
    ledger.form.fields.push(field("rank", Kind::Text(kind::Text { max: 9, min: None })));
    prepare(&store, &ledger).await.unwrap();
    for (key, level, rank) in [("a", "one", "1"), ("b", "two", "2"), ("c", "one", "3")] {
        let said = fields(&format!("id={key} name=名 staff={rank} level={level} partners=x,y"));
        record(&store, &ledger, key, &Change::created(march(1), said)).await.unwrap();
    }
    // A field becomes a filter: a column is added and filled.
    ledger.views[0] = view("by-level", &["level"], &["name"]);
    check(&world, &store, &ledger, ("level", Value::Text("one".to_owned())), "ac").await;
    // A filter has another type, and another column goes: the table is made again.
    ledger.views[0] = view("by-staff", &["staff"], &["name"]);
    kind(&mut ledger, Kind::Money);
    check(&world, &store, &ledger, ("staff", Value::Integer(2)), "b").await;
    // As text the numbers that were said are digits; as a day they have no place in the column, and stay in the body.
    kind(&mut ledger, Kind::Text(kind::Text { max: 9, min: None }));
    check(&world, &store, &ledger, ("staff", Value::Text("2".to_owned())), "b").await;
    kind(&mut ledger, Kind::Date);
    check(&world, &store, &ledger, ("staff", Value::Text("2026-03-02".to_owned())), "").await;
    // Several references become one table less.
    kind(&mut ledger, Kind::Money);
    ledger.form.fields.retain(|field| field.id != "partners");
    check(&world, &store, &ledger, ("staff", Value::Integer(3)), "c").await;

    let raw = world.raw().await;
    let left = rows(&raw, "select shape from ledger_shape").await;
    assert_eq!(left.len(), 1);
    assert!(!left[0].contains("level") && !left[0].contains("partners"), "{left:?}");
}

#[test]
fn tables_follow_their_declaration_and_what_was_said_stays() {
    on_both(story);
}
