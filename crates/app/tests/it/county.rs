//! A county without records, with a clock that tests set.

use std::future::Future;

use app::{Actor, App, Clock, Declarations, Granted, Surroundings};
use jiff::SignedDuration;
use pack::Pack;
use store::{Database, FileSettings, MasterKey, NewInstallation, Settings, Store};
use tempfile::TempDir;

use crate::postgres;

/// A county, in a folder of its own.
pub(crate) struct County {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    _folder: TempDir,
}

impl County {
    pub(crate) async fn new(database: Database, surroundings: Surroundings) -> County {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            database,
            folder: folder.path().join("data"),
            files: FileSettings::Folder,
            master_key: MasterKey::File,
        };
        let new = NewInstallation { county: "kaifu".to_owned(), demo: true };
        let store = Store::create(&settings, &new).await.unwrap();
        let pack = Pack::built_in("china").unwrap();
        let declarations = Declarations::read(pack).unwrap();
        let clock = Clock::demonstration("2026-03-02T09:45:00+08:00".parse().unwrap());
        let app = App::new(store, declarations, clock.clone(), surroundings);
        County { app, clock, _folder: folder }
    }

    /// Time goes on.
    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance_to(self.clock.now() + time);
    }

    /// Somebody without an account who has a role, as operations see them.
    pub(crate) fn with_role(&self, role: &str) -> Actor {
        let role = self.app.declarations().roles.get(role).unwrap().clone();
        Actor {
            name: role.id.clone(),
            roles: vec![Granted { role, body: None, case: None, deputy_for: None }],
            second_factor: true,
            ..Actor::stranger(None)
        }
    }
}

/// Tells a story on SQLite and, where there is one, on PostgreSQL.
pub(crate) fn on_both<F: Future<Output = ()>>(story: impl Fn(Database) -> F) {
    let postgres = postgres::database().map(Database::Postgres);
    for database in [Some(Database::Sqlite), postgres].into_iter().flatten() {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(story(database));
    }
}
