//! The last days of rights on pages, in files, in a calendar and for programs.

use app::{Actor, Clock};
use axum::http::StatusCode;

use crate::world::{World, get_as, whole_at};

const INVENTION: &str = "202410123456.0";

/// A county on 1 September 2026 with a patent of a firm whose annuity is in the sixth month of its grace.
async fn county() -> World {
    let noon = "2026-09-01T12:00:00+08:00".parse().unwrap();
    let world = whole_at(Clock::demonstration(noon)).await;
    let firm = [
        ("uscc", "91110105DEM000014U"),
        ("name", "演示企业001"),
        ("body", "street-yuehu"),
        ("status", "operating"),
    ];
    world.record("enterprises", "2026-01-01", &firm).await;
    let patent = [
        ("application_number", INVENTION),
        ("kind", "invention"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("enterprise", "91110105DEM000014U"),
        ("body", "street-yuehu"),
        ("filed_on", "2024-03-05"),
        ("granted_on", "2025-06-17"),
        ("status", "valid"),
        ("fee_reduction", "85"),
    ];
    world.record("patents", "2025-06-17", &patent).await;
    world
}

#[tokio::test]
async fn the_list_says_until_when_what_it_costs_and_why() {
    let world = county().await;
    let clerk = world.person("clerk");
    let page = get_as(&world, &clerk, "/my/deadlines?kind=annuity").await;
    assert_eq!(page.status, StatusCode::OK);
    // 15 % of 900 and a quarter of 900.
    for said in [
        "演示企业001",
        "月湖街道",
        "第3年度年费",
        "2026-03-05",
        "宽限至2026-09-07",
        "360元",
        "减缴85%后135元",
        "滞纳金25%即225元",
    ] {
        assert!(page.main().contains(said), "{said}: {}", page.main());
    }
    let english = get_as(&world, &clerk, "/en/my/deadlines?kind=annuity").await;
    assert!(
        english.main().contains("¥360") && english.main().contains("Annuity of year 3"),
        "{}",
        english.main()
    );
    let none = get_as(&world, &clerk, "/my/deadlines?kind=renewal").await;
    assert!(none.main().contains("没有届满的期限"));

    let alerts = get_as(&world, &clerk, "/workbench/annuity-alerts").await;
    assert!(alerts.main().contains("月湖街道") && alerts.main().contains("135元"), "{}", alerts.main());
    assert!(
        alerts.main().contains("/my/deadlines?days=90&#38;kind=annuity&#38;body=street-yuehu"),
        "{}",
        alerts.main()
    );
    let liaison =
        get_as(&world, &Actor { account: None, ..world.person("citizen") }, "/workbench/annuity-alerts")
            .await;
    assert_ne!(liaison.status, StatusCode::OK);
}

#[tokio::test]
async fn the_page_of_a_right_explains_its_life() {
    let world = county().await;
    let page = get_as(&world, &world.person("clerk"), &format!("/ledgers/patents/records/{INVENTION}")).await;
    for said in [
        "法定期限",
        "第3年度年费",
        "第一百一十五条",
        "申请日2024-03-05",
        "发明专利权期满",
        "日期和金额是怎么算的",
    ] {
        assert!(page.main().contains(said), "{said}: {}", page.main());
    }
}

#[tokio::test]
async fn the_page_of_a_right_keeps_to_what_its_reader_sees() {
    let world = county().await;
    let alliance = [
        ("number", "2026-001"),
        ("name", "演示绣产业联盟（演示数据）"),
        ("lead", "演示企业001"),
        ("patents", INVENTION),
        ("formed_on", "2026-01-12"),
    ];
    world.record("alliances", "2026-01-12", &alliance).await;
    let clerk = world.person("clerk");
    let list = get_as(&world, &clerk, "/my/deadlines?enterprise=91110105DEM000014U").await;
    let kept = "name=\"enterprise\" value=\"91110105DEM000014U\"";
    assert!(list.main().contains("第3年度年费") && list.main().contains(kept), "{}", list.main());

    let address = format!("/ledgers/patents/records/{INVENTION}");
    let page = get_as(&world, &clerk, &address).await;
    // The place to which messages of this stage lead.
    assert!(page.main().contains("<div id=\"missed\">"), "{}", page.main());
    let public = get_as(&world, &world.person("citizen"), &address).await;
    assert!(public.main().contains("发明专利权期满"), "{}", public.main());
    assert!(!public.main().contains("年费") && !public.main().contains("missed"), "{}", public.main());
}

#[tokio::test]
async fn the_same_as_files_and_for_programs() {
    let world = county().await;
    let clerk = world.person("clerk");
    let csv = get_as(&world, &clerk, "/my/deadlines/csv?kind=annuity").await;
    assert!(csv.body.contains("202410123456.0,绣线张力检测方法（演示数据）,演示企业001,月湖街道,年费,第3年度年费,2026-03-05,2026-09-07"), "{}", csv.body);
    assert!(csv.body.contains("360.00"), "{}", csv.body);
    let book = get_as(&world, &clerk, "/my/deadlines/xlsx?kind=annuity").await;
    assert_eq!((book.status, book.header("content-disposition").contains(".xlsx")), (StatusCode::OK, true));
    assert_eq!(get_as(&world, &clerk, "/my/deadlines/exe").await.status, StatusCode::NOT_FOUND);

    let answer = get_as(&world, &clerk, "/api/v1/rights/deadlines?kind=annuity").await;
    let answer: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let item = &answer["items"][0];
    assert_eq!((item["due"].as_str(), item["amount_fen"].as_i64()), (Some("2026-03-05"), Some(36_000)));
    assert_eq!(item["standing"]["grace"].as_i64(), Some(6));
    let wrong = get_as(&world, &clerk, "/api/v1/rights/deadlines?kind=anuity&colour=red").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("colour") && wrong.body.contains("renewal"), "{}", wrong.body);
}
