use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::world::{Answer, get, get_as, send, settings, site};

/// A failure is a page in the frame, with a way onward and the number of the request.
#[track_caller]
fn check(answer: &Answer, status: StatusCode, what: &str) {
    assert_eq!(answer.status, status);
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    assert!(answer.main().contains(what), "{}", answer.main());
    assert!(answer.main().contains("<a href=\"/"), "a way onward");
    assert!(answer.main().contains(answer.header("x-request-id")), "the number of the request");
}

#[tokio::test]
async fn every_failure_is_a_page_with_a_way_onward() {
    let site = site(settings()).await;
    check(&get(&site, "/nothing").await, StatusCode::NOT_FOUND, "找不到这个页面");
    check(&get(&site, "/en/nothing").await, StatusCode::NOT_FOUND, "There is no such page");
    check(&get(&site, "/static/nothing.css").await, StatusCode::NOT_FOUND, "找不到这个页面");
    check(&get(&site, "/display").await, StatusCode::METHOD_NOT_ALLOWED, "这个地址不能这样使用");
    let large = Request::post("/display").header("content-type", "application/x-www-form-urlencoded");
    let large = large.body(Body::from("a".repeat(2 * 1024 * 1024))).unwrap();
    check(&send(&site, large).await, StatusCode::PAYLOAD_TOO_LARGE, "内容太大");
    let other = Request::post("/display").header("content-type", "text/plain").body(Body::from("a")).unwrap();
    check(&send(&site, other).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "不接受这种内容");
}

#[tokio::test]
async fn nothing_stands_beside_a_page_that_is_not_there() {
    let site = site(settings()).await;
    let clerk = site.person("clerk");
    let side = "class=\"side\"";
    assert!(get_as(&site, &clerk, "/ledgers").await.body.contains(side));
    for path in ["/ledgers/nothing", "/workbench/nothing"] {
        let answer = get_as(&site, &clerk, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains(side), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_known_names_those_that_are() {
    assert_eq!(get(&site(settings()).await, "/display").await.header("allow"), "POST");
}
