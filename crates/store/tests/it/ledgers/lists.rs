use form::{Kind, Value};
use ledger::{Change, Ledger, Shown};
use store::Error;
use store::ledgers::{Filter, ListQuery, Rows, Sight, Total, list, prepare};

use super::recorded::record;
use super::sample::{bodies, field, fields, march, now, order};
use crate::world::{World, on_both};

async fn seen(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for (key, rest) in [("a", "parent=x"), ("b", "parent=y"), ("c", "partners=x,y"), ("d", "staff=1")] {
        let created = Change::created(march(1), fields(&format!("id={key} name=名{key} kind=office {rest}")));
        record(&store, &ledger, key, &created).await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let x = || vec![Value::Text("x".to_owned())];
    let is = |field: &str| (field.to_owned(), x());
    for (rows, keys) in [
        (Rows::All, "abcd"),
        (Rows::Nothing, ""),
        (Rows::Where(vec![]), ""),
        (Rows::Where(vec![is("parent")]), "a"),
        (Rows::Where(vec![is("parent"), is("partners")]), "ac"),
        (Rows::Where(vec![("parent".to_owned(), vec![])]), ""),
    ] {
        let sight = Sight { rows: rows.clone(), fields: ["id", "name"].map(str::to_owned).into() };
        let query = ListQuery {
            filters: vec![],
            sort: vec![order("name")],
            after: None,
            limit: 10,
            past: now(march(2)),
            sight,
        };
        let page = list(&reader, &ledger, &query).await.unwrap();
        let found: Vec<&str> = page.records.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(found.concat(), keys, "{rows:?}");
        assert!(page.records.iter().all(|record| record.fields.keys().eq(["id", "name"])));
    }
}

/// Bodies that have a day until which they are shown; no view has it.
fn closing() -> Ledger {
    let mut ledger = bodies();
    ledger.form.fields.push(field("until", Kind::Date));
    ledger.shown = shown(None, Some("until"));
    ledger
}

fn shown(since: Option<&str>, until: Option<&str>) -> Vec<Shown> {
    let field = |id: &str| id.to_owned();
    vec![Shown { fields: vec![], since: since.map(field), until: until.map(field).into_iter().collect() }]
}

async fn shown_today(world: World) {
    let (store, ledger) = (world.create().await, closing());
    prepare(&store, &ledger).await.unwrap();
    for (key, rest) in [
        ("a", "parent=x"),
        ("b", "parent=y since=2026-03-05"),
        ("c", "partners=x,y since=2026-03-05 until=2026-03-10"),
        ("d", "since=2026-03-06"),
    ] {
        let created = Change::created(march(1), fields(&format!("id={key} name=名{key} kind=office {rest}")));
        record(&store, &ledger, key, &created).await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let is = |field: &str| vec![(field.to_owned(), vec![Value::Text("x".to_owned())])];
    let (since, until) = (|| shown(Some("since"), None), || shown(None, Some("until")));
    for (of, by, today, also, keys) in [
        (Rows::All, since(), 4, vec![], ""),
        (Rows::All, since(), 5, vec![], "bc"),
        (Rows::All, since(), 6, vec![], "bcd"),
        (Rows::All, until(), 10, vec![], "abcd"),
        (Rows::All, until(), 11, vec![], "abd"),
        (Rows::All, [since(), until()].concat(), 11, vec![], "bd"),
        (Rows::Where(is("parent")), until(), 11, vec![], "a"),
        (Rows::Where(is("parent")), since(), 11, vec![], ""),
        // Whoever sees more of some sees these always.
        (Rows::All, since(), 4, is("parent"), "a"),
        (Rows::All, [since(), until()].concat(), 11, is("partners"), "bcd"),
    ] {
        let rows = Rows::Shown { of: Box::new(of), by, today: march(today), also };
        let sight = Sight { rows: rows.clone(), ..Sight::everything(&ledger) };
        let (filters, sort, after, limit) = (vec![], vec![order("name")], None, 10);
        let query = ListQuery { filters, sort, after, limit, past: now(march(2)), sight };
        let page = list(&reader, &ledger, &query).await.unwrap();
        let found: Vec<&str> = page.records.iter().map(|record| record.key.as_str()).collect();
        assert_eq!(found.concat(), keys, "{rows:?}");
        assert_eq!(page.total, Total::Exact(keys.len() as u64), "{rows:?}");
    }
}

async fn refused(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    for key in ["a", "b", "c"] {
        record(&store, &ledger, key, &Change::created(march(1), fields(&format!("id={key} name=名"))))
            .await
            .unwrap();
    }
    let reader = store.reader().await.unwrap();
    let ask = |filters, sort: &[&str], after: Option<String>| {
        let sort = sort.iter().map(|field| order(field)).collect();
        let sight = Sight::everything(&ledger);
        let query = ListQuery { filters, sort, after, limit: 1, past: now(march(2)), sight };
        let (reader, ledger) = (&reader, &ledger);
        async move { list(reader, ledger, &query).await }
    };
    let is = |field: &str, value: Value| vec![Filter::Is(field.to_owned(), vec![value])];
    let next = ask(vec![], &["name"], None).await.unwrap().next.unwrap();
    assert_eq!(ask(vec![], &["name"], Some(next.clone())).await.unwrap().records[0].key, "b");
    let number = || Value::Integer(1);
    for (error, filters, sort, after) in [
        ("store-cursor", vec![], &["kind"][..], Some(next.clone())),
        ("store-cursor", is("staff", number()), &["name"], Some(next.clone())),
        ("store-cursor", vec![], &["name"], Some("7b7d".to_owned())),
        ("store-cursor", vec![], &["name"], Some("强县".to_owned())),
        ("store-no-column", is("phone", number()), &[], None),
        ("store-no-column", is("x\" or 1 = 1 --", number()), &[], None),
        ("store-no-column", vec![], &["phone"], None),
        ("store-no-value", is("kind", number()), &[], None),
        ("store-no-value", is("since", Value::Text("昨天".to_owned())), &[], None),
    ] {
        let refusal: Error = ask(filters, sort, after).await.unwrap_err();
        assert_eq!(refusal.code(), error);
    }
    // What a person types is text and never a pattern or SQL.
    for typed in ["%", "_", "' or '1' = '1", "\\"] {
        let page = ask(vec![Filter::Named(typed.to_owned())], &[], None).await.unwrap();
        assert!(page.records.is_empty(), "{typed}");
    }
}

#[test]
fn what_is_shown_for_a_time_is_listed_and_counted_while_it_is_shown() {
    on_both(shown_today);
}

#[test]
fn lists_show_the_rows_and_fields_that_are_seen() {
    on_both(seen);
}

#[test]
fn places_of_other_lists_and_fields_without_columns_are_refused() {
    on_both(refused);
}
