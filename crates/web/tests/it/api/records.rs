use app::{Actor, Clock};
use axum::http::{Method, StatusCode};
use serde_json::json;

use super::call;
use crate::world::{Answer, World, at, get, get_as, settings, site};

const RECORDS: &str = "/api/v1/ledgers/bodies/records";

#[tokio::test]
async fn strangers_read_what_is_public() {
    let world = site(settings()).await;
    world
        .record(
            "bodies",
            "2024-01-01",
            &[("id", "xinhe"), ("name", "新河街道"), ("kind", "street"), ("note", "内部")],
        )
        .await;
    let ledgers = get(&world, "/api/v1/ledgers").await.json();
    let ids: Vec<&str> =
        ledgers["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["bodies"]);
    let list = get(&world, RECORDS).await;
    assert_eq!(list.header("content-type"), "application/json");
    let list = list.json();
    assert_eq!(list["total"], 1);
    let record = &list["items"][0];
    assert_eq!(
        (&record["key"], &record["valid_from"], &record["valid_to"]),
        (&json!("xinhe"), &json!("2024-01-01"), &json!(null))
    );
    assert_eq!(record["fields"], json!({ "id": "xinhe", "name": "新河街道", "kind": "street" }));
    let inside = get_as(&world, &world.person("leader"), &format!("{RECORDS}/xinhe")).await.json();
    assert_eq!(inside["fields"]["note"], "内部");
    assert_eq!(get(&world, "/api/v1/ledgers/ip-staff/records").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, &format!("{RECORDS}/nothing")).await.status, StatusCode::NOT_FOUND);
}

/// The address of another page of a list; none if there is none.
fn linked(answer: &Answer, relation: &str) -> Option<String> {
    let end = format!(">; rel=\"{relation}\"");
    let links = answer.headers.get_all("link").into_iter().map(|link| link.to_str().unwrap());
    links.filter_map(|link| link.strip_suffix(&end)?.strip_prefix('<')).map(str::to_owned).next()
}

/// What follows the links is one list, whatever is said between two pages.
#[tokio::test]
async fn a_list_is_read_page_by_page() {
    let world = site(settings()).await;
    for number in 0..5 {
        world.body(&format!("b{number}"), &format!("单位{number}"), "department").await;
    }
    let (mut path, mut seen, mut last) = (format!("{RECORDS}?limit=2&kind=department"), Vec::new(), None);
    loop {
        let answer = get(&world, &path).await;
        let page = answer.json();
        assert_eq!(page["total"], 5);
        let items = page["items"].as_array().unwrap().iter();
        seen.extend(items.map(|item| item["key"].as_str().unwrap().to_owned()));
        assert_eq!(linked(&answer, "prev").is_some(), last.is_some());
        world.body(&format!("c{}", seen.len()), &format!("单位{}后", seen.len()), "department").await;
        let Some(next) = linked(&answer, "next") else {
            assert_eq!(page["next_cursor"], json!(null));
            break;
        };
        assert!(next.starts_with(&format!("{RECORDS}?kind=department&limit=2&as_of=")), "{next}");
        assert!(next.ends_with(page["next_cursor"].as_str().unwrap()), "{next}");
        last = Some(std::mem::replace(&mut path, next));
    }
    assert_eq!(seen, ["b0", "b1", "b2", "b3", "b4"]);
    let back = get(&world, &linked(&get(&world, &path).await, "prev").unwrap()).await.json();
    let before = get(&world, &last.unwrap()).await.json();
    assert_eq!((&back["items"], &back["known"]), (&before["items"], &before["known"]));
}

#[tokio::test]
async fn a_past_is_read_by_both_its_times() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    assert_eq!(get(&world, &format!("{RECORDS}?as_of=2023-12-31")).await.json()["total"], 0);
    assert_eq!(get(&world, &format!("{RECORDS}?known=0")).await.json()["total"], 0);
    assert_eq!(get(&world, &format!("{RECORDS}/xinhe?as_of=2023-12-31")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, &format!("{RECORDS}/xinhe?as_of=2024-01-01")).await.status, StatusCode::OK);
}

/// Nobody knows since when most bodies exist; a program is not told a day that was made up.
#[tokio::test]
async fn what_began_before_anybody_knows_has_no_first_day() {
    let world = site(settings()).await;
    world.record("bodies", "1900-01-01", &[("id", "old"), ("name", "老单位"), ("kind", "street")]).await;
    let record = get(&world, &format!("{RECORDS}/old")).await.json();
    assert_eq!(record["valid_from"], json!(null));
    let history = get(&world, &format!("{RECORDS}/old/history")).await.json();
    assert_eq!(history["items"][0]["steps"][0]["valid_from"], json!(null), "{history}");
}

#[tokio::test]
async fn what_is_known_now_has_the_number_of_the_newest_operation() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let known = |answer: Answer| answer.json()["known"].as_i64().unwrap();
    let first = known(get(&world, RECORDS).await);
    world.body("other", "另一街道", "street").await;
    let second = known(get(&world, RECORDS).await);
    assert_eq!(second, first + 1);
    let before = get(&world, &format!("{RECORDS}?known={first}")).await;
    assert_eq!(
        (&before.json()["total"], known(before)),
        (&json!(1), first),
        "it names what can be asked again"
    );
    assert_eq!(known(get(&world, &format!("{RECORDS}?known=9007199254740990")).await), second);
}

/// Whether somebody who has the answer with this mark is told that it has not changed.
async fn is_known(world: &World, actor: Option<&Actor>, path: &str, mark: &str) -> bool {
    let answer = call(world, actor, (Method::GET, path), &[("if-none-match", mark)], None).await;
    assert_eq!(answer.status == StatusCode::NOT_MODIFIED, answer.body.is_empty(), "{}", answer.body);
    answer.status == StatusCode::NOT_MODIFIED
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let record = format!("{RECORDS}/xinhe");
    let past = format!("{record}?as_of=2024-02-01");
    let history = format!("{record}/history");
    for path in [&record, &past, &history, RECORDS, "/api/v1/ledgers", "/api/v1/openapi.json"] {
        let mark = get(&world, path).await.header("etag").to_owned();
        for known in [mark.clone(), format!("\"0\", W/{mark}"), "*".to_owned()] {
            assert!(is_known(&world, None, path, &known).await, "{path}: {known}");
        }
        assert!(!is_known(&world, None, path, "\"0\"").await, "{path}");
    }
    let before = get(&world, &record).await.header("etag").to_owned();
    world.body("other", "另一街道", "street").await;
    assert!(is_known(&world, None, &record, &before).await, "somebody changed another record");
}

/// Two readers do not see the same, and neither is told that they have what only the other one has.
#[tokio::test]
async fn a_mark_is_that_of_what_the_reader_sees() {
    let world = site(settings()).await;
    let fields = [("id", "xinhe"), ("name", "新河街道"), ("kind", "street"), ("note", "内部")];
    world.record("bodies", "2024-01-01", &fields).await;
    let (path, leader) = (format!("{RECORDS}/xinhe"), world.person("leader"));
    let (outside, inside) = (get(&world, &path).await, get_as(&world, &leader, &path).await);
    let (outside, inside) = (outside.header("etag").to_owned(), inside.header("etag").to_owned());
    assert_ne!(outside, inside);
    assert!(!is_known(&world, Some(&leader), &path, &outside).await);
    assert!(!is_known(&world, None, &path, &inside).await);
    assert!(
        is_known(&world, Some(&leader), &path, &inside).await
            && is_known(&world, None, &path, &outside).await
    );
}

/// At midnight a record becomes otherwise although nobody does anything.
#[tokio::test]
async fn a_mark_is_that_of_the_day() {
    let clock = Clock::demonstration("2026-03-01T23:59:00+08:00".parse().unwrap());
    let world = at(settings(), clock.clone()).await;
    world.body("xinhe", "新河街道", "street").await;
    let path = format!("{RECORDS}/xinhe");
    let change = json!({ "fields": { "name": "新河" }, "valid_from": "2026-03-02", "reason": "x" });
    let clerk = world.person("clerk");
    let changes = format!("{path}/changes");
    let changed = call(&world, Some(&clerk), (Method::POST, &changes), &[], Some(&change)).await;
    assert_eq!(changed.status, StatusCode::CREATED, "{}", changed.body);
    let evening = get(&world, &path).await;
    assert_eq!(evening.json()["fields"]["name"], "新河街道");
    let mark = evening.header("etag").to_owned();
    let same_day = format!("{path}?as_of=2026-03-01");
    assert!(is_known(&world, None, &path, &mark).await && is_known(&world, None, &same_day, &mark).await);
    clock.advance_to("2026-03-02T00:00:00+08:00".parse().unwrap());
    assert!(!is_known(&world, None, &path, &mark).await);
    assert_eq!(get(&world, &path).await.json()["fields"]["name"], "新河");
    assert!(is_known(&world, None, &same_day, &mark).await, "the day before stays what it was");
    let body = json!({ "fields": { "name": "新河街" }, "valid_from": "2026-03-03", "reason": "x" });
    let headers = [("if-match", mark.as_str())];
    let later = call(&world, Some(&clerk), (Method::POST, &changes), &headers, Some(&body)).await;
    assert_eq!(later.status, StatusCode::CREATED, "nobody was faster: {}", later.body);
}

#[tokio::test]
async fn the_history_tells_strangers_neither_who_nor_why() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let path = format!("{RECORDS}/xinhe/history");
    let stranger = get(&world, &path).await.json();
    let entry = &stranger["items"][0];
    assert_eq!((&entry["actor"], &entry["reason"]), (&json!(null), &json!(null)));
    assert_eq!(entry["steps"][0]["kind"], "began");
    let clerk = get_as(&world, &world.person("clerk"), &path).await.json();
    assert_eq!(
        (&clerk["items"][0]["actor"], &clerk["items"][0]["reason"]),
        (&json!("account:7"), &json!("测试"))
    );
}

#[tokio::test]
async fn the_schema_is_that_of_what_one_sees() {
    let world = site(settings()).await;
    let stranger = get(&world, "/api/v1/ledgers/bodies/schema").await.json();
    assert!(stranger["properties"]["name"].is_object() && stranger["properties"]["note"].is_null());
    let clerk = get_as(&world, &world.person("clerk"), "/api/v1/ledgers/bodies/schema").await.json();
    assert!(clerk["properties"]["note"].is_object());
    assert_eq!(get(&world, "/api/v1/ledgers/ip-staff/schema").await.status, StatusCode::NOT_FOUND);
}
