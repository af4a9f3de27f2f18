use axum::http::StatusCode;

use crate::world::{get, get_as, settings, site};

#[tokio::test]
async fn a_stranger_sees_public_ledgers_only() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let index = get(&world, "/ledgers").await;
    assert!(
        index.main().contains("href=\"/ledgers/bodies\"") && index.main().contains("共 1 条"),
        "{}",
        index.main()
    );
    assert!(!index.main().contains("ip-staff"));
    assert_eq!(get(&world, "/ledgers/ip-staff").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/ledgers/nothing").await.status, StatusCode::NOT_FOUND);
    let list = get(&world, "/ledgers/bodies").await;
    assert!(
        list.main().contains("<a href=\"/ledgers/bodies/records/xinhe\">新河街道</a>"),
        "{}",
        list.main()
    );
    assert!(list.main().contains("街道"), "codes are shown by their titles");
    assert!(
        !list.main().contains("/ledgers/bodies/new") && !list.main().contains(".csv"),
        "only what one may"
    );
}

#[tokio::test]
async fn a_clerk_is_offered_what_a_clerk_may() {
    let world = site(settings()).await;
    let empty = get_as(&world, &world.person("clerk"), "/ledgers/bodies").await;
    assert!(
        empty.main().contains("还没有记录") && empty.main().contains("/ledgers/bodies/new"),
        "{}",
        empty.main()
    );
    assert!(
        empty.main().contains("/ledgers/bodies.csv") && empty.main().contains("/ledgers/bodies/comparison")
    );
    assert_eq!(empty.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_list_is_narrowed_down_and_keeps_what_was_asked() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("jinxia", "金霞经开区", "park").await;
    let street = get(&world, "/ledgers/bodies?kind=street").await;
    assert!(street.main().contains("新河街道") && !street.main().contains("金霞经开区"));
    assert!(street.main().contains("<option value=\"street\" selected>"));
    let named = get(&world, "/en/ledgers/bodies?name-contains=%E9%87%91").await;
    assert!(named.main().contains("金霞经开区") && !named.main().contains("新河街道"), "{}", named.main());
    assert!(named.main().contains("1 record<"), "{}", named.main());
    let none = get(&world, "/ledgers/bodies?name-contains=zzz").await;
    assert!(none.main().contains("没有符合条件的记录") && none.main().contains("清除"));
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_beside_its_field() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    for (query, field) in
        [("kind=nobody", "kind"), ("as-of=yesterday", "as-of"), ("known=2026-13-01", "known")]
    {
        let answer = get(&world, &format!("/ledgers/bodies?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert!(answer.main().contains(&format!("<a href=\"#{field}\">")), "{query}: {}", answer.main());
        assert!(answer.body.contains("<title>错误：单位"), "{query}");
    }
}

#[tokio::test]
async fn a_list_shows_a_past() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let before = get(&world, "/ledgers/bodies?as-of=2023-12-31").await;
    assert!(
        before.main().contains("没有符合条件的记录") && before.main().contains("2023-12-31 的情况"),
        "{}",
        before.main()
    );
    let then = get(&world, "/ledgers/bodies?as-of=2024-01-01").await;
    assert!(then.main().contains("新河街道"));
    let unknown = get(&world, "/ledgers/bodies?known=2025-01-01").await;
    assert!(!unknown.main().contains("新河街道"), "on that day nobody knew of it");
}

#[tokio::test]
async fn pages_are_turned_by_cursors() {
    let world = site(settings()).await;
    for number in 0..60 {
        world.body(&format!("b{number:02}"), &format!("单位{number:02}"), "department").await;
    }
    let first = get(&world, "/ledgers/bodies").await;
    assert!(first.main().contains("共 60 条") && first.main().contains("rel=\"next\""));
    let next = first.main().split("rel=\"next\"").next().unwrap();
    let next = next.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let second = get(&world, &next).await;
    assert!(second.main().contains("单位59") && second.main().contains("rel=\"prev\""), "{}", second.main());
    let invalid = get(&world, "/ledgers/bodies?cursor=nonsense").await;
    assert!(invalid.body.contains("<title>错误："), "{}", invalid.main());
}
