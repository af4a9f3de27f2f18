use axum::http::StatusCode;

use crate::world::{get, get_as, post_as, settings, site};

#[tokio::test]
async fn a_record_shows_its_fields_and_its_history() {
    let world = site(settings()).await;
    world.body("government", "区人民政府", "department").await;
    world
        .record(
            "bodies",
            "2024-01-01",
            &[
                ("id", "office"),
                ("name", "办公室"),
                ("kind", "office"),
                ("parent", "government"),
                ("note", "内部"),
            ],
        )
        .await;
    let seen = get(&world, "/ledgers/bodies/records/office").await;
    assert!(seen.main().contains("<h1>办公室</h1>"), "{}", seen.main());
    assert!(seen.main().contains("<a href=\"/ledgers/bodies/records/government\">区人民政府</a>"));
    assert!(seen.main().contains("自 2024-01-01 起") && seen.main().contains("登记"));
    assert!(
        !seen.main().contains("内部") && !seen.main().contains("测试"),
        "strangers see neither notes nor reasons"
    );
    let clerk = world.person("clerk");
    let worked = get_as(&world, &clerk, "/ledgers/bodies/records/office").await;
    assert!(
        worked.main().contains("内部")
            && worked.main().contains("理由：测试")
            && worked.main().contains("账号 7")
    );
    for action in ["change", "correction", "end", "merger", "withdrawal"] {
        assert!(worked.main().contains(&format!("/ledgers/bodies/records/office/{action}\"")), "{action}");
        assert!(!seen.main().contains(&format!("/office/{action}\"")), "{action}");
    }
}

#[tokio::test]
async fn what_refers_to_a_record_stands_on_a_page_of_its_own() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let (clerk, record) = (world.person("clerk"), "/ledgers/bodies/records/xinhe");
    let held = format!("{record}/held");
    assert!(get_as(&world, &clerk, record).await.main().contains(&format!("href=\"{held}\"")));
    assert!(get_as(&world, &clerk, &held).await.main().contains("那一天没有您能看到的记录写到它"));
    let staff =
        [("number", "1"), ("position", "工作人员"), ("person", "测试某"), ("employment", "part-time")];
    world.record("ip-staff", "2024-01-01", &[&[("body", "xinhe")], staff.as_slice()].concat()).await;
    let body = get_as(&world, &clerk, &held).await;
    assert!(body.main().contains("/ledgers/ip-staff/records/xinhe~1"), "{}", body.main());
    assert!(!body.main().contains("测试某"), "what is personal is masked: {}", body.main());
    let before = get_as(&world, &clerk, &format!("{held}?as-of=2023-12-31")).await;
    assert!(!before.main().contains("ip-staff"), "{}", before.main());
    let seen = get(&world, &held).await;
    assert!(seen.status == StatusCode::OK && !seen.main().contains("ip-staff"), "not to strangers");
    assert_eq!(get(&world, "/ledgers/bodies/records/nothing/held").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_record_that_is_not_there_is_not_found() {
    let world = site(settings()).await;
    assert_eq!(get(&world, "/ledgers/bodies/records/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/ledgers/bodies/records/nothing/history").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_record_is_seen_as_it_was() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let form = "name=%E6%96%B0%E6%B2%B3&kind=street&holds-from=2025-06-01&said-because=x&step=save";
    let saved = post_as(&world, &clerk, "/ledgers/bodies/records/xinhe/change", form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let now = get_as(&world, &clerk, saved.header("location")).await;
    assert!(now.main().contains("<h1>新河</h1>") && now.main().contains("已保存"), "{}", now.main());
    let then = get(&world, "/ledgers/bodies/records/xinhe?as-of=2025-05-31").await;
    assert!(then.main().contains("<h1>新河街道</h1>") && then.main().contains("2025-05-31 的情况"));
    let before = get(&world, "/ledgers/bodies/records/xinhe?as-of=2020-01-01").await;
    assert!(before.main().contains("这一天没有这条记录"));
    let history = get(&world, "/ledgers/bodies/records/xinhe/history").await;
    assert!(
        history.main().contains("<ins>新河</ins>") && history.main().contains("<del>新河街道</del>"),
        "{}",
        history.main()
    );
    assert!(history.main().contains("class=\"two-times\""));
}
