//! Who names a record writes its key, its name, or both.

use axum::http::StatusCode;

use crate::people::encoded;
use crate::world::{World, get_as, post_as, settings, site};

/// Two bodies of one name, and one of another.
async fn world() -> World {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("office-east", "办公室", "office").await;
    world.body("office-west", "办公室", "office").await;
    world
}

/// A new body with this parent, as the page that checks it or the form with problems shows it.
async fn check(parent: &str, status: StatusCode, expected: &[&str]) {
    let world = world().await;
    let sent = format!(
        "id=new&name={}&kind=office&parent={}&holds-from=2024-01-01&said-because=x&step=check",
        encoded("新的"),
        encoded(parent)
    );
    let answer = post_as(&world, &world.person("clerk"), "/ledgers/bodies/new", &sent).await;
    assert_eq!(answer.status, status, "{parent}: {}", answer.main());
    for text in expected {
        assert!(answer.main().contains(text), "{parent}: {text}: {}", answer.main());
    }
}

#[tokio::test]
async fn a_record_is_named_by_key_by_name_or_by_both() {
    let key = "name=\"parent\" value=\"xinhe\"";
    for written in ["xinhe", "新河街道", " 新河街道 ", "新河街道 (xinhe)", "新河街道（xinhe）"]
    {
        check(written, StatusCode::OK, &[key, "新河街道"]).await;
    }
    check("办公室 (office-west)", StatusCode::OK, &["value=\"office-west\""]).await;
}

#[tokio::test]
async fn a_name_of_several_records_names_them_beside_everything_else() {
    let candidates = "请选其中一条：办公室 (office-east)、办公室 (office-west)";
    check("办公室", StatusCode::UNPROCESSABLE_ENTITY, &[candidates, "value=\"办公室\""]).await;
    check("没有的单位", StatusCode::UNPROCESSABLE_ENTITY, &["href=\"#parent\""]).await;
    let world = world().await;
    let sent = format!("id=&parent={}&step=check", encoded("办公室"));
    let answer = post_as(&world, &world.person("clerk"), "/ledgers/bodies/new", &sent).await;
    for field in ["id", "name", "parent", "holds-from"] {
        assert!(answer.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", answer.main());
    }
    let list = format!("/ledgers/bodies?parent={}", encoded("新河街道"));
    assert_eq!(get_as(&world, &world.person("clerk"), &list).await.status, StatusCode::OK);
}

#[tokio::test]
async fn forms_show_names_beside_keys_and_offer_all_of_a_few_in_the_order_of_their_names() {
    let world = world().await;
    let fields = [("id", "new"), ("name", "新的"), ("kind", "office"), ("parent", "xinhe")];
    world.record("bodies", "2024-01-01", &fields).await;
    let clerk = world.person("clerk");
    let form = get_as(&world, &clerk, "/ledgers/bodies/records/new/correction").await;
    assert!(form.main().contains("value=\"新河街道 (xinhe)\" autocomplete=\"off\""), "{}", form.main());
    let place = |record: &str| form.main().find(&format!("<option value=\"{record}\">")).unwrap();
    let order = ["办公室 (office-east)", "办公室 (office-west)", "新的 (new)", "新河街道 (xinhe)"];
    assert!(order.map(place).is_sorted(), "{}", form.main());
    // What is left as it is shown is no change.
    let sent = format!(
        "name={}&kind=office&parent={}&holds-from=2024-01-01&said-because=x&step=check",
        encoded("新的"),
        encoded("新河街道 (xinhe)")
    );
    let answer = post_as(&world, &clerk, "/ledgers/bodies/records/new/correction", &sent).await;
    assert!(answer.main().contains("没有改动任何内容"), "{}", answer.main());
}
