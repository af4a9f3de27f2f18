//! An artist asks to act for a firm, and the clerk looks at what shows it.

use std::path::Path;

use crate::audit::audit;
use crate::browser;
use crate::world::world;

/// A page that somebody has scanned.
const SCAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/documents/tests/data/scanned.pdf");

#[tokio::test]
async fn an_artist_comes_to_act_for_a_firm() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let (artist, clerk) = (world.session("artist").await, world.session("clerk").await);
    let mut found = Vec::new();

    browser.be(&world, &artist).await;
    browser.open(&world.url("/my")).await;
    browser.follow("我的单位").await;
    browser.reads("您还没有代表任何单位").await;
    found.extend(audit(&browser, "zh-firms-none").await);
    browser.follow("申请代表单位").await;
    browser.press("提交申请").await;
    browser.reads("有 2 处需要修改").await;
    browser.does_not_read("。。").await;
    found.extend(audit(&browser, "zh-claim-refused").await);
    browser.fill("统一社会信用代码", "91430105DEM0005080").await;
    browser.fill("单位名称", "演示企业050（演示数据）").await;
    browser.attach("证明材料", Path::new(SCAN)).await;
    browser.press("提交申请").await;
    browser.reads("等待核对").await;

    browser.be(&world, &clerk).await;
    browser.open(&world.url("/workbench")).await;
    browser.follow("有单位代表申请待核实").await;
    browser.reads("湘绣创作者（演示）").await;
    found.extend(audit(&browser, "zh-firms-waiting").await);
    browser.press("确认").await;
    browser.reads("没有等待核对的申请").await;

    browser.be(&world, &artist).await;
    browser.open(&world.url("/my/firms")).await;
    browser.reads("已确认").await;
    browser.press("代表它").await;
    browser.reads("正在代表").await;
    found.extend(audit(&browser, "zh-firms-acting").await);
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}
