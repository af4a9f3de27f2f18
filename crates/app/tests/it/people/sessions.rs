//! Sessions: how long they last, how they are ended, that their token changes.

use app::accounts::{self, second_factor};
use app::sessions::{self, Next};
use jiff::SignedDuration;

use super::stage::{Stage, password};
use super::story::{shown, tell};

#[test]
fn a_session_ends_when_nobody_uses_it_and_after_a_day_of_work() {
    tell(
        "artist",
        "
2026-03-02 10:00 artist signs in -> done
2026-03-02 10:29 artist looks -> stranger citizen
2026-03-02 10:58 artist looks -> stranger citizen
2026-03-02 11:28 artist looks -> stranger
2026-03-02 11:29 artist looks -> stranger
2026-03-02 12:00 artist signs in -> done
2026-03-02 12:25 artist looks -> stranger citizen
",
    );
}

#[tokio::test]
async fn however_busy_a_session_lasts_twelve_hours() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.registered("artist").await;
    for quarter in 1..48 {
        stage.pass(SignedDuration::from_mins(15));
        assert!(stage.who("artist").await.actor.account.is_some(), "quarter {quarter}");
    }
    stage.pass(SignedDuration::from_mins(15));
    assert_eq!(stage.who("artist").await.actor.account, None);
}

#[tokio::test]
async fn the_own_sessions_are_listed_and_ended() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.registered("artist").await;
    stage.registered("neighbor").await;
    let at_home = stage.visitor("artist").session;
    stage.person("artist").visitor.session = None;
    stage.sign_in("artist", password("artist")).await.unwrap();
    let who = stage.who("artist").await;
    let own = sessions::list(&stage.app, &who).await.unwrap();
    assert_eq!(own.len(), 2);
    let other = own.iter().find(|session| !session.is_this).unwrap();
    assert_eq!((other.device.as_deref(), other.address.is_some()), (Some("Firefox"), true));
    let neighbor = stage.who("neighbor").await;
    assert_eq!(shown(&sessions::end(&stage.app, &neighbor, other.id).await.unwrap_err()), "not found");
    sessions::end(&stage.app, &who, other.id).await.unwrap();
    assert_eq!(sessions::list(&stage.app, &who).await.unwrap().len(), 1);
    let here = stage.visitor("artist").session;
    stage.person("artist").visitor.session = at_home;
    assert_eq!(stage.who("artist").await.actor.account, None);
    stage.person("artist").visitor.session = here;
    sessions::end_others(&stage.app, &who).await.unwrap();
    assert!(stage.who("artist").await.actor.account.is_some());
    let stranger = stage.who("nobody").await;
    sessions::list(&stage.app, &stranger).await.unwrap_err();
}

#[tokio::test]
async fn the_token_changes_when_somebody_signs_in_and_gives_the_second_factor() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.with_role("clerk", "clerk").await;
    let first = stage.visitor("clerk").session;
    stage.pass(SignedDuration::from_mins(1));
    stage.sign_in("clerk", password("clerk")).await.unwrap();
    let second = stage.visitor("clerk").session;
    let who = stage.who("clerk").await;
    assert_eq!(who.next, Next::GiveSecondFactor);
    let code = stage.code("clerk");
    let signed_in = second_factor::give(&stage.app, &who, &code).await.unwrap();
    stage.enter("clerk", &signed_in);
    let third = stage.visitor("clerk").session;
    assert!(first != second && second != third);
    for (token, is_good) in
        [(first, false), (second, false), (third, true), (Some("nonsense".to_owned()), false)]
    {
        stage.person("clerk").visitor.session = token;
        assert_eq!(stage.who("clerk").await.actor.account.is_some(), is_good);
    }
}

#[tokio::test]
async fn before_the_second_factor_nothing_of_ones_own_is_changed() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.with_role("clerk", "clerk").await;
    stage.pass(SignedDuration::from_mins(1));
    stage.sign_in("clerk", password("clerk")).await.unwrap();
    let who = stage.who("clerk").await;
    let app = &stage.app;
    let refused = [
        accounts::change_password(app, &who, password("clerk"), password("other")).await.unwrap_err(),
        accounts::close(app, &who, password("clerk")).await.unwrap_err(),
        accounts::export(app, &who).await.unwrap_err(),
        second_factor::enroll(app, &who).await.unwrap_err(),
        second_factor::renew_recovery_codes(app, &who).await.unwrap_err(),
        sessions::end_others(app, &who).await.unwrap_err(),
        sessions::act_for(app, &who, None).await.unwrap_err(),
    ];
    for refused in refused {
        assert_eq!(shown(&refused), "second factor first");
    }
}

#[tokio::test]
async fn a_link_recognizes_a_leader_who_acts_only_with_the_second_factor() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    let system = stage.with_role("system", "system-administrator").await;
    let leader = stage.with_role("leader", "leader").await;
    let actor = stage.actor("system").await;
    accounts::send_sign_in_link(&stage.app, &actor, leader).await.unwrap();
    stage.post().await;
    stage.pass(SignedDuration::from_mins(1));
    let (visitor, token) = (stage.visitor("leader"), stage.person("leader").token.clone());
    let signed_in = accounts::sign_in_by_link(&stage.app, &visitor, &token).await.unwrap();
    stage.enter("leader", &signed_in);
    let who = stage.who("leader").await;
    assert_eq!((who.actor.account, who.next), (Some(leader), Next::GiveSecondFactor));
    for granted in &who.actor.roles {
        let acts: Vec<_> = granted.role.records.acts.iter().map(|act| act.id()).collect();
        assert!(acts.iter().all(|act| ["read", "compare"].contains(act)), "{acts:?}");
    }
    let gone = accounts::sign_in_by_link(&stage.app, &visitor, &token).await.unwrap_err();
    assert_eq!(shown(&gone), "link-gone");
    let code = stage.code("leader");
    let signed_in = second_factor::give(&stage.app, &who, &code).await.unwrap();
    stage.enter("leader", &signed_in);
    let who = stage.who("leader").await;
    assert!(who.actor.second_factor && who.next == Next::Nothing);
    let granted = who.actor.roles.iter().find(|granted| granted.role.id == "leader").unwrap();
    assert!(granted.role.records.acts.iter().any(|act| act.id() == "export"));
    assert_ne!(system, leader);
}
