//! A clerk takes a list along: as it stands and as it stood.

use calamine::{Data, Reader as _, Xlsx, open_workbook};

use crate::browser;
use crate::world::world;

const OLD: &str = "演示知识产权服务站（演示数据）";
const NEW: &str = "演示知识产权公共服务站（演示数据）";

#[tokio::test]
async fn as_xlsx_and_csv() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    browser.be(&world, &world.session("clerk").await).await;
    browser.open(&world.url("/ledgers/bodies?name-contains=服务站")).await;
    browser.reads("共 1 条").await;

    let mut workbook: Xlsx<_> = open_workbook(browser.download("XLSX").await).unwrap();
    let sheet = workbook.worksheet_range("台账").unwrap();
    let has = |text: &str| sheet.used_cells().any(|(.., cell)| *cell == Data::String(text.to_owned()));
    assert!(has("名称") && has("来源") && has(NEW) && !has(OLD), "{sheet:?}");
    assert!(workbook.sheet_names().len() > 1, "a second sheet says on what the figures rest");

    browser.unfold("查看过去").await;
    browser.fill("以这一天的情况为准", "2026-06-30").await;
    browser.press("查看").await;
    let mut rows = csv::Reader::from_path(browser.download("CSV").await).unwrap();
    assert_eq!(rows.headers().unwrap().get(1), Some("名称"));
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].get(0), rows[0].get(1)), (Some("demo-station"), Some(OLD)));
    browser.close().await;
}

#[tokio::test]
async fn personal_values_stay_masked() {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    browser.be(&world, &world.session("clerk").await).await;
    browser.open(&world.url("/ledgers/ip-staff")).await;
    let mut rows = csv::Reader::from_path(browser.download("CSV").await).unwrap();
    let person = rows.headers().unwrap().iter().position(|title| title == "姓名").expect("it is a column");
    for row in rows.records() {
        let row = row.unwrap();
        let name = row.get(person).unwrap();
        assert!(name.contains('*'), "{name}");
    }
    browser.close().await;
}
