//! What the lists of the programme say beside their titles: the kind and the trust level of a proof, and how all work is spread over the
//! dimensions.

use app::Actor;

use crate::world::{World, get_as, whole};

async fn issued() -> (World, Actor) {
    let world = whole().await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    world.issue_plan(&clerk).await;
    (world, clerk)
}

#[tokio::test]
async fn a_list_of_proofs_says_of_which_kind_each_is_and_who_vouches_for_it() {
    let (world, clerk) = issued().await;
    let proof = [
        ("number", "1.2-1"),
        ("task", "1.2"),
        ("role", "share"),
        ("what", "任命文件（演示数据）"),
        ("kind", "document"),
        ("trust", "own-sealed"),
        ("count", "1"),
        ("due_date", "2026-12-31"),
    ];
    world.record("proofs", "2026-01-01", &proof).await;
    let named = "任命文件（演示数据）（文件、本单位盖章）";
    for path in ["/duties/1.2_street-shaping_share", "/duties/sheets/street-shaping"] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(named), "{path}: {}", page.main());
    }
    let book = get_as(&world, &clerk, "/duties/workbook").await;
    let rows = documents::read_rows("督查台账.xlsx", &book.bytes).unwrap();
    assert!(
        rows.iter().any(|row| row.cells.iter().any(|cell| cell.contains(named))),
        "the sheet says it too"
    );
    let english = get_as(&world, &clerk, "/en/duties/1.2_street-shaping_share").await;
    assert!(english.main().contains("(document, sealed by the body itself)"), "{}", english.main());
}

#[tokio::test]
async fn the_page_of_gaps_says_how_the_work_is_spread_over_the_dimensions_and_what_is_of_none() {
    let (world, clerk) = issued().await;
    let payment = [
        ("number", "2026-0003"),
        ("body", "market-supervision"),
        ("paid_on", "2026-08-30"),
        ("amount", "1万元"),
        ("source", "county"),
        ("task", "9.9"),
        ("payee", "演示企业007（演示数据）"),
        ("purpose", "演示"),
    ];
    world.record("payments", "2026-08-30", &payment).await;
    let page = get_as(&world, &clerk, "/workbench/gaps").await;
    for text in
        ["五个维度", "指标和清单（个）", "知识产权预算", "172", "未归类", "支付：演示企业007（演示数据）"]
    {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let beside = [
        ("number", "9.9_street-shaping_share"),
        ("task", "9.9"),
        ("title", "会议纪要另定的事项（演示数据）"),
        ("role", "share"),
        ("origin", "演示会议纪要"),
    ];
    world.record("duties", "2026-01-01", &beside).await;
    let page = get_as(&world, &clerk, "/workbench/gaps").await;
    let link = "<a href=\"/duties?dimension=none\">方案以外的职责1项</a>";
    assert!(page.main().contains(link), "{}", page.main());
    let indicator = get_as(&world, &clerk, "/indicators/pledge-growth/definition").await;
    assert!(indicator.main().contains("运用"), "{}", indicator.main());
}
