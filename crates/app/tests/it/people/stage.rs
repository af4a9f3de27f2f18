//! A county with people in it, each with a browser, a mailbox and, some of them, a telephone.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use app::accounts::{self, NewPerson, NewStaff};
use app::grants::{self, GivenRole};
use app::mail::Mailer;
use app::oidc::Provider;
use app::secrets::{Password, RecoveryCode, SecondFactor};
use app::sessions::{self, SignedIn, Who};
use app::{Actor, App, Clock, Declarations, Error, Surroundings, Visitor, jobs};
use form::Language;
use jiff::{SignedDuration, Timestamp};
use pack::Pack;
use store::seals::MasterKey;
use store::{Database, FileSettings, NewInstallation, Settings, Store};
use tempfile::TempDir;

use crate::mail::body_of;

pub(crate) const ADDRESS: &str = "https://example.cn/qiangxian";

/// The county.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) clock: Clock,
    pub(crate) people: BTreeMap<String, Person>,
    folder: TempDir,
    numbers: Cell<usize>,
}

/// Somebody: a role, never a name.
#[derive(Default)]
pub(crate) struct Person {
    pub(crate) visitor: Visitor,
    pub(crate) phone: Option<SecondFactor>,
    pub(crate) codes: Vec<RecoveryCode>,
    /// What the last letter with a link in it led to.
    pub(crate) token: String,
}

/// A letter that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) to: String,
    pub(crate) body: String,
}

impl Stage {
    pub(crate) async fn new(database: Database) -> Stage {
        Stage::with(database, None).await
    }

    /// A county whose people may come in by this provider.
    pub(crate) async fn with(database: Database, provider: Option<Provider>) -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            database,
            folder: folder.path().join("data"),
            files: FileSettings::Folder,
            master_key: MasterKey::File,
        };
        let new = NewInstallation { county: "china".to_owned(), demo: true };
        let store = Store::create(&settings, &new).await.unwrap();
        let declarations = Declarations::read(Pack::built_in("china").unwrap()).unwrap();
        let clock = Clock::demonstration("2026-03-02T09:45:00+08:00".parse().unwrap());
        let surroundings = Surroundings {
            address: ADDRESS.to_owned(),
            mailer: Some(Mailer::folder(folder.path().join("mail"))),
            provider,
            ..Surroundings::default()
        };
        let app = App::new(store, declarations, clock.clone(), surroundings);
        Stage { app, clock, people: BTreeMap::new(), folder, numbers: Cell::new(0) }
    }

    /// Where all of it is kept.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A file that somebody sent to show something; its digest.
    pub(crate) async fn document(&self, who: &Who) -> String {
        let file = ("营业执照.txt", "演示数据：营业执照".as_bytes());
        app::files::keep(&self.app, &who.actor, "document", file).await.unwrap().digest
    }

    /// A number that nobody had before.
    pub(crate) fn next(&self) -> usize {
        self.numbers.set(self.numbers.get() + 1);
        self.numbers.get()
    }

    /// All bytes of the files of the database.
    pub(crate) fn database_files(&self) -> Vec<u8> {
        let files = fs::read_dir(self.folder.path().join("data")).unwrap().flatten();
        let of_database =
            files.filter(|file| file.file_name().to_string_lossy().starts_with("qiangxian.sqlite"));
        of_database.flat_map(|file| fs::read(file.path()).unwrap()).collect()
    }

    /// From now on no letter can be sent.
    pub(crate) fn break_mailbox(&self) {
        let folder = self.folder.path().join("mail");
        let _ = fs::remove_dir_all(&folder);
        fs::write(folder, "").unwrap();
    }

    /// Time goes on.
    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance_to(self.now() + time);
    }

    /// Somebody, with a browser of their own.
    pub(crate) fn person(&mut self, name: &str) -> &mut Person {
        let number = self.people.len() + 1;
        self.people.entry(name.to_owned()).or_insert_with(|| Person {
            visitor: Visitor {
                address: Some(format!("192.0.2.{number}")),
                device: Some("Firefox".to_owned()),
                language: Language::Zh,
                session: None,
            },
            ..Person::default()
        })
    }

    pub(crate) fn visitor(&mut self, name: &str) -> Visitor {
        self.person(name).visitor.clone()
    }

    pub(crate) async fn who(&mut self, name: &str) -> Who {
        let visitor = self.visitor(name);
        sessions::who(&self.app, &visitor).await.unwrap()
    }

    pub(crate) async fn actor(&mut self, name: &str) -> Actor {
        self.who(name).await.actor
    }

    /// The browser keeps the token.
    pub(crate) fn enter(&mut self, name: &str, signed_in: &SignedIn) {
        self.person(name).visitor.session = Some(signed_in.token.text().to_owned());
    }

    /// Sends what waits to be sent, and gives the letters; links in them are at hand to whose mailbox it is.
    pub(crate) async fn post(&mut self) -> Vec<Sent> {
        jobs::run_due(&self.app).await.unwrap();
        let folder = self.folder.path().join("mail");
        let Ok(files) = fs::read_dir(&folder) else { return Vec::new() };
        let mut letters = Vec::new();
        for file in files.flatten() {
            let letter = fs::read_to_string(file.path()).unwrap();
            fs::remove_file(file.path()).unwrap();
            let to = letter.lines().find_map(|line| line.strip_prefix("To: ")).unwrap().to_owned();
            letters.push(Sent { to, body: body_of(&letter) });
        }
        for letter in &letters {
            let name = letter.to.split('@').next().unwrap();
            if let Some(token) = token_in(&letter.body) {
                self.person(name).token = token;
            }
        }
        letters.sort_by(|one, other| one.to.cmp(&other.to));
        letters
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: Password) -> Result<(), Error> {
        let visitor = self.visitor(name);
        let signed_in = sessions::sign_in(&self.app, &visitor, &mail(name), password).await?;
        self.enter(name, &signed_in);
        Ok(())
    }

    /// Somebody who has registered and is signed in.
    pub(crate) async fn registered(&mut self, name: &str) {
        let visitor = self.visitor(name);
        accounts::request_registration(&self.app, &visitor, &mail(name)).await.unwrap();
        self.post().await;
        let token = self.person(name).token.clone();
        let signed_in = accounts::register(&self.app, &visitor, &token, new_person(name)).await.unwrap();
        self.enter(name, &signed_in);
    }

    /// A member of the staff with an account that is set up, signed in with both factors, without any role.
    pub(crate) async fn staff(&mut self, name: &str) -> i64 {
        let console = accounts::console(&self.app);
        let account = accounts::create_staff(&self.app, &console, &new_staff(name)).await.unwrap().account;
        self.post().await;
        let token = self.person(name).token.clone();
        self.set_up(name, &token).await;
        account
    }

    /// Follows a set-up link: password, telephone.
    pub(crate) async fn set_up(&mut self, name: &str, token: &str) {
        let visitor = self.visitor(name);
        let signed_in = accounts::set_up(&self.app, &visitor, token, password(name)).await.unwrap();
        self.enter(name, &signed_in);
        self.enroll(name).await;
        self.post().await;
    }

    /// Enrolls a telephone and gives its first code.
    pub(crate) async fn enroll(&mut self, name: &str) {
        let who = self.who(name).await;
        let enrollment = accounts::second_factor::enroll(&self.app, &who).await.unwrap();
        let phone = SecondFactor::from_text(&enrollment.secret).unwrap();
        let code = phone.code(self.now());
        let confirmed = accounts::second_factor::confirm(&self.app, &who, &code).await.unwrap();
        let person = self.person(name);
        (person.phone, person.codes) = (Some(phone), confirmed.recovery_codes);
        self.enter(name, &confirmed.signed_in);
    }

    /// A member of the staff who has this role, signed in with both factors.
    pub(crate) async fn with_role(&mut self, name: &str, role: &str) -> i64 {
        let account = self.staff(name).await;
        let given = GivenRole {
            account,
            role: role.to_owned(),
            body: None,
            case: None,
            from: self.app.today(),
            until: None,
            reason: "任命文件".to_owned(),
        };
        grants::give(&self.app, &accounts::console(&self.app), &given).await.unwrap();
        self.post().await;
        account
    }

    /// The code the telephone of somebody shows now.
    pub(crate) fn code(&mut self, name: &str) -> String {
        let now = self.now();
        self.person(name).phone.as_ref().unwrap().code(now)
    }
}

/// What stands behind `token=` in a link.
pub(crate) fn token_in(text: &str) -> Option<String> {
    let (_, token) = text.split_once("token=")?;
    Some(token.chars().take_while(char::is_ascii_hexdigit).collect())
}

pub(crate) fn mail(name: &str) -> String {
    format!("{name}@example.cn")
}

pub(crate) fn password(name: &str) -> Password {
    Password::new(format!("plane trees for the {name}, please"))
}

pub(crate) fn new_person(name: &str) -> NewPerson {
    NewPerson { name: name.to_owned(), password: password(name), consent: Some("2026-01".to_owned()) }
}

pub(crate) fn new_staff(name: &str) -> NewStaff {
    NewStaff {
        name: name.to_owned(),
        sign_in_name: format!("staff-{name}"),
        mail: mail(name),
        language: Language::Zh,
    }
}
