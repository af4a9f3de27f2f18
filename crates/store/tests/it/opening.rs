use sea_orm::ConnectionTrait;
use store::{Database, Error, NewInstallation, Settings, Store, backup};

use crate::world::{World, on_both, operation};

async fn refusals(world: World) {
    let new = NewInstallation { county: "tangxi".to_owned(), demo: false };
    let missing = Store::open(&world.settings).await.unwrap_err();
    assert!(matches!(missing, Error::Missing { .. }), "{missing:?}");
    assert!(!world.folder().exists(), "opening makes nothing");
    std::fs::create_dir(world.folder()).unwrap();
    let missing = Store::open(&world.settings).await.unwrap_err();
    assert!(matches!(missing, Error::Missing { .. }), "without its key as well: {missing:?}");

    let store = world.create().await;
    let second = Store::open(&world.settings).await.unwrap_err();
    assert!(matches!(&second, Error::InUse { place } if place.contains("data")), "{second:?}");
    let remedy = second.problem().remedy;
    assert!(remedy.zh.contains("停止") && remedy.en.contains("stop"), "{remedy:?}");
    if let Database::Postgres(_) = world.settings.database {
        // Another folder, the same database.
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { folder: folder.path().to_owned(), ..world.settings.clone() };
        let second = Store::create(&settings, &new).await.unwrap_err();
        assert!(matches!(&second, Error::InUse { place } if place.starts_with("story")), "{second:?}");
    }
    store.close().await.unwrap();

    let exists = Store::create(&world.settings, &new).await.unwrap_err();
    assert!(matches!(exists, Error::Exists { .. }), "{exists:?}");
    assert_eq!(world.open().await.installation().await.unwrap().county, "tangxi");
}

async fn looked_at(world: World) {
    let missing = Store::look(&world.settings).await.unwrap_err();
    assert!(matches!(missing, Error::Missing { .. }) && !world.folder().exists(), "{missing:?}");
    let store = world.create().await;
    let act = || operation("create", "a", "2026-04-01T00:00:00Z");
    let look = Store::look(&world.settings).await.unwrap();
    store.begin(act()).await.unwrap().commit().await.unwrap();
    assert_eq!(look.installation().await.unwrap().seq, 1, "what the owner does is seen");
    let refused = look.begin(act()).await.unwrap_err();
    assert!(matches!(refused, Error::ReadOnly), "{refused:?}");
    store.begin(act()).await.unwrap().commit().await.unwrap();
    store.close().await.unwrap();

    let look = Store::look(&world.settings).await.unwrap();
    assert_eq!(look.installation().await.unwrap().seq, 2, "without an owner as well");
    if let Database::Sqlite = world.settings.database {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(backup::take(&look, &folder.path().join("b")).await.unwrap().seq, 2);
    }
    world.raw().await.execute_unprepared("update installation set schema_version = 1").await.unwrap();
    let older = Store::look(&world.settings).await.unwrap_err();
    assert!(matches!(older, Error::Older { found: 1, .. }), "{older:?}");
}

async fn taken_over(world: World) {
    let store = world.create().await;
    world.raw().await.execute_unprepared("update installation set owner = 'other'").await.unwrap();
    let refused = store.begin(operation("create", "a", "2026-04-01T00:00:00Z")).await.unwrap_err();
    assert!(matches!(refused, Error::TakenOver), "{refused:?}");
    assert_eq!(store.installation().await.unwrap().seq, 0);
}

async fn damaged(world: World) {
    world.create().await.close().await.unwrap();
    let raw = world.raw().await;
    for (harm, error, said) in [
        ("drop table throttle", "store-damaged", "throttle"),
        ("update installation set schema_version = 999", "store-newer", "999"),
        ("delete from installation", "store-missing", "data"),
    ] {
        raw.execute_unprepared(harm).await.unwrap();
        let refusal = Store::open(&world.settings).await.unwrap_err();
        assert_eq!(refusal.code(), error, "{refusal}");
        let is_named =
            refusal.to_string().contains(said) || matches!(world.settings.database, Database::Postgres(_));
        assert!(is_named, "{refusal}");
    }
}

async fn no_database(mut world: World) {
    if let Database::Postgres(url) = &mut world.settings.database {
        let secret = "s3cret";
        for (bad, error) in [
            ("postgres://qiangxian:s3cret@127.0.0.1:1/none".to_owned(), "store-unreachable"),
            (url.replace("/story", "/no-such-story"), "store-unreachable"),
            ("postgres://[".to_owned(), "store-setting"),
        ] {
            let new = NewInstallation { county: "tangxi".to_owned(), demo: false };
            let settings = Settings { database: Database::Postgres(bad), ..world.settings.clone() };
            let refusal = Store::create(&settings, &new).await.unwrap_err();
            assert_eq!(refusal.code(), error, "{refusal:?}");
            assert!(!format!("{refusal} {settings:?}").contains(secret), "no secret is told: {settings:?}");
        }
        return;
    }
    std::fs::create_dir_all(world.folder()).unwrap();
    std::fs::write(world.folder().join("qiangxian.sqlite"), "强县".repeat(500)).unwrap();
    let refusal = Store::open(&world.settings).await.unwrap_err();
    assert_eq!(refusal.code(), "store-damaged", "{refusal:?}");
}

#[test]
fn nothing_is_made_when_asked_to_open_and_nothing_is_overwritten_when_asked_to_make() {
    on_both(refusals);
}

#[test]
fn a_store_is_read_beside_its_owner_and_refuses_changes() {
    on_both(looked_at);
}

#[test]
fn a_process_notices_that_another_has_taken_over() {
    on_both(taken_over);
}

#[test]
fn a_database_that_is_newer_or_lacks_tables_is_refused() {
    on_both(damaged);
}

#[test]
fn a_database_that_cannot_be_used_is_told_without_secrets() {
    on_both(no_database);
}
