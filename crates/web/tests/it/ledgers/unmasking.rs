use axum::http::StatusCode;

use crate::world::{get_as, post_as, settings, site};

#[tokio::test]
async fn a_personal_value_is_seen_for_a_reason() {
    let world = site(settings()).await;
    world.street_with_staff().await;
    let clerk = world.person("clerk");
    let path = "/ledgers/ip-staff/records/xinhe~1";
    let record = get_as(&world, &clerk, path).await;
    assert!(record.main().contains("测*") && !record.main().contains("测试某"), "{}", record.main());
    let ask = format!("{path}/unmasking?field=person");
    assert!(record.main().contains(&ask), "{}", record.main());
    assert_eq!(get_as(&world, &clerk, &ask).await.status, StatusCode::OK);
    let without = post_as(&world, &clerk, &format!("{path}/unmasking"), "field=person&reason=").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!without.main().contains("测试某"));
    let seen = post_as(&world, &clerk, &format!("{path}/unmasking"), "field=person&reason=meeting").await;
    assert!(seen.main().contains("测试某") && seen.main().contains("已记入操作日志"), "{}", seen.main());
    assert_eq!(seen.header("cache-control"), "no-store");
    let open = get_as(&world, &clerk, &format!("{path}/unmasking?field=position")).await;
    assert_eq!(open.status, StatusCode::OK, "a field that is not masked needs no reason");
}
