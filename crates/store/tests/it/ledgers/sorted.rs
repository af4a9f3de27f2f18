//! Lists of Chinese names are in the order in which they are read, on both databases and in tables that are older.

use ledger::{Change, Ledger};
use store::Reader;
use store::ledgers::{ListQuery, Sight, list, prepare, verify};

use super::recorded::record;
use super::sample::{bodies, fields, march, now, order};
use crate::world::{World, on_both};

/// Keys and names: the keys in the order in which the names are read.
const NAMES: [(&str, &str); 7] = [
    ("a", "2号园区"),
    ("b", "Ａ区"),
    ("c", "财政局"),
    ("d", "科技局"),
    ("e", "市场监督管理局"),
    ("f", "司法局"),
    ("g", "重庆路街道"),
];

/// The keys of a list, page by page.
async fn keys(reader: &Reader, ledger: &Ledger, sort: &str) -> String {
    let sight = Sight::everything(ledger);
    let sort = vec![order(sort)];
    let mut query = ListQuery { filters: vec![], sort, after: None, limit: 2, past: now(march(2)), sight };
    let mut keys = String::new();
    loop {
        let page = list(reader, ledger, &query).await.unwrap();
        keys.extend(page.records.iter().map(|record| record.key.as_str()));
        query.after = page.next;
        if query.after.is_none() {
            return keys;
        }
    }
}

async fn story(world: World) {
    let store = world.create().await;
    // Web addresses are ordered as they are written; a table that was made of them has no readings.
    let named = "id = \"name\"\ntitle = { zh = \"名称\", en = \"name\" }\nkind = ";
    let text = include_str!("sample.toml").replace(&format!("{named}\"text\""), &format!("{named}\"url\""));
    let before = Ledger::read("sample.toml", &text).unwrap();
    prepare(&store, &before).await.unwrap();
    for (key, name) in NAMES.iter().rev() {
        let said = Change::created(march(1), fields(&format!("id={key} name={name}")));
        record(&store, &before, key, &said).await.unwrap();
    }
    assert_ne!(keys(&store.reader().await.unwrap(), &before, "name").await, "abcdefg");
    let ledger = bodies();
    prepare(&store, &ledger).await.unwrap();
    let reader = store.reader().await.unwrap();
    assert_eq!(keys(&reader, &ledger, "name").await, "abcdefg");
    assert_eq!(keys(&reader, &ledger, "-name").await, "gfedcba");
    assert!(verify(&reader, &ledger).await.unwrap().wrong.is_empty());
}

#[test]
fn names_are_ordered_as_they_are_read() {
    on_both(story);
}
