//! What the databases do with the questions of declared views: they use the view's index, and sort nothing.

use form::Value;
use ledger::{Change, Past};
use store::ledgers::{Filter, ListQuery, Sight, list, prepare};

use super::recorded::record;
use super::sample::{bodies, fields, march, now};
use crate::world::{World, told};

async fn story(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for key in ["a", "b", "c", "d"] {
        let created = Change::created(march(1), fields(&format!("id={key} name=名 kind=office staff=3")));
        record(&store, &ledger, key, &created).await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let office = || vec![Filter::Is("kind".to_owned(), vec![Value::Text("office".to_owned())])];
    for (filters, index) in [(office(), "l_test_bodies__view1"), (vec![], "l_test_bodies__view2")] {
        let mut query = ListQuery {
            filters,
            sort: Vec::new(),
            after: None,
            limit: 2,
            past: now(march(2)),
            sight: Sight::everything(&ledger),
        };
        query.after = list(&reader, &ledger, &query).await.unwrap().next;
        assert!(query.after.is_some());
        let steps = store::ledgers::explain(&reader, &ledger, &query).await.unwrap();
        assert!(steps.iter().filter(|step| step.contains(index)).count() >= 3, "{steps:?}");
        for step in steps {
            let fine = step.contains(index)
                || step.contains("USING INTEGER PRIMARY KEY")
                || step.starts_with("CO-ROUTINE")
                || step.starts_with("SCAN counted");
            assert!(fine && !step.contains("TEMP B-TREE"), "{index}: {step}");
        }
    }
}

#[test]
fn lists_of_views_are_read_from_their_index_in_its_order() {
    told(story(World::sqlite()));
}

/// Who names a record is asked of ledgers of any size, also by fields that lead no view.
async fn naming(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for (key, more) in [("a", ""), ("b", " parent=a partners=a"), ("c", " parent=a"), ("d", " parent=b")] {
        let given = fields(&format!("id={key} name=名 kind=office staff=3{more}"));
        record(&store, &ledger, key, &Change::created(march(1), given)).await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    for (field, expected, index) in
        [("parent", vec!["b", "c"], "l_test_bodies__naming1"), ("partners", vec!["b"], "l_test_bodies__ref")]
    {
        let query = ListQuery {
            filters: vec![Filter::Is(field.to_owned(), vec![Value::Text("a".to_owned())])],
            sort: Vec::new(),
            after: None,
            limit: 5,
            past: now(march(2)),
            sight: Sight::everything(&ledger),
        };
        let page = list(&reader, &ledger, &query).await.unwrap();
        let keys: Vec<&str> = page.records.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(keys, expected, "{field}");
        let steps = store::ledgers::explain(&reader, &ledger, &query).await.unwrap();
        assert!(steps.iter().filter(|step| step.contains(index)).count() >= 2, "{field}: {steps:#?}");
        assert!(steps.iter().all(|step| !step.starts_with("SCAN t")), "{field}: {steps:#?}");
    }
}

#[test]
fn who_names_a_record_is_read_from_an_index() {
    told(naming(World::sqlite()));
}

/// A file is written from a past of a moment ago.
async fn recent(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for key in ["a", "b", "c", "d"] {
        let created = Change::created(march(1), fields(&format!("id={key} name=名 kind=office staff=3")));
        record(&store, &ledger, key, &created).await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let past = Past { as_of: march(2), known: 3 };
    let office = vec![Filter::Is("kind".to_owned(), vec![Value::Text("office".to_owned())])];
    let sight = Sight::everything(&ledger);
    let query = ListQuery { filters: office, sort: Vec::new(), after: None, limit: 2, past, sight };
    let steps = store::ledgers::explain(&reader, &ledger, &query).await.unwrap();
    for index in ["l_test_bodies__view1", "l_test_bodies__closed"] {
        assert_eq!(steps.iter().filter(|step| step.contains(index)).count(), 2, "{index}: {steps:#?}");
    }
    assert!(steps.iter().all(|step| !step.starts_with("SCAN t")), "{steps:#?}");
}

#[test]
fn a_past_of_a_moment_ago_is_read_from_the_index_of_the_view_and_what_was_superseded_since() {
    told(recent(World::sqlite()));
}
