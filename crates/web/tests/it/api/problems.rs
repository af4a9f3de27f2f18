use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

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

/// What is wrong with the query: each code with the parameter it names.
fn parameters(answer: &Answer) -> Vec<(String, String)> {
    let problem = answer.json();
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{problem}")).to_owned();
    let errors = problem["errors"].as_array().unwrap().iter();
    let mut found: Vec<_> = errors.map(|error| (text(&error["parameter"]), text(&error["code"]))).collect();
    found.sort();
    found
}

#[tokio::test]
async fn each_parameter_that_is_wrong_is_named_and_all_of_them_at_once() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    for (address, expected) in [
        (
            format!("{RECORDS}?limit=0&as_of=soon&known=never&colour=red&kind=nobody&view=none"),
            &[
                ("as_of", "not-a-date"),
                ("colour", "unknown-filter"),
                ("kind", "unknown-code"),
                ("known", "not-a-date"),
                ("limit", "wrong-limit"),
                ("view", "unknown-view"),
            ][..],
        ),
        (
            format!("{RECORDS}?limit=5&limit=6&cursor=a&cursor=b&known=-1"),
            &[("cursor", "repeated-parameter"), ("known", "not-a-date"), ("limit", "repeated-parameter")],
        ),
        (format!("{RECORDS}?cursor=nonsense"), &[("cursor", "store-cursor")]),
        (
            format!("{RECORDS}/xinhe?as_off=2024-01-01&known=never"),
            &[("as_off", "unknown-parameter"), ("known", "not-a-date")],
        ),
        (format!("{RECORDS}/xinhe/history?limit=1"), &[("limit", "unknown-parameter")]),
        ("/api/v1/ledgers?x=1".to_owned(), &[("x", "unknown-parameter")]),
        ("/api/v1/openapi.json?x=1".to_owned(), &[("x", "unknown-parameter")]),
    ] {
        let answer = get(&world, &address).await;
        check(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.json()["code"], "invalid");
        let found = parameters(&answer);
        let found: Vec<_> = found.iter().map(|(name, code)| (name.as_str(), code.as_str())).collect();
        assert_eq!(found, expected, "{address}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_query_header_and_content_is_told_at_once_and_nothing_is_saved() {
    let world = site(settings()).await;
    let long = "k".repeat(300);
    let body = json!({ "fields": { "id": "x", "name": "甲", "kind": "street" }, "valid_from": "soon", "reason": "x" });
    let path = format!("{RECORDS}?check=yes");
    let clerk = world.person("clerk");
    let headers = [("idempotency-key", long.as_str())];
    let answer = call(&world, Some(&clerk), (Method::POST, &path), &headers, Some(&body)).await;
    check(&answer, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = answer.json();
    let member = |name: &str| {
        let errors = problem["errors"].as_array().unwrap().iter();
        errors.filter_map(|error| error[name].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(member("parameter"), ["check"], "a word that is not understood saves nothing");
    assert_eq!(member("header"), ["Idempotency-Key"]);
    assert_eq!(member("pointer"), ["/valid_from"]);
}

#[tokio::test]
async fn a_program_is_told_in_the_language_it_asks_for() {
    let world = site(settings()).await;
    for (wanted, language, title, kind) in [
        ("en-US,en;q=0.9", "en", "There is no such address or record", "/en/help#api"),
        ("zh-CN", "zh-Hans", "没有这个地址或这条记录", "/help#api"),
    ] {
        let path = (Method::GET, "/api/v1/nothing");
        let answer = call(&world, None, path, &[("accept-language", wanted)], None).await;
        check(&answer, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("content-language"), language);
        assert_eq!((&answer.json()["title"], &answer.json()["type"]), (&json!(title), &json!(kind)));
    }
}

#[tokio::test]
async fn too_much_is_refused_with_how_much_is_taken() {
    let world = site(settings()).await;
    let clerk = world.person("clerk");
    for (announced, language, what) in [
        (true, "zh", "1 MB"),
        (false, "zh", "1 MB"),
        (true, "en", "larger than the 1 MB that are taken here"),
    ] {
        let body = "a".repeat(2 * 1024 * 1024);
        let mut request = Request::post(RECORDS)
            .header("content-type", "application/json")
            .header("accept-language", language);
        if announced {
            request = request.header("content-length", body.len());
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(clerk.clone());
        let answer = send(&world, request).await;
        check(&answer, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.json()["detail"].as_str().unwrap().contains(what), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_file_that_was_not_sent_is_no_value() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let file = format!("sha256:{}/证书.pdf", "0".repeat(64));
    let fields = json!({ "body": "xinhe", "number": 1, "position": "x", "person": "测试某", "employment": "part-time", "certificate": file });
    let body = json!({ "fields": fields, "valid_from": "2024-01-01", "reason": "x" });
    let path = "/api/v1/ledgers/ip-staff/records";
    let answer = call(&world, Some(&world.person("clerk")), (Method::POST, path), &[], Some(&body)).await;
    check(&answer, StatusCode::UNPROCESSABLE_ENTITY);
    let error = &answer.json()["errors"][0];
    assert_eq!((&error["code"], &error["pointer"]), (&json!("unknown-file"), &json!("/fields/certificate")));
    assert!(error["hint_en"].as_str().unwrap().contains("send it"), "{error}");
}
