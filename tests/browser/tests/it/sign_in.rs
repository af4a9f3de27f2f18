//! A clerk signs in.

use crate::audit::audit;
use crate::browser;
use crate::world::world;

#[tokio::test]
async fn with_password_and_second_factor() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = Vec::new();

    browser.open(&world.url("/workbench")).await;
    assert_eq!(browser.heading().await, "登录");
    browser.reads("演示账号").await;
    browser.reads(&world.code("clerk")).await;

    browser.fill("登录名或邮箱", "clerk").await;
    browser.fill("密码", "not-the-password").await;
    browser.press("登录").await;
    browser.reads("有 1 处需要修改").await;
    found.extend(audit(&browser, "zh-sign-in-refused").await);

    browser.fill("密码", &world.sign_in("clerk").password).await;
    browser.press("登录").await;
    assert_eq!(browser.heading().await, "双因素验证");
    browser.fill("验证码", "000000").await;
    browser.press("继续").await;
    browser.reads("有 1 处需要修改").await;
    found.extend(audit(&browser, "zh-second-factor-refused").await);

    browser.fill("验证码", &world.code("clerk")).await;
    browser.press("继续").await;
    assert_eq!(browser.path().await, "/workbench", "where they wanted to go");

    browser.press("退出").await;
    browser.open(&world.url("/workbench")).await;
    assert_eq!(browser.heading().await, "登录");
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}
