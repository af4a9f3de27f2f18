use std::future::Future;

use super::{MIGRATIONS, create_until, newest};
use crate::dialect::Dialect;
use crate::{Database, Db, FileSettings, MasterKey, NewInstallation, Settings, Store, postgres};

/// Does something on SQLite and, where there is one, on PostgreSQL.
pub(crate) fn on_both<F: Future<Output = ()>>(act: impl Fn(Settings) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    for database in
        [Some(Database::Sqlite), postgres::database().map(Database::Postgres)].into_iter().flatten()
    {
        let folder = tempfile::tempdir().unwrap();
        runtime.block_on(act(settings(database, &folder)));
    }
}

fn settings(database: Database, folder: &tempfile::TempDir) -> Settings {
    let (files, master_key) = (FileSettings::Folder, MasterKey::File);
    Settings { database, folder: folder.path().to_owned(), files, master_key }
}

pub(crate) fn new() -> NewInstallation {
    NewInstallation { county: "tangxi".to_owned(), demo: false }
}

/// Everything that a database says of its tables.
async fn tables(store: &Store) -> Vec<String> {
    let sql = match store.shared().connections.dialect {
        Dialect::Sqlite => "select coalesce(sql, name) as text from sqlite_schema order by name",
        Dialect::Postgres => {
            "select concat_ws(' ', table_name, column_name, data_type, is_nullable) as text
             from information_schema.columns where table_schema = current_schema() order by 1"
        }
    };
    let reader = store.reader().await.unwrap();
    reader.transaction().all(sql, [], |row| row.get("text")).await.unwrap()
}

async fn steps(settings: Settings) {
    let Database::Sqlite = settings.database else {
        // A database of its own for each version.
        for version in 1..=newest() {
            let database = Database::Postgres(postgres::database().unwrap());
            let folder = tempfile::tempdir().unwrap();
            step(&self::settings(database, &folder), version).await;
        }
        return;
    };
    for version in 1..=newest() {
        let folder = settings.folder.join(version.to_string());
        step(&Settings { folder, ..settings.clone() }, version).await;
    }
}

/// From this version to the newest, beside one that is new.
async fn step(settings: &Settings, version: i64) {
    let old = Store::empty(settings).await.unwrap();
    create_until(&old, &new(), version).await.unwrap();
    old.close().await.unwrap();
    let opened = Store::open(settings).await.unwrap();
    assert_eq!(opened.installation().await.unwrap().schema, newest());
    let folder = tempfile::tempdir().unwrap();
    let database = match &settings.database {
        Database::Sqlite => Database::Sqlite,
        Database::Postgres(_) => Database::Postgres(postgres::database().unwrap()),
    };
    let fresh = Store::create(&self::settings(database, &folder), &new()).await.unwrap();
    let fresh = tables(&fresh).await;
    assert!(fresh.len() > 20);
    assert_eq!(tables(&opened).await, fresh, "version {version}");
}

#[test]
fn every_version_becomes_the_newest() {
    on_both(steps);
}

#[test]
fn tables_are_guarded_in_the_version_that_makes_them() {
    for migration in MIGRATIONS {
        for table in migration.append_only {
            assert!(
                super::declared(migration).any(|declared| declared == *table),
                "{table} is in another version"
            );
        }
    }
}
