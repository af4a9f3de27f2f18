use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::call;
use crate::world::{Answer, World, get, get_as, settings, site};

const RECORDS: &str = "/api/v1/ledgers/bodies/records";

fn body(id: &str) -> Value {
    json!({ "fields": { "id": id, "name": "新河街道", "kind": "street" }, "valid_from": "2024-01-01", "reason": "方案" })
}

async fn post(world: &World, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
    call(world, Some(&world.person("clerk")), (Method::POST, path), headers, Some(body)).await
}

#[tokio::test]
async fn a_record_is_made() {
    let world = site(settings()).await;
    let checked = post(&world, &format!("{RECORDS}?check=true"), &[], &body("xinhe")).await;
    assert_eq!((checked.status, &checked.json()["operation"]), (StatusCode::OK, &Value::Null));
    assert_eq!(checked.json()["steps"][0]["kind"], "began");
    assert_eq!(get(&world, RECORDS).await.json()["total"], 0, "nothing is saved by a check");
    let made = post(&world, RECORDS, &[], &body("xinhe")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let location = made.header("location").to_owned();
    assert_eq!(location, format!("{RECORDS}/xinhe"));
    let record = get(&world, &location).await;
    assert_eq!(record.json()["fields"]["name"], "新河街道");
    assert_eq!(record.header("etag"), made.header("etag"));
    assert_eq!(post(&world, RECORDS, &[], &body("xinhe")).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn everything_can_be_said_of_a_record() {
    for (segment, body, kind) in [
        (
            "changes",
            json!({ "fields": { "name": "新河" }, "valid_from": "2025-01-01", "reason": "x" }),
            "changed",
        ),
        (
            "corrections",
            json!({ "fields": { "name": "新河" }, "valid_from": "2024-02-01", "valid_to": "2024-03-01", "reason": "x" }),
            "corrected",
        ),
        ("endings", json!({ "valid_from": "2025-01-01", "reason": "x" }), "ended"),
        ("withdrawals", json!({ "reason": "x" }), "withdrawn"),
        ("mergers", json!({ "into": "other", "reason": "x" }), "merged"),
    ] {
        let world = site(settings()).await;
        world.body("xinhe", "新河街道", "street").await;
        world.body("other", "另一街道", "street").await;
        let answer = post(&world, &format!("{RECORDS}/xinhe/{segment}"), &[], &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{segment}: {}", answer.body);
        assert_eq!(answer.json()["steps"][0]["kind"], kind, "{segment}");
        if segment == "mergers" {
            let undone =
                post(&world, &format!("{RECORDS}/xinhe/separations"), &[], &json!({ "reason": "x" })).await;
            assert_eq!(undone.json()["steps"][0]["kind"], "unmerged", "{}", undone.body);
        }
    }
}

#[tokio::test]
async fn null_empties_a_field() {
    let world = site(settings()).await;
    world
        .record("bodies", "2024-01-01", &[("id", "x"), ("name", "甲"), ("kind", "street"), ("note", "备注")])
        .await;
    let body = json!({ "fields": { "note": null }, "valid_from": "2025-01-01", "reason": "x" });
    assert_eq!(post(&world, &format!("{RECORDS}/x/changes"), &[], &body).await.status, StatusCode::CREATED);
    let record = get_as(&world, &world.person("clerk"), &format!("{RECORDS}/x")).await.json();
    assert_eq!(record["fields"]["note"], Value::Null);
}

#[tokio::test]
async fn two_who_change_one_record_notice_each_other() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let mark = get(&world, &format!("{RECORDS}/xinhe")).await.header("etag").to_owned();
    let path = format!("{RECORDS}/xinhe/changes");
    let change =
        |name: &str| json!({ "fields": { "name": name }, "valid_from": "2025-01-01", "reason": "x" });
    let first = post(&world, &path, &[("if-match", &mark)], &change("甲")).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let second = post(&world, &path, &[("if-match", &mark)], &change("乙")).await;
    assert_eq!(second.status, StatusCode::PRECONDITION_FAILED, "{}", second.body);
    let third = post(&world, &path, &[("if-match", first.header("etag"))], &change("丙")).await;
    assert_eq!(third.status, StatusCode::CREATED);
    assert_eq!(
        post(&world, &path, &[("if-match", "nonsense")], &change("丁")).await.status,
        StatusCode::PRECONDITION_FAILED
    );
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_not_done_again() {
    let world = site(settings()).await;
    let key = [("idempotency-key", "3f1c")];
    let first = post(&world, RECORDS, &key, &body("xinhe")).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = post(&world, RECORDS, &key, &body("xinhe")).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
    assert_eq!(again.json()["operation"], first.json()["operation"]);
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(get(&world, RECORDS).await.json()["total"], 1);
    let other = post(&world, RECORDS, &key, &body("other")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.json()["errors"][0]["code"], "idempotency-key-reused");
    let change = json!({ "fields": { "name": "新河" }, "valid_from": "2025-01-01", "reason": "x" });
    let path = format!("{RECORDS}/xinhe/changes");
    let key = [("idempotency-key", "9a2e")];
    let first = post(&world, &path, &key, &change).await;
    let again = post(&world, &path, &key, &change).await;
    assert_eq!(again.json()["operation"], first.json()["operation"]);
    let mark = first.header("etag").to_owned();
    let change = json!({ "fields": { "name": "新河街" }, "valid_from": "2025-02-01", "reason": "x" });
    let headers = [("idempotency-key", "7b5d"), ("if-match", mark.as_str())];
    let first = post(&world, &path, &headers, &change).await;
    let again = post(&world, &path, &headers, &change).await;
    assert_eq!(again.status, StatusCode::CREATED, "its own change does not overtake it: {}", again.body);
    assert_eq!(again.json()["operation"], first.json()["operation"]);
    let long = "k".repeat(300);
    let answer = post(&world, RECORDS, &[("idempotency-key", &long)], &body("y")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}
