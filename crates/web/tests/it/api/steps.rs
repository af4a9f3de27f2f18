//! Cases by the API: started, answered, given back and closed by programs, and refused to those who may not.

use app::api_keys::{Access, Scopes};
use app::{Actor, Granted};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::call;
use crate::world::{Answer, World, get_as, settings, site};

const CASES: &str = "/api/v1/procedures/slip/cases";

fn fields() -> Value {
    json!({
        "subject": "补齐培训记录", "body": "xinhe", "colour": "blue", "demand": "补报签到表",
        "dimension": "management", "due_date": "2099-01-09",
    })
}

async fn county() -> World {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("other", "另一街道", "street").await;
    world
}

/// A key of an account with a role, for one body if one is named.
fn program(world: &World, number: i64, (role, body): (&str, Option<&str>), access: Access) -> Actor {
    let person = world.person(role);
    let role = person.roles[0].role.clone();
    Actor {
        account: None,
        name: format!("key:{number}"),
        roles: vec![Granted { role, body: body.map(str::to_owned), case: None, deputy_for: None }],
        second_factor: false,
        key: Some(Scopes { all: Some(access), ..Scopes::default() }),
        ..person
    }
}

/// A role whose key needs no second factor, as keys have them.
fn without_factor(mut actor: Actor) -> Actor {
    actor.roles.iter_mut().for_each(|granted| granted.role.second_factor = false);
    actor
}

fn clerk(world: &World) -> Actor {
    without_factor(program(world, 1, ("clerk", Some("other")), Access::Write))
}

fn liaison(world: &World) -> Actor {
    without_factor(program(world, 2, ("liaison", Some("xinhe")), Access::Write))
}

async fn post(world: &World, who: &Actor, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
    call(world, Some(who), (Method::POST, path), headers, Some(body)).await
}

/// Starts a slip; gives its address.
async fn slip(world: &World) -> String {
    let made = post(world, &clerk(world), CASES, &[], &json!({ "fields": fields() })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.header("location").to_owned()
}

/// What is wrong, each with its code and its place, in their order.
fn errors(answer: &Answer) -> Vec<(String, String)> {
    let problem = answer.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let errors = problem["errors"].as_array().unwrap().iter();
    let mut all: Vec<(String, String)> =
        errors.map(|error| (text(&error["pointer"]), text(&error["code"]))).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_case_goes_its_way_by_programs() {
    let world = county().await;
    let (clerk, liaison) = (clerk(&world), liaison(&world));
    let checked =
        post(&world, &clerk, &format!("{CASES}?check=true"), &[], &json!({ "fields": fields() })).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
    assert_eq!(checked.json(), json!({ "number": null, "operation": null, "state": "open", "case": null }));
    let made =
        post(&world, &clerk, CASES, &[], &json!({ "fields": fields(), "happened": "2026-01-05" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let case = made.header("location").to_owned();
    let (made_json, shown) = (made.json(), get_as(&world, &clerk, &case).await);
    assert_eq!(case, format!("/api/v1/cases/{}", made_json["number"].as_str().unwrap()));
    assert_eq!(shown.json(), made_json["case"], "the answer is the case");
    assert_eq!(shown.header("etag"), made.header("etag"));
    let told = &made_json["case"];
    assert_eq!((&told["name"], &told["seen"]), (&json!("补齐培训记录"), &json!(1)));
    assert_eq!(told["events"][0]["actor"], "key:1");
    assert_eq!(told["events"][0]["happened"], "2026-01-05");
    let answered = post(
        &world,
        &liaison,
        &format!("{case}/steps/answer"),
        &[("if-match", made.header("etag"))],
        &json!({ "fields": { "answer": "已报" } }),
    )
    .await;
    assert_eq!((answered.status, &answered.json()["state"]), (StatusCode::CREATED, &json!("answered")));
    let back = json!({ "defects": [
        { "field": "evidence", "reason": "没有签到表" }, { "field": "answer", "reason": "请写明日期" },
    ] });
    let returned = post(&world, &clerk, &format!("{case}/steps/return"), &[], &back).await;
    assert_eq!(returned.status, StatusCode::CREATED, "{}", returned.body);
    let what = &returned.json()["case"]["events"][2]["what"];
    assert_eq!(what["defects"], back["defects"]);
    // What is left out stays as the case has it.
    let again = post(&world, &liaison, &format!("{case}/steps/answer"), &[], &json!({ "fields": {} })).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
    assert_eq!(again.json()["case"]["fields"]["answer"], "已报");
    let emptied = post(&world, &liaison, &format!("{case}/steps/answer"), &[], &json!({})).await;
    assert_eq!(errors(&emptied), [(String::new(), "not-now".to_owned())], "{}", emptied.body);
    let closed = post(&world, &clerk, &format!("{case}/steps/close"), &[], &json!({ "seen": 4 })).await;
    assert_eq!(closed.json()["state"], "closed", "{}", closed.body);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_where_it_stands() {
    let world = county().await;
    let body = json!({
        "fields": { "body": "nowhere", "colour": "green", "due_date": "soon", "shade": "x" },
        "happened": "2199-01-01", "step": "begin", "defects": [{ "field": "body" }], "more": 1,
    });
    let path = format!("{CASES}?check=maybe");
    let answer = post(&world, &clerk(&world), &path, &[("idempotency-key", "")], &body).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let found: Vec<String> = errors(&answer).into_iter().map(|(place, _)| place).collect();
    for place in [
        "/defects/0",
        "/fields/body",
        "/fields/colour",
        "/fields/demand",
        "/fields/due_date",
        "/fields/shade",
        "/fields/subject",
        "/happened",
        "/more",
        "/step",
    ] {
        assert!(found.iter().any(|one| one == place), "{place} of {found:?}");
    }
    for error in answer.json()["errors"].as_array().unwrap() {
        for member in ["message_zh", "message_en", "hint_zh", "hint_en"] {
            assert!(!error[member].as_str().unwrap().is_empty(), "{member} of {error}");
        }
    }
    // Without a fault of form, the faults of the fields are told alone, and as many.
    let body = json!({ "fields": { "body": "nowhere", "colour": "green" } });
    let answer = post(&world, &clerk(&world), CASES, &[], &body).await;
    let found: Vec<String> = errors(&answer).into_iter().map(|(place, _)| place).collect();
    let all =
        ["body", "colour", "demand", "dimension", "due_date", "subject"].map(|id| format!("/fields/{id}"));
    assert_eq!(found, all, "{}", answer.body);
}

#[tokio::test]
async fn what_has_to_be_put_right_is_judged_at_its_place() {
    let world = county().await;
    let case = slip(&world).await;
    post(
        &world,
        &liaison(&world),
        &format!("{case}/steps/answer"),
        &[],
        &json!({ "fields": { "answer": "x" } }),
    )
    .await;
    let path = format!("{case}/steps/return");
    for (body, expected) in [
        (json!({}), vec![("/defects", "no-defect")]),
        (
            json!({ "defects": [{ "field": "answer", "reason": "" }, { "field": "colours", "reason": "x" }] }),
            vec![("/defects/0", "defect-without-reason"), ("/defects/1", "unknown-field")],
        ),
        (json!({ "defects": "answer" }), vec![("/defects", "wrong-member")]),
        (
            json!({ "defects": [{ "field": "answer", "reason": "x", "more": 1 }], "seen": -1 }),
            vec![("/defects/0", "wrong-member"), ("/seen", "wrong-member")],
        ),
    ] {
        let answer = post(&world, &clerk(&world), &path, &[], &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        let found = errors(&answer);
        let found: Vec<(&str, &str)> = found.iter().map(|(place, code)| (&**place, &**code)).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[tokio::test]
async fn who_was_overtaken_is_told_so() {
    let world = county().await;
    let case = slip(&world).await;
    let mark = get_as(&world, &clerk(&world), &case).await.header("etag").to_owned();
    let (path, answer) = (format!("{case}/steps/answer"), json!({ "fields": { "answer": "x" } }));
    post(&world, &liaison(&world), &path, &[], &answer).await;
    let close = format!("{case}/steps/close");
    let late = post(&world, &clerk(&world), &close, &[("if-match", &mark)], &json!({})).await;
    assert_eq!((late.status, &late.json()["code"]), (StatusCode::PRECONDITION_FAILED, &json!("overtaken")));
    let late = post(&world, &clerk(&world), &close, &[], &json!({ "seen": 1 })).await;
    assert_eq!((late.status, &late.json()["code"]), (StatusCode::CONFLICT, &json!("conflict")));
    let nonsense = post(&world, &clerk(&world), &close, &[("if-match", "W/\"x\"")], &json!({})).await;
    assert_eq!(nonsense.status, StatusCode::PRECONDITION_FAILED);
    let mark = get_as(&world, &clerk(&world), &case).await.header("etag").to_owned();
    let in_time = post(&world, &clerk(&world), &close, &[("if-match", &mark)], &json!({})).await;
    assert_eq!(in_time.status, StatusCode::CREATED, "{}", in_time.body);
}

#[tokio::test]
async fn a_step_that_is_sent_again_is_taken_once() {
    let world = county().await;
    let key = [("idempotency-key", "3f1c")];
    let body = json!({ "fields": fields() });
    let first = post(&world, &clerk(&world), CASES, &key, &body).await;
    let again = post(&world, &clerk(&world), CASES, &key, &body).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.header("location"), first.header("location"));
    let list = get_as(&world, &clerk(&world), CASES).await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let other = json!({ "fields": fields(), "reason": "x" });
    let reused = post(&world, &clerk(&world), CASES, &key, &other).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reused.json()["errors"][0]["header"], "Idempotency-Key");
    let path = format!("{}/steps/answer", first.header("location"));
    let headers = [("idempotency-key", "9a2e"), ("if-match", first.header("etag"))];
    let answer = json!({ "fields": { "answer": "x" } });
    let first = post(&world, &liaison(&world), &path, &headers, &answer).await;
    let again = post(&world, &liaison(&world), &path, &headers, &answer).await;
    assert_eq!(again.status, StatusCode::CREATED, "its own step does not overtake it: {}", again.body);
    assert_eq!(again.json()["operation"], first.json()["operation"]);
}

#[tokio::test]
async fn a_key_that_may_not_takes_no_step() {
    let world = county().await;
    let case = slip(&world).await;
    let path = format!("{case}/steps/answer");
    let body = json!({ "fields": {} });
    let reading =
        Actor { key: Some(Scopes { all: Some(Access::Read), ..Scopes::default() }), ..clerk(&world) };
    assert_eq!(get_as(&world, &reading, &case).await.status, StatusCode::OK);
    assert_eq!(get_as(&world, &reading, &case).await.json()["steps"], json!([]));
    for path in [CASES, &path] {
        let refused = post(&world, &reading, path, &[], &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: {}", refused.body);
        assert!(refused.body.contains("this key takes no steps"), "{}", refused.body);
    }
    let refused = post(&world, &clerk(&world), &path, &[], &body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "the step is for others: {}", refused.body);
    let stranger = call(&world, None, (Method::POST, &path), &[], Some(&body)).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let elsewhere = without_factor(program(&world, 3, ("liaison", Some("other")), Access::Write));
    for path in [&path, "/api/v1/cases/slip-2000-0001/steps/answer"] {
        assert_eq!(post(&world, &elsewhere, path, &[], &body).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let unknown = post(&world, &clerk(&world), &format!("{case}/steps/nothing"), &[], &body).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_step_that_is_signed_is_for_people() {
    let world = county().await;
    let (key, text) = (clerk(&world), world.app().declarations().pack.plan_text().unwrap().unwrap().text);
    let sent = call_file(&world, &key, "/api/v1/files?name=plan.txt", &text).await;
    let fields = json!({ "title": "演示", "text": sent.json()["reference"] });
    let loaded = post(&world, &key, "/api/v1/procedures/plan/cases", &[], &json!({ "fields": fields })).await;
    assert_eq!(loaded.status, StatusCode::CREATED, "{}", loaded.body);
    let issue = json!({ "fields": { "document_number": "演示发〔2026〕1号", "issued_on": "2026-01-05" } });
    let path = format!("{}/steps/issue", loaded.header("location"));
    let refused = post(&world, &key, &path, &[], &issue).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(refused.body.contains("接口密钥不能办理"), "{}", refused.body);
    let schema = get_as(&world, &key, "/api/v1/procedures/plan/schema").await.json();
    let signed = |id: &str| {
        let steps = schema["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()["second_factor"].clone()
    };
    assert_eq!((signed("issue"), signed("load")), (json!(true), json!(false)));
}

async fn call_file(world: &World, who: &Actor, path: &str, content: &str) -> Answer {
    let kind = ("content-type", "application/octet-stream");
    let mut request = axum::http::Request::post(path).header(kind.0, kind.1);
    request = request.header("accept-language", "en");
    let mut request = request.body(axum::body::Body::from(content.to_owned())).unwrap();
    request.extensions_mut().insert(who.clone());
    crate::world::send(world, request).await
}

#[tokio::test]
async fn a_program_sends_a_file_and_names_it() {
    let world = county().await;
    let case = slip(&world).await;
    let key = liaison(&world);
    let sent = call_file(&world, &key, "/api/v1/files?name=%E7%AD%BE%E5%88%B0.txt", "签到表").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.body);
    let told = sent.json();
    let digest = told["digest"].as_str().unwrap();
    assert_eq!(told["reference"], format!("sha256:{digest}/签到.txt"));
    assert_eq!((&told["bytes"], &told["media_type"]), (&json!(9), &json!("text/plain")));
    let answer = json!({ "fields": { "answer": "x", "evidence": [told["reference"]] } });
    let path = format!("{case}/steps/answer");
    let foreign = Actor { name: "key:9".to_owned(), ..key.clone() };
    let stolen = post(&world, &foreign, &path, &[], &answer).await;
    assert_eq!(errors(&stolen), [("/fields/evidence".to_owned(), "unknown-file".to_owned())]);
    let taken = post(&world, &key, &path, &[], &answer).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    for (path, content, status, said) in [
        ("/api/v1/files", "x", StatusCode::UNPROCESSABLE_ENTITY, "\"parameter\":\"name\""),
        ("/api/v1/files?name=a.pdf", "x", StatusCode::UNPROCESSABLE_ENTITY, "\"pointer\":\"\""),
        ("/api/v1/files?name=a.txt", "", StatusCode::UNPROCESSABLE_ENTITY, "\"pointer\":\"\""),
    ] {
        let answer = call_file(&world, &key, path, content).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
    }
    let json = post(&world, &key, "/api/v1/files?name=a.txt", &[], &json!({})).await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(json.body.contains("application/octet-stream"), "{}", json.body);
    let reading = Actor { key: Some(Scopes { all: Some(Access::Read), ..Scopes::default() }), ..key };
    let refused = call_file(&world, &reading, "/api/v1/files?name=a.txt", "x").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
}

#[tokio::test]
async fn a_program_learns_what_each_step_asks_for() {
    let world = county().await;
    let schema = get_as(&world, &clerk(&world), "/api/v1/procedures/slip/schema").await.json();
    let steps = schema["steps"].as_array().unwrap();
    let ids: Vec<&str> = steps.iter().map(|step| step["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["issue", "escalate", "urge", "escalate-again", "answer", "return", "close", "withdraw"]);
    let judge = jsonschema::validator_for(&steps[0]["fields"]).unwrap();
    assert!(judge.is_valid(&fields()));
    assert!(!judge.is_valid(&json!({ "subject": "x" })));
    let returns: Vec<bool> = steps.iter().map(|step| step["returns"].as_bool().unwrap()).collect();
    assert_eq!(returns, [false, false, false, false, false, true, false, false]);
    let stranger = call(&world, None, (Method::GET, "/api/v1/procedures/slip/schema"), &[], None).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}
