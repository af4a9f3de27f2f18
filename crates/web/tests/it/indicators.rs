//! Figures through their pages: from the cockpit to the rows and to the record, and what the public sees of them.

use app::Actor;
use axum::http::StatusCode;

use crate::world::{World, get, get_as, whole};

const FIRST: &str = "202410123456.0";
const SECOND: &str = "202410000001.X";
const DENSITY: &str = "/indicators/inventions-per-10000";

fn clerk(world: &World) -> Actor {
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    clerk
}

/// A county whose plan binds, with two inventions: one of a street, one that nobody has attributed.
async fn counted() -> (World, Actor) {
    let world = whole().await;
    let clerk = clerk(&world);
    world.issue_plan(&clerk).await;
    for (number, body) in [(FIRST, "street-yuehu"), (SECOND, "")] {
        let fields = [
            ("application_number", number),
            ("kind", "invention"),
            ("title", "绣线张力检测方法（演示数据）"),
            ("applicants", "演示企业001"),
            ("division", "430105"),
            ("body", body),
            ("filed_on", "2024-03-05"),
            ("granted_on", "2025-06-17"),
            ("status", "valid"),
        ];
        let said: Vec<(&str, &str)> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        world.record("patents", "2025-06-17", &said).await;
    }
    (world, clerk)
}

#[tokio::test]
async fn from_the_cockpit_to_the_record_in_three_clicks() {
    let (world, clerk) = counted().await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    assert!(cockpit.main().contains(&format!("href=\"{DENSITY}\"")), "{}", cockpit.main());
    let page = get_as(&world, &clerk, DENSITY).await;
    for text in ["0.02", "“每万人有效发明专利拥有量突破120件”", "820,790", "月湖街道", "待判定", "滞后"]
    {
        assert!(page.main().contains(text), "no {text} in {}", page.main());
    }
    let rows = get_as(&world, &clerk, &format!("{DENSITY}/records")).await;
    assert!(rows.main().contains("共2条，合计2 件"), "{}", rows.main());
    assert!(rows.main().contains("与指标一致"), "{}", rows.main());
    assert!(rows.main().contains(&format!("href=\"/ledgers/patents/records/{FIRST}\"")));
    let part = get_as(&world, &clerk, &format!("{DENSITY}/records?by=body&none=1")).await;
    assert!(part.main().contains(SECOND) && !part.main().contains(FIRST), "{}", part.main());
    let past = get_as(&world, &clerk, &format!("{DENSITY}?as-of=2025-06-16")).await;
    assert!(past.main().contains("0.00") || past.main().contains("未取数"), "{}", past.main());
}

#[tokio::test]
async fn the_public_sees_public_figures_and_can_prove_them() {
    let (world, _) = counted().await;
    let all = get(&world, "/open/indicators").await;
    assert!(all.main().contains("D1 每万人有效发明专利拥有量"), "{}", all.main());
    assert!(!all.main().contains("质押登记金额"), "what counts from what is not public is not shown");
    for (path, status) in [
        ("/open/indicators/inventions-per-10000/definition", StatusCode::OK),
        ("/open/indicators/inventions-per-10000/records", StatusCode::OK),
        ("/open/indicators/pledge-registered", StatusCode::NOT_FOUND),
        ("/open/indicators/no-such-thing", StatusCode::NOT_FOUND),
        ("/open/indicators/inventions-per-10000/proof/patents/1-2/..%2Fmanifest.json", StatusCode::NOT_FOUND),
        ("/open/indicators/inventions-per-10000/records/exe", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(get(&world, path).await.status, status, "{path}");
    }
    assert_ne!(get(&world, "/indicators").await.status, StatusCode::OK);
    let proof = get(&world, "/open/indicators/inventions-per-10000/proof").await;
    assert!(proof.main().contains("任何人"), "{}", proof.main());
    let json = get(&world, "/open/indicators/inventions-per-10000/proof?format=json").await;
    let read = indicators::Proof::read("proof.json", &json.body).unwrap();
    assert_eq!(read.rows, 2);
    let links = proof.main();
    let from = links.find("/open/indicators/inventions-per-10000/proof/patents/").unwrap();
    let manifest = links[from..].split('"').find(|link| link.ends_with("manifest.json")).unwrap().to_owned();
    let file = get(&world, &manifest).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("\"ledger\": \"patents\"") && !file.body.contains("address"), "{}", file.body);
}

#[tokio::test]
async fn figures_are_taken_along_as_tables_and_by_programs() {
    let (world, clerk) = counted().await;
    let csv = get_as(&world, &clerk, &format!("{DENSITY}/records/csv")).await;
    assert!(csv.body.contains(FIRST) && csv.body.contains("月湖街道"), "{}", csv.body);
    let table = get_as(&world, &clerk, "/indicators/completion/xlsx").await;
    let sheets = documents::read_archive(&table.bytes).unwrap();
    assert!(sheets.iter().any(|(name, _)| name.ends_with("sheet2.xml")), "the sheet of what is counted");
    let found = get_as(&world, &clerk, "/api/v1/indicators/D1").await;
    let found: serde_json::Value = serde_json::from_str(&found.body).unwrap();
    assert_eq!((found["numerator"].as_str(), found["denominator"].as_str()), (Some("2"), Some("820790")));
    assert_eq!(found["judgement"]["light"], "red");
    let listed = get_as(&world, &clerk, "/api/v1/indicators").await;
    assert!(listed.body.contains("\"fees-due\""));
    let unknown = get_as(&world, &clerk, "/api/v1/indicators?asof=2025-01-01").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}
