use axum::http::StatusCode;

use crate::world::{get, get_as, settings, site};

#[tokio::test]
async fn two_days_are_compared() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.record("bodies", "2025-06-01", &[("id", "new"), ("name", "新单位"), ("kind", "department")]).await;
    let leader = world.person("leader");
    let form = get_as(&world, &leader, "/ledgers/bodies/comparison").await;
    assert!(form.main().contains("name=\"left-as-of\"") && !form.main().contains("没有不同"));
    let path = "/ledgers/bodies/comparison?left-as-of=2025-01-01&right-as-of=2025-12-31";
    let found = get_as(&world, &leader, path).await;
    assert!(found.main().contains("新单位") && found.main().contains("新增"), "{}", found.main());
    assert!(!found.main().contains("新河街道") && found.main().contains("有 1 条不同"));
    let same =
        get_as(&world, &leader, "/ledgers/bodies/comparison?left-as-of=2025-01-01&right-as-of=2025-01-02")
            .await;
    assert!(same.main().contains("没有不同"));
    let wrong =
        get_as(&world, &leader, "/ledgers/bodies/comparison?left-as-of=x&right-as-of=2025-01-02").await;
    assert!(wrong.main().contains("<a href=\"#left-as-of\">"), "{}", wrong.main());
}

#[tokio::test]
async fn who_may_not_compare_does_not_find_it() {
    let world = site(settings()).await;
    let officer = world.person("mediator");
    assert_eq!(get_as(&world, &officer, "/ledgers/bodies/comparison").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/ledgers/bodies/comparison").await.status, StatusCode::SEE_OTHER);
}
