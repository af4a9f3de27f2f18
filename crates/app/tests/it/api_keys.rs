//! Keys of other systems: what each may, from where, for how long.

use std::collections::BTreeMap;

use app::api_keys::{self, Access, KeyState, NewKey, Scopes};
use app::grants;
use app::{Act, Actor, Error, Subject, Visitor, accounts, inbox, may, sight};
use jiff::SignedDuration;
use store::Database;
use store::grants::NewGrant;

use crate::people::stage::Stage;
use crate::people::story::shown;

/// A county with a security administrator, and an account of another system with these roles.
async fn county(roles: &[&str]) -> (Stage, Actor, i64) {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.with_role("security", "security-administrator").await;
    let account = stage.staff("system").await;
    for role in roles {
        give(&stage, account, role).await;
    }
    let security = stage.actor("security").await;
    (stage, security, account)
}

/// Written down as it is kept: this county has no bodies for which the operation would give a role.
async fn give(stage: &Stage, account: i64, role: &str) {
    let new = NewGrant {
        account,
        role: role.to_owned(),
        exclusive: None,
        body: (role == "liaison").then(|| "market-supervision".to_owned()),
        case: None,
        from: stage.app.today(),
        until: None,
    };
    let console = accounts::console(&stage.app);
    let write = stage.app.begin(&console, "grant", ("account", "demo"), Some("演示数据")).await.unwrap();
    store::grants::give(&write, &new).await.unwrap();
    write.commit().await.unwrap();
}

fn new_key(account: i64, scopes: Scopes) -> NewKey {
    NewKey {
        title: "省平台（演示数据）".to_owned(), account, scopes, days: 366, addresses: Vec::new()
    }
}

/// Scopes as short text: `read`, `write bodies`, `read, write posts`.
fn scopes(text: &str) -> Scopes {
    let access = |word: &str| if word == "write" { Access::Write } else { Access::Read };
    let mut scopes = Scopes::default();
    for one in text.split(", ") {
        match one.split_once(' ') {
            Some((word, ledger)) => drop(scopes.ledgers.insert(ledger.to_owned(), access(word))),
            None => scopes.all = Some(access(one)),
        }
    }
    scopes
}

fn from(address: &str) -> Visitor {
    Visitor { address: Some(address.to_owned()), ..Visitor::default() }
}

/// Every act that the actor may do: on the records of three ledgers of which it sees something, then elsewhere.
fn acts(stage: &Stage, actor: &Actor) -> String {
    let declarations = stage.app.declarations();
    let named = |can: &dyn Fn(Act) -> bool| {
        let acts: Vec<&str> = Act::ALL.into_iter().filter(|(_, act)| can(*act)).map(|(id, _)| id).collect();
        if acts.is_empty() { "nothing".to_owned() } else { acts.join(" ") }
    };
    let mut lines = Vec::new();
    for ledger in ["bodies", "ip-staff", "incoming-documents"] {
        let ledger = &declarations.ledgers[ledger];
        let is_seen = sight(actor, ledger).is_some();
        let acts = named(&|act| is_seen && may(actor, act, Subject::Ledger(ledger)).is_ok());
        lines.push(format!("{}: {acts}", ledger.id));
    }
    lines.push(format!("elsewhere: {}", named(&|act| may(actor, act, Subject::County).is_ok())));
    lines.join("\n")
}

async fn check(roles: &[&str], within: &str, expected: &str) {
    let (stage, security, account) = county(roles).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes(within)), None).await.unwrap();
    let actor = api_keys::actor(&stage.app, &from("192.0.2.9"), &made.key).await.unwrap();
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(acts(&stage, &actor), expected.join("\n"), "{roles:?} within {within}");
    assert_eq!((actor.name.as_str(), actor.account, actor.second_factor), ("key:1", None, false));
}

#[tokio::test]
async fn a_key_may_what_both_its_scopes_and_the_roles_of_its_account_allow() {
    check(
        &["clerk"],
        "read",
        "bodies: read export compare
         ip-staff: read export compare
         incoming-documents: read export compare
         elsewhere: nothing",
    )
    .await;
    check(
        &["clerk"],
        "write bodies",
        "bodies: read create change correct end merge export compare
         ip-staff: nothing
         incoming-documents: nothing
         elsewhere: nothing",
    )
    .await;
    check(
        &["leader"],
        "read bodies, write ip-staff",
        "bodies: read export compare
         ip-staff: read export compare
         incoming-documents: nothing
         elsewhere: nothing",
    )
    .await;
    check(
        &["liaison"],
        "read, write ip-staff",
        "bodies: read
         ip-staff: read create change end
         incoming-documents: read
         elsewhere: nothing",
    )
    .await;
    // What everybody may without a key is not more with one.
    check(
        &[],
        "write ip-staff",
        "bodies: nothing
         ip-staff: nothing
         incoming-documents: nothing
         elsewhere: nothing",
    )
    .await;
    check(
        &["audit-administrator"],
        "write",
        "bodies: nothing
         ip-staff: nothing
         incoming-documents: nothing
         elsewhere: nothing",
    )
    .await;
}

#[tokio::test]
async fn a_key_is_told_once() {
    let (mut stage, security, account) = county(&["clerk"]).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes("read")), None).await.unwrap();
    assert!(made.key.starts_with("qxk_"));
    assert!(!format!("{made:?}").contains(&made.key));
    let listed = api_keys::list(&stage.app, &security).await.unwrap();
    assert!(!format!("{listed:?}").contains(&made.key[4..]));
    assert_eq!((listed[0].id, listed[0].account, listed[0].state), (made.id, account, KeyState::Good));
    stage.app.store().tidy().await.unwrap();
    let database = std::fs::read(stage.folder().join("data/qiangxian.sqlite")).unwrap();
    let secret = &made.key.as_bytes()[4..];
    assert!(!database.windows(secret.len()).any(|window| window == secret));

    let owner = stage.actor("system").await;
    let told = inbox::list(&stage.app, &owner, true, None).await.unwrap().messages;
    assert!(told[0].title_zh.contains("接口密钥"), "whose account it is hears of it: {told:?}");
}

async fn refused(stage: &Stage, address: &str, key: &str) -> String {
    shown(&api_keys::actor(&stage.app, &from(address), key).await.unwrap_err())
}

const UNUSABLE: &str = "not allowed: the API key is wrong, was revoked or has expired";

#[tokio::test]
async fn a_key_is_good_until_its_day_or_until_it_is_revoked() {
    let (stage, security, account) = county(&["clerk"]).await;
    let short = NewKey { days: 1, ..new_key(account, scopes("read")) };
    let short = api_keys::make(&stage.app, &security, &short, None).await.unwrap();
    let long = api_keys::make(&stage.app, &security, &new_key(account, scopes("read")), None).await.unwrap();
    assert_eq!(refused(&stage, "192.0.2.9", &long.key[4..]).await, UNUSABLE);
    assert_eq!(refused(&stage, "192.0.2.9", "").await, UNUSABLE);
    stage.pass(SignedDuration::from_hours(24));
    assert_eq!(refused(&stage, "192.0.2.9", &short.key).await, UNUSABLE);
    api_keys::actor(&stage.app, &from("192.0.2.9"), &long.key).await.unwrap();

    api_keys::revoke(&stage.app, &security, long.id, "系统停用").await.unwrap();
    assert_eq!(refused(&stage, "192.0.2.9", &long.key).await, UNUSABLE);
    let twice = api_keys::revoke(&stage.app, &security, long.id, "系统停用").await.unwrap_err();
    assert_eq!(shown(&twice), "not found");
    let without_reason = api_keys::revoke(&stage.app, &security, short.id, " ").await.unwrap_err();
    assert_eq!(shown(&without_reason), "missing");
    let states = api_keys::list(&stage.app, &security).await.unwrap();
    let states: Vec<KeyState> = states.into_iter().map(|key| key.state).collect();
    assert_eq!(states, [KeyState::Revoked, KeyState::Expired]);
}

#[tokio::test]
async fn a_key_ends_with_its_account_and_with_its_roles() {
    let (stage, security, account) = county(&["clerk"]).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes("read")), None).await.unwrap();
    let console = accounts::console(&stage.app);
    accounts::lock(&stage.app, &console, account, "演示").await.unwrap();
    assert_eq!(refused(&stage, "192.0.2.9", &made.key).await, UNUSABLE);
    accounts::unlock(&stage.app, &console, account, "演示").await.unwrap();
    let reader = stage.app.store().reader().await.unwrap();
    let grant = store::grants::of_account(&reader, account).await.unwrap().remove(0);
    drop(reader);
    grants::take(&stage.app, &console, grant.id, "调离").await.unwrap();
    let actor = api_keys::actor(&stage.app, &from("192.0.2.9"), &made.key).await.unwrap();
    let expected = "bodies: read\nip-staff: nothing\nincoming-documents: nothing\nelsewhere: nothing";
    assert_eq!(acts(&stage, &actor), expected, "no more than a stranger");
}

#[tokio::test]
async fn a_key_that_is_bound_to_addresses_works_from_there_only() {
    let (stage, security, account) = county(&["clerk"]).await;
    let addresses = vec!["10.1.0.0/16".to_owned(), "2001:db8::7".to_owned()];
    let bound = NewKey { addresses, ..new_key(account, scopes("read")) };
    let made = api_keys::make(&stage.app, &security, &bound, None).await.unwrap();
    for address in ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::7"] {
        api_keys::actor(&stage.app, &from(address), &made.key).await.unwrap();
    }
    for address in ["10.2.2.3", "2001:db8::8", "unknown"] {
        let refused = refused(&stage, address, &made.key).await;
        assert_eq!(refused, "not allowed: this API key may not be used from this address", "{address}");
    }
    let nowhere = api_keys::actor(&stage.app, &Visitor::default(), &made.key).await.unwrap_err();
    assert_eq!(shown(&nowhere), "not allowed: this API key may not be used from this address");
}

#[tokio::test]
async fn who_tries_keys_waits_and_who_has_one_does_not() {
    let (stage, security, account) = county(&["clerk"]).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes("read")), None).await.unwrap();
    for _ in 0..50 {
        assert_eq!(refused(&stage, "192.0.2.9", "qxk_guessed").await, UNUSABLE);
    }
    assert!(refused(&stage, "192.0.2.9", "qxk_guessed").await.starts_with("wait until"));
    assert_eq!(refused(&stage, "192.0.2.10", "qxk_guessed").await, UNUSABLE);
    api_keys::actor(&stage.app, &from("192.0.2.9"), &made.key).await.unwrap();
}

#[tokio::test]
async fn the_last_use_is_noted_once_an_hour() {
    let (stage, security, account) = county(&["clerk"]).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes("read")), None).await.unwrap();
    let first = stage.now();
    for (minutes, expected) in [(0, first), (59, first), (1, first + SignedDuration::from_mins(60))] {
        stage.pass(SignedDuration::from_mins(minutes));
        api_keys::actor(&stage.app, &from("192.0.2.9"), &made.key).await.unwrap();
        let listed = api_keys::list(&stage.app, &security).await.unwrap();
        assert_eq!(listed[0].last_used_at, Some(expected));
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_made_is_refused_with_all_its_problems() {
    let (stage, security, account) = county(&["clerk"]).await;
    let good = || new_key(account, scopes("read bodies"));
    let codes = async |new: NewKey| match api_keys::make(&stage.app, &security, &new, None).await {
        Ok(_) => String::new(),
        Err(error) => shown(&error),
    };
    assert_eq!(codes(good()).await, "");
    assert_eq!(codes(NewKey { title: " ".to_owned(), ..good() }).await, "missing");
    assert_eq!(codes(NewKey { title: "省".repeat(121), ..good() }).await, "too-long");
    assert_eq!(codes(NewKey { days: 0, ..good() }).await, "key-days");
    assert_eq!(codes(NewKey { days: 367, ..good() }).await, "key-days");
    assert_eq!(codes(NewKey { days: i64::MAX, ..good() }).await, "key-days");
    assert_eq!(codes(NewKey { scopes: Scopes::default(), ..good() }).await, "missing");
    assert_eq!(codes(NewKey { scopes: scopes("read body"), ..good() }).await, "unknown-ledger");
    assert_eq!(codes(NewKey { account: 999, ..good() }).await, "key-account");
    assert_eq!(codes(NewKey { addresses: vec!["10.1".to_owned()], ..good() }).await, "key-address");
    assert_eq!(codes(NewKey { addresses: vec!["10.1.2.3".to_owned(); 51], ..good() }).await, "too-many");
    let all = NewKey {
        title: String::new(),
        account: 999,
        scopes: Scopes { ledgers: BTreeMap::from([("bodys".to_owned(), Access::Read)]), ..Scopes::default() },
        days: 1_000,
        addresses: vec!["everywhere".to_owned()],
    };
    assert_eq!(codes(all).await, "missing, key-days, unknown-ledger, key-address, key-account");
    assert_eq!(api_keys::list(&stage.app, &security).await.unwrap().len(), 1);
}

#[tokio::test]
async fn keys_are_the_business_of_the_security_administrator() {
    let (mut stage, security, account) = county(&["clerk"]).await;
    let made = api_keys::make(&stage.app, &security, &new_key(account, scopes("write")), None).await.unwrap();
    let mut others = vec![("key", api_keys::actor(&stage.app, &from("192.0.2.9"), &made.key).await.unwrap())];
    others.push(("stranger", stage.visitor("artist").stranger(&stage.app)));
    for role in ["clerk", "leader", "system-administrator", "audit-administrator"] {
        stage.with_role(role, role).await;
        others.push((role, stage.actor(role).await));
    }
    for (who, actor) in others {
        let app = &stage.app;
        let new = new_key(account, scopes("read"));
        assert!(matches!(api_keys::make(app, &actor, &new, None).await, Err(Error::NotAllowed(_))), "{who}");
        assert!(matches!(api_keys::list(app, &actor).await, Err(Error::NotAllowed(_))), "{who}");
        assert!(
            matches!(api_keys::revoke(app, &actor, made.id, "演示").await, Err(Error::NotAllowed(_))),
            "{who}"
        );
    }
}
