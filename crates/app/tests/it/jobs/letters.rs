//! Letters are the work that fails most: the server is not ours.

use app::jobs::{self, Seen, State};
use app::mail::{Letter, Mailer, Security, Settings, post};
use app::{Actor, Error, Surroundings};
use form::Language;
use jiff::SignedDuration;
use store::Database;

use crate::county::{County, on_both};
use crate::smtp_sink::SmtpSink;

/// To whom the letters of these stories go; it never shows up in what administrators see.
pub(super) const MAILBOX: &str = "canary-mailbox@example.cn";

/// Name and password as the server wants them.
const CREDENTIALS: (&str, &str) = ("qiangxian", "secret");
const CREDENTIALS_IN_BASE_64: &str = "AHFpYW5neGlhbgBzZWNyZXQ=";

/// A county that sends its letters to this server.
pub(super) async fn county(database: Database, settings: &Settings) -> County {
    let surroundings = Surroundings {
        address: "https://example.cn".to_owned(),
        mailer: Some(Mailer::smtp(settings).unwrap()),
        provider: None,
        ..Surroundings::default()
    };
    County::new(database, surroundings).await
}

/// An operation that causes a letter.
pub(super) async fn write_letter(county: &County) {
    let actor = Actor::stranger(None);
    let write = county.app.begin(&actor, "recover", ("account", "7"), None).await.unwrap();
    let letter = Letter::Recovery { link: "https://example.cn/recovery?token=00".to_owned() };
    post(&county.app, &write, None, MAILBOX, Language::Zh, &letter).await.unwrap();
    write.commit().await.unwrap();
}

/// The job with this number, as the system administrator sees it.
pub(super) async fn seen(county: &County, id: i64) -> Seen {
    jobs::see(&county.app, &county.with_role("system-administrator"), id).await.unwrap()
}

fn line(seen: &Seen) -> &str {
    seen.line.as_ref().map_or("", |line| line.en.as_str())
}

#[test]
fn a_letter_that_could_not_be_sent_is_sent_later() {
    on_both(async |database| {
        let sink = SmtpSink::start(Security::StartTls).await;
        let county = county(database, &sink.settings()).await;
        sink.refuse(Some("450 4.2.0 <canary-mailbox@example.cn>: try later"));
        write_letter(&county).await;
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1);
        let first = seen(&county, 1).await;
        let next = county.clock.now() + SignedDuration::from_secs(30);
        assert_eq!((first.state, first.attempts), (State::Waiting(next), 1));
        assert_eq!(line(&first), "the server answered 450");
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 0, "it waits");
        county.pass(SignedDuration::from_secs(30));
        sink.refuse(None);
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1);
        assert_eq!(seen(&county, 1).await.state, State::Done(county.clock.now()));
        let deliveries = sink.deliveries();
        let [delivery] = deliveries.as_slice() else { panic!("{deliveries:?}") };
        assert_eq!((delivery.to.as_str(), delivery.protected), (MAILBOX, true));
    });
}

#[tokio::test]
async fn an_operation_that_is_not_done_sends_no_letter() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    let actor = Actor::stranger(None);
    let write = county.app.begin(&actor, "recover", ("account", "7"), None).await.unwrap();
    post(&county.app, &write, None, MAILBOX, Language::Zh, &Letter::Closed).await.unwrap();
    drop(write);
    assert_eq!(jobs::run_due(&county.app).await.unwrap(), 0);
    assert_eq!(sink.deliveries(), []);
}

#[tokio::test]
async fn a_letter_is_given_up_after_a_day_and_administrators_see_that() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    sink.refuse(Some("451 4.3.0 <canary-mailbox@example.cn>: local error"));
    write_letter(&county).await;
    let mut attempts = 0;
    while let State::Waiting(at) = seen(&county, 1).await.state {
        county.clock.advance_to(at);
        attempts += jobs::run_due(&county.app).await.unwrap();
    }
    assert_eq!(attempts, 12);
    is_given_up(&county, 12, "the server answered 451").await;
}

#[tokio::test]
async fn a_mailbox_that_is_none_is_tried_once() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    sink.refuse(Some("550 5.1.1 <canary-mailbox@example.cn>: no such mailbox"));
    write_letter(&county).await;
    jobs::run_due(&county.app).await.unwrap();
    is_given_up(&county, 1, "the server answered 550").await;
}

/// The one letter was given up: its words are gone, the list tells why and not to whom, and nothing can be done about it.
async fn is_given_up(county: &County, attempts: i64, why: &str) {
    let administrator = county.with_role("system-administrator");
    let dead = jobs::dead(&county.app, &administrator).await.unwrap();
    let [job] = dead.as_slice() else { panic!("{dead:?}") };
    assert_eq!((job.state, job.attempts), (State::GivenUp(county.clock.now()), attempts));
    assert_eq!((job.title.en.as_str(), line(job)), ("send a letter", why));
    assert!(!format!("{dead:?}").contains("canary"), "{dead:?}");
    assert_eq!(jobs::counts(&county.app, &administrator).await.unwrap().given_up, 1);
    let reader = county.app.store().reader().await.unwrap();
    let letter = store::letters::get(&reader, 1).await.unwrap().unwrap();
    drop(reader);
    assert_eq!((letter.sealed_letter, letter.error.as_deref()), (None, Some(why)));
    let refused = jobs::revive(&county.app, &administrator, job.id).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid(problems) if problems[0].code == "job-too-late"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_went_wrong_is_for_those_who_look_after_the_system() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    write_letter(&county).await;
    for role in ["stranger", "clerk", "security-administrator", "audit-administrator"] {
        let actor = county.with_role(role);
        let app = &county.app;
        assert!(matches!(jobs::see(app, &actor, 1).await, Err(Error::NotFound)), "{role}");
        assert!(matches!(jobs::dead(app, &actor).await, Err(Error::NotAllowed(_))), "{role}");
        assert!(matches!(jobs::counts(app, &actor).await, Err(Error::NotAllowed(_))), "{role}");
        assert!(matches!(jobs::revive(app, &actor, 1).await, Err(Error::NotAllowed(_))), "{role}");
        assert!(matches!(jobs::tidy_now(app, &actor).await, Err(Error::NotAllowed(_))), "{role}");
    }
    let administrator = county.with_role("system-administrator");
    assert!(matches!(jobs::see(&county.app, &administrator, 2).await, Err(Error::NotFound)));
    let alive = jobs::revive(&county.app, &administrator, 1).await;
    assert!(matches!(alive, Err(Error::NotFound)), "it was not given up");
}

#[tokio::test]
async fn letters_wait_while_the_password_of_the_server_is_wrong() {
    let sink = SmtpSink::start(Security::StartTls).await;
    sink.ask_for(CREDENTIALS_IN_BASE_64);
    let with = |password: &str| {
        let credentials = Some((CREDENTIALS.0.to_owned(), password.to_owned()));
        Settings { credentials, ..sink.settings() }
    };
    let wrong = county(Database::Sqlite, &with("wrong")).await;
    write_letter(&wrong).await;
    jobs::run_due(&wrong.app).await.unwrap();
    let waiting = seen(&wrong, 1).await;
    assert!(matches!(waiting.state, State::Waiting(_)), "{waiting:?}");
    assert_eq!(line(&waiting), "the server answered 535");
    let right = county(Database::Sqlite, &with(CREDENTIALS.1)).await;
    write_letter(&right).await;
    jobs::run_due(&right.app).await.unwrap();
    assert_eq!(sink.deliveries().len(), 1);
}
