//! A demonstration county of its own for each test.

use std::path::Path;

use app::cases::{Taking, start, take};
use app::records::Mode;
use app::{Actor, App, Clock, Error, Granted};
use form::{Input, Language};
use jiff::Timestamp;
use pack::Pack;
use store::{Database, FileSettings, Settings};
use tempfile::TempDir;

/// The county and the folder in which it lies.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    folder: TempDir,
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
    World { app, clock, folder }
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

/// The same, whose letters go into a folder.
pub(crate) async fn world_with_mail() -> World {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap());
    let surroundings = app::Surroundings {
        address: "https://example.cn".to_owned(),
        mailer: Some(app::mail::Mailer::folder(folder.path().join("mail"))),
        ..app::Surroundings::default()
    };
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let settings = settings(folder.path());
    let app = app::county::create(&settings, pack, true, clock.clone(), surroundings).await.unwrap();
    World { app, clock, folder }
}

impl World {
    /// The folder in which it lies.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Where letters are put.
    pub(crate) fn mailbox(&self) -> std::path::PathBuf {
        self.folder.path().join("mail")
    }

    /// A county that was made elsewhere.
    pub(crate) fn of(app: App, clock: Clock, folder: TempDir) -> World {
        World { app, clock, folder }
    }

    /// Somebody with one role for one body, second factor given.
    pub(crate) fn actor(&self, role: &str, body: Option<&str>) -> Actor {
        actor_of(&self.app, role, body)
    }

    /// Lets go of the county; the folder in which it lies stays.
    pub(crate) async fn close(self) -> TempDir {
        self.app.store().clone().close().await.unwrap();
        self.folder
    }

    /// An open account of the staff that has a role; its number.
    pub(crate) async fn account(&self, role: &str, body: Option<&str>) -> i64 {
        let write = self.app.begin(&Actor::system(), "create", ("account", "1"), None).await.unwrap();
        let account =
            store::accounts::create(&write, store::accounts::AccountKind::Staff, "zh").await.unwrap();
        write.commit().await.unwrap();
        self.grant(account, role, body).await;
        account
    }

    /// Gives an account another role, and nothing that follows from it.
    pub(crate) async fn grant(&self, account: i64, role: &str, body: Option<&str>) {
        let write = self.app.begin(&Actor::system(), "give", ("account", "1"), None).await.unwrap();
        let grant = store::grants::NewGrant {
            account,
            role: role.to_owned(),
            exclusive: self.app.declarations().roles.get(role).unwrap().exclusive.clone(),
            body: body.map(str::to_owned),
            case: None,
            from: self.app.today(),
            until: None,
        };
        store::grants::give(&write, &grant).await.unwrap();
        write.commit().await.unwrap();
    }

    /// The roles of an account, as a session would have them now.
    pub(crate) async fn roles(&self, account: i64) -> Vec<Granted> {
        let reader = self.app.store().reader().await.unwrap();
        let account = store::accounts::get(&reader, account).await.unwrap().unwrap();
        app::sessions::roles_of_account(&self.app, &reader, &account).await.unwrap()
    }

    /// Locks an account.
    pub(crate) async fn lock(&self, account: i64) {
        let administrator = self.actor("system-administrator", None);
        app::accounts::lock(&self.app, &administrator, account, "离岗").await.unwrap();
    }

    /// Loads a text as a version of the plan; gives its number.
    pub(crate) async fn load_plan(&self, clerk: &Actor, text: &str) -> Result<String, Error> {
        let file = app::files::keep(&self.app, clerk, "text", ("方案.txt", text.as_bytes())).await?;
        let title = ("title".to_owned(), vec!["实施方案（演示数据）".to_owned()]);
        let given = Input::from([title, ("text".to_owned(), vec![file.reference])]);
        let taken = start(&self.app, clerk, "plan", &Taking::new("load", given), Mode::Save).await?;
        Ok(taken.number.unwrap())
    }

    /// Issues a version of the plan.
    pub(crate) async fn issue_plan(&self, clerk: &Actor, number: &str) {
        let given = [("document_number", "演示发〔2026〕1号"), ("issued_on", "2026-09-01")];
        let given = given.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
        let taking = Taking::new("issue", Input::from(given));
        take(&self.app, clerk, number, &taking, Mode::Save).await.unwrap();
    }

    /// The text of the plan that the pack of the county brings.
    pub(crate) fn text_of_plan(&self) -> String {
        self.app.declarations().pack.plan_text().unwrap().unwrap().text.into_owned()
    }

    /// The same day goes on until this time.
    pub(crate) fn later(&self, time: &str) {
        self.clock.advance_to(time.parse().unwrap());
    }
}

/// Somebody with one role for one body in a county, second factor given.
pub(crate) fn actor_of(app: &App, role: &str, body: Option<&str>) -> Actor {
    let roles = &app.declarations().roles;
    let role = roles.get(role).unwrap().clone();
    let mut actor = Actor::stranger(roles.get(pack::Roles::STRANGER).cloned());
    actor.account = Some(1);
    actor.name = "account:1".to_owned();
    actor.second_factor = true;
    actor.language = Language::Zh;
    actor.roles.push(Granted { role, body: body.map(str::to_owned), case: None, deputy_for: None });
    actor
}

/// A step with its fields, `field=value` each; a field may have several values.
pub(crate) fn taking(step: &str, fields: &[&str]) -> Taking {
    let mut given = Input::new();
    for pair in fields {
        let (field, value) = pair.split_once('=').unwrap();
        given.entry(field.to_owned()).or_default().push(value.to_owned());
    }
    Taking::new(step, given)
}

/// What is wrong, as code and field.
pub(crate) fn told(refused: Result<impl std::fmt::Debug, Error>) -> Vec<(String, String)> {
    let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
    problems.into_iter().map(|it| (it.code.clone(), it.place.field.unwrap_or_default())).collect()
}
