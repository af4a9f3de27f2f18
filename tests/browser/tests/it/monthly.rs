//! The export of a month as a clerk works through it: one number was damaged by a spreadsheet, is told with its line, put right and loaded by itself;
//! then a patent shows where its values came from and what was known of it in spring.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use calamine::{Reader as _, Xlsx, open_workbook};
use fantoccini::Locator;
use tempfile::tempdir;
use tokio::time::sleep;

use crate::browser::{self, Browser, Scripts};
use crate::world::{World, world};

/// What the export of June says of two patents that were loaded in spring: one has ended, one was granted; the number of the second lost its digits.
const EXPORT: &str = "\
申请号,种类,名称,申请人（专利权人）,登记地址,主分类号,申请日,授权公告日,权利终止日,法律状态
201313456794.7,发明专利,一种防水型绣线张力检测方法（演示数据）,演示岭桐检测技术0106有限公司,长沙市开福区东风路街道演示路377号,G06T 7/00,2013-10-10,2016-08-29,2025-10-10,终止（未缴年费）
2.0241E+11,发明专利,一种低功耗机械臂制备方法（演示数据）,演示岚汀文化传媒2885有限公司,长沙市开福区青竹湖街道演示路378号,C08L 23/00,2024-09-13,2026-05-31,,有效
";
const ENDED: &str = "201313456794.7";
const DAMAGED: &str = "2.0241E+11";
const GRANTED: &str = "202410246937.0";

/// Before the file of June came.
const SPRING: &str = "2026-04-20";

#[tokio::test]
async fn a_damaged_export_is_put_right_and_the_past_stays_as_it_was_known() {
    let Some(browser) = browser::start_with(Scripts::Blocked).await else { return };
    let (world, folder) = (world().await, tempdir().unwrap());
    let clerk = world.session("clerk").await;
    browser.be(&world, &clerk).await;

    let export = folder.path().join("专利导出-2026-06（演示数据）.csv");
    fs::write(&export, EXPORT).unwrap();
    load(&browser, &world, &export).await;
    browser.reads("1行有错，不会写入").await;
    browser.reads(DAMAGED).await;
    let aside = browser.download_as("下载这些行", "xlsx").await;
    browser.press("确认导入").await;
    until(&browser, "已导入").await;

    load(&browser, &world, &put_right(&aside, folder.path())).await;
    browser.does_not_read("行有错").await;
    browser.press("确认导入").await;
    until(&browser, "已导入").await;

    browser.open(&world.url(&format!("/ledgers/patents/records/{GRANTED}"))).await;
    browser.reads("2026年5月31日").await;
    browser.open(&world.url(&format!("/ledgers/patents/records/{ENDED}"))).await;
    browser.reads("终止（未缴年费）").await;
    browser.reads("权利终止日\n2025年10月10日").await;
    // It had ended by then, but nobody knew.
    browser.fill("以这一天的情况为准", SPRING).await;
    browser.fill("只看截至这一天录入的", SPRING).await;
    browser.press("查看").await;
    browser.reads("这不是现在的情况").await;
    browser.reads("有效").await;
    browser.reads("权利终止日\n—").await;

    browser.open(&world.url(&format!("/ledgers/patents/records/{ENDED}/history"))).await;
    browser.follow("文件第2行").await;
    browser.reads("演示岭桐检测技术0106有限公司").await;
    browser.close().await;
}

/// Sends a file, looks at its columns and has every row looked at.
async fn load(browser: &Browser, world: &World, file: &Path) {
    browser.open(&world.url("/workbench/imports/new")).await;
    browser.choose("导入到", "专利").await;
    browser.fill("数据来源", "国家知识产权局数据导出（演示数据）").await;
    browser.fill("数据截至", "2026-06-30").await;
    browser.attach("文件", file).await;
    browser.press("上传并认列").await;
    browser.press("校验每一行").await;
    until(browser, "待确认").await;
}

/// The page of a file loads itself anew while somebody works on it.
async fn until(browser: &Browser, state: &str) {
    for _ in 0..600 {
        // What was found may be gone with the page before it is read.
        let text = async { browser.client.find(Locator::Css("main")).await?.text().await };
        if text.await.is_ok_and(|text| text.contains(state)) {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("never “{state}”:\n{}", browser.text().await);
}

/// What was set aside, with its number as it should be, as a file of its own.
fn put_right(aside: &Path, folder: &Path) -> PathBuf {
    let mut workbook: Xlsx<_> = open_workbook(aside).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let path = folder.join("专利导出-2026-06-补正（演示数据）.csv");
    let mut table = csv::Writer::from_path(&path).unwrap();
    for row in sheet.rows() {
        let cells = row.iter().map(|cell| cell.to_string().replace(DAMAGED, GRANTED));
        table.write_record(cells).unwrap();
    }
    table.flush().unwrap();
    path
}
