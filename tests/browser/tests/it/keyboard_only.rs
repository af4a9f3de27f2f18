//! A clerk whose mouse is broken.

use fantoccini::key::Key;

use crate::browser;
use crate::world::world;

#[tokio::test]
async fn a_clerk_signs_in_creates_and_corrects() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;

    browser.open(&world.url("/sign-in")).await;
    browser.key(Key::Tab).await;
    assert_eq!(
        browser.focused().await,
        ("跳到主要内容".to_owned(), true),
        "the first stop leads past the rest"
    );
    browser.key(Key::Enter).await;
    browser.key(Key::Tab).await;
    assert_eq!(browser.focused().await.0, "登录名或邮箱", "and so the next is in the main part");
    browser.type_keys("clerk").await;
    browser.tab_to("密码").await;
    browser.type_keys(&world.sign_in("clerk").password).await;
    browser.enter().await;
    browser.tab_to("验证码").await;
    browser.type_keys(&world.code("clerk")).await;
    browser.enter().await;

    browser.tab_to("台账").await;
    browser.enter().await;
    browser.tab_to("单位").await;
    browser.enter().await;
    browser.tab_to("新建").await;
    browser.enter().await;
    browser.tab_to("代号").await;
    browser.type_keys("demo-archive").await;
    browser.tab_to("名称").await;
    browser.type_keys("演示档案馆（演示数据）").await;
    browser.tab_to("类型").await;
    browser.key(Key::Down).await;
    browser.key(Key::Down).await;
    browser.key(Key::Down).await;
    browser.tab_to("从哪一天起有效").await;
    browser.type_day("2026-05-01").await;
    browser.tab_to("理由").await;
    browser.type_keys("演示：新设机构").await;
    browser.tab_to("核对").await;
    browser.space().await;
    browser.reads("事业单位").await;
    browser.tab_to("确认新建").await;
    browser.enter().await;
    browser.reads("已保存").await;

    browser.tab_to("更正").await;
    browser.enter().await;
    browser.tab_to("名称").await;
    browser.type_keys("演示专利档案馆（演示数据）").await;
    browser.tab_to("更正从哪一天起").await;
    browser.type_day("2026-05-01").await;
    browser.tab_to("核对").await;
    browser.space().await;

    browser.tab_to("没有填写理由。请用一句话说明依据或原因。").await;
    browser.key(Key::Enter).await;
    assert_eq!(browser.focused().await.0, "理由", "the problem leads to its field");
    browser.type_keys("演示：名称录错").await;
    browser.tab_to("核对").await;
    browser.enter().await;
    browser.tab_to("确认更正").await;
    browser.space().await;
    browser.reads("已保存").await;
    assert_eq!(browser.heading().await, "演示专利档案馆（演示数据）");
    browser.close().await;
}
