use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::Change;
use store::ledgers::{prepare, verify};
use store::{Error, MasterKey, Store, backup, operations};

use crate::ledgers::recorded::record;
use crate::ledgers::sample::{bodies, fields, march};
use crate::world::{World, on_both, told};

/// Writes until it is told to stop.
async fn load(store: Store, stop: Arc<AtomicBool>) {
    let ledger = bodies();
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        number += 1;
        let said = fields(&format!("id=l{number} name=名 phone=13800138000"));
        record(&store, &ledger, &format!("l{number}"), &Change::created(march(1), said)).await.unwrap();
    }
}

async fn story(world: World) {
    let (store, other) = (world.create().await, World::sqlite());
    prepare(&store, &bodies()).await.unwrap();
    let stored = store.files().store("演示数据".as_bytes()).await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn(load(store.clone(), Arc::clone(&stop)));
    while store.installation().await.unwrap().seq < 5 {
        tokio::task::yield_now().await;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("backup");
    let manifest = backup::take(&store, &path).await.unwrap();
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();
    assert!(manifest.seq >= 5 && manifest.rows["operation"] == manifest.seq);
    assert_eq!(manifest.files.as_ref().unwrap().len(), 1);
    assert_eq!(backup::check(&path).await.unwrap(), manifest);
    let again = backup::take(&store, &path).await.unwrap_err();
    assert!(matches!(again, Error::NotEmpty { .. }), "a backup is not overwritten");

    // The key is not in the backup; without it nothing is put back.
    let key = fs::read_to_string(world.folder().join("master.key")).unwrap();
    let locked = backup::restore(&path, &other.settings).await.unwrap_err();
    assert!(matches!(locked, Error::NoMasterKey { .. }), "{locked:?}");
    let mut settings = other.settings.clone();
    settings.master_key = MasterKey::Given(key);
    // The database was taken away and its log forgotten: it would be written into the one that comes.
    let log = settings.folder.join("qiangxian.sqlite-wal");
    fs::write(&log, "log").unwrap();
    let stale = backup::restore(&path, &settings).await.unwrap_err();
    assert!(matches!(&stale, Error::Exists { place } if place.ends_with("-wal")), "{stale:?}");
    fs::remove_file(&log).unwrap();
    assert_eq!(backup::restore(&path, &settings).await.unwrap(), manifest);
    let twice = backup::restore(&path, &settings).await.unwrap_err();
    assert!(matches!(twice, Error::Exists { .. }), "{twice:?}");

    let restored = Store::open(&settings).await.unwrap();
    assert_eq!(restored.installation().await.unwrap().identity, store.installation().await.unwrap().identity);
    let reader = restored.reader().await.unwrap();
    assert_eq!(operations::verify(&reader).await.unwrap(), [0; 0]);
    let verified = verify(&reader, &bodies()).await.unwrap();
    assert_eq!((verified.records as i64, verified.wrong.len()), (manifest.seq, 0));
    assert_eq!(restored.files().read(&stored.digest).await.unwrap(), Some("演示数据".as_bytes().to_vec()));
}

async fn damaged(world: World) {
    let store = world.create().await;
    store.files().store(b"x").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (round, name) in ["qiangxian.sqlite", "manifest.json", "files"].into_iter().enumerate() {
        let path = folder.path().join(round.to_string());
        let manifest = backup::take(&store, &path).await.unwrap();
        let file = match name {
            "files" => path.join(&manifest.files.unwrap()[0].path),
            name => path.join(name),
        };
        let mut bytes = fs::read(&file).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&file, bytes).unwrap();
        let bad = backup::check(&path).await.unwrap_err();
        assert!(matches!(bad, Error::BadBackup { .. }), "{name}: {bad:?}");
        fs::remove_file(&file).unwrap();
        let bad = backup::restore(&path, &World::sqlite().settings).await.unwrap_err();
        assert!(matches!(bad, Error::BadBackup { .. }), "{name}: {bad:?}");
    }
}

async fn elsewhere(world: World) {
    let store = world.create().await;
    let taken = backup::take(&store, &world.folder().join("backup")).await;
    match world.settings.database {
        store::Database::Sqlite => drop(taken.unwrap()),
        store::Database::Postgres(_) => {
            let refused = taken.unwrap_err();
            assert!(refused.problem().remedy.en.contains("pg_dump"), "{refused:?}");
        }
    }
}

#[test]
fn a_backup_taken_under_load_is_put_back_whole() {
    told(story(World::sqlite()));
}

#[test]
fn a_damaged_backup_is_refused() {
    told(damaged(World::sqlite()));
}

#[test]
fn backups_of_postgresql_are_its_own() {
    on_both(elsewhere);
}
