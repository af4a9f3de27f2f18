use axum::http::StatusCode;

use super::{Browser, PASSWORD, enroll, staff};
use crate::world::{get, settings, site};

#[tokio::test]
async fn a_member_of_the_staff_sets_up_signs_out_and_comes_in_again() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let work = browser.get(&world, "/workbench").await;
    assert_eq!(work.status, StatusCode::OK, "{}", work.main());
    assert!(work.body.contains("退出") && work.body.contains("href=\"/my\""));
    let out = browser.post(&world, "/sign-out", &[]).await;
    assert_eq!((out.status, out.header("location")), (StatusCode::SEE_OTHER, "/"));
    let asked = browser.get(&world, "/workbench").await;
    assert_eq!(asked.header("location"), "/sign-in?next=%2Fworkbench");
    let entered = browser
        .post(&world, "/sign-in", &[("name", "clerk-one"), ("password", PASSWORD), ("next", "/workbench")])
        .await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/workbench"));
    let cookie = entered.header("set-cookie");
    assert!(
        cookie.starts_with("session=")
            && cookie.contains("HttpOnly; SameSite=Lax")
            && !cookie.contains("Max-Age"),
        "{cookie}"
    );
    let factor = browser.get(&world, "/workbench").await;
    let before_all_else = "/second-factor?next=%2Fworkbench";
    assert_eq!(factor.header("location"), before_all_else);
    let asked = browser.get(&world, before_all_else).await;
    assert!(asked.main().contains("name=\"next\" value=\"/workbench\""), "{}", asked.main());
    assert_eq!(browser.get(&world, "/").await.status, StatusCode::OK, "what is for everybody stays open");
    let wrong = browser.post(&world, "/second-factor", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main().contains("<a href=\"#code\">"), "{}", wrong.main());
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_the_telephone() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let renewed = browser.post(&world, "/my/security/recovery-codes", &[]).await;
    let code = renewed.main().split_once("<code>").unwrap().1.split('<').next().unwrap().to_owned();
    let mut other = Browser::default();
    other.post(&world, "/sign-in", &[("name", "clerk-one"), ("password", PASSWORD)]).await;
    let given = other.post(&world, "/second-factor", &[("code", &code), ("next", "/workbench")]).await;
    assert_eq!(
        (given.status, given.header("location")),
        (StatusCode::SEE_OTHER, "/workbench"),
        "{}",
        given.body
    );
    assert_eq!(other.get(&world, "/workbench").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_has_a_role_that_asks_for_it_enrolls_a_second_factor_first() {
    let world = site(settings()).await;
    staff(&world, "clerk-one", "clerk").await;
    let mut other = Browser::default();
    let link = crate::world::post_as(
        &world,
        &super::administrator(&world),
        "/admin/users/new",
        "name=x&sign-in-name=two&language=zh",
    )
    .await;
    let token = link.body.split_once("/set-up?token=").unwrap().1.split('<').next().unwrap().to_owned();
    let account = link.main().split_once("/admin/users/").unwrap().1.split('"').next().unwrap().to_owned();
    let form = format!("account={account}&role=leader&from=2020-01-01&reason=x");
    crate::world::post_as(&world, &super::security_administrator(&world), "/admin/grants/new", &form).await;
    other.post(&world, "/set-up", &[("token", &token), ("password", PASSWORD)]).await;
    let asked = other.get(&world, "/workbench").await;
    assert_eq!(asked.header("location"), "/second-factor?next=%2Fworkbench");
    assert_eq!(other.get(&world, "/second-factor").await.header("location"), "/my/security/second-factor");
    assert!(other.get(&world, "/my/security/second-factor").await.main().contains("要求双因素验证"));
    enroll(&world, &mut other).await;
    assert_eq!(other.get(&world, "/workbench").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_password_tells_nothing_of_accounts() {
    let world = site(settings()).await;
    staff(&world, "clerk-one", "clerk").await;
    let mut browser = Browser::default();
    let known = browser.post(&world, "/sign-in", &[("name", "clerk-one"), ("password", "wrong")]).await;
    let unknown = browser.post(&world, "/sign-in", &[("name", "nobody"), ("password", "wrong")]).await;
    assert_eq!(
        (known.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(known.main().replace("clerk-one", ""), unknown.main().replace("nobody", ""));
    assert!(known.body.contains("<title>错误：登录"));
    assert!(
        known.main().contains("value=\"clerk-one\"") && !known.main().contains("value=\"wrong\""),
        "no password comes back"
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_host() {
    let world = site(settings()).await;
    staff(&world, "clerk-one", "clerk").await;
    let mut browser = Browser::default();
    let form = [("name", "clerk-one"), ("password", PASSWORD), ("next", "//example.com")];
    assert_eq!(browser.post(&world, "/sign-in", &form).await.header("location"), "/my");
}

#[tokio::test]
async fn fields_help_password_managers_and_telephones() {
    let world = site(settings()).await;
    let form = get(&world, "/sign-in").await;
    for mark in ["autocomplete=\"username\"", "autocomplete=\"current-password\"", "type=\"password\""] {
        assert!(form.main().contains(mark), "{mark}");
    }
    assert!(get(&world, "/set-up?token=x").await.main().contains("autocomplete=\"new-password\""));
}

#[tokio::test]
async fn a_used_link_is_gone() {
    let world = site(settings()).await;
    let mut browser = Browser::default();
    let answer = browser.post(&world, "/set-up", &[("token", "nonsense"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("链接已用过"), "{}", answer.main());
    for path in ["/register/confirmation", "/recovery/password", "/sign-in/link", "/my/security/address"] {
        let form = [("token", "nonsense"), ("password", PASSWORD), ("name", "x"), ("consent", "2026-11-25")];
        let answer = browser.post(&world, path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answer.body);
    }
}
