use axum::http::StatusCode;

use super::{Browser, PASSWORD, staff};
use crate::world::{settings, site};

#[tokio::test]
async fn people_see_and_change_what_is_theirs() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let my = browser.get(&world, "/my").await;
    assert!(my.main().contains("测试") && my.main().contains("clerk-one"), "{}", my.main());
    for path in ["/my/security", "/my/profile", "/my/closure", "/inbox", "/my/firms"] {
        assert!(my.main().contains(&format!("href=\"{path}\"")), "{path}");
        assert_eq!(browser.get(&world, path).await.status, StatusCode::OK, "{path}");
    }
    let named = browser.post(&world, "/my/profile", &[("name", "新名"), ("language", "en")]).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.main());
    assert!(browser.get(&world, "/my").await.main().contains("新名"));
    let nameless = browser.post(&world, "/my/profile", &[("name", ""), ("language", "en")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let data = browser.post(&world, "/my/data", &[]).await;
    assert!(data.header("content-disposition").starts_with("attachment") && data.body.contains("新名"));
}

#[tokio::test]
async fn sessions_are_seen_and_ended() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let mut other = Browser::default();
    other.post(&world, "/sign-in", &[("name", "clerk-one"), ("password", PASSWORD)]).await;
    let security = browser.get(&world, "/my/security").await;
    assert!(
        security.main().contains("本设备") && security.main().contains("结束其他设备的登录"),
        "{}",
        security.main()
    );
    let ended = browser.post(&world, "/my/security/sessions", &[("session", "others")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(
        other.get(&world, "/my").await.header("location").starts_with("/sign-in"),
        "the other one is out"
    );
    assert_eq!(browser.get(&world, "/my").await.status, StatusCode::OK);
    assert_eq!(
        browser.post(&world, "/my/security/sessions", &[("session", "x")]).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn the_password_is_changed_with_the_former_one() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let path = "/my/security/password";
    let wrong =
        browser.post(&world, path, &[("former-password", "x"), ("password", "another-good-long-one")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main().contains("<a href=\"#former-password\">"), "{}", wrong.main());
    let weak = browser.post(&world, path, &[("former-password", PASSWORD), ("password", "short")]).await;
    assert!(weak.main().contains("<a href=\"#password\">"), "{}", weak.main());
    let done = browser
        .post(&world, path, &[("former-password", PASSWORD), ("password", "another-good-long-one")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
}

#[tokio::test]
async fn an_account_is_closed_for_ever() {
    let world = site(settings()).await;
    let mut browser = staff(&world, "clerk-one", "clerk").await;
    let wrong = browser.post(&world, "/my/closure", &[("former-password", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed = browser.post(&world, "/my/closure", &[("former-password", PASSWORD)]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.main());
    let again = browser.post(&world, "/sign-in", &[("name", "clerk-one"), ("password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}
