//! Workbooks that offices file: 指标完成情况表, in the columns that they know.

use app::Clock;
use documents::csv::CsvRow;

use crate::indicators::invention;
use crate::world::{World, get_as, whole_at};

/// The rows of 指标完成情况表 with its heads, as a clerk takes it along.
async fn completion(world: &World, query: &str) -> Vec<CsvRow> {
    let clerk = world.person("clerk");
    let book = get_as(world, &clerk, &format!("/indicators/completion/xlsx{query}")).await;
    let rows = documents::read_rows("指标完成情况表.xlsx", &book.bytes).unwrap();
    let from = rows.iter().position(|row| row.cells[0] == "序号").unwrap();
    rows[from..].to_vec()
}

#[tokio::test]
async fn indicators_stand_beside_the_years_before_and_what_should_be_reached_by_now() {
    let world = whole_at(Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap())).await;
    invention(&world, "202410123456.0", ("2024-01-05", "2024-06-17"), "street-yuehu").await;
    invention(&world, "202410000001.X", ("2024-01-05", "2026-02-03"), "street-yuehu").await;
    let draft = completion(&world, "").await;
    assert_eq!(draft[0].cells[4], "目标", "no plan binds, so there are no years of one");

    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    world.issue_plan(&clerk).await;
    let rows = completion(&world, "").await;
    let heads = rows[0].cells.join(" ");
    let expected =
        "序号 指标 单位 基期值 2024 2025 2026目标 序时目标 本期值 完成率 同比 灯号 数据来源 截止日期 说明";
    assert_eq!(heads, expected);
    let density = &rows[1].cells;
    assert_eq!(
        density[..6].join(" "),
        "1 D1 每万人有效发明专利拥有量 件/万人  0.01 0.01",
        "nobody knows the base"
    );
    assert!(density[6].contains("120件"), "{density:?}");
    // One of 82.079 ten thousand residents a year ago, two of them now, and 120 are wanted.
    assert_eq!(density[7..12].join(" "), "120.00 0.02 0.0% +100.0% 滞后");
    assert!(density[12].contains("专利") && density[12].contains("人口"), "{density:?}");
    assert_eq!(density[13], "2026-09-01");

    // What is not settled stands on a sheet of its own, and in no report.
    assert!(rows.iter().all(|row| !row.cells[1].contains("同保护")), "a draft among what is settled");
    let book = get_as(&world, &clerk, "/indicators/completion/xlsx").await;
    let parts = documents::read_archive(&book.bytes).unwrap();
    let text = |end: &str| {
        let found = parts.iter().find(|(name, _)| name.ends_with(end));
        found.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    };
    assert!(text("xl/workbook.xml").contains("拟定指标"), "{}", text("xl/workbook.xml"));

    // What was never counted is empty, not zero; and a day in the past has the years before it alone.
    let early = completion(&world, "?as-of=2025-03-31").await;
    let heads: Vec<&str> = early[0].cells.iter().map(String::as_str).collect();
    assert_eq!(heads[3..7], ["基期值", "2024", "2026目标", "序时目标"]);
    let density = &early[1].cells;
    assert_eq!(
        (density[7].as_str(), density[9].as_str()),
        ("0.01", ""),
        "of the year before nothing is known"
    );
}
