use app::{Actor, Clock};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::world::{World, get, get_as, post_as, settings, site, whole_at};

const PATH: &str = "/ledgers/bodies/records/office";

/// The office, renamed from 2025 on, with a note that is not for everybody.
async fn office() -> World {
    let world = site(settings()).await;
    let fields = [("id", "office"), ("name", "旧办公室"), ("kind", "office"), ("note", "内部备注")];
    world.record("bodies", "2024-01-01", &fields).await;
    let change =
        "name=%E6%96%B0%E5%8A%9E%E5%85%AC%E5%AE%A4&kind=office&note=%E5%86%85%E9%83%A8%E5%A4%87%E6%B3%A8";
    let change = format!("{change}&holds-from=2025-01-01&said-because=x&step=save");
    let saved = post_as(&world, &world.person("clerk"), &format!("{PATH}/change"), &change).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    world
}

/// The text of a printout.
async fn print(world: &World, actor: &Actor, path: &str) -> String {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(actor.clone());
    let response = world.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    assert_eq!(response.headers()["content-type"], "application/pdf");
    assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let text = documents::read_text("a.pdf", &bytes).unwrap();
    text.lines.iter().map(|line| line.text.as_str()).collect::<Vec<&str>>().join("\n")
}

/// Checks what a printout says, and what it does not.
async fn check(world: &World, role: &str, query: &str, says: &[&str], not: &[&str]) {
    let text = print(world, &world.person(role), &format!("{PATH}/printout{query}")).await;
    for wanted in says {
        assert!(text.contains(wanted), "{role} {query}: no {wanted} in\n{text}");
    }
    for unwanted in not {
        assert!(!text.contains(unwanted), "{role} {query}: {unwanted} in\n{text}");
    }
}

#[tokio::test]
async fn a_record_is_printed_as_each_reader_sees_it() {
    let world = office().await;
    let whole =
        ["新办公室", "台账：单位", "编号：office", "2 号操作", "演示数据", "变更", "自 2025-01-01 起"];
    check(&world, "clerk", "", &[&whole[..], &["内部备注", "测试", "账号 7"]].concat(), &[]).await;
    check(&world, "citizen", "", &whole, &["内部备注", "测试", "账号 7", "理由"]).await;
    check(&world, "citizen", "?as-of=2023-01-01", &["这一天没有这条记录"], &[]).await;
    let page = get_as(&world, &world.person("citizen"), PATH).await;
    assert!(page.main().contains(&format!("href=\"{PATH}/printout\"")), "{}", page.main());
}

#[tokio::test]
async fn the_past_is_printed_as_it_was_known() {
    let world = office().await;
    check(&world, "clerk", "?as-of=2024-06-01", &["2024-06-01", "旧办公室", "2 号操作"], &["新办公室"]).await;
    check(&world, "clerk", "?known=1", &["旧办公室", "1 号操作"], &["新办公室", "2 号操作", "变更"]).await;
    let page = get_as(&world, &world.person("clerk"), &format!("{PATH}?as-of=2024-06-01&known=1")).await;
    assert!(page.main().contains("printout?as-of=2024-06-01&#38;known=1"), "{}", page.main());
    let clerk = world.person("clerk");
    let wrong = get_as(&world, &clerk, &format!("{PATH}/printout?as-of=soon")).await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no paper of another day than the one asked for"
    );
}

#[tokio::test]
async fn what_one_does_not_see_is_not_printed() {
    let world = office().await;
    world.street_with_staff().await;
    let path = "/ledgers/ip-staff/records/xinhe~1/printout";
    assert_eq!(get(&world, path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/ledgers/bodies/records/nothing/printout").await.status, StatusCode::NOT_FOUND);
    let text = print(&world, &world.person("clerk"), path).await;
    assert!(text.contains("测*") && !text.contains("测试某"), "{text}");
}

/// J13, 档案册: the indication, its producers and pieces, and the permits of the producers, each as whoever prints it sees them.
#[tokio::test]
async fn a_dossier_has_what_refers_to_a_record_and_what_refers_to_that() {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let indication = [("number", "2026-901"), ("name", "演示绣（演示数据）")];
    world.record("geographical-indications", "2026-03-01", &indication).await;
    for (number, name) in [("1", "演示绣坊（演示数据）"), ("2", "演示绣社（演示数据）")] {
        let producer = [("gi", "2026-901"), ("number", number), ("name", name)];
        world.record("gi-producers", "2026-03-02", &producer).await;
    }
    let permit = [("producer", "2026-901~1"), ("approved_on", "2026-05-08"), ("until", "2031-05-07")];
    world.record("gi-sign-permits", "2026-05-08", &permit).await;
    let piece = [
        ("code", "DEMO-2026-000901"),
        ("gi", "2026-901"),
        ("producer", "2026-901~1"),
        ("title", "绣屏（演示数据）"),
        ("maker", "测试某"),
        ("made_on", "2026-06"),
        ("quantity", "1"),
        ("state", "checked"),
    ];
    world.record("gi-pieces", "2026-06-01", &piece).await;

    let path = "/ledgers/geographical-indications/records/2026-901";
    let (clerk, citizen) = (world.person("clerk"), world.person("citizen"));
    let page = get_as(&world, &citizen, path).await;
    assert!(page.main().contains(&format!("href=\"{path}/printout?with=held\"")), "{}", page.main());
    let permits = "专用标志使用许可（涉及上列地理标志生产者）";
    for reader in [&clerk, &citizen] {
        let text = print(&world, reader, &format!("{path}/printout?with=held")).await;
        for said in [
            "档案册",
            "每条只列一次",
            "地理标志生产者",
            "演示绣社",
            "共 2 条",
            permits,
            "2031年5月7日",
            "绣屏",
        ] {
            assert!(text.contains(said), "no {said} in\n{text}");
        }
        // A piece names the indication and its producer, and stands there once; its maker nowhere.
        assert_eq!(text.matches("绣屏").count(), 1, "{text}");
        assert!(!text.contains("测试某"), "{text}");
    }
    let then = print(&world, &clerk, &format!("{path}/printout?with=held&as-of=2026-04-01")).await;
    assert!(then.contains("演示绣社") && !then.contains(permits), "{then}");
    let alone = print(&world, &clerk, &format!("{path}/printout")).await;
    assert!(!alone.contains("演示绣社") && !alone.contains("档案册"), "{alone}");

    // Of a firm, what outsiders have no list of is not in theirs.
    let firm = "/ledgers/enterprises/records/91430105DEM0000148/printout?with=held";
    let (whole, open) = (print(&world, &clerk, firm).await, print(&world, &citizen, firm).await);
    assert!(whole.contains("知识产权纠纷") && !open.contains("知识产权纠纷"), "{whole}\n{open}");
}
