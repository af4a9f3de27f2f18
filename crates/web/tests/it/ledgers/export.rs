use std::collections::BTreeMap;
use std::io::Cursor;

use app::Actor;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use tower::ServiceExt as _;
use web::Settings;

use crate::world::{World, get, get_as, settings, site};

#[tokio::test]
async fn a_list_is_taken_out_as_a_file() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    world.body("jinxia", "=金霞经开区", "park").await;
    let clerk = world.person("clerk");
    let csv = get_as(&world, &clerk, "/ledgers/bodies.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.header("content-disposition")
            .starts_with("attachment; filename=\"bodies.csv\"; filename*=UTF-8''%E5")
    );
    assert!(csv.body.starts_with("\u{feff}代号,名称,类型,"), "{}", csv.body);
    assert!(
        csv.body.contains("\r\nxinhe,新河街道,街道,") && csv.body.contains("'=金霞经开区"),
        "{}",
        csv.body
    );
    let narrowed = get_as(&world, &clerk, "/en/ledgers/bodies.csv?kind=park").await;
    assert!(narrowed.body.contains("Id,Name,Kind") && !narrowed.body.contains("xinhe"), "{}", narrowed.body);
    let json = get_as(&world, &clerk, "/ledgers/bodies.json").await;
    let file: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!((file["items"].as_array().unwrap().len(), &file["count"]), (2, &2.into()));
    assert_eq!((&file["basis"]["by"], &file["basis"]["format"]), (&"account:7".into(), &"json".into()));
    assert!(
        json.body.contains("\"valid_from\":\"2024-01-01\"") && json.body.contains("\"valid_to\":null"),
        "{}",
        json.body
    );
    let none = get_as(&world, &clerk, "/ledgers/bodies.json?name-contains=zzz").await;
    let none: serde_json::Value = serde_json::from_str(&none.body).unwrap();
    assert_eq!((&none["items"], &none["basis"]["name_contains"]), (&serde_json::json!([]), &"zzz".into()));
}

/// The workbook that somebody downloads.
async fn workbook(world: &World, actor: &Actor, path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let mut request = Request::get(path).body(Body::empty()).unwrap();
    request.extensions_mut().insert(actor.clone());
    let response = world.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

/// The sheet below its header, by the titles of its columns.
fn table(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, first: &str) -> Vec<BTreeMap<String, Data>> {
    let range = workbook.worksheet_range(sheet).unwrap();
    let is_header = |row: &&[Data]| row.first().is_some_and(|cell| *cell == *first);
    let header: Vec<String> = range.rows().find(is_header).unwrap().iter().map(Data::to_string).collect();
    let rows = range.rows().skip_while(|row| !is_header(row)).skip(1);
    rows.map(|row| header.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// What the second sheet says of an item.
fn basis(workbook: &mut Xlsx<Cursor<Vec<u8>>>, item: &str) -> String {
    let rows = table(workbook, "口径", "项目");
    let row = rows.iter().find(|row| row["项目"] == *item);
    row.unwrap_or_else(|| panic!("nothing is said of {item}: {rows:?}"))["内容"].to_string()
}

#[tokio::test]
async fn a_workbook_that_is_read_again_has_numbers_dates_and_texts_that_compute_nothing() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let texts = ["=1+1", "+1", "-1", "@x", "＝甲"];
    for (number, position) in (1..).zip(texts) {
        let number = number.to_string();
        let fields = [
            ("body", "xinhe"),
            ("number", &number),
            ("position", position),
            ("person", "测试某"),
            ("employment", "part-time"),
            ("funding", "1234567.89"),
            ("since", "2024-03-05"),
        ];
        world.record("ip-staff", "2024-01-01", &fields).await;
    }
    let mut workbook = workbook(&world, &world.person("clerk"), "/ledgers/ip-staff.xlsx").await;
    let sheet = workbook.sheet_names()[0].clone();
    assert_eq!(workbook.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "nothing computes");
    let rows = table(&mut workbook, &sheet, "单位");
    assert_eq!(rows.len(), texts.len());
    for (row, text) in rows.iter().zip(texts) {
        let is = |title: &str| row.iter().find(|(name, _)| name.starts_with(title)).unwrap().1;
        assert_eq!(is("单位"), &Data::String("新河街道".to_owned()));
        assert_eq!(is("岗位"), &Data::String(text.to_owned()));
        assert_eq!(is("年度经费"), &Data::Float(1_234_567.89));
        let since = is("任职日期").get_datetime().expect("a day is a day");
        assert_eq!(since.as_f64(), 45_356.0, "5 March 2024, in days as spreadsheets count them");
        assert_eq!(is("姓名"), &Data::String("测**".to_owned()), "masked");
    }
}

#[tokio::test]
async fn the_second_sheet_says_on_what_the_file_rests() {
    let world = site(Settings { export_records_max: 2, ..settings() }).await;
    for (id, kind) in [("a", "street"), ("b", "street"), ("c", "street"), ("d", "park")] {
        world.body(id, &format!("单位{id}"), kind).await;
    }
    let clerk = world.person("clerk");
    let path = "/ledgers/bodies.xlsx?kind=street&name-contains=单位&as-of=2025-06-30&view=by-name";
    let cut = &mut workbook(&world, &clerk, &path.replace("单位", "%E5%8D%95%E4%BD%8D")).await;
    for (item, content) in [
        ("台账", "单位"),
        ("导出人", "账号 7"),
        ("格式", "XLSX"),
        ("筛选", "类型：街道\n名称包含：单位"),
        ("排列", "按名称"),
        ("以这一天的情况为准", "2025-06-30"),
        ("条数", "2"),
    ] {
        let said = basis(cut, item);
        assert!(said.contains(content), "{item}: {said}");
    }
    let at = basis(cut, "导出时间");
    assert!(at.parse::<jiff::civil::DateTime>().is_ok(), "{at}");
    let (known, operation) = (basis(cut, "以截至这一操作录入的内容为准"), basis(cut, "本次导出的操作号"));
    assert_eq!(known.parse::<i64>().unwrap() + 1, operation.parse::<i64>().unwrap());
    let told = "不完整：只导出了前 2 条，后面还有记录";
    assert!(basis(cut, "是否完整").starts_with(told));
    let csv = get_as(&world, &clerk, "/ledgers/bodies.csv").await;
    assert!(csv.body.trim_end().lines().last().unwrap().starts_with(told), "{}", csv.body);
    let json = get_as(&world, &clerk, "/ledgers/bodies.json").await.json();
    assert_eq!((&json["count"], &json["is_cut"]), (&2.into(), &true.into()));
    let list = get_as(&world, &clerk, "/ledgers/bodies").await;
    assert!(list.main().contains("每个文件最多 2 条"), "{}", list.main());
    let whole = &mut workbook(&world, &clerk, "/ledgers/bodies.xlsx?kind=park").await;
    assert!(basis(whole, "是否完整").starts_with("完整") && basis(whole, "条数") == "1");
    let short = get_as(&world, &clerk, "/ledgers/bodies?kind=park").await;
    assert!(!short.main().contains("每个文件最多"), "a file has them all");
}

#[tokio::test]
async fn who_may_not_export_is_told_so() {
    let world = site(settings()).await;
    assert_eq!(get(&world, "/ledgers/bodies.csv").await.status, StatusCode::SEE_OTHER);
    let answer = get_as(&world, &world.person("mediator"), "/ledgers/bodies.csv").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.main().contains("角色"), "{}", answer.main());
}

#[tokio::test]
async fn personal_values_stay_masked_in_files() {
    let world = site(settings()).await;
    world.street_with_staff().await;
    for end in ["csv", "json"] {
        let file = get_as(&world, &world.person("clerk"), &format!("/ledgers/ip-staff.{end}")).await;
        assert!(file.body.contains("测*") && !file.body.contains("测试某"), "{}", file.body);
    }
}
