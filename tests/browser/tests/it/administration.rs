//! Three administrators, each with their own part of the work, let a new clerk in.

use app::Clock;
use app::secrets::SecondFactor;

use crate::audit::audit;
use crate::browser::{self, Browser};
use crate::world::{World, world};

#[tokio::test]
async fn a_new_clerk_comes_in() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = Vec::new();

    browser.be(&world, &world.session("system").await).await;
    let (link, number) = make_account(&browser, &world, &mut found).await;
    browser.be(&world, &world.session("security").await).await;
    grant(&browser, &world, &number, &mut found).await;
    make_key(&browser, &world, &number, &mut found).await;
    browser.press("退出").await;
    set_up(&browser, &link, &mut found).await;

    browser.be(&world, &world.session("audit").await).await;
    browser.open(&world.url("/admin/audit-log")).await;
    browser.reads("演示：任命").await;
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}

async fn make_account(browser: &Browser, world: &World, found: &mut Vec<String>) -> (String, String) {
    browser.open(&world.url("/admin")).await;
    browser.follow("工作账号").await;
    browser.follow("新建账号").await;
    browser.press("建立账号").await;
    browser.reads("处需要修改").await;
    found.extend(audit(browser, "zh-account-refused").await);
    browser.fill("姓名", "演示经办人").await;
    browser.fill("登录名", "new-clerk").await;
    browser.press("建立账号").await;
    browser.reads("请把下面的链接当面交给本人").await;
    found.extend(audit(browser, "zh-account-made").await);
    (browser.shown("code").await, browser.shown("strong[@class='figure']").await)
}

async fn grant(browser: &Browser, world: &World, number: &str, found: &mut Vec<String>) {
    browser.open(&world.url("/admin/grants")).await;
    browser.follow("授予角色").await;
    browser.press("授予").await;
    browser.reads("处需要修改").await;
    found.extend(audit(browser, "zh-grant-refused").await);
    browser.fill("账号编号", number).await;
    browser.choose("角色", "区知识产权办公室经办").await;
    browser.fill("自", "2026-11-01").await;
    browser.fill("理由", "演示：任命").await;
    browser.press("授予").await;
    browser.reads(&format!("账号 {number}")).await;
}

async fn make_key(browser: &Browser, world: &World, number: &str, found: &mut Vec<String>) {
    browser.open(&world.url("/admin/keys")).await;
    found.extend(audit(browser, "zh-keys-none").await);
    browser.follow("生成密钥").await;
    browser.fill("使用的系统", "演示数据交换").await;
    browser.fill("账号编号", number).await;
    browser.tick("单位").await;
    browser.press("生成").await;
    browser.reads("密钥已生成").await;
    found.extend(audit(browser, "zh-key-made").await);
    browser.follow("接口密钥").await;
    browser.follow("吊销").await;
    browser.fill("理由", "演示：不再使用").await;
    browser.press("吊销").await;
    browser.reads("已吊销").await;
}

/// Whoever has the link sets a password and, because the role asks for it, a second factor.
async fn set_up(browser: &Browser, link: &str, found: &mut Vec<String>) {
    browser.open(link).await;
    browser.fill("新密码", "1234").await;
    browser.press("继续").await;
    browser.reads("有 1 处需要修改").await;
    found.extend(audit(browser, "zh-set-up-refused").await);
    browser.fill("新密码", "wooden-lantern-over-river").await;
    browser.press("继续").await;
    browser.reads("您的工作角色要求双因素验证").await;
    found.extend(audit(browser, "zh-factor-asked-for").await);
    browser.press("开始启用").await;
    found.extend(audit(browser, "zh-factor-enrollment").await);
    let secret = SecondFactor::from_text(&browser.shown("code").await.replace(' ', "")).unwrap();
    browser.fill("验证码", &secret.code(Clock::System.now())).await;
    browser.press("继续").await;
    browser.reads("恢复码").await;
    found.extend(audit(browser, "zh-recovery-codes").await);
    browser.follow("我已保存好").await;
    browser.follow("工作台").await;
    browser.reads("我维护的台账").await;
}
