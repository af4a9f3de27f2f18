//! Everything works where no script runs.

use crate::browser::{self, Scripts};
use crate::world::world;

#[tokio::test]
async fn a_clerk_signs_in_creates_and_corrects() {
    let Some(browser) = browser::start_with(Scripts::Blocked).await else { return };
    let world = world().await;
    browser.sign_in(&world, "clerk").await;
    browser.open(&world.url("/ledgers/bodies/new")).await;
    browser.suggested("上级单位", "演示知识产权公共服务站（演示数据） (demo-station)").await;

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
    // There are too many enterprises to offer all of them with the form.
    browser.open(&world.url("/ledgers/enterprises/records/91430105DEM0000148/merger")).await;
    browser.fill("并入哪一条记录", "企业002").await;
    browser.suggested("并入哪一条记录", "演示企业002（演示数据） (91430105DEM0000223)").await;
    browser.close().await;
}
