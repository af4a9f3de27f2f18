//! A step for many cases by one spreadsheet: it goes out, is filled in, comes back, is looked at, and taken; in the programme, and in
//! a procedure of which no Rust knows.

use app::Actor;
use app::cases::{self, Taking};
use app::records::Mode;
use axum::http::StatusCode;
use documents::csv::CsvRow;
use documents::{Cell, CellKind, Column, Sheet, Workbook, read_rows, write_workbook};
use pack::Pack;

use crate::people::{hidden, refuses, upload};
use crate::world::{Answer, World, get_as, whole};

const REPORTS: &str = "/procedures/report/steps/send";
const VISITS: &str = "/procedures/visit/steps/report";

fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    let mut actor = world.person(role);
    (actor.account, actor.name) = (Some(account), format!("account:{account}"));
    actor.roles[0].body = Some(body.to_owned());
    actor
}

fn given(fields: &[(&str, &str)]) -> form::Input {
    fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect()
}

/// A round that asks the street for its five reports.
async fn asked() -> World {
    let world = whole().await;
    let clerk = of(&world, "clerk", "market-supervision", 7);
    world.issue_plan(&clerk).await;
    let fields =
        given(&[("quarter", "2099-q1"), ("title", "一季度（演示数据）"), ("due_date", "2099-04-10")]);
    let draft = Taking::new("draft", fields);
    let round = cases::start(world.app(), &clerk, "round", &draft, Mode::Save).await.unwrap();
    let issue = Taking::new("issue", given(&[]));
    cases::take(world.app(), &clerk, &round.number.unwrap(), &issue, Mode::Save).await.unwrap();
    world
}

/// The sheet as somebody takes it along.
async fn taken_along(world: &World, actor: &Actor, page: &str) -> (Vec<u8>, Vec<CsvRow>) {
    let file = get_as(world, actor, &format!("{page}/workbook")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    let rows = read_rows("表.xlsx", &file.bytes).unwrap();
    (file.bytes, rows)
}

/// The head row of a sheet, by its place.
fn head(rows: &[CsvRow]) -> usize {
    rows.iter().position(|row| row.cells[0] == "编号").unwrap()
}

/// Writes into the case of this place, below the head of that name.
fn write(rows: &mut [CsvRow], case: usize, title: &str, text: &str) {
    let head = head(rows);
    let at = rows[head].cells.iter().position(|cell| cell == title).unwrap();
    let row = &mut rows[head + 1 + case].cells;
    row.resize(row.len().max(at + 1), String::new());
    row[at] = text.to_owned();
}

/// What stands there.
fn cell<'r>(rows: &'r [CsvRow], case: usize, title: &str) -> &'r str {
    let head = head(rows);
    let at = rows[head].cells.iter().position(|cell| cell == title).unwrap();
    rows[head + 1 + case].cells.get(at).map_or("", String::as_str)
}

/// The rows as a workbook that another program wrote.
fn workbook(rows: &[CsvRow]) -> Vec<u8> {
    written(rows, head(rows))
}

/// The rows from this one on.
fn written(rows: &[CsvRow], head: usize) -> Vec<u8> {
    let sheet = Sheet {
        name: "Sheet1".to_owned(),
        columns: rows[head].cells.iter().map(|title| Column::new(title, CellKind::Text)).collect(),
        rows: rows[head + 1..].iter().map(|row| row.cells.iter().map(Cell::text).collect()).collect(),
        ..Sheet::default()
    };
    write_workbook(&Workbook { sheets: vec![sheet] }).unwrap()
}

async fn sent(world: &World, actor: &Actor, page: &str, bytes: &[u8]) -> Answer {
    upload(world, actor, page, &[], ("sheet", "填好的表.xlsx", bytes)).await
}

/// Presses the button below what was shown.
async fn confirmed(world: &World, actor: &Actor, page: &str, shown: &Answer) -> Answer {
    let rows = hidden(shown, "rows").replace("&#34;", "\"").replace("&quot;", "\"");
    upload(world, actor, page, &[("rows", &rows)], ("nothing", "", b"")).await
}

#[tokio::test]
async fn a_street_answers_its_quarter_with_a_workbook() {
    let world = asked().await;
    let street = of(&world, "liaison", "street-shaping", 8);
    let queue = get_as(&world, &street, "/procedures/report").await;
    assert!(queue.main().contains(&format!("href=\"{REPORTS}\"")), "{}", queue.main());
    let page = get_as(&world, &street, REPORTS).await;
    for text in ["现在可以办理5件", "佐证材料放不进表格", "type=\"file\"", "/workbook"] {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let (bytes, mut rows) = taken_along(&world, &street, REPORTS).await;
    let heads = "编号 事项 责任单位 状态 最近到期 进展判断 判断说明 本季度举措 本季度确无变化 存在问题 下步打算 需协调事项 需要哪个单位协调 已采纳的佐证 办理日期 办理 核对号";
    assert_eq!(rows[head(&rows)].cells.join(" "), heads);
    assert_eq!((cell(&rows, 0, "责任单位"), cell(&rows, 0, "最近到期")), ("沙坪街道", "2099-04-10"));
    assert_eq!(cell(&rows, 0, "状态"), "未开始", "as the pages call it");
    let untouched = sent(&world, &street, REPORTS, &bytes).await;
    assert!(untouched.main().contains("没有要办理的行"), "{}", untouched.main());
    // A sheet that was taken along before there was a column for the day is read as well.
    let (at, mut older) = (head(&rows), rows.clone());
    let day = rows[at].cells.iter().position(|cell| cell == "办理日期").unwrap();
    older[at..].iter_mut().filter(|row| row.cells.len() > day).for_each(|row| _ = row.cells.remove(day));
    let older = sent(&world, &street, REPORTS, &workbook(&older)).await;
    assert!(older.main().contains("没有要办理的行"), "{}", older.main());

    write(&mut rows, 0, "进展判断", "很好");
    write(&mut rows, 1, "办理", "也许");
    write(&mut rows, 1, "办理日期", "上周");
    write(&mut rows, 2, "办理", "是");
    write(&mut rows, 3, "核对号", "x");
    let refused = sent(&world, &street, REPORTS, &workbook(&rows)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "第2行“进展判断”：代码表中没有这个代码或名称",
        "第2行“本季度举措”：",
        "第3行“办理”：既不是“是”，也不是“否”",
        "第3行“办理日期”：",
        "第4行“进展判断”：",
        "第4行“本季度举措”：",
        "第5行“核对号”：核对号不对",
    ] {
        assert!(refused.main().contains(text), "{text}: {}", refused.main());
    }

    write(&mut rows, 0, "进展判断", "达进度");
    write(&mut rows, 0, "本季度举措", "走访企业三家。\n办结咨询四件（演示数据）。");
    write(&mut rows, 1, "办理", "否");
    write(&mut rows, 1, "办理日期", "");
    write(&mut rows, 2, "办理", "");
    write(&mut rows, 3, "核对号", "1");
    let filled_in = workbook(&rows);
    let shown = sent(&world, &street, REPORTS, &filled_in).await;
    for text in ["将办理1件", "跳过4件", "办理这1件", "2栏", "进展判断：达进度", "待签批"]
    {
        assert!(shown.main().contains(text), "{text}: {}", shown.main());
    }
    let number = cell(&rows, 0, "编号").to_owned();
    let case = format!("/cases/{number}");
    assert!(get_as(&world, &street, &case).await.main().contains("填写中"), "looking takes nothing");
    let saved = confirmed(&world, &street, REPORTS, &shown).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let after = get_as(&world, &street, saved.header("location")).await;
    assert!(
        after.main().contains("已办理1件") && after.main().contains("现在可以办理4件"),
        "{}",
        after.main()
    );
    let report = get_as(&world, &street, &case).await;
    assert!(report.main().contains("待签批") && report.main().contains("办结咨询四件"), "{}", report.main());
    let again = sent(&world, &street, REPORTS, &filled_in).await;
    assert!(again.main().contains("此前已办1件"), "{}", again.main());
    let twice = confirmed(&world, &street, REPORTS, &shown).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "what is sent twice is done once: {}", twice.main());
    assert!(twice.header("location").ends_with("taken=0"));
}

/// The ledger that supervision offices keep comes back: what was filled in is the report of its duty, and nothing else is.
#[tokio::test]
async fn a_street_fills_in_the_ledger_of_follow_up() {
    let world = asked().await;
    let street = of(&world, "liaison", "street-shaping", 8);
    let file = get_as(&world, &street, "/duties/workbook").await;
    let mut rows = read_rows("督查台账.xlsx", &file.bytes).unwrap();
    let head = rows.iter().position(|row| row.cells.iter().any(|cell| cell == "进展情况")).unwrap();
    let column = |title: &str| rows[head].cells.iter().position(|cell| cell == title).unwrap();
    let [progress, next, judgement, open] =
        ["进展情况", "下步打算", "进展判断", "待报报告（请勿改动）"].map(column);
    let theirs: Vec<usize> = (head + 1..rows.len())
        .filter(|at| rows[*at].cells.get(open).is_some_and(|cell| cell.starts_with("report-")))
        .collect();
    assert_eq!(theirs.len(), 5, "those of the street and of nobody else");
    let ledger = |rows: &[CsvRow]| written(rows, head);
    let untouched = sent(&world, &street, REPORTS, &ledger(&rows)).await;
    assert!(untouched.main().contains("没有要办理的行"), "{}", untouched.main());
    let mut fill = |at: usize, column: usize, text: &str| text.clone_into(&mut rows[at].cells[column]);
    fill(theirs[0], progress, "走访企业三家，逐户核对台账并当场答复企业所提的问题（演示数据）");
    fill(theirs[0], judgement, "欠进度");
    fill(theirs[0], next, "尽快");
    let refused = sent(&world, &street, REPORTS, &ledger(&rows)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("没有写明日期：尽快"), "{}", refused.main());
    rows[theirs[0]].cells[next] = "2099年3月31日前补走访九家（演示数据）".to_owned();
    let shown = sent(&world, &street, REPORTS, &ledger(&rows)).await;
    assert!(shown.main().contains("将办理1件") && shown.main().contains("跳过4件"), "{}", shown.main());
    let saved = confirmed(&world, &street, REPORTS, &shown).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let number = rows[theirs[0]].cells[open].split('·').next().unwrap();
    let report = get_as(&world, &street, &format!("/cases/{number}")).await;
    assert!(report.main().contains("待签批") && report.main().contains("补走访九家"), "{}", report.main());
}

#[tokio::test]
async fn what_has_gone_on_meanwhile_is_shown_and_what_is_no_sheet_is_refused() {
    let world = asked().await;
    let street = of(&world, "liaison", "street-shaping", 8);
    let (_, mut rows) = taken_along(&world, &street, REPORTS).await;
    for case in [0, 1] {
        write(&mut rows, case, "进展判断", "达进度");
        write(&mut rows, case, "本季度举措", "走访，逐户核对台账并当场答复问题（演示数据）");
    }
    let shown = sent(&world, &street, REPORTS, &workbook(&rows)).await;
    // Whoever may not take the step any more when they confirm is told so, and nothing is taken.
    let park = of(&world, "liaison", "jinxia-park", 11);
    let refused = confirmed(&world, &park, REPORTS, &shown).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.main());
    assert!(
        refused.main().contains("没有编号为") && !refused.main().contains("已办理"),
        "{}",
        refused.main()
    );
    let colleague = of(&world, "liaison", "street-shaping", 9);
    let theirs = Taking::new(
        "send",
        given(&[("judgement", "behind"), ("measures", "同事已报，逐户核对台账并当场答复问题（演示数据）")]),
    );
    let number = cell(&rows, 0, "编号").to_owned();
    cases::take(world.app(), &colleague, &number, &theirs, Mode::Save).await.unwrap();
    let in_part = confirmed(&world, &street, REPORTS, &shown).await;
    assert_eq!(in_part.status, StatusCode::CONFLICT);
    for text in ["已办理1件，其余没有办理", "有新进展，不办理"] {
        assert!(in_part.main().contains(text), "{text}: {}", in_part.main());
    }
    let kept = get_as(&world, &street, &format!("/cases/{number}")).await;
    assert!(kept.main().contains("同事已报，逐户核对台账并当场答复问题（演示数据）"), "{}", kept.main());
    let old = sent(&world, &street, REPORTS, &workbook(&rows)).await;
    assert!(old.main().contains("1件有了新的进展，不办理"), "{}", old.main());

    let files = [
        ("a.csv", "甲,乙\r\n1,2\r\n".as_bytes(), "没有找到“编号”“核对号”"),
        ("a.csv", "编号,核对号\r\n1,2\r\n".as_bytes(), "没有“进展判断”这一列"),
        ("a.xlsx", &b"PK\x03\x04broken"[..], "损坏"),
        ("a.csv", &b""[..], "没有选择文件"),
    ];
    refuses(&world, &street, REPORTS, &files).await;
    let broken = upload(&world, &street, REPORTS, &[("rows", "[1]")], ("nothing", "", b"")).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let officer = world.person("enforcement-officer");
    for path in
        [REPORTS.to_owned(), format!("{REPORTS}/workbook"), "/procedures/report/steps/return".to_owned()]
    {
        assert_eq!(get_as(&world, &officer, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_procedure_of_another_county_goes_out_and_comes_back_with_every_kind_of_field() {
    let world = whole().await;
    let clerk = of(&world, "clerk", "market-supervision", 7);
    let mut files = Pack::built_in("kaifu-demo").unwrap().contents().unwrap();
    for (name, text) in [
        ("procedure.toml", include_str!("../data/visit.toml")),
        ("stories.txt", include_str!("../data/visit-stories.txt")),
    ] {
        files.push((format!("procedures/visit/{name}"), text.as_bytes().to_vec()));
    }
    let pack = Pack::open_files("kaifu-demo", files).unwrap();
    app::county::install(world.app(), &world.person("system-administrator"), pack).await.unwrap();
    for name in ["演示企业甲", "演示企业乙"] {
        let plan = Taking::new("plan", given(&[("subject", name), ("body", "street-shaping")]));
        cases::start(world.app(), &clerk, "visit", &plan, Mode::Save).await.unwrap();
    }
    let (_, mut rows) = taken_along(&world, &clerk, VISITS).await;
    let said = [
        ("走访日期", "2026年3月5日"),
        ("融资需求", "120万元"),
        ("专利数", "12"),
        ("同意公开", "是"),
        ("商标类别", "9；35"),
        ("协办单位", "沙坪街道；浏阳河街道"),
        ("编号（2）", "甲;1"),
        ("诉求", "盼质押融资。\n盼培训。"),
    ];
    for (title, text) in said {
        write(&mut rows, 0, title, text);
    }
    let shown = sent(&world, &clerk, VISITS, &workbook(&rows)).await;
    assert!(shown.main().contains("将办理1件"), "{}", shown.main());
    let saved = confirmed(&world, &clerk, VISITS, &shown).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());

    // Taken along once more it holds what was said, and sent back untouched it says nothing new.
    let (bytes, mut rows) = taken_along(&world, &clerk, VISITS).await;
    let held = [
        ("走访日期", "2026-03-05"),
        ("融资需求", "1200000"),
        ("专利数", "12"),
        ("同意公开", "是"),
        ("协办单位", "沙坪街道 (street-shaping)；浏阳河街道 (street-liuyanghe)"),
        ("编号（2）", "甲;1"),
        ("诉求", "盼质押融资。\n盼培训。"),
    ];
    for (title, text) in held {
        assert_eq!(cell(&rows, 0, title), text, "{title}");
    }
    let again = sent(&world, &clerk, VISITS, &bytes).await;
    assert!(again.main().contains("没有要办理的行"), "{}", again.main());
    write(&mut rows, 0, "协办单位", "某某街道");
    write(&mut rows, 1, "商标类别", "99");
    let refused = sent(&world, &clerk, VISITS, &workbook(&rows)).await;
    for text in ["第2行“协办单位”：", "第3行“商标类别”："] {
        assert!(refused.main().contains(text), "{text}: {}", refused.main());
    }

    // A step with a reason alone: the reason says that it is wanted.
    let close = "/procedures/visit/steps/close";
    let (_, mut rows) = taken_along(&world, &clerk, close).await;
    write(&mut rows, 0, "理由", "已答复（演示数据）");
    let shown = sent(&world, &clerk, close, &workbook(&rows)).await;
    assert!(shown.main().contains("理由：已答复（演示数据）"), "{}", shown.main());
    assert_eq!(confirmed(&world, &clerk, close, &shown).await.status, StatusCode::SEE_OTHER);
}
