//! A clerk keeps records: makes one, corrects it, and sees what held and what was known.

use crate::audit::audit;
use crate::browser::{self, Browser};
use crate::world::{World, world};

#[tokio::test]
async fn a_record_is_made_changed_and_corrected() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let mut found = Vec::new();
    browser.sign_in(&world, "clerk").await;
    found.extend(create(&browser, &world).await);
    found.extend(change(&browser).await);
    found.extend(correct(&browser).await);
    found.extend(end(&browser, &world).await);
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}

async fn create(browser: &Browser, world: &World) -> Vec<String> {
    browser.open(&world.url("/ledgers")).await;
    browser.follow("单位").await;
    browser.follow("新建").await;
    browser.press("核对").await;
    browser.reads("有 5 处需要修改").await;
    let mut found = audit(browser, "zh-creation-refused").await;
    browser.fill("代号", "demo-museum").await;
    browser.fill("名称", "演示版权博物馆（演示数据）").await;
    browser.choose("类型", "事业单位").await;
    browser.fill("上级单位", "区市场监督管理局（知识产权局）").await;
    browser.fill("从哪一天起有效", "2026-02-01").await;
    browser.fill("理由", "演示：新设机构").await;
    browser.press("核对").await;
    browser.reads("保存以后会有下面的改变").await;
    found.extend(audit(browser, "zh-creation-check").await);
    browser.reads("区市场监督管理局（知识产权局）").await;
    browser.press("返回修改").await;
    browser.fill("备注", "演示数据").await;
    browser.press("核对").await;
    browser.press("确认新建").await;
    browser.reads("已保存").await;
    assert_eq!(browser.heading().await, "演示版权博物馆（演示数据）");
    found.extend(audit(browser, "zh-record-saved").await);
    found
}

async fn change(browser: &Browser) -> Vec<String> {
    browser.follow("变更").await;
    browser.fill("名称", "演示版权馆（演示数据）").await;
    browser.fill("从哪一天起有效", "2026-06-01").await;
    browser.fill("理由", "演示：更名").await;
    browser.press("核对").await;
    let found = audit(browser, "zh-change-check").await;
    browser.press("确认变更").await;
    assert_eq!(browser.heading().await, "演示版权馆（演示数据）");
    found
}

/// It was always an office, so the name that holds in spring stays and the kind becomes another in both periods.
async fn correct(browser: &Browser) -> Vec<String> {
    browser.follow("更正").await;
    browser.choose("类型", "内设或合署机构").await;
    browser.fill("更正从哪一天起", "2026-02-01").await;
    browser.press("核对").await;
    browser.reads("有 1 处需要修改").await;
    let mut found = audit(browser, "zh-correction-refused").await;
    browser.fill("理由", "演示：类型录错").await;
    browser.press("核对").await;
    browser.reads("事业单位 → 内设或合署机构").await;
    found.extend(audit(browser, "zh-correction-check").await);
    browser.press("确认更正").await;
    browser.reads("已保存").await;
    browser.reads("演示：类型录错").await;
    browser.reads("两个时间：横向是情况发生的日期，纵向是我们知道的时间").await;
    browser.reads("账号").await;

    browser.fill("以这一天的情况为准", "2026-03-01").await;
    browser.press("查看").await;
    browser.reads("您看到的是 2026-03-01 的情况").await;
    assert_eq!(browser.heading().await, "演示版权博物馆（演示数据）");
    browser.reads("内设或合署机构").await;
    found.extend(audit(browser, "zh-record-past").await);
    browser.follow("回到现在").await;
    found.extend(audit(browser, "zh-record-two-times").await);
    found
}

async fn end(browser: &Browser, world: &World) -> Vec<String> {
    browser.follow("终止").await;
    browser.fill("从哪一天起不再存在", "2026-11-01").await;
    browser.fill("理由", "演示：撤销").await;
    browser.press("核对").await;
    browser.press("确认终止").await;
    browser.reads("这一天没有这条记录").await;
    assert_eq!(browser.heading().await, "演示版权馆（演示数据）", "it is called what it was called last");
    let found = audit(browser, "zh-record-ended").await;
    browser.open(&world.url("/ledgers/bodies?name-contains=演示版权馆")).await;
    browser.reads("没有符合条件的记录").await;
    found
}
