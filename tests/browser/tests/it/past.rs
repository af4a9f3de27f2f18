//! The list and the record as of an earlier day, and as they were known at an earlier time.

use crate::browser;
use crate::world::world;

const OLD: &str = "演示知识产权服务站（演示数据）";
const NEW: &str = "演示知识产权公共服务站（演示数据）";

/// The station has its new name since 1 July; that was recorded on 20 July.
#[tokio::test]
async fn a_past_question_has_one_answer() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    browser.sign_in(&world, "clerk").await;
    browser.open(&world.url("/ledgers/bodies")).await;
    browser.fill("名称包含", "服务站").await;
    browser.press("查询").await;
    browser.follow(NEW).await;

    for (as_of, known, name) in [
        ("2026-07-02", "2026-07-10", OLD),
        ("2026-07-02", "", NEW),
        ("2026-06-30", "", OLD),
        ("2026-07-19", "2026-07-19", OLD),
        ("2026-07-19", "2026-07-20", NEW),
    ] {
        browser.fill("以这一天的情况为准", as_of).await;
        browser.fill("只看截至这一天录入的", known).await;
        browser.press("查看").await;
        assert_eq!(browser.heading().await, name, "{as_of} as known on {known}");
        browser.reads("这不是现在的情况").await;
    }

    browser.follow("单位").await;
    browser.fill("名称包含", "服务站").await;
    browser.unfold("查看过去").await;
    browser.fill("以这一天的情况为准", "2026-07-02").await;
    browser.fill("只看截至这一天录入的", "2026-07-10").await;
    browser.press("查看").await;
    browser.reads("您看到的是 2026-07-02 的情况，以截至 2026-07-10 录入的内容为准").await;
    browser.reads(OLD).await;
    browser.does_not_read(NEW).await;
    browser.follow(OLD).await;
    browser.reads("您看到的是 2026-07-02 的情况，以截至 2026-07-10 录入的内容为准").await;

    browser.open(&world.url("/ledgers/bodies")).await;
    browser.follow("两天比较").await;
    browser.fill_in("前一个", "以这一天的情况为准", "2026-06-30").await;
    browser.fill_in("后一个", "以这一天的情况为准", "2026-07-02").await;
    browser.press("比较").await;
    browser.reads("有 1 条不同").await;
    for words in [OLD, NEW, "区市场监督管理局（知识产权局）"] {
        browser.reads(words).await;
    }
    browser.does_not_read("public-service-center").await;
    browser.close().await;
}
