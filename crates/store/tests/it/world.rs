//! A world for each test: an empty data folder and an empty database.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;

use jiff::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};
use store::{Database, FileSettings, MasterKey, NewInstallation, NewOperation, Settings, Store, Subject};
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
        let settings = Settings {
            database,
            folder: folder.path().join("data"),
            files: FileSettings::Folder,
            master_key: MasterKey::File,
        };
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

    /// A connection beside the store, to see and do what it never would.
    pub(crate) async fn raw(&self) -> DatabaseConnection {
        let url = match &self.settings.database {
            Database::Sqlite => format!("sqlite://{}/qiangxian.sqlite", self.settings.folder.display()),
            Database::Postgres(url) => url.clone(),
        };
        sea_orm::Database::connect(url).await.unwrap()
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

/// The rows that a statement gives, each as text.
pub(crate) async fn rows(raw: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let rows = raw.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| row.column_names().iter().map(|name| cell(row, name)).collect::<Vec<_>>().join(" "))
        .collect()
}

fn cell(row: &QueryResult, name: &str) -> String {
    let number = row.try_get::<i64>("", name).map(|number| number.to_string());
    let text = number.or_else(|_| row.try_get::<String>("", name));
    text.or_else(|_| row.try_get::<Vec<u8>>("", name).map(|bytes| format!("{bytes:02x?}")))
        .unwrap_or_default()
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

/// Random numbers from a seed, so that a story can be told again (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}
