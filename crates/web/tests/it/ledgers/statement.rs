use axum::http::StatusCode;

use crate::people::hidden;
use crate::world::{get, get_as, post_as, settings, site};

#[tokio::test]
async fn a_record_is_made_in_three_steps() {
    let world = site(settings()).await;
    let clerk = world.person("clerk");
    let form = get_as(&world, &clerk, "/ledgers/bodies/new").await;
    for name in
        ["name=\"id\"", "name=\"kind\"", "name=\"parent\"", "name=\"holds-from\"", "name=\"said-because\""]
    {
        assert!(form.main().contains(name), "{name}");
    }
    let sent = "id=xinhe&name=%E6%96%B0%E6%B2%B3%E8%A1%97%E9%81%93&kind=street&holds-from=2024-01-01&said-because=plan";
    let check = post_as(&world, &clerk, "/ledgers/bodies/new", &format!("{sent}&step=check")).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.main());
    assert!(check.main().contains("新河街道") && check.main().contains("value=\"save\""), "{}", check.main());
    assert!(get(&world, "/ledgers/bodies").await.main().contains("还没有记录"), "nothing is saved yet");
    let again = post_as(&world, &clerk, "/ledgers/bodies/new", &format!("{sent}&step=edit")).await;
    assert!(again.main().contains("value=\"新河街道\""), "what was written stays");
    let saved = post_as(&world, &clerk, "/ledgers/bodies/new", &format!("{sent}&step=save")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let target = saved.header("location").to_owned();
    assert!(target.starts_with("/ledgers/bodies/records/xinhe?saved="), "{target}");
    assert!(get_as(&world, &clerk, &target).await.main().contains("已保存"));
    let twice = post_as(&world, &clerk, "/ledgers/bodies/new", &format!("{sent}&step=save")).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn every_problem_is_said_at_once_beside_its_field() {
    let world = site(settings()).await;
    let clerk = world.person("clerk");
    let answer = post_as(&world, &clerk, "/ledgers/bodies/new", "id=&kind=nobody&parent=x&step=check").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>错误：新建"), "{}", answer.body);
    let no_day = answer.main();
    assert!(no_day.contains("<a href=\"#holds-from\">"), "{no_day}");
    let form = "id=&kind=nobody&holds-from=2024-01-01&step=check";
    let answer = post_as(&world, &clerk, "/ledgers/bodies/new", form).await;
    for field in ["id", "name", "kind", "said-because"] {
        assert!(answer.main().contains(&format!("<a href=\"#{field}\">")), "{field}: {}", answer.main());
        assert!(answer.main().contains(&format!("id=\"{field}-problem\"")), "{field}");
    }
}

/// A statement about the body 新河街道: its address, its form, and what the record says afterwards.
async fn check(segment: &str, form: &str, expected: &str) {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("other", "另一街道", "street").await;
    let clerk = world.person("clerk");
    let path = format!("/ledgers/bodies/records/xinhe/{segment}");
    assert_eq!(get_as(&world, &clerk, &path).await.status, StatusCode::OK, "{segment}");
    let shown = post_as(&world, &clerk, &path, &format!("{form}&said-because=x&step=check")).await;
    assert_eq!(shown.status, StatusCode::OK, "{segment}: {}", shown.main());
    let saved = post_as(&world, &clerk, &path, &format!("{form}&said-because=x&step=save")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{segment}: {}", saved.main());
    let record = get_as(&world, &clerk, saved.header("location")).await;
    assert!(record.main().contains(expected), "{segment}: {}", record.main());
    let without = post_as(&world, &clerk, &path, &format!("{form}&said-because=&step=save")).await;
    assert!(
        without.status == StatusCode::UNPROCESSABLE_ENTITY || without.status == StatusCode::NOT_FOUND,
        "{segment}"
    );
}

#[tokio::test]
async fn everything_can_be_said_of_a_record() {
    let same = "name=%E6%96%B0%E6%B2%B3%E8%A1%97%E9%81%93&kind=street";
    let renamed = "name=%E6%96%B0%E6%B2%B3&kind=street";
    check("change", &format!("{renamed}&holds-from=2025-01-01"), "自 2025-01-01 起").await;
    check(
        "correction",
        &format!("{renamed}&holds-from=2024-02-01&holds-before=2024-03-01"),
        "2024-02-01 至 2024-02-29",
    )
    .await;
    check("end", "holds-from=2025-01-01", "终止").await;
    check("withdrawal", "", "撤销").await;
    check("merger", "merged-into=other", "已并入 other").await;
    check("change", &format!("{same}&note=n&holds-from=2025-01-01"), "备注").await;
}

#[tokio::test]
async fn a_merger_can_be_undone() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("other", "另一街道", "street").await;
    let clerk = world.person("clerk");
    let path = "/ledgers/bodies/records/xinhe";
    post_as(&world, &clerk, &format!("{path}/merger"), "merged-into=other&said-because=x&step=save").await;
    let merged = get_as(&world, &clerk, path).await;
    assert!(merged.main().contains(&format!("{path}/separation")), "{}", merged.main());
    let saved = post_as(&world, &clerk, &format!("{path}/separation"), "said-because=x&step=save").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    assert!(get_as(&world, &clerk, path).await.main().contains("<h1>新河街道</h1>"));
}

#[tokio::test]
async fn a_change_of_nothing_is_refused() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let form = "name=%E6%96%B0%E6%B2%B3%E8%A1%97%E9%81%93&kind=street&holds-from=2025-01-01&said-because=x&step=save";
    let answer = post_as(&world, &world.person("clerk"), "/ledgers/bodies/records/xinhe/change", form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("没有改动任何内容"));
}

#[tokio::test]
async fn two_people_do_not_overwrite_each_other() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let path = "/ledgers/bodies/records/xinhe/change";
    let form = get_as(&world, &clerk, path).await;
    let seen =
        form.main().split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let first = format!("name=A&kind=street&holds-from=2025-01-01&said-because=x&step=save&seen={seen}");
    assert_eq!(post_as(&world, &clerk, path, &first).await.status, StatusCode::SEE_OTHER);
    // The second left the name alone and wrote a note.
    let same = "name=%E6%96%B0%E6%B2%B3%E8%A1%97%E9%81%93&kind=street&note=mine";
    let second = format!("{same}&holds-from=2025-02-01&said-because=y&step=save&seen={seen}");
    let answer = post_as(&world, &clerk, path, &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.main();
    for shown in ["别人已经改过", "您打开表单以后的改动", "value=\"A\"", "mine", "value=\"2025-02-01\""]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    // The page carries the newest operation: sent again, it is saved, and keeps what the first said.
    let newest = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_ne!(newest, seen);
    let third =
        format!("name=A&kind=street&note=mine&holds-from=2025-02-01&said-because=y&step=save&seen={newest}");
    assert_eq!(post_as(&world, &clerk, path, &third).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_saved_once() {
    let same = "name=%E6%96%B0%E6%B2%B3%E8%A1%97%E9%81%93&kind=street";
    for (segment, form) in [
        ("change", format!("{same}&note=n&holds-from=2025-01-01")),
        ("correction", format!("{same}&note=n&holds-from=2024-02-01")),
        ("end", "holds-from=2025-01-01".to_owned()),
        ("withdrawal", String::new()),
        ("merger", "merged-into=other".to_owned()),
        ("new", format!("id=third&{same}&holds-from=2024-01-01")),
    ] {
        let world = site(settings()).await;
        world.body("xinhe", "新河街道", "street").await;
        world.body("other", "另一街道", "street").await;
        let clerk = world.person("clerk");
        let path = match segment {
            "new" => "/ledgers/bodies/new".to_owned(),
            segment => format!("/ledgers/bodies/records/xinhe/{segment}"),
        };
        let check = post_as(&world, &clerk, &path, &format!("{form}&said-because=x&step=check")).await;
        let token = hidden(&check, "sent-once");
        let save = format!("{form}&said-because=x&sent-once={token}&step=save");
        let send = || post_as(&world, &clerk, &path, &save);
        let (first, second) = tokio::join!(send(), send());
        let later = send().await;
        for answer in [&first, &second, &later] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{segment}: {}", answer.body);
            assert_eq!(answer.header("location"), first.header("location"), "{segment}");
        }
        let record = first.header("location").split('?').next().unwrap();
        let history = get_as(&world, &clerk, &format!("/api/v1{record}/history")).await.json();
        let operations = history["items"].as_array().unwrap().len();
        assert_eq!(operations, if segment == "new" { 1 } else { 2 }, "{segment}");
    }
}

#[tokio::test]
async fn a_masked_value_is_kept_unless_another_is_given() {
    let world = site(settings()).await;
    world.street_with_staff().await;
    let clerk = world.person("clerk");
    let path = "/ledgers/ip-staff/records/xinhe~1";
    let form = get_as(&world, &clerk, &format!("{path}/change")).await;
    assert!(form.main().contains("已有内容：测*") && !form.main().contains("测试某"), "{}", form.main());
    let sent = "position=%E4%B8%BB%E7%AE%A1&person=&employment=part-time&holds-from=2025-01-01&said-because=x&step=save";
    let saved = post_as(&world, &clerk, &format!("{path}/change"), sent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let record = get_as(&world, &clerk, path).await;
    assert!(record.main().contains("主管") && record.main().contains("测*"), "{}", record.main());
}

#[tokio::test]
async fn who_may_not_say_it_does_not_find_the_page() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let leader = world.person("leader");
    for path in
        ["/ledgers/bodies/new", "/ledgers/bodies/records/xinhe/change", "/ledgers/bodies/records/xinhe/end"]
    {
        assert_eq!(get_as(&world, &leader, path).await.status, StatusCode::NOT_FOUND, "{path}");
        let stranger = get(&world, path).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER, "{path}");
        assert!(stranger.header("location").starts_with("/sign-in?next=%2Fledgers"), "{path}");
    }
}

#[tokio::test]
async fn a_record_is_named_by_its_key_or_its_full_name() {
    let world = site(settings()).await;
    world.body("government", "区人民政府", "department").await;
    world.body("twin-a", "双生单位", "department").await;
    world.body("twin-b", "双生单位", "department").await;
    let clerk = world.person("clerk");
    let form = |parent: &str| {
        format!(
            "id=office&name=x&kind=office&parent={parent}&holds-from=2024-01-01&said-because=x&step=check"
        )
    };
    let named = post_as(&world, &clerk, "/ledgers/bodies/new", &form("区人民政府")).await;
    assert_eq!(named.status, StatusCode::OK, "{}", named.main());
    assert!(named.main().contains("name=\"parent\" value=\"government\""), "{}", named.main());
    for parent in ["双生单位", "没有这个单位"] {
        let refused = post_as(&world, &clerk, "/ledgers/bodies/new", &form(parent)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{parent}");
        assert!(
            refused.main().contains("<a href=\"#parent\">") && refused.main().contains(parent),
            "{parent}"
        );
    }
}
