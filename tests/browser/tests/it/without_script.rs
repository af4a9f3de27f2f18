//! Everything works where no script runs.

use crate::browser::{self, Browser, Scripts};
use crate::world::world;

#[tokio::test]
async fn a_clerk_signs_in_creates_and_corrects() {
    let Some(browser) = browser::start_with(Scripts::Blocked).await else { return };
    let world = world().await;
    browser.sign_in(&world, "clerk").await;
    browser.open(&world.url("/ledgers/bodies/new")).await;
    assert!(!suggests(&browser).await, "no script runs");

    browser.fill("代号", "demo-library").await;
    browser.fill("名称", "演示图书馆（演示数据）").await;
    browser.choose("类型", "事业单位").await;
    browser.fill("上级单位", "区市场监督管理局（知识产权局）").await;
    browser.fill("从哪一天起有效", "2026-05-01").await;
    browser.fill("理由", "演示：新设机构").await;
    browser.press("核对").await;
    browser.press("确认新建").await;
    browser.reads("已保存").await;

    browser.follow("更正").await;
    browser.fill("名称", "演示专利图书馆（演示数据）").await;
    browser.fill("更正从哪一天起", "2026-05-01").await;
    browser.fill("理由", "演示：名称录错").await;
    browser.press("核对").await;
    browser.press("确认更正").await;
    browser.reads("已保存").await;
    assert_eq!(browser.heading().await, "演示专利图书馆（演示数据）");

    browser.press("长辈版").await;
    assert_eq!(browser.of_page("data-size").await, "large");
    browser.press("退出").await;
    assert_eq!(browser.path().await, "/");
    browser.close().await;
}

#[tokio::test]
async fn where_scripts_run_records_are_suggested() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    browser.be(&world, &world.session("clerk").await).await;
    browser.open(&world.url("/ledgers/bodies/new")).await;
    assert!(suggests(&browser).await);
    browser.fill("上级单位", "公共服务站").await;
    browser.suggested("上级单位", "演示知识产权公共服务站（演示数据）").await;
    browser.close().await;
}

/// Whether the field for another record has a list of suggestions, which a script makes.
async fn suggests(browser: &Browser) -> bool {
    browser.field("上级单位").await.attr("list").await.unwrap().is_some()
}
