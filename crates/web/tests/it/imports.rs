//! A file from its sending to the records that name its lines, by the pages and by the API.

use app::{Actor, jobs};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use documents::{Cell, CellKind, Column, Sheet, Workbook, read_rows, write_workbook};
use serde_json::{Value, json};

use crate::people::{encoded, upload};
use crate::world::{Answer, World, get_as, post_as, send, whole};

const LIST: &str = "企业名称,统一社会信用代码,企业地址,登记状态\n\
    演示企业甲（演示数据）,91430105DEM009019Q,演示市演示路1号,存续\n\
    演示企业乙（演示数据）,914301050000E+17,演示市演示路2号,存续\n";

fn clerk(world: &World) -> Actor {
    Actor { account: None, name: "account:7".to_owned(), ..world.person("clerk") }
}

async fn sent(world: &World, content: &str) -> Answer {
    let fields = [("ledger", "enterprises"), ("source", "演示平台"), ("as_of", "2026-06-30")];
    upload(world, &clerk(world), "/workbench/imports/new", &fields, ("file", "企业.csv", content.as_bytes()))
        .await
}

async fn shown(world: &World, path: &str) -> Answer {
    let page = get_as(world, &clerk(world), path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page
}

#[tokio::test]
async fn a_file_is_read_by_columns_looked_at_confirmed_and_taken_back() {
    let world = whole().await;
    let answer = sent(&world, LIST).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    let mapping = answer.header("location").to_owned();
    let here = mapping.trim_end_matches("/mapping").to_owned();
    let page = shown(&world, &mapping).await;
    for told in ["A列　企业名称", "4列已认出，共4列", "演示企业甲（演示数据）"] {
        assert!(page.main().contains(told), "{told}: {}", page.main());
    }
    let form = "heading=0&blank=keeps&column-0=name&column-1=uscc&column-2=address&column-3=status";
    let answer = post_as(&world, &clerk(&world), &mapping, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    let page = shown(&world, &here).await;
    assert!(
        page.main().contains("校验中") && page.body.contains("http-equiv=\"refresh\""),
        "{}",
        page.main()
    );

    jobs::run_due(world.app()).await.unwrap();
    let page = shown(&world, &here).await;
    for told in ["待确认", "1行有错，不会写入", "确认导入", &format!("{here}/rows/3")] {
        assert!(page.main().contains(told), "{told}: {}", page.main());
    }
    let workbook = shown(&world, &format!("{here}/rows")).await;
    let rows = read_rows("待改.xlsx", &workbook.bytes).unwrap();
    assert_eq!(rows[0].cells, ["企业名称", "统一社会信用代码", "企业地址", "登记状态", "原因", "行号"]);
    assert_eq!(rows[1].cells[1], "914301050000E+17", "as it stands in the file");

    let report = shown(&world, &format!("{here}/printout")).await;
    let report = documents::read_text("报告.pdf", &report.bytes).unwrap();
    let report: String = report.lines.iter().map(|line| line.text.as_str()).collect();
    for told in ["第1号导入的报告，状态：待确认", "数据行", "914301050000E+17"] {
        assert!(report.contains(told), "{told}: {report}");
    }

    let answer = post_as(&world, &clerk(&world), &format!("{here}/confirm"), "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    let list = shown(&world, "/ledgers/enterprises").await;
    assert!(list.main().contains("第1号导入“企业.csv”：导入中"), "{}", list.main());
    jobs::run_due(world.app()).await.unwrap();
    let list = shown(&world, "/ledgers/enterprises").await;
    assert!(!list.main().contains("导入中"), "{}", list.main());
    let record = shown(&world, "/ledgers/enterprises/records/91430105DEM009019Q").await;
    assert!(record.main().contains(&format!("{here}/rows/2")), "it names its line: {}", record.main());
    let row = shown(&world, &format!("{here}/rows/2")).await;
    assert!(row.main().contains("企业地址") && row.main().contains("演示市演示路1号"), "{}", row.main());
    let list = shown(&world, "/workbench/imports").await;
    assert!(list.main().contains("企业.csv") && list.main().contains("已导入"), "{}", list.main());

    let page = shown(&world, &here).await;
    for told in ["归属待判定", "href=\"/workbench/attribution\">1</a>", "改变了哪些数"] {
        assert!(page.main().contains(told), "{told}: {}", page.main());
    }

    let path = format!("{here}/taking-back");
    let refused = post_as(&world, &clerk(&world), &path, "reason=").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is taken back without a reason");
    let reason = format!("reason={}", encoded("发错了文件"));
    assert_eq!(post_as(&world, &clerk(&world), &path, &reason).await.status, StatusCode::SEE_OTHER);
    jobs::run_due(world.app()).await.unwrap();
    assert!(shown(&world, &here).await.main().contains("已撤回"));
    let list = shown(&world, "/ledgers/enterprises?name=%E6%BC%94%E7%A4%BA%E4%BC%81%E4%B8%9A%E7%94%B2").await;
    assert!(!list.main().contains("91430105DEM009019Q"), "{}", list.main());
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_in_words_and_what_was_written_stays() {
    let world = whole().await;
    assert_eq!(sent(&world, LIST).await.status, StatusCode::SEE_OTHER);
    let again = sent(&world, LIST).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.main().contains("同一份文件已经收过") && again.main().contains("演示平台"),
        "{}",
        again.main()
    );
    let secret = sent(&world, &LIST.replace("演示企业甲（演示数据）", "机密★")).await;
    assert!(secret.main().contains("没有保存其中任何内容"), "{}", secret.main());
    let none = sent(&world, "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.main());
    let liaison = world.person("liaison");
    assert_eq!(get_as(&world, &liaison, "/workbench/imports/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as(&world, &liaison, "/workbench/imports/new").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_table_is_named_and_loaded_without_sending_the_file_again() {
    let world = whole().await;
    let sheet = |name: &str, code: &str| Sheet {
        name: name.to_owned(),
        columns: ["企业名称", "统一社会信用代码", "登记状态"]
            .map(|head| Column::new(head, CellKind::Text))
            .to_vec(),
        rows: vec![[name, code, "存续"].map(|text| Cell::Text(text.to_owned())).to_vec()],
        ..Sheet::default()
    };
    let sheets = vec![
        sheet("演示企业甲（演示数据）", "91430105DEM009019Q"),
        sheet("演示企业乙（演示数据）", "91430105DEM002036Y"),
    ];
    let workbook = write_workbook(&Workbook { sheets }).unwrap();
    let fields = [("ledger", "enterprises"), ("source", "演示平台"), ("as_of", "2026-06-30")];
    let answer =
        upload(&world, &clerk(&world), "/workbench/imports/new", &fields, ("file", "两表.xlsx", &workbook))
            .await;
    let mapping = answer.header("location").to_owned();
    let here = mapping.trim_end_matches("/mapping").to_owned();
    let form = "table=0&heading=0&blank=keeps&column-0=name&column-1=uscc&column-2=status";
    post_as(&world, &clerk(&world), &mapping, form).await;
    jobs::run_due(world.app()).await.unwrap();
    let page = shown(&world, &here).await;
    for told in
        ["这个文件里的其他表", "演示企业乙（演示数据）", "未导入", "导入这张表", "导入后会重新计算的指标"]
    {
        assert!(page.main().contains(told), "{told}: {}", page.main());
    }
    post_as(&world, &clerk(&world), &format!("{here}/confirm"), "").await;
    jobs::run_due(world.app()).await.unwrap();
    let page = shown(&world, &here).await;
    assert!(page.main().contains("同一文件里还有没有导入的表：演示企业乙"), "{}", page.main());
    let answer = post_as(&world, &clerk(&world), &format!("{here}/tables"), "table=1").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    let other = shown(&world, answer.header("location")).await;
    assert!(other.main().contains("3列已认出，共3列"), "{}", other.main());
    let page = shown(&world, &here).await;
    assert!(page.main().contains("第2号导入") && page.main().contains("待核对"), "{}", page.main());
    let twice = post_as(&world, &clerk(&world), &format!("{here}/tables"), "table=1").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", twice.body);
    let body = json!({ "index": 1 }).to_string();
    let api = "/api/v1/imports/1/tables";
    let (status, problem) = call(&world, "POST", api, "application/json", &body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    let (status, problem) = call(&world, "POST", api, "application/json", "{}").await;
    assert_eq!(
        (status, &problem["errors"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("missing-field"))
    );
}

#[tokio::test]
async fn a_program_drops_a_file_and_is_told_of_one_with_a_later_day() {
    let world = whole().await;
    let sent = async |day: &str, list: &str| {
        let source = encoded("演示平台");
        let path = format!("/api/v1/imports?ledger=enterprises&name={day}.csv&as_of={day}&source={source}");
        let (status, import) = call(&world, "POST", &path, "application/octet-stream", list).await;
        assert_eq!(status, StatusCode::CREATED, "{import}");
        let here = format!("/api/v1/imports/{}", import["id"]);
        call(&world, "POST", &format!("{here}/check"), "application/json", "").await;
        jobs::run_due(world.app()).await.unwrap();
        let (_, import) = call(&world, "GET", &here, "application/json", "").await;
        assert_eq!((&import["state"], &import["told"]["set_aside"]), (&json!("checked"), &json!(1)));
        (here, import)
    };
    let (june, import) = sent("2026-06-30", LIST).await;
    assert_eq!(import["told"]["later"], Value::Null);
    call(&world, "POST", &format!("{june}/confirmation"), "application/json", "").await;
    jobs::run_due(world.app()).await.unwrap();
    let (may, import) = sent("2026-05-31", &LIST.replace("1号", "9号")).await;
    assert_eq!(
        (&import["told"]["later"]["name"], &import["told"]["later"]["as_of"]),
        (&json!("2026-06-30.csv"), &json!("2026-06-30"))
    );
    let page = shown(&world, &may.replace("/api/v1", "/workbench")).await;
    assert!(page.main().contains("已经导入过截止日期更晚的文件"), "{}", page.main());
    let (status, import) = call(&world, "POST", &format!("{may}/dropping"), "application/json", "").await;
    assert_eq!((status, &import["state"]), (StatusCode::ACCEPTED, &json!("dropped")));
    let (status, _) = call(&world, "POST", &format!("{may}/dropping"), "application/json", "").await;
    assert_eq!(status, StatusCode::CONFLICT, "what is dropped is not dropped again");
}

async fn call(world: &World, method: &str, path: &str, kind: &str, body: &str) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(path).header("content-type", kind);
    let mut request = request.body(Body::from(body.to_owned())).unwrap();
    request.extensions_mut().insert(clerk(world));
    let answer = send(world, request).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

#[tokio::test]
async fn a_program_does_the_same_steps() {
    let world = whole().await;
    let path = format!(
        "/api/v1/imports?ledger=enterprises&name=a.csv&as_of=2026-06-30&source={}",
        encoded("演示平台")
    );
    let (status, import) = call(&world, "POST", &path, "application/octet-stream", LIST).await;
    assert_eq!(status, StatusCode::CREATED, "{import}");
    assert_eq!(import["columns"], json!(["name", "uscc", "address", "status"]));
    let here = format!("/api/v1/imports/{}", import["id"]);
    let choice = json!({ "columns": ["name", "uscc", null, "status"] }).to_string();
    let (status, import) =
        call(&world, "POST", &format!("{here}/mapping"), "application/json", &choice).await;
    assert_eq!((status, &import["columns"][2]), (StatusCode::ACCEPTED, &Value::Null));
    let (status, _) = call(&world, "POST", &format!("{here}/check"), "application/json", "").await;
    assert_eq!(status, StatusCode::ACCEPTED);
    jobs::run_due(world.app()).await.unwrap();
    let (_, rows) = call(&world, "GET", &format!("{here}/rows"), "application/json", "").await;
    assert_eq!(rows["items"][0]["line"], 3, "{rows}");
    let workbook = shown(&world, &format!("{here}/rows.xlsx")).await;
    let rows = read_rows("待改.xlsx", &workbook.bytes).unwrap();
    assert_eq!(rows[1].cells[1], "914301050000E+17", "the same file as by the page");
    let (status, effect) = call(&world, "GET", &format!("{here}/effect"), "application/json", "").await;
    assert_eq!((status, &effect["since"]), (StatusCode::OK, &json!("2026-06-30")), "{effect}");
    let counting = effect["indicators"].as_array().unwrap();
    assert!(!counting.is_empty() && counting.iter().all(|it| it["id"].is_string()), "{effect}");
    assert_eq!(effect["closed"], json!([]), "nothing was closed so far");
    assert!(
        counting.iter().all(|it| it["unit"]["zh"].is_string() && it["is_counting"].is_boolean()),
        "{effect}"
    );
    assert!(effect["known"].is_null() && counting.iter().all(|it| it["after"].is_null()), "it is not loaded");
    let (status, _) = call(&world, "POST", &format!("{here}/confirmation"), "application/json", "").await;
    assert_eq!(status, StatusCode::ACCEPTED);
    jobs::run_due(world.app()).await.unwrap();
    let (_, import) = call(&world, "GET", &here, "application/json", "").await;
    assert_eq!((&import["state"], &import["told"]["added"]), (&json!("loaded"), &json!(1)), "{import}");
    assert_eq!(import["told"]["unattributed"], json!(1));
    let (_, effect) = call(&world, "GET", &format!("{here}/effect"), "application/json", "").await;
    let (before, after) = (effect["known"]["before"].as_i64(), effect["known"]["after"].as_i64());
    assert!(
        before.is_some() && before < after,
        "what came of it is told as known before and after: {effect}"
    );
    assert!(effect["indicators"].as_array().unwrap().iter().all(|it| it["now"].is_null()), "{effect}");
    let (status, _) = call(&world, "POST", &format!("{here}/confirmation"), "application/json", "").await;
    assert_eq!(status, StatusCode::CONFLICT, "nothing is loaded twice");
    let wrong = json!({ "columns": "name", "colour": 1 }).to_string();
    let (status, problem) =
        call(&world, "POST", &format!("{here}/mapping"), "application/json", &wrong).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
}

#[tokio::test]
async fn what_a_list_says_in_its_title_is_given_once_by_page_and_program() {
    let world = whole().await;
    let list = "企业名称,统一社会信用代码\n演示企业甲（演示数据）,91430105DEM009019Q\n";
    let answer = sent(&world, list).await;
    let mapping = answer.header("location").to_owned();
    let here = mapping.trim_end_matches("/mapping").to_owned();
    let page = shown(&world, &mapping).await;
    assert!(page.main().contains("登记状态（各行相同）"), "{}", page.main());
    let form = "heading=0&blank=keeps&column-0=name&column-1=uscc&fixed-status=none-such";
    let refused = post_as(&world, &clerk(&world), &mapping, form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.main());
    assert!(refused.main().contains("#fixed-status"), "it stands at its field: {}", refused.main());
    let form = format!("heading=0&blank=keeps&column-0=name&column-1=uscc&fixed-status={}", encoded("存续"));
    let answer = post_as(&world, &clerk(&world), &mapping, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    jobs::run_due(world.app()).await.unwrap();
    let page = shown(&world, &here).await;
    assert!(page.main().contains("各行相同的值") && page.main().contains("待确认"), "{}", page.main());
    let api = here.replace("/workbench", "/api/v1");
    let (_, import) = call(&world, "GET", &api, "application/json", "").await;
    assert_eq!(
        (&import["fixed"], &import["told"]["set_aside"]),
        (&json!({ "status": "operating" }), &json!(0))
    );
    let choice = json!({ "columns": ["name", "uscc"], "fixed": { "status": "存续", "colour": "red" } });
    let (status, problem) =
        call(&world, "POST", &format!("{api}/mapping"), "application/json", &choice.to_string()).await;
    assert_eq!(
        (status, &problem["errors"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("unknown-field")),
        "{problem}"
    );
}

#[tokio::test]
async fn a_holder_whom_no_firm_is_called_like_is_decided_on_a_page() {
    let world = whole().await;
    let patents = "申请号,发明名称,专利类型,申请人,申请日,当前法律状态\n\
        202410123456.0,演示方法乙,发明,演示无名有限公司,2024-02-06,有效\n";
    let fields = [("ledger", "patents"), ("source", "演示平台"), ("as_of", "2026-06-30")];
    let file = ("file", "专利.csv", patents.as_bytes());
    let answer = upload(&world, &clerk(&world), "/workbench/imports/new", &fields, file).await;
    let mapping = answer.header("location").to_owned();
    let here = mapping.trim_end_matches("/mapping").to_owned();
    let form = "heading=0&blank=keeps&column-0=application_number&column-1=title&column-2=kind\
                &column-3=applicants&column-4=filed_on&column-5=status";
    assert_eq!(post_as(&world, &clerk(&world), &mapping, form).await.status, StatusCode::SEE_OTHER);
    jobs::run_due(world.app()).await.unwrap();
    post_as(&world, &clerk(&world), &format!("{here}/confirm"), "").await;
    jobs::run_due(world.app()).await.unwrap();

    let queue = "/workbench/attribution/holders";
    let page = shown(&world, queue).await;
    for told in ["演示无名有限公司", "没有企业叫这个名称", "1条待判定"] {
        assert!(page.main().contains(told), "{told}: {}", page.main());
    }
    let path = "/workbench/attribution/patents/202410123456.0/holder";
    assert!(page.main().contains(path), "{}", page.main());
    let page = shown(&world, path).await;
    assert!(page.main().contains("这个名称的全部权利"), "{}", page.main());
    let refused = post_as(&world, &clerk(&world), path, "enterprise=&scope=every&basis=").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is decided without a basis");
    let decided = format!("enterprise=&scope=every&basis={}", encoded("登记机关查询"));
    let answer = post_as(&world, &clerk(&world), path, &decided).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main());
    jobs::run_due(world.app()).await.unwrap();
    let page = shown(&world, queue).await;
    assert!(!page.main().contains("演示无名有限公司"), "{}", page.main());
    let names = shown(&world, "/ledgers/holder-names").await;
    assert!(names.main().contains("演示无名有限公司"), "{}", names.main());
    let liaison = get_as(&world, &world.person("liaison"), queue).await;
    assert!(!liaison.main().contains("202410123456.0"), "{}", liaison.main());
}
