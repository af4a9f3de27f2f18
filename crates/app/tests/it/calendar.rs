//! Addresses of calendars: told once, good for one thing, until they are replaced or ended or their owner is locked out.

use app::inbox::{self, Draft};
use app::sessions::Who;
use app::{Actor, Error, Visitor, accounts, api_keys, calendar};
use jiff::SignedDuration;
use jiff::civil::date;
use kernel::Wording;
use store::Database;

use crate::people::stage::Stage;

/// A county with somebody for whom something waits, and their session.
async fn county() -> (Stage, Who) {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered("artist").await;
    let who = stage.who("artist").await;
    let write = stage.app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    let draft = Draft::to_do(Wording::new("请补正（演示数据）", "put right")).due(date(2026, 9, 30));
    inbox::put(&stage.app, &write, who.actor.account.unwrap(), draft).await.unwrap();
    write.commit().await.unwrap();
    (stage, who)
}

fn program() -> Visitor {
    Visitor { address: Some("192.0.2.7".to_owned()), ..Visitor::default() }
}

#[tokio::test]
async fn an_address_gives_what_waits_and_nothing_else() {
    let (stage, who) = county().await;
    assert_eq!(calendar::own(&stage.app, &who).await.unwrap(), None);
    let secret = calendar::renew(&stage.app, &who).await.unwrap();
    assert_eq!(secret.len(), "qxc_".len() + 64, "256 bits");
    let never = calendar::own(&stage.app, &who).await.unwrap().unwrap();
    assert_eq!(never.last_used_at, None);
    let reader = calendar::reader(&stage.app, &program(), &secret).await.unwrap();
    let listed = inbox::list(&stage.app, &reader, true, None).await.unwrap();
    assert_eq!(listed.messages.iter().map(|it| it.due).collect::<Vec<_>>(), [Some(date(2026, 9, 30))]);
    assert!(reader.roles.is_empty());
    let kept = app::files::keep(&stage.app, &reader, "file", ("a.txt", "演示数据".as_bytes())).await;
    assert!(matches!(kept, Err(Error::NotAllowed(_))), "{kept:?}");
    let asked = calendar::own(&stage.app, &who).await.unwrap().unwrap();
    assert_eq!(asked.last_used_at, Some(stage.app.now()));
    // It is no key of the API, and none of the API is one.
    let actor = api_keys::actor(&stage.app, &program(), &secret).await;
    assert!(matches!(actor, Err(Error::NotAllowed(_))), "{actor:?}");
}

#[tokio::test]
async fn a_secret_that_was_replaced_or_ended_finds_nothing() {
    let (stage, who) = county().await;
    let first = calendar::renew(&stage.app, &who).await.unwrap();
    let second = calendar::renew(&stage.app, &who).await.unwrap();
    let read = async |secret: &str| calendar::reader(&stage.app, &program(), secret).await;
    assert!(matches!(read(&first).await, Err(Error::NotFound)));
    assert!(read(&second).await.is_ok());
    // Until they end it, it stays good.
    stage.pass(SignedDuration::from_hours(24 * 1000));
    assert!(read(&second).await.is_ok());
    calendar::end(&stage.app, &who).await.unwrap();
    assert!(matches!(read(&second).await, Err(Error::NotFound)));
    assert!(matches!(calendar::end(&stage.app, &who).await, Err(Error::NotFound)));
    assert_eq!(calendar::own(&stage.app, &who).await.unwrap(), None);
}

#[tokio::test]
async fn who_is_locked_out_has_no_calendar() {
    let (mut stage, who) = county().await;
    let secret = calendar::renew(&stage.app, &who).await.unwrap();
    stage.with_role("system", "system-administrator").await;
    let system = stage.who("system").await;
    accounts::lock(&stage.app, &system.actor, who.actor.account.unwrap(), "演示数据").await.unwrap();
    let read = calendar::reader(&stage.app, &program(), &secret).await;
    assert!(matches!(read, Err(Error::NotFound)), "{read:?}");
}

#[tokio::test]
async fn who_guesses_addresses_waits() {
    let (stage, who) = county().await;
    let secret = calendar::renew(&stage.app, &who).await.unwrap();
    let mut last = None;
    for number in 0..1000 {
        let guess = format!("qxc_{number:064x}");
        last = calendar::reader(&stage.app, &program(), &guess).await.err();
        if !matches!(last, Some(Error::NotFound)) {
            break;
        }
    }
    assert!(matches!(last, Some(Error::TooSoon { .. })), "{last:?}");
    assert!(
        calendar::reader(&stage.app, &program(), &secret).await.is_ok(),
        "whoever knows one is not kept out"
    );
    let key = app::api_keys::actor(&stage.app, &program(), "qxk_wrong").await;
    assert!(
        matches!(key, Err(Error::NotAllowed(_))),
        "what else is asked from there does not wait for it: {key:?}"
    );
}
