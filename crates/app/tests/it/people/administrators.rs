//! Three administrators, none of whom can do the work of another: how there come to be any, and that there always are.

use app::accounts::{self, second_factor};
use app::grants::{self, GivenRole};
use app::secrets::Password;
use app::{Actor, sessions};
use jiff::SignedDuration;
use jiff::civil::date;
use store::Database;

use super::stage::{ADDRESS, Stage, mail, new_staff, password, token_in};
use super::story::{shown, tell};
use crate::world::world;

fn given(stage: &Stage, account: i64, role: &str) -> GivenRole {
    GivenRole {
        account,
        role: role.to_owned(),
        body: None,
        case: None,
        from: stage.app.today(),
        until: None,
        reason: "任命文件".to_owned(),
    }
}

#[tokio::test]
async fn the_first_start_gives_a_link_to_each_administrator_and_a_password_to_none() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let first = accounts::first_start(&stage.app).await.unwrap();
    let names: Vec<&str> = first.iter().map(|first| first.sign_in_name.as_str()).collect();
    assert_eq!(names, ["system-administrator", "security-administrator", "audit-administrator"]);
    assert_eq!(accounts::first_start(&stage.app).await.unwrap(), [], "there is only one first start");
    for first in &first {
        let name = &first.sign_in_name;
        let visitor = stage.visitor(name);
        for guess in ["", "admin", "password", name] {
            let refused = sessions::sign_in(&stage.app, &visitor, name, Password::new(guess)).await;
            assert_eq!(shown(&refused.unwrap_err()), "sign-in-wrong", "{guess}");
        }
        let signed_in =
            accounts::set_up(&stage.app, &visitor, &token_in(&first.link).unwrap(), password(name)).await;
        stage.enter(name, &signed_in.unwrap());
        let who = stage.who(name).await;
        assert_eq!(who.next, sessions::Next::EnrollSecondFactor);
        stage.enroll(name).await;
        let roles: Vec<String> =
            stage.actor(name).await.roles.into_iter().map(|granted| granted.role.id).collect();
        assert_eq!(roles, [name.as_str()], "not even a stranger's, so that they see no record at all");
        let used =
            accounts::set_up(&stage.app, &visitor, &token_in(&first.link).unwrap(), password(name)).await;
        assert_eq!(shown(&used.unwrap_err()), "link-gone");
    }
}

#[test]
fn nobody_acts_before_the_second_factor_is_enrolled() {
    tell(
        "artist clerk:clerk",
        "
2026-03-02 10:00 artist claims weavers with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 clerk signs in -> done
2026-03-02 10:01 clerk proves 1 -> second factor first
2026-03-02 10:02 clerk gives a code -> done
2026-03-02 10:02 clerk proves 1 -> done; letter to artist@example.cn
",
    );
}

#[tokio::test]
async fn an_account_is_one_of_the_three_at_most() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let account = stage.with_role("first", "system-administrator").await;
    stage.with_role("security", "security-administrator").await;
    let security = stage.actor("security").await;
    for role in ["security-administrator", "audit-administrator", "system-administrator"] {
        let refused = grants::give(&stage.app, &security, &given(&stage, account, role)).await.unwrap_err();
        assert!(
            shown(&refused).starts_with("conflict: the account is an administrator"),
            "{role} {refused:?}"
        );
    }
    // Work beside the administration is another matter.
    grants::give(&stage.app, &security, &given(&stage, account, "clerk")).await.unwrap();
    // What has run out stands in nobody's way.
    let other = stage.staff("other").await;
    let short = GivenRole { until: Some(date(2026, 3, 3)), ..given(&stage, other, "system-administrator") };
    grants::give(&stage.app, &security, &short).await.unwrap();
    stage.pass(SignedDuration::from_hours(24));
    stage.sign_in("security", password("security")).await.unwrap();
    let code = stage.code("security");
    let who = stage.who("security").await;
    let signed_in = second_factor::give(&stage.app, &who, &code).await.unwrap();
    stage.enter("security", &signed_in);
    let security = stage.actor("security").await;
    grants::give(&stage.app, &security, &given(&stage, other, "audit-administrator")).await.unwrap();
}

#[tokio::test]
async fn roles_are_given_by_the_security_administrator_to_others_for_days_and_a_reason() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let security = stage.with_role("security", "security-administrator").await;
    let account = stage.staff("clerk").await;
    stage.registered("artist").await;
    let artist = stage.actor("artist").await.account.unwrap();
    let actor = stage.actor("security").await;
    let days = |from, until| GivenRole { from, until, ..given(&stage, account, "clerk") };
    for (given, outcome) in [
        (given(&stage, security, "clerk"), "not allowed: nobody does this for themself"),
        (given(&stage, artist, "clerk"), "not found"),
        (given(&stage, 4711, "clerk"), "not found"),
        (given(&stage, account, "citizen"), "unknown-role"),
        (given(&stage, account, "emperor"), "unknown-role"),
        (GivenRole { reason: " ".to_owned(), ..given(&stage, account, "clerk") }, "missing"),
        (GivenRole { reason: "长".repeat(1001), ..given(&stage, account, "clerk") }, "too-long"),
        (days(date(2026, 3, 5), Some(date(2026, 3, 5))), "until-before-from"),
        (days(date(2026, 1, 1), Some(date(2026, 3, 2))), "until-before-from"),
    ] {
        let refused = grants::give(&stage.app, &actor, &given).await.unwrap_err();
        assert_eq!(shown(&refused), outcome, "{given:?}");
    }
    let body = GivenRole { body: Some("nowhere".to_owned()), ..given(&stage, account, "liaison") };
    let refused = grants::give(&stage.app, &actor, &body).await.unwrap_err();
    assert_eq!(shown(&refused), "unknown-body");
    let grant = grants::give(&stage.app, &actor, &given(&stage, account, "liaison")).await.unwrap();
    assert_eq!(stage.actor("clerk").await.roles.len(), 2);
    assert_eq!(grants::holders(&stage.app, &actor, "liaison").await.unwrap().len(), 1);
    assert_eq!(shown(&grants::take(&stage.app, &actor, grant, "").await.unwrap_err()), "missing");
    grants::take(&stage.app, &actor, grant, "调离").await.unwrap();
    assert_eq!(shown(&grants::take(&stage.app, &actor, grant, "调离").await.unwrap_err()), "not found");
    assert_eq!(stage.actor("clerk").await.roles.len(), 1, "what was taken away holds no more");
    assert_eq!(
        grants::of_account(&stage.app, &actor, account).await.unwrap().len(),
        1,
        "and is not forgotten"
    );
}

#[tokio::test]
async fn a_role_is_given_for_a_body_of_the_county() {
    let world = world().await;
    let console = accounts::console(&world.app);
    let account = accounts::create_staff(&world.app, &console, &new_staff("liaison")).await.unwrap().account;
    let given = GivenRole {
        account,
        role: "liaison".to_owned(),
        body: Some("market-supervision".to_owned()),
        case: None,
        from: world.app.today(),
        until: None,
        reason: "联络员名单".to_owned(),
    };
    grants::give(&world.app, &console, &given).await.unwrap();
    let grants = grants::of_account(&world.app, &console, account).await.unwrap();
    assert_eq!(grants[0].body.as_deref(), Some("market-supervision"));
}

#[tokio::test]
async fn the_last_administrator_of_a_kind_stays() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let system = stage.with_role("system", "system-administrator").await;
    let security = stage.with_role("security", "security-administrator").await;
    let (actor, of_system) = (stage.actor("security").await, stage.actor("system").await);
    let grant = grants::of_account(&stage.app, &actor, security).await.unwrap().remove(0);
    let who = stage.who("security").await;
    let app = stage.app.clone();
    let all = async |actor: &Actor, system: &Actor| {
        [
            grants::take(&app, actor, grant.id, "调离").await,
            accounts::lock(&app, system, security, "调离").await,
            accounts::close(&app, &who, password("security")).await,
        ]
    };
    for result in all(&actor, &of_system).await {
        assert!(shown(&result.unwrap_err()).starts_with("conflict: this is the last administrator"));
    }
    // Somebody who is one for a while does not count, nor one who is locked.
    let second = stage.staff("second").await;
    let short =
        GivenRole { until: Some(date(2026, 4, 1)), ..given(&stage, second, "security-administrator") };
    grants::give(&stage.app, &actor, &short).await.unwrap();
    assert!(accounts::lock(&stage.app, &of_system, security, "调离").await.is_err());
    let third = stage.with_role("third", "security-administrator").await;
    accounts::lock(&stage.app, &of_system, third, "调离").await.unwrap();
    assert!(grants::take(&stage.app, &actor, grant.id, "调离").await.is_err());
    accounts::unlock(&stage.app, &of_system, third, "复职").await.unwrap();
    grants::take(&stage.app, &actor, grant.id, "调离").await.unwrap();
    assert!(
        accounts::lock(&stage.app, &of_system, system, "调离").await.is_err(),
        "nor can one lock oneself out"
    );
}

#[tokio::test]
async fn what_one_administrator_may_no_other_does() {
    let stage = Stage::new(Database::Sqlite).await;
    let declarations = stage.app.declarations();
    let three: Vec<_> = declarations.roles.iter().filter(|role| role.exclusive.is_some()).collect();
    assert_eq!(three.len(), 3);
    for role in &three {
        let others = three.iter().filter(|other| other.id != role.id);
        for other in others {
            let shared: Vec<_> = role.acts.intersection(&other.acts).collect();
            assert!(shared.is_empty(), "{} and {} may both {shared:?}", role.id, other.id);
        }
        assert!(role.second_factor && role.records.acts.is_empty(), "{}", role.id);
    }
    let granting = declarations.roles.iter().filter(|role| role.acts.contains(&app::Act::GrantRoles));
    assert_eq!(granting.map(|role| role.id.as_str()).collect::<Vec<_>>(), ["security-administrator"]);
}

#[tokio::test]
async fn a_staff_account_is_set_up_by_a_link_that_is_good_for_a_week() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.with_role("system", "system-administrator").await;
    let actor = stage.actor("system").await;
    let link = accounts::create_staff(&stage.app, &actor, &new_staff("clerk")).await.unwrap();
    let letters = stage.post().await;
    assert_eq!(
        (link.link, letters[0].to.as_str()),
        (None, "clerk@example.cn"),
        "its owner alone sees the link"
    );
    let first = stage.person("clerk").token.clone();
    let mut without_mail = new_staff("porter");
    without_mail.mail = String::new();
    let by_hand = accounts::create_staff(&stage.app, &actor, &without_mail).await.unwrap();
    assert!(by_hand.link.unwrap().starts_with(&format!("{ADDRESS}/set-up?token=")));
    let taken = accounts::create_staff(&stage.app, &actor, &new_staff("clerk")).await.unwrap_err();
    assert_eq!(shown(&taken), "handle-taken");
    let mut wrong = new_staff("a b");
    (wrong.name, wrong.sign_in_name, wrong.mail) = (String::new(), "a b".to_owned(), "a b".to_owned());
    let refused = accounts::create_staff(&stage.app, &actor, &wrong).await.unwrap_err();
    assert_eq!(shown(&refused), "missing, sign-in-name, mail-address");

    let visitor = stage.visitor("clerk");
    let common = accounts::set_up(&stage.app, &visitor, &first, Password::new("staff-clerk-12345")).await;
    assert_eq!(shown(&common.unwrap_err()), "password-too-common");
    accounts::renew_set_up_link(&stage.app, &actor, link.account).await.unwrap();
    stage.post().await;
    let ended = accounts::set_up(&stage.app, &visitor, &first, password("clerk")).await.unwrap_err();
    assert_eq!(shown(&ended), "link-gone");
    stage.pass(SignedDuration::from_hours(7 * 24));
    let token = stage.person("clerk").token.clone();
    assert!(!accounts::is_usable(&stage.app, accounts::Purpose::SetUp, &token).await.unwrap());
    let late = accounts::set_up(&stage.app, &visitor, &token, password("clerk")).await.unwrap_err();
    assert_eq!(shown(&late), "link-gone");
}

#[tokio::test]
async fn a_locked_account_lets_nobody_in_and_says_so_to_its_owner_alone() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.with_role("system", "system-administrator").await;
    let clerk = stage.with_role("clerk", "clerk").await;
    let actor = stage.actor("system").await;
    assert_eq!(shown(&accounts::lock(&stage.app, &actor, clerk, " ").await.unwrap_err()), "missing");
    accounts::lock(&stage.app, &actor, clerk, "离岗").await.unwrap();
    assert_eq!(stage.actor("clerk").await.account, None, "the session has ended");
    let right = stage.sign_in("clerk", password("clerk")).await.unwrap_err();
    assert_eq!(shown(&right), "not allowed: the account is locked");
    let wrong = stage.sign_in("clerk", Password::new("wrong")).await.unwrap_err();
    assert_eq!(shown(&wrong), "sign-in-wrong");
    let visitor = stage.visitor("clerk");
    accounts::request_recovery(&stage.app, &visitor, &mail("clerk")).await.unwrap();
    assert_eq!(stage.post().await, [], "nor by the mailbox");
    accounts::unlock(&stage.app, &actor, clerk, "返岗").await.unwrap();
    let again = accounts::unlock(&stage.app, &actor, clerk, "返岗").await.unwrap_err();
    assert_eq!(shown(&again), "not found");
    stage.sign_in("clerk", password("clerk")).await.unwrap();
}

#[tokio::test]
async fn who_lost_telephone_and_codes_is_helped_by_somebody_else() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let system = stage.with_role("system", "system-administrator").await;
    let clerk = stage.with_role("clerk", "clerk").await;
    let actor = stage.actor("system").await;
    let refused = second_factor::reset(&stage.app, &actor, system, "丢失手机").await.unwrap_err();
    assert_eq!(shown(&refused), "not allowed: nobody does this for themself");
    let security = stage.with_role("security", "security-administrator").await;
    let refused = [
        second_factor::reset(&stage.app, &actor, security, "丢失手机").await,
        accounts::renew_set_up_link(&stage.app, &actor, security).await.map(drop),
    ];
    for refused in refused {
        assert_eq!(shown(&refused.unwrap_err()), "not allowed: this is not done for another administrator");
    }
    let console = accounts::console(&stage.app);
    second_factor::reset(&stage.app, &console, security, "丢失手机").await.unwrap();
    stage.post().await;
    second_factor::reset(&stage.app, &actor, clerk, "丢失手机").await.unwrap();
    assert_eq!(stage.post().await[0].to, mail("clerk"), "its owner is told");
    assert_eq!(stage.actor("clerk").await.account, None);
    stage.sign_in("clerk", password("clerk")).await.unwrap();
    assert_eq!(stage.who("clerk").await.next, sessions::Next::EnrollSecondFactor);
    let ended = {
        let who = stage.who("clerk").await;
        let code = stage.person("clerk").codes[0].text();
        second_factor::give_recovery_code(&stage.app, &who, &code).await.unwrap_err()
    };
    assert_eq!(shown(&ended), "not found", "the former codes have ended too");
    stage.enroll("clerk").await;
    assert!(stage.actor("clerk").await.second_factor);
}
