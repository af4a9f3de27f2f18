use std::fs;

use form::Fields;
use ledger::Change;
use store::ledgers::{Sight, history, prepare, show};
use store::{Error, MasterKey, Store, seals};

use crate::ledgers::recorded::record;
use crate::ledgers::sample::{bodies, fields, march, now};
use crate::world::{World, on_both, operation, rows, told};

const PHONE: &str = "13800138000";
const NOW: &str = "2026-04-01T00:00:00Z";

async fn texts(world: World) {
    let store = world.create().await;
    let write = store.begin(operation("register", "7", NOW)).await.unwrap();
    let sealed = seals::seal(&write, "account/7", "name", "张三").await.unwrap();
    let again = seals::seal(&write, "account/7", "name", "张三").await.unwrap();
    assert_ne!(sealed, again, "nobody sees that two texts are equal");
    write.commit().await.unwrap();

    let reader = store.reader().await.unwrap();
    let open = |subject: &'static str, field: &'static str| seals::open(&reader, subject, field, &sealed);
    assert_eq!(open("account/7", "name").await.unwrap().as_deref(), Some("张三"));
    assert_eq!(open("account/8", "name").await.unwrap(), None);
    assert!(
        matches!(open("account/7", "mail").await, Err(Error::Damaged { .. })),
        "a value opens only in its place"
    );
    assert_eq!(seals::digest(&reader, "mail", "a"), seals::digest(&reader, "mail", "a"));
    assert_ne!(seals::digest(&reader, "mail", "a"), seals::digest(&reader, "name", "a"));
    drop(reader);

    let write = store.begin(operation("erase", "7", NOW)).await.unwrap();
    assert!(seals::destroy(&write, "account/7").await.unwrap());
    assert!(!seals::destroy(&write, "account/7").await.unwrap());
    assert_eq!(seals::open(&write, "account/7", "name", &sealed).await.unwrap(), None);
    // A new key opens new texts, never old ones.
    let new = seals::seal(&write, "account/7", "name", "李四").await.unwrap();
    assert_eq!(seals::open(&write, "account/7", "name", &new).await.unwrap().as_deref(), Some("李四"));
    assert_eq!(seals::open(&write, "account/7", "name", &sealed).await.unwrap(), None);
}

async fn records(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let said = |key: &str| {
        let mut said = fields(&format!("id={key} name=甲"));
        said.insert("phone".to_owned(), form::Value::Text(PHONE.to_owned()));
        said
    };
    for key in ["a", "b"] {
        record(&store, &ledger, key, &Change::created(march(1), said(key))).await.unwrap();
    }
    // The clear value is given again where another field changes, as a form gives it.
    let renamed = Fields::from_iter(said("a").into_iter().chain(fields("name=乙")));
    record(&store, &ledger, "a", &Change::created(march(5), renamed)).await.unwrap();

    let raw = world.raw().await;
    for table in ["revision", "l_test_bodies", "sealed_value", "operation"] {
        let text = rows(&raw, &format!("select * from {table}")).await.join("\n");
        assert!(!text.is_empty() && !text.contains(PHONE), "{table}: {text}");
    }
    let reader = store.reader().await.unwrap();
    let bodies: Vec<_> = history(&reader, &ledger, "a").await.unwrap();
    let pseudonym = |index: usize| bodies[index].fields().unwrap()["phone"].clone();
    assert!(pseudonym(0).is_sealed());
    assert_eq!(pseudonym(0), pseudonym(1), "equal values have equal pseudonyms");
    let other = history(&reader, &ledger, "b").await.unwrap()[0].fields().unwrap()["phone"].clone();
    assert_ne!(pseudonym(0), other, "but not across records");
    drop(reader);

    assert_eq!(phone(&store, "a").await, PHONE);
    let write = store.begin(operation("erase", "a", NOW)).await.unwrap();
    seals::destroy(&write, "test-bodies/a").await.unwrap();
    write.commit().await.unwrap();
    store.tidy().await.unwrap();
    assert!(phone(&store, "a").await.starts_with("sealed:"));
    assert_eq!(phone(&store, "b").await, PHONE);
}

async fn phone(store: &Store, key: &str) -> String {
    let (reader, ledger) = (store.reader().await.unwrap(), bodies());
    let blind = Sight { fields: ["name".to_owned()].into(), ..Sight::everything(&ledger) };
    let shown = show(&reader, &ledger, key, now(march(6)), &blind).await.unwrap().unwrap();
    assert!(shown.fields.keys().eq(["name"]));
    let shown =
        show(&reader, &ledger, key, now(march(6)), &Sight::everything(&ledger)).await.unwrap().unwrap();
    shown.fields["phone"].as_text().unwrap().to_owned()
}

async fn keys(mut world: World) {
    world.create().await.close().await.unwrap();
    let path = world.folder().join("master.key");
    let key = fs::read_to_string(&path).unwrap();
    let other = "0".repeat(64);
    for (file, given, error) in [
        (None, None, Some("store-no-master-key")),
        (Some("强县"), None, Some("store-no-master-key")),
        (Some(other.as_str()), None, Some("store-other-master-key")),
        (None, Some(other.clone()), Some("store-other-master-key")),
        (None, Some(key.clone()), None),
        (Some(key.as_str()), None, None),
    ] {
        match file {
            Some(text) => fs::write(&path, text).unwrap(),
            None => drop(fs::remove_file(&path)),
        }
        world.settings.master_key = given.map_or(MasterKey::File, MasterKey::Given);
        match Store::open(&world.settings).await {
            Ok(store) => {
                assert_eq!(error, None);
                store.close().await.unwrap();
            }
            Err(refusal) => assert_eq!(Some(refusal.code()), error, "{refusal}"),
        }
    }
}

#[test]
fn a_sealed_text_opens_in_its_place_until_its_key_is_destroyed() {
    on_both(texts);
}

#[test]
fn personal_values_of_records_are_pseudonyms_everywhere_but_before_who_may_see_them() {
    on_both(records);
}

#[test]
fn without_its_master_key_nothing_starts() {
    told(keys(World::sqlite()));
}
