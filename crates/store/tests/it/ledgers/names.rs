//! The longest ids that a declaration may have are names of tables, columns, indexes and triggers on both databases.

use form::limits::FIELD_ID_CHARS_MAX;
use form::{Fields, Value};
use ledger::{Change, ID_CHARACTERS_MAX, Ledger};
use store::ledgers::{Filter, ListQuery, Sight, list, prepare, verify};

use super::recorded::record;
use super::sample::{march, now, order};
use crate::world::{World, on_both};

/// An id as long as may be, with this end.
fn longest(end: char, max: usize) -> String {
    format!("{}{end}", "n".repeat(max - 1))
}

/// Two ledgers whose ids differ in the last letter only, as do those of their fields.
fn ledgers() -> [Ledger; 2] {
    ['a', 'b'].map(|end| {
        let text = include_str!("names.toml").replace("LEDGER", &longest(end, ID_CHARACTERS_MAX));
        let fields = ["1", "2", "3"].map(|end| longest(end.parse().unwrap(), FIELD_ID_CHARS_MAX));
        let text = ["KEY", "SIZE", "OTHERS"]
            .iter()
            .zip(&fields)
            .fold(text, |text, (name, id)| text.replace(name, id));
        Ledger::read("names.toml", &text).unwrap()
    })
}

async fn story(world: World) {
    let store = world.create().await;
    let ledgers = ledgers();
    // Twice: what has been made is found again under its name.
    for ledger in ledgers.iter().chain(&ledgers) {
        prepare(&store, ledger).await.unwrap();
    }
    for (ledger, size) in ledgers.iter().zip([1, 2]) {
        let ids: Vec<&str> = ledger.form.fields.iter().map(|field| field.id.as_str()).collect();
        for day in [1, 2] {
            let others = Value::List(vec![Value::Text("x".to_owned()), Value::Text("y".to_owned())]);
            let values = [Value::Text("k".to_owned()), Value::Integer(size * i64::from(day)), others];
            let fields: Fields = ids.iter().map(|id| (*id).to_owned()).zip(values).collect();
            record(&store, ledger, "k", &Change::created(march(day), fields)).await.unwrap();
        }
        let reader = store.reader().await.unwrap();
        let query = ListQuery {
            filters: vec![
                Filter::Is(ids[1].to_owned(), vec![Value::Integer(size * 2)]),
                Filter::Is(ids[2].to_owned(), vec![Value::Text("y".to_owned())]),
            ],
            sort: vec![order(ids[0])],
            after: None,
            limit: 10,
            past: now(march(2)),
            sight: Sight::everything(ledger),
        };
        assert_eq!(list(&reader, ledger, &query).await.unwrap().records.len(), 1, "{}", ledger.id);
        assert!(verify(&reader, ledger).await.unwrap().wrong.is_empty());
    }
}

#[test]
fn the_longest_ids_are_names_on_both_databases() {
    on_both(story);
}
