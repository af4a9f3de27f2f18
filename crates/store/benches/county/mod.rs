//! Where a benchmark writes: a county of its own in a temporary folder, on SQLite and on a real PostgreSQL where one is found.

#[path = "../../tests/it/postgres.rs"]
mod postgres;

use store::{Database, FileSettings, MasterKey, NewInstallation, Settings, Store};
use tempfile::TempDir;

/// Measures on each database in turn.
pub(crate) fn on_each(measure: impl AsyncFn(Store)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut databases = vec![("SQLite", Database::Sqlite)];
    databases.extend(postgres::database().map(|url| ("PostgreSQL", Database::Postgres(url))));
    for (name, database) in databases {
        println!("\n{name}");
        runtime.block_on(async {
            let (store, _folder) = county(database).await;
            measure(store).await;
        });
    }
}

async fn county(database: Database) -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        database,
        folder: folder.path().to_owned(),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    };
    let new = NewInstallation { county: "bench".to_owned(), demo: true };
    (Store::create(&settings, &new).await.unwrap(), folder)
}
