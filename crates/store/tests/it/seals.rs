//! Personal values: kept, opened, and gone when the key of their subject is destroyed.

use store::{Error, Store, Write, seals};

use crate::world::{on_both, operation};

async fn write(store: &Store) -> Write {
    store.begin(operation("create", "1", "2026-03-02T01:00:00Z")).await.unwrap()
}

#[test]
fn a_value_is_opened_until_the_key_of_its_subject_is_destroyed() {
    on_both(async |world| {
        let store = world.create().await;
        let sealing = write(&store).await;
        let name = seals::seal(&sealing, "ip-staff/1", "name", "某某").await.unwrap();
        let same = seals::seal(&sealing, "ip-staff/1", "name", "某某").await.unwrap();
        let other_field = seals::seal(&sealing, "ip-staff/1", "phone", "某某").await.unwrap();
        let other_subject = seals::seal(&sealing, "ip-staff/2", "name", "某某").await.unwrap();
        sealing.commit().await.unwrap();
        assert_eq!(name, same);
        assert!(name.starts_with("sealed:") && name != other_field && name != other_subject);

        let reader = store.reader().await.unwrap();
        let asked = [name.as_str(), other_subject.as_str(), "某某", "sealed:unknown"];
        let opened = seals::open(&reader, &asked).await.unwrap();
        assert_eq!(opened.get(&name).map(String::as_str), Some("某某"));
        assert_eq!(opened.len(), 2);
        drop(reader);

        let destroying = write(&store).await;
        assert!(seals::destroy(&destroying, "ip-staff/1").await.unwrap());
        assert!(!seals::destroy(&destroying, "ip-staff/1").await.unwrap());
        let refused = seals::seal(&destroying, "ip-staff/1", "name", "某某").await;
        assert!(matches!(refused, Err(Error::Refused { .. })), "{refused:?}");
        destroying.commit().await.unwrap();
        let opened = seals::open(&store.reader().await.unwrap(), &asked).await.unwrap();
        assert_eq!(opened.into_keys().collect::<Vec<_>>(), [other_subject]);
    });
}

#[test]
fn what_is_concealed_is_revealed_in_its_place_alone() {
    on_both(async |world| {
        let store = world.create().await;
        let reader = store.reader().await.unwrap();
        let concealed = seals::conceal(&reader, "letters/1", "给某某的信").unwrap();
        assert_ne!(concealed, seals::conceal(&reader, "letters/1", "给某某的信").unwrap());
        assert_eq!(seals::reveal(&reader, "letters/1", &concealed).unwrap(), "给某某的信");
        for (place, text) in [("letters/2", concealed.as_str()), ("letters/1", "00"), ("letters/1", "信")] {
            assert!(
                matches!(seals::reveal(&reader, place, text), Err(Error::Damaged { .. })),
                "{place} {text}"
            );
        }
        let digest = seals::digest(&reader, "mail", "moumou@example.cn");
        assert_eq!(digest, seals::digest(&reader, "mail", "moumou@example.cn"));
        assert_ne!(digest, seals::digest(&reader, "address", "moumou@example.cn"));
    });
}

#[test]
fn the_key_stays_with_its_folder_and_is_never_made_anew() {
    on_both(async |world| {
        let store = world.create().await;
        let concealed = seals::conceal(&store.reader().await.unwrap(), "letters/1", "信").unwrap();
        store.close().await.unwrap();
        let store = world.open().await;
        assert_eq!(seals::reveal(&store.reader().await.unwrap(), "letters/1", &concealed).unwrap(), "信");
        store.close().await.unwrap();

        let key = world.folder().join("master.key");
        let saved = std::fs::read(&key).unwrap();
        std::fs::remove_file(&key).unwrap();
        let missing = Store::open(&world.settings).await.unwrap_err();
        assert_eq!(missing.code(), "store-no-key");
        assert!(!key.exists());
        std::fs::write(&key, "damaged").unwrap();
        assert_eq!(Store::open(&world.settings).await.unwrap_err().code(), "store-damaged");
        std::fs::write(&key, saved).unwrap();
        world.open().await;
    });
}
