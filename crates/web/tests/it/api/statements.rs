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
async fn a_precondition_is_met_by_what_is_there() {
    let world = site(settings()).await;
    let path = format!("{RECORDS}/xinhe/changes");
    let change =
        |name: &str| json!({ "fields": { "name": name }, "valid_from": "2025-01-01", "reason": "x" });
    let nobody = post(&world, &path, &[("if-match", "*")], &change("甲")).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND, "{}", nobody.body);
    world.body("xinhe", "新河街道", "street").await;
    let mark = get(&world, &format!("{RECORDS}/xinhe")).await.header("etag").to_owned();
    for (name, header, status) in [
        ("甲", "*".to_owned(), StatusCode::CREATED),
        ("乙", mark.clone(), StatusCode::PRECONDITION_FAILED),
        ("乙", format!("W/{mark}"), StatusCode::PRECONDITION_FAILED),
        ("乙", "\"999999.00\"".to_owned(), StatusCode::PRECONDITION_FAILED),
    ] {
        let answer = post(&world, &path, &[("if-match", &header)], &change(name)).await;
        assert_eq!(answer.status, status, "{header}: {}", answer.body);
    }
    let now = get(&world, &format!("{RECORDS}/xinhe")).await.header("etag").to_owned();
    let both = format!("{mark}, {now}");
    let answer = post(&world, &path, &[("if-match", &both)], &change("丙")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "one of them fits: {}", answer.body);
    let refused = post(&world, &path, &[("if-match", &mark)], &json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "what can never be done is told first");
    assert_eq!(post(&world, &path, &[("if-match", &mark)], &change("丁")).await.json()["code"], "overtaken");
}

/// Of what holds only later there is no answer yet; but it is known what was said, and that can be named.
#[tokio::test]
async fn what_holds_only_later_can_be_changed_by_who_said_it() {
    let world = site(settings()).await;
    let mut later = body("xinhe");
    later["valid_from"] = json!("2199-01-01");
    let made = post(&world, RECORDS, &[], &later).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(get(&world, &format!("{RECORDS}/xinhe")).await.status, StatusCode::NOT_FOUND);
    let change = json!({ "fields": { "name": "新河" }, "valid_from": "2199-02-01", "reason": "x" });
    let headers = [("if-match", made.header("etag"))];
    let changed = post(&world, &format!("{RECORDS}/xinhe/changes"), &headers, &change).await;
    assert_eq!(changed.status, StatusCode::CREATED, "{}", changed.body);
}

#[tokio::test]
async fn the_answer_to_a_request_that_is_sent_again_is_the_same() {
    let world = site(settings()).await;
    let key = [("idempotency-key", "3f1c")];
    let first = post(&world, RECORDS, &key, &body("xinhe")).await;
    assert_eq!(first.json()["steps"][0]["kind"], "began");
    let same = |answer: &Answer, again: &Answer| {
        assert_eq!((again.status, &again.body), (answer.status, &answer.body));
        assert_eq!(again.header("location"), answer.header("location"));
    };
    let again = post(&world, RECORDS, &key, &body("xinhe")).await;
    same(&first, &again);
    assert_eq!(again.header("etag"), first.header("etag"), "nothing was said since");
    let changes = format!("{RECORDS}/xinhe/changes");
    let change = json!({ "fields": { "name": "新河" }, "valid_from": "2025-01-01", "reason": "x" });
    post(&world, &changes, &[], &change).await;
    let late = post(&world, RECORDS, &key, &body("xinhe")).await;
    same(&first, &late);
    let mark = [("if-match", late.header("etag"))];
    let overtaken = post(
        &world,
        &changes,
        &mark,
        &json!({ "fields": { "name": "甲" }, "valid_from": "2025-02-01", "reason": "x" }),
    )
    .await;
    assert_eq!(overtaken.status, StatusCode::PRECONDITION_FAILED, "its mark is that of then");
    let staff = json!({
        "fields": { "body": "xinhe", "number": 1, "position": "x", "person": "测试某", "employment": "part-time" },
        "valid_from": "2024-01-01",
        "reason": "x",
    });
    let path = "/api/v1/ledgers/ip-staff/records";
    let first = post(&world, path, &[("idempotency-key", "5c")], &staff).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    assert!(!first.body.contains("测试某"), "masked");
    same(&first, &post(&world, path, &[("idempotency-key", "5c")], &staff).await);
}

/// A key says nothing to who may not do such a thing, and a check is not the request.
#[tokio::test]
async fn it_is_asked_first_who_may_and_then_whether_a_key_was_used() {
    let world = site(settings()).await;
    let key = [("idempotency-key", "3f1c")];
    let checked = post(&world, &format!("{RECORDS}?check=true"), &key, &body("xinhe")).await;
    assert_eq!(checked.status, StatusCode::OK);
    let first = post(&world, RECORDS, &key, &body("xinhe")).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let checked = post(&world, &format!("{RECORDS}?check=true"), &key, &body("xinhe")).await;
    assert_eq!(checked.status, StatusCode::CONFLICT, "it is there already: {}", checked.body);
    // The same account, without the role that it had.
    let leader = world.person("leader");
    for body in [body("xinhe"), body("other")] {
        let answer = call(&world, Some(&leader), (Method::POST, RECORDS), &key, Some(&body)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    }
    let reused = post(&world, RECORDS, &key, &body("other")).await.json();
    assert_eq!(
        (&reused["errors"][0]["code"], &reused["errors"][0]["header"]),
        (&json!("idempotency-key-reused"), &json!("Idempotency-Key"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_that_is_sent_twice_at_the_same_time_is_done_once() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let (record, path) = (format!("{RECORDS}/xinhe"), format!("{RECORDS}/xinhe/changes"));
    for round in 0..20 {
        let mark = get(&world, &record).await.header("etag").to_owned();
        let entries = || async {
            get(&world, &format!("{record}/history")).await.json()["items"].as_array().unwrap().len()
        };
        let before = entries().await;
        let name = format!("名{round}");
        let change = json!({ "fields": { "name": name }, "valid_from": "2025-01-01", "reason": "x" });
        let key = format!("key{round}");
        let headers = [("if-match", mark.as_str()), ("idempotency-key", key.as_str())];
        let send = || post(&world, &path, &headers, &change);
        let (one, two, three) = tokio::join!(send(), send(), send());
        for answer in [&one, &two, &three] {
            assert_eq!((answer.status, &answer.body), (StatusCode::CREATED, &one.body));
        }
        assert_eq!(entries().await, before + 1, "nothing is doubled");
    }
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
