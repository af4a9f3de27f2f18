//! Everybody sees what is theirs to see and nothing else.

use crate::browser;
use crate::world::world;

const ENTERPRISE: &str = "/ledgers/enterprises/records/91430105DEM0005080";

#[tokio::test]
async fn an_artist_and_the_auditor_see_only_what_each_may() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;

    browser.be(&world, &world.session("clerk").await).await;
    browser.open(&world.url(ENTERPRISE)).await;
    browser.reads("长沙市开福区演示园路50号").await;
    browser.open(&world.url("/ledgers/ip-staff")).await;
    assert_eq!(browser.heading().await, "知识产权人员");

    browser.be(&world, &world.session("artist").await).await;
    browser.open(&world.url(ENTERPRISE)).await;
    browser.reads("演示企业050").await;
    browser.does_not_read("演示园路50号").await;
    browser.does_not_read("演示：迁至金霞经济开发区").await;
    browser.offers_not("更正").await;
    for path in
        ["/ledgers/ip-staff", "/ledgers/ip-staff/records/jinxia-park~1", "/workbench", "/admin/audit-log"]
    {
        browser.open(&world.url(path)).await;
        assert_eq!(browser.heading().await, "找不到这个页面", "{path}");
    }

    browser.be(&world, &world.session("audit").await).await;
    browser.open(&world.url(ENTERPRISE)).await;
    assert_eq!(browser.heading().await, "找不到这个页面");
    browser.open(&world.url("/ledgers")).await;
    browser.reads("没有向您开放的台账").await;
    browser.open(&world.url("/admin")).await;
    browser.follow("操作日志").await;
    browser.reads("演示：更名").await;
    browser.offers_not("工作账号").await;
    browser.close().await;
}
