use axum::http::StatusCode;
use tower::ServiceExt as _;

use crate::world::{get, get_as, settings, site};

#[tokio::test]
async fn a_list_is_taken_out_as_a_file() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("jinxia", "=金霞经开区", "park").await;
    let clerk = world.person("clerk");
    let csv = get_as(&world, &clerk, "/ledgers/bodies.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.header("content-disposition")
            .starts_with("attachment; filename=\"bodies.csv\"; filename*=UTF-8''%E5")
    );
    assert!(csv.body.starts_with("\u{feff}代号,名称,类型,"), "{}", csv.body);
    assert!(
        csv.body.contains("\r\nxinhe,新河街道,街道,") && csv.body.contains("'=金霞经开区"),
        "{}",
        csv.body
    );
    let narrowed = get_as(&world, &clerk, "/en/ledgers/bodies.csv?kind=park").await;
    assert!(narrowed.body.contains("Id,Name,Kind") && !narrowed.body.contains("xinhe"), "{}", narrowed.body);
    let json = get_as(&world, &clerk, "/ledgers/bodies.json").await;
    let rows: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert!(
        json.body.contains("\"valid_from\":\"2024-01-01\"") && json.body.contains("\"valid_to\":null"),
        "{}",
        json.body
    );
    let none = get_as(&world, &clerk, "/ledgers/bodies.json?name-contains=zzz").await;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&none.body).unwrap(), serde_json::json!([]));
}

#[tokio::test]
async fn a_workbook_is_a_workbook() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let mut request =
        axum::http::Request::get("/ledgers/bodies.xlsx").body(axum::body::Body::empty()).unwrap();
    request.extensions_mut().insert(world.person("clerk"));
    let response = world.router().oneshot(request).await.unwrap();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert!(bytes.starts_with(b"PK\x03\x04"), "a workbook is a zip archive");
}

#[tokio::test]
async fn who_may_not_export_is_told_so() {
    let world = site(settings()).await;
    assert_eq!(get(&world, "/ledgers/bodies.csv").await.status, StatusCode::SEE_OTHER);
    let answer = get_as(&world, &world.person("mediator"), "/ledgers/bodies.csv").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.main().contains("角色"), "{}", answer.main());
}

#[tokio::test]
async fn personal_values_stay_masked_in_files() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let staff = [
        ("body", "xinhe"),
        ("number", "1"),
        ("position", "工作人员"),
        ("person", "测试某"),
        ("employment", "part-time"),
    ];
    world.record("ip-staff", "2024-01-01", &staff).await;
    for end in ["csv", "json"] {
        let file = get_as(&world, &world.person("clerk"), &format!("/ledgers/ip-staff.{end}")).await;
        assert!(file.body.contains("测*") && !file.body.contains("测试某"), "{}", file.body);
    }
}
