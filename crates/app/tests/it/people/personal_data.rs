//! What is kept of a person: sealed, shown to its owner, gone when the account is closed, and in no log.

use std::fmt;
use std::sync::{Arc, Mutex};

use app::accounts;
use app::{Deed, sessions};
use store::{Database, operations};
use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Metadata, Subscriber};

use super::stage::{Stage, mail, new_person, password};
use super::story::shown;

/// Stands in names and addresses and nowhere else.
const CANARY: &str = "canary";

#[tokio::test]
async fn nothing_of_a_person_stands_in_the_database_in_the_clear() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered(CANARY).await;
    stage.enroll(CANARY).await;
    let visitor = stage.visitor(CANARY);
    accounts::request_recovery(&stage.app, &visitor, &mail(CANARY)).await.unwrap();
    let wrong = sessions::sign_in(&stage.app, &visitor, "another-canary@example.cn", password("x")).await;
    assert_eq!(shown(&wrong.unwrap_err()), "sign-in-wrong");
    let person = stage.person(CANARY);
    let secrets = [
        CANARY.to_owned(),
        "plane trees".to_owned(),
        person.visitor.session.clone().unwrap(),
        person.token.clone(),
        person.phone.as_ref().unwrap().text(),
        person.codes[0].text(),
    ];
    let files = stage.database_files();
    for secret in &secrets {
        let found = files.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} stands in the database");
    }
    assert!(files.windows(7).any(|window| window == b"sign-in"), "the files are those of the database");
}

#[tokio::test]
async fn the_owner_takes_out_what_is_kept() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered(CANARY).await;
    let who = stage.who(CANARY).await;
    accounts::consent(&stage.app, &who, "bank", "2026-02").await.unwrap();
    accounts::withdraw_consent(&stage.app, &who, "bank").await.unwrap();
    let again = accounts::withdraw_consent(&stage.app, &who, "bank").await.unwrap_err();
    assert_eq!(shown(&again), "not found");
    let kept = accounts::withdraw_consent(&stage.app, &who, "account").await.unwrap_err();
    assert_eq!(shown(&kept), "not allowed: without this consent there can be no account");
    let exported = accounts::export(&stage.app, &who).await.unwrap();
    assert_eq!(exported["name"], CANARY);
    assert_eq!(exported["signs-in-with"][0]["text"], mail(CANARY));
    let consents = exported["consents"].as_array().unwrap();
    assert_eq!(consents.iter().filter(|consent| !consent["ended-by"].is_null()).count(), 1);
    let acts: Vec<&str> =
        exported["operations"].as_array().unwrap().iter().filter_map(|one| one["act"].as_str()).collect();
    assert_eq!(acts, ["withdraw-consent", "give-consent"], "what they did while they were signed in");
    for part in ["roles", "firms", "claims", "identities", "sessions", "messages"] {
        assert!(exported[part].is_array(), "{part}");
    }
    let stranger = stage.who("nobody").await;
    accounts::export(&stage.app, &stranger).await.unwrap_err();
}

#[tokio::test]
async fn a_closed_account_leads_to_nobody() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered(CANARY).await;
    let who = stage.who(CANARY).await;
    let account = who.actor.account.unwrap();
    let refused = accounts::close(&stage.app, &who, app::secrets::Password::new("wrong")).await;
    assert_eq!(shown(&refused.unwrap_err()), "password-wrong");
    accounts::close(&stage.app, &who, password(CANARY)).await.unwrap();
    assert_eq!(stage.post().await[0].to, mail(CANARY), "the last letter");
    assert_eq!(stage.actor(CANARY).await.account, None);
    assert_eq!(shown(&stage.sign_in(CANARY, password(CANARY)).await.unwrap_err()), "sign-in-wrong");
    let reader = stage.app.store().reader().await.unwrap();
    let closed = store::accounts::get(&reader, account).await.unwrap().unwrap();
    let name = store::seals::open(&reader, &format!("account/{account}"), "name", &closed.sealed_name).await;
    assert_eq!(name.unwrap(), None, "the key was destroyed");
    drop(reader);
    // The address is free again, for another account.
    stage.registered(CANARY).await;
    assert_ne!(stage.actor(CANARY).await.account, Some(account));
}

#[tokio::test]
async fn everything_is_in_the_trail_with_who_and_from_where() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered("artist").await;
    let account = stage.actor("artist").await.account.unwrap();
    let visitor = stage.visitor("artist");
    for name in [mail("artist"), "an unknown name".to_owned()] {
        sessions::sign_in(&stage.app, &visitor, &name, password("x")).await.unwrap_err();
    }
    stage.sign_in("artist", password("artist")).await.unwrap();
    let who = stage.who("artist").await;
    sessions::sign_out(&stage.app, &who).await.unwrap();
    let reader = stage.app.store().reader().await.unwrap();
    let asked = operations::Asked { limit: 100, ..Default::default() };
    let mut trail = Vec::new();
    for operation in operations::list(&reader, &asked).await.unwrap().into_iter().rev() {
        assert!(Deed::named(&operation.act).is_some(), "{}", operation.act);
        let from = store::origins::of(&reader, operation.seq).await.unwrap().unwrap();
        let subject = format!("{}/{}", operation.subject.kind, operation.subject.id);
        trail.push(format!("{} {} {subject} from {from}", operation.actor, operation.act));
    }
    let own = format!("account:{account}");
    assert_eq!(
        trail,
        [
            "stranger request-registration account/new from 192.0.2.1".to_owned(),
            format!("stranger register account/{account} from 192.0.2.1"),
            format!("stranger fail-to-sign-in account/{account} from 192.0.2.1"),
            "stranger fail-to-sign-in account/unknown from 192.0.2.1".to_owned(),
            format!("{own} sign-in account/{account} from 192.0.2.1"),
            format!("{own} sign-out account/{account} from 192.0.2.1"),
        ]
    );
}

#[tokio::test(flavor = "current_thread")]
async fn no_log_holds_anything_personal_or_secret() {
    let log = Log::default();
    let listening = tracing::subscriber::set_default(log.clone());
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered(CANARY).await;
    let visitor = stage.visitor(CANARY);
    for _ in 0..7 {
        sessions::sign_in(&stage.app, &visitor, &mail(CANARY), password("x")).await.unwrap_err();
    }
    accounts::register(&stage.app, &visitor, "token-of-canary", new_person(CANARY)).await.unwrap_err();
    stage.break_mailbox();
    accounts::request_recovery(&stage.app, &visitor, &mail(CANARY)).await.unwrap();
    app::jobs::run_due(&stage.app).await.unwrap();
    drop(listening);
    let lines = log.lines.lock().unwrap().join("\n");
    assert!(lines.contains("a job failed"), "something was logged: {lines}");
    assert!(!lines.contains(CANARY) && !lines.contains("plane trees"), "{lines}");
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = Line(attributes.metadata().name().to_owned());
        attributes.record(&mut line);
        self.lines.lock().unwrap().push(line.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        // The statements of the database have their values apart from their text.
        self.lines.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
