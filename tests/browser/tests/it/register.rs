//! An artist registers with an address; later they have forgotten the password.

use crate::audit::audit;
use crate::browser::{self, Browser};
use crate::world::{World, world};

const MAIL: &str = "artist@example.org";

#[tokio::test]
async fn by_a_link_in_a_letter() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = register(&browser, &world).await;
    browser.press("退出").await;
    found.extend(recover(&browser, &world).await);
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}

async fn register(browser: &Browser, world: &World) -> Vec<String> {
    browser.open(&world.url("/sign-in")).await;
    browser.follow("注册账号").await;
    browser.fill("邮箱", MAIL).await;
    browser.press("发送链接").await;
    browser.reads("很快会收到一封信").await;
    let mut found = audit(browser, "zh-register-sent").await;
    browser.open(&world.link_to(MAIL).await).await;
    browser.fill("姓名", "演示创作者").await;
    browser.fill("新密码", "short").await;
    browser.press("注册").await;
    browser.reads("有 2 处需要修改").await;
    found.extend(audit(browser, "zh-register-refused").await);
    browser.fill("新密码", "wooden-lantern-over-river").await;
    browser.tick("我已阅读并同意个人信息处理规则").await;
    browser.press("注册").await;
    assert_eq!(browser.path().await, "/my");
    browser.reads("演示创作者").await;
    browser.reads(MAIL).await;
    found
}

async fn recover(browser: &Browser, world: &World) -> Vec<String> {
    browser.follow("登录").await;
    browser.follow("忘记密码").await;
    browser.fill("邮箱", MAIL).await;
    world.empty_the_box();
    browser.press("发送链接").await;
    let mut found = audit(browser, "zh-recovery-sent").await;
    browser.open(&world.link_to(MAIL).await).await;
    found.extend(audit(browser, "zh-recovery-password").await);
    browser.fill("新密码", "paper-boats-on-the-lake").await;
    browser.press("保存").await;
    browser.reads("新密码已经生效").await;
    browser.follow("登录").await;
    browser.fill("登录名或邮箱", MAIL).await;
    browser.fill("密码", "paper-boats-on-the-lake").await;
    browser.press("登录").await;
    assert_eq!(browser.path().await, "/my");
    found
}
