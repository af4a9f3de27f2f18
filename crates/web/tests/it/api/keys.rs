use axum::http::{Method, StatusCode};
use serde_json::json;

use super::call;
use crate::people::{hidden, security_administrator, staff};
use crate::world::{World, get_as, post_as, settings, site};

const RECORDS: &str = "/api/v1/ledgers/bodies/records";

/// A key of the account that was made first, for the ledger of bodies.
async fn key(world: &World, access: &str) -> String {
    key_for(world, access, "bodies").await
}

/// The same for other scopes.
async fn key_for(world: &World, access: &str, scopes: &str) -> String {
    staff(world, "clerk-one", "clerk").await;
    let security = security_administrator(world);
    let held = get_as(world, &security, "/admin/grants?role=clerk").await;
    let account = held
        .main()
        .split_once("账号 ")
        .unwrap()
        .1
        .split(|letter: char| !letter.is_ascii_digit())
        .next()
        .unwrap()
        .to_owned();
    let token = hidden(&get_as(world, &security, "/admin/keys/new").await, "sent-once");
    let form = format!("title=x&account={account}&access={access}&scopes={scopes}&days=30&sent-once={token}");
    let made = post_as(world, &security, "/admin/keys/new", &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.main());
    let again = post_as(world, &security, "/admin/keys/new", &form).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "a double click makes one key");
    assert!(again.main().contains("密钥只显示一次"), "{}", again.main());
    let list = get_as(world, &security, "/admin/keys").await;
    assert_eq!(list.main().matches("/admin/keys/revocation?key=").count(), 1, "{}", list.main());
    made.main().split_once("<code class=\"secret\">").unwrap().1.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_program_reads_and_writes_with_its_key() {
    let world = site(settings()).await;
    let key = key(&world, "write").await;
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str())];
    let body = json!({ "fields": { "id": "x", "name": "甲", "kind": "street" }, "valid_from": "2024-01-01", "reason": "x" });
    let made = call(&world, None, (Method::POST, RECORDS), &headers, Some(&body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let history = call(&world, None, (Method::GET, &format!("{RECORDS}/x/history")), &headers, None).await;
    assert!(history.json()["items"][0]["actor"].as_str().unwrap().starts_with("key:"), "{}", history.body);
    let other = call(&world, None, (Method::GET, "/api/v1/ledgers/ip-staff/records"), &headers, None).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "the key is for one ledger");
    let procedures = call(&world, None, (Method::GET, "/api/v1/procedures"), &headers, None).await;
    assert_eq!(procedures.json()["items"], json!([]), "a key for some ledgers sees no cases");
    let cases = call(&world, None, (Method::GET, "/api/v1/procedures/slip/cases"), &headers, None).await;
    assert_eq!(cases.status, StatusCode::NOT_FOUND);
    let page = call(&world, None, (Method::GET, "/ledgers/bodies/new"), &headers, None).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "a key opens no pages");
}

#[tokio::test]
async fn a_key_that_reads_does_not_write_and_a_revoked_one_does_neither() {
    let world = site(settings()).await;
    let key = key(&world, "read").await;
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str())];
    let body = json!({ "fields": { "id": "x", "name": "甲", "kind": "street" }, "valid_from": "2024-01-01", "reason": "x" });
    let refused = call(&world, None, (Method::POST, RECORDS), &headers, Some(&body)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert_eq!(call(&world, None, (Method::GET, RECORDS), &headers, None).await.status, StatusCode::OK);
    let security = security_administrator(&world);
    let list = get_as(&world, &security, "/admin/keys").await;
    let id = list
        .main()
        .split_once("/admin/keys/revocation?key=")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let revoked = post_as(&world, &security, "/admin/keys/revocation", &format!("key={id}&reason=x")).await;
    assert_eq!(revoked.status, StatusCode::SEE_OTHER, "{}", revoked.main());
    let gone = call(&world, None, (Method::GET, RECORDS), &headers, None).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "{}", gone.body);
    assert_eq!(gone.header("content-type"), "application/problem+json");
    let wrong =
        call(&world, None, (Method::GET, RECORDS), &[("authorization", "Bearer nonsense")], None).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_key_for_all_ledgers_takes_steps_of_cases() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let bearer = format!("Bearer {}", key_for(&world, "write", "*").await);
    let headers = [("authorization", bearer.as_str())];
    let cases = "/api/v1/procedures/question/cases";
    let fields = json!({ "finding": "x", "question": "x", "owner": "xinhe", "due_date": "2099-01-09" });
    let body = json!({ "fields": fields });
    let made = call(&world, None, (Method::POST, cases), &headers, Some(&body)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let actor = &made.json()["case"]["events"][0]["actor"];
    assert!(actor.as_str().unwrap().starts_with("key:"), "{actor}");
    let dropped = format!("{}/steps/drop", made.header("location"));
    let body = json!({ "reason": "x" });
    let dropped = call(&world, None, (Method::POST, &dropped), &headers, Some(&body)).await;
    assert_eq!((dropped.status, &dropped.json()["state"]), (StatusCode::CREATED, &json!("dropped")));
}
