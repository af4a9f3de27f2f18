//! What is personal in a case: on its page, on paper and through the API for who works with it; in no list, and masked once its key is gone.

use std::fs;
use std::path::Path;

use app::accounts::console;
use app::{Actor, Clock, county};
use axum::http::StatusCode;
use pack::Pack;

use crate::people::encoded;
use crate::world::{World, get_as, post_as, whole_at};

const NAME: &str = "演示人员赵某";

/// The demonstration county with 来访登记.
async fn world() -> World {
    let procedure = include_str!("../../../app/tests/data/visit-desk/procedure.toml");
    with_procedure("visit-desk", procedure, include_str!("../../../app/tests/data/visit-desk/stories.txt"))
        .await
}

/// The demonstration county with another procedure.
pub(crate) async fn with_procedure(id: &str, procedure: &str, stories: &str) -> World {
    let world = whole_at(Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())).await;
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let mut files = files_below(&packs.join("kaifu-demo"), "");
    for (name, text) in [("procedure.toml", procedure), ("stories.txt", stories)] {
        files.push((format!("procedures/{id}/{name}"), text.as_bytes().to_vec()));
    }
    let pack = Pack::open_files("kaifu-demo", files).unwrap();
    county::install(world.app(), &console(world.app()), pack).await.unwrap();
    world
}

fn files_below(folder: &Path, at: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = entries.flat_map(|entry| {
        let path = format!("{at}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => files_below(&entry.path(), &format!("{path}/")),
            false => vec![(path, fs::read(entry.path()).unwrap())],
        }
    });
    files.collect()
}

/// What the page of a case, its print and the API say of it to somebody.
async fn everywhere(world: &World, actor: &Actor, number: &str) -> [String; 3] {
    let page = get_as(world, actor, &format!("/cases/{number}")).await;
    let print = get_as(world, actor, &format!("/cases/{number}/printout")).await;
    let print = documents::read_text("a.pdf", &print.bytes).unwrap();
    let lines: Vec<&str> = print.lines.iter().map(|line| line.text.as_str()).collect();
    let api = get_as(world, actor, &format!("/api/v1/cases/{number}")).await;
    assert_eq!((page.status, api.status), (StatusCode::OK, StatusCode::OK), "{}", api.body);
    [page.main().to_owned(), lines.concat(), api.body]
}

#[tokio::test]
async fn a_name_stands_on_the_page_on_paper_and_in_the_api_and_in_no_list() {
    let world = world().await;
    let mut liaison = world.person("liaison");
    liaison.roles[0].body = Some("street-shaping".to_owned());
    let clerk = world.person("clerk");
    let said = [("subject", "问补贴（演示数据）"), ("visitor", NAME), ("phone", "13800138000")];
    let said = said.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
    let form = format!("{said}&body=street-shaping");
    let begun = post_as(&world, &liaison, "/procedures/visit-desk/new", &form).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.main());
    let case = begun.header("location").split('?').next().unwrap().to_owned();
    let number = case.rsplit('/').next().unwrap();
    for who in [&liaison, &clerk] {
        for told in everywhere(&world, who, number).await {
            assert!(told.contains(NAME) && told.contains("13800138000"), "{told}");
        }
        for list in
            ["/procedures/visit-desk", "/api/v1/procedures/visit-desk/cases", "/api/v1/procedures/visit-desk"]
        {
            let list = get_as(&world, who, list).await;
            assert!(!list.body.contains(NAME) && !list.body.contains("sealed:"), "{}", list.body);
        }
    }
    for told in everywhere(&world, &world.person("record-inspector"), number).await {
        assert!(!told.contains(NAME) && !told.contains("13800138000"), "{told}");
    }
    // Who takes a step again finds it filled in.
    let amend = get_as(&world, &liaison, &format!("{case}/steps/amend")).await;
    assert!(amend.main().contains(&format!("value=\"{NAME}\"")), "{}", amend.main());

    // It is destroyed on a page of its own, by whoever may, with the number and a reason.
    let erasure = format!("{case}/erasure");
    assert!(!get_as(&world, &liaison, &case).await.main().contains("销毁个人信息"));
    assert_eq!(get_as(&world, &liaison, &erasure).await.status, StatusCode::NOT_FOUND);
    assert!(get_as(&world, &clerk, &case).await.main().contains(&format!("href=\"{erasure}\"")));
    let asked = get_as(&world, &clerk, &erasure).await;
    assert!(asked.main().contains("不能恢复") && asked.main().contains(number), "{}", asked.main());
    let form = |confirmed: &str| format!("confirmed={confirmed}&reason={}", encoded("本人要求（演示数据）"));
    let refused = post_as(&world, &clerk, &erasure, &form("visit-desk")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("没有确认"), "{}", refused.main());
    let done = post_as(&world, &clerk, &erasure, &form(number)).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, case.as_str()));
    let page = get_as(&world, &clerk, &case).await;
    assert!(page.main().contains("个人信息已销毁") && !page.main().contains(&erasure), "{}", page.main());
    for told in everywhere(&world, &clerk, number).await {
        assert!(!told.contains(NAME) && !told.contains("13800138000"), "{told}");
        assert!(told.contains("****") && !told.contains("sealed:"), "{told}");
        assert!(told.contains("问补贴（演示数据）"), "all else is there: {told}");
    }
    // No form begins with the stars: what is left as it is would be sent back as the name.
    let amend = get_as(&world, &liaison, &format!("{case}/steps/amend")).await;
    assert_eq!(amend.status, StatusCode::OK);
    assert!(!amend.main().contains("****") && !amend.main().contains("sealed:"), "{}", amend.main());
}
