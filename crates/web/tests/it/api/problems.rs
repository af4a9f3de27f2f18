use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use super::call;
use crate::world::{Answer, get, get_as, send, settings, site};

const RECORDS: &str = "/api/v1/ledgers/bodies/records";

#[track_caller]
fn check(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], status.as_u16());
    assert!(problem["title"].is_string() && problem["type"].as_str().unwrap().ends_with("/help#api"));
    assert_eq!(problem["trace_id"], answer.header("x-request-id"));
}

#[tokio::test]
async fn every_failure_of_the_api_is_a_problem() {
    let world = site(settings()).await;
    check(&get(&world, "/api/v1/nothing").await, StatusCode::NOT_FOUND);
    check(&get(&world, "/api/v1/ledgers/nothing/records").await, StatusCode::NOT_FOUND);
    check(&get(&world, &format!("{RECORDS}?colour=red")).await, StatusCode::UNPROCESSABLE_ENTITY);
    check(&get(&world, &format!("{RECORDS}?limit=0")).await, StatusCode::UNPROCESSABLE_ENTITY);
    check(&get(&world, &format!("{RECORDS}?as_of=soon")).await, StatusCode::UNPROCESSABLE_ENTITY);
    let clerk = world.person("clerk");
    let text = Request::post(RECORDS).header("content-type", "text/plain").body(Body::from("{}")).unwrap();
    check(&send(&world, text).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for body in [json!([]), json!("x")] {
        check(
            &call(&world, Some(&clerk), (Method::POST, RECORDS), &[], Some(&body)).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    }
    let broken =
        Request::post(RECORDS).header("content-type", "application/json").body(Body::from("{")).unwrap();
    check(&send(&world, broken).await, StatusCode::UNPROCESSABLE_ENTITY);
    check(&call(&world, None, (Method::DELETE, RECORDS), &[], None).await, StatusCode::METHOD_NOT_ALLOWED);
    check(&get_as(&world, &clerk, &format!("{RECORDS}/nothing")).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_has_no_key_is_asked_for_one() {
    let world = site(settings()).await;
    let body = json!({ "fields": {}, "valid_from": "2024-01-01", "reason": "x" });
    for path in [RECORDS.to_owned(), format!("{RECORDS}/xinhe/changes")] {
        let answer = call(&world, None, (Method::POST, &path), &[], Some(&body)).await;
        check(&answer, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let leader = world.person("leader");
    check(
        &call(&world, Some(&leader), (Method::POST, RECORDS), &[], Some(&body)).await,
        StatusCode::FORBIDDEN,
    );
}

#[tokio::test]
async fn all_problems_come_with_their_places() {
    let world = site(settings()).await;
    let body = json!({ "fields": { "id": "x", "kind": "nobody", "colour": "red" }, "valid_from": "soon", "reason": "", "more": 1 });
    let answer = call(&world, Some(&world.person("clerk")), (Method::POST, RECORDS), &[], Some(&body)).await;
    check(&answer, StatusCode::UNPROCESSABLE_ENTITY);
    let pointers = |answer: &Answer| -> Vec<String> {
        let problem = answer.json();
        problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["pointer"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut found = pointers(&answer);
    found.sort();
    let all = ["/fields/colour", "/fields/kind", "/fields/name", "/more", "/reason", "/valid_from"];
    assert_eq!(found, all);
    let body = json!({ "fields": { "id": "x", "kind": "nobody", "colour": "red" }, "valid_from": "2024-01-01", "reason": "" });
    let answer = call(&world, Some(&world.person("clerk")), (Method::POST, RECORDS), &[], Some(&body)).await;
    let mut found = pointers(&answer);
    found.sort();
    assert_eq!(found, ["/fields/colour", "/fields/kind", "/fields/name", "/reason"]);
    for error in answer.json()["errors"].as_array().unwrap() {
        for member in ["message_zh", "message_en", "hint_zh", "hint_en"] {
            assert!(!error[member].as_str().unwrap().is_empty(), "{member} of {error}");
        }
    }
}
