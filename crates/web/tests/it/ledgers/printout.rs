use app::Actor;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::world::{World, get, get_as, post_as, settings, site};

const PATH: &str = "/ledgers/bodies/records/office";

/// The office, renamed from 2025 on, with a note that is not for everybody.
async fn office() -> World {
    let world = site(settings()).await;
    let fields = [("id", "office"), ("name", "旧办公室"), ("kind", "office"), ("note", "内部备注")];
    world.record("bodies", "2024-01-01", &fields).await;
    let change =
        "name=%E6%96%B0%E5%8A%9E%E5%85%AC%E5%AE%A4&kind=office&note=%E5%86%85%E9%83%A8%E5%A4%87%E6%B3%A8";
    let change = format!("{change}&holds-from=2025-01-01&said-because=x&step=save");
    let saved = post_as(&world, &world.person("clerk"), &format!("{PATH}/change"), &change).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    world
}

/// The text of a printout.
async fn print(world: &World, actor: &Actor, path: &str) -> String {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(actor.clone());
    let response = world.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    assert_eq!(response.headers()["content-type"], "application/pdf");
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = documents::read_text("a.pdf", &bytes).unwrap();
    text.lines.iter().map(|line| line.text.as_str()).collect::<Vec<&str>>().join("\n")
}

/// Checks what a printout says, and what it does not.
async fn check(world: &World, role: &str, query: &str, says: &[&str], not: &[&str]) {
    let text = print(world, &world.person(role), &format!("{PATH}/printout{query}")).await;
    for wanted in says {
        assert!(text.contains(wanted), "{role} {query}: no {wanted} in\n{text}");
    }
    for unwanted in not {
        assert!(!text.contains(unwanted), "{role} {query}: {unwanted} in\n{text}");
    }
}

#[tokio::test]
async fn a_record_is_printed_as_each_reader_sees_it() {
    let world = office().await;
    let whole =
        ["新办公室", "台账：单位", "编号：office", "2 号操作", "演示数据", "变更", "自 2025-01-01 起"];
    check(&world, "clerk", "", &[&whole[..], &["内部备注", "测试", "账号 7"]].concat(), &[]).await;
    check(&world, "citizen", "", &whole, &["内部备注", "测试", "账号 7", "理由"]).await;
    check(&world, "citizen", "?as-of=2023-01-01", &["这一天没有这条记录"], &[]).await;
    let page = get_as(&world, &world.person("citizen"), PATH).await;
    assert!(page.main().contains(&format!("href=\"{PATH}/printout\"")), "{}", page.main());
}

#[tokio::test]
async fn the_past_is_printed_as_it_was_known() {
    let world = office().await;
    check(&world, "clerk", "?as-of=2024-06-01", &["2024-06-01", "旧办公室", "2 号操作"], &["新办公室"]).await;
    check(&world, "clerk", "?known=1", &["旧办公室", "1 号操作"], &["新办公室", "2 号操作", "变更"]).await;
    let page = get_as(&world, &world.person("clerk"), &format!("{PATH}?as-of=2024-06-01&known=1")).await;
    assert!(page.main().contains("printout?as-of=2024-06-01&#38;known=1"), "{}", page.main());
    let clerk = world.person("clerk");
    let wrong = get_as(&world, &clerk, &format!("{PATH}/printout?as-of=soon")).await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no paper of another day than the one asked for"
    );
}

#[tokio::test]
async fn what_one_does_not_see_is_not_printed() {
    let world = office().await;
    world.street_with_staff().await;
    let path = "/ledgers/ip-staff/records/xinhe~1/printout";
    assert_eq!(get(&world, path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/ledgers/bodies/records/nothing/printout").await.status, StatusCode::NOT_FOUND);
    let text = print(&world, &world.person("clerk"), path).await;
    assert!(text.contains("测*") && !text.contains("测试某"), "{text}");
}
