//! A demonstration county of its own for each test.

use std::path::Path;

use app::{Actor, App, Clock, Granted};
use form::Language;
use jiff::Timestamp;
use pack::Pack;
use store::{Database, FileSettings, Settings};
use tempfile::TempDir;

/// The county and the folder in which it lies.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    _folder: TempDir,
}

/// The demonstration county at noon in China on 1 September 2026.
pub(crate) async fn world() -> World {
    world_on(Database::Sqlite).await
}

/// The same in this database.
pub(crate) async fn world_on(database: Database) -> World {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { database, ..settings(folder.path()) };
    let noon: Timestamp = "2026-09-01T12:00:00+08:00".parse().unwrap();
    let clock = Clock::demonstration(noon);
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let app = app::county::create(&settings, pack, true, clock.clone(), app::Surroundings::default())
        .await
        .unwrap();
    World { app, clock, _folder: folder }
}

/// Everything in the folder `data` of this folder.
pub(crate) fn settings(folder: &Path) -> Settings {
    Settings {
        database: Database::Sqlite,
        folder: folder.join("data"),
        files: FileSettings::Folder,
        master_key: store::seals::MasterKey::File,
    }
}

impl World {
    /// Somebody with one role for one body, second factor given.
    pub(crate) fn actor(&self, role: &str, body: Option<&str>) -> Actor {
        let roles = &self.app.declarations().roles;
        let role = roles.get(role).unwrap().clone();
        let everybody = roles.get(pack::Roles::STRANGER).cloned();
        let mut actor = Actor::stranger(everybody);
        actor.account = Some(1);
        actor.name = "account:1".to_owned();
        actor.second_factor = true;
        actor.language = Language::Zh;
        actor.roles.push(Granted { role, body: body.map(str::to_owned), case: None });
        actor
    }

    /// The same day goes on until this time.
    pub(crate) fn later(&self, time: &str) {
        self.clock.advance_to(time.parse().unwrap());
    }
}
