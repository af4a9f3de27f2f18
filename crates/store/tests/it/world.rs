//! A world for each test: an empty data folder and an empty database.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;

use jiff::Timestamp;
use store::{Database, FileSettings, NewInstallation, NewOperation, Settings, Store, Subject};
use tempfile::TempDir;

use crate::postgres;

/// Where one story is told.
pub(crate) struct World {
    pub(crate) settings: Settings,
    _folder: TempDir,
}

impl World {
    fn new(database: Database) -> World {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { database, folder: folder.path().join("data"), files: FileSettings::Folder };
        World { settings, _folder: folder }
    }

    /// A world on SQLite.
    pub(crate) fn sqlite() -> World {
        World::new(Database::Sqlite)
    }

    /// A new store.
    pub(crate) async fn create(&self) -> Store {
        let new = NewInstallation { county: "tangxi".to_owned(), demo: false };
        Store::create(&self.settings, &new).await.unwrap()
    }

    /// The store that is there.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.settings).await.unwrap()
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.settings.folder.clone()
    }
}

impl fmt::Debug for World {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.settings.database)
    }
}

/// Tells a story on SQLite and on PostgreSQL.
pub(crate) fn on_both<F: Future<Output = ()>>(story: impl Fn(World) -> F) {
    let postgres = postgres::database().map(|url| World::new(Database::Postgres(url)));
    for world in [Some(World::sqlite()), postgres].into_iter().flatten() {
        told(story(world));
    }
}

/// Runs one story to its end.
pub(crate) fn told(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(story);
}

/// An operation of the stories, recorded at this time.
pub(crate) fn operation(act: &str, id: &str, now: &str) -> NewOperation {
    NewOperation {
        actor: "经办人".to_owned(),
        act: act.to_owned(),
        subject: Subject { kind: "bodies".to_owned(), id: id.to_owned() },
        reason: None,
        now: now.parse::<Timestamp>().unwrap(),
    }
}
