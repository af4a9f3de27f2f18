//! The breakdown of tasks goes out, is filled in, comes back; what it corrects becomes duties.

use app::Actor;
use axum::http::StatusCode;
use documents::csv::CsvRow;
use documents::read_rows;

use crate::people::{encoded, hidden, refuses, upload};
use crate::world::{Answer, World, get_as, post_as, whole};

const PAGE: &str = "/plan/versions/plan-2026-0001/readings";

async fn issued() -> (World, Actor) {
    let world = whole().await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    world.issue_plan(&clerk).await;
    (world, clerk)
}

/// The breakdown of the version as the clerk takes it along.
async fn breakdown(world: &World, clerk: &Actor) -> Vec<CsvRow> {
    workbook(world, clerk, "").await
}

/// A sheet of the version as the clerk takes it along.
async fn workbook(world: &World, clerk: &Actor, sheet: &str) -> Vec<CsvRow> {
    let address = format!("/plan/workbook?version=plan-2026-0001&sheet={sheet}");
    let file = get_as(world, clerk, &address).await;
    read_rows("任务分解表.xlsx", &file.bytes).unwrap()
}

/// Writes a cell of the row of a task, below the head of that name.
fn write(rows: &mut [CsvRow], task: &str, head: &str, text: &str) {
    let heads = rows.iter().find(|row| row.cells.iter().any(|cell| cell == "依据")).unwrap();
    let at = heads.cells.iter().position(|cell| cell == head).unwrap();
    let row = rows.iter_mut().find(|row| row.cells[0] == task).unwrap();
    row.cells.resize(row.cells.len().max(at + 1), String::new());
    row.cells[at] = text.to_owned();
}

async fn sent(world: &World, clerk: &Actor, rows: &[CsvRow]) -> Answer {
    let line = |row: &CsvRow| {
        let cells = row.cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        cells.collect::<Vec<String>>().join(",")
    };
    let text = rows.iter().map(line).collect::<Vec<String>>().join("\r\n");
    upload(world, clerk, PAGE, &[], ("sheet", "任务分解表.csv", text.as_bytes())).await
}

#[tokio::test]
async fn a_breakdown_that_comes_back_is_checked_shown_recorded_and_becomes_duties() {
    let (world, clerk) = issued().await;
    let page = get_as(&world, &clerk, PAGE).await;
    assert!(page.main().contains("共20项任务，已核对0项，其中更正0项"), "{}", page.main());
    let mut rows = breakdown(&world, &clerk).await;
    let same = sent(&world, &clerk, &rows).await;
    assert!(same.main().contains("没有新的内容"), "{}", same.main());

    write(&mut rows, "1.1", "核对结果", "无误");
    write(&mut rows, "1.2", "牵头单位", "区科技局");
    write(&mut rows, "1.2", "依据", "演示数据：会议议定");
    let checked = sent(&world, &clerk, &rows).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.main());
    for text in ["将要登记的内容", "牵头单位：区科技局", "演示数据：会议议定"] {
        assert!(checked.main().contains(text), "{text}: {}", checked.main());
    }
    let untouched = get_as(&world, &clerk, PAGE).await;
    assert!(untouched.main().contains("已核对0项"), "looking records nothing: {}", untouched.main());

    let kept = hidden(&checked, "rows").replace("&#34;", "\"").replace("&quot;", "\"");
    let saved = post_as(&world, &clerk, PAGE, &format!("rows={}", encoded(&kept))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let page = get_as(&world, &clerk, PAGE).await;
    for text in ["已核对2项，其中更正1项", "原读：", "项职责与核对结果不一致", "/steps/update"]
    {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let duty = "/duties/1.2_science-technology_lead";
    assert_eq!(get_as(&world, &clerk, duty).await.status, StatusCode::NOT_FOUND, "not yet in force");
    let step = "/cases/plan-2026-0001/steps/update";
    let form = get_as(&world, &clerk, step).await;
    let said = format!("seen-events={}&said-because=x", hidden(&form, "seen-events"));
    let updated = post_as(&world, &clerk, step, &said).await;
    assert_eq!(updated.status, StatusCode::SEE_OTHER, "{}", updated.main());
    assert_eq!(get_as(&world, &clerk, duty).await.status, StatusCode::OK);
    assert!(!get_as(&world, &clerk, PAGE).await.main().contains("不一致"));
    let again = sent(&world, &clerk, &breakdown(&world, &clerk).await).await;
    assert!(again.main().contains("没有新的内容"), "{}", again.main());
    let task = get_as(&world, &clerk, "/plan/tasks/1.2").await;
    assert!(task.main().contains("区科技局"), "{}", task.main());
}

#[tokio::test]
async fn days_and_targets_go_out_come_back_and_are_shown_with_what_was_read() {
    let (world, clerk) = issued().await;
    let page = get_as(&world, &clerk, "/plan?view=targets").await;
    assert!(page.main().contains("按不低于理解，待确认"), "{}", page.main());
    let mut rows = breakdown(&world, &clerk).await;
    write(&mut rows, "1.1", "完成时限", "2026年底前");
    write(&mut rows, "1.1", "频次", "每月");
    write(&mut rows, "1.1", "依据", "演示数据：会议议定");
    let checked = sent(&world, &clerk, &rows).await;
    for text in ["完成时限：2026-12-31", "频次：每月"] {
        assert!(checked.main().contains(text), "{text}: {}", checked.main());
    }
    record(&world, &clerk, &checked).await;
    let task = get_as(&world, &clerk, "/plan/tasks/1.1").await;
    for text in ["2026-12-31", "原读：没有读出", "每月", "原读：每季度"] {
        assert!(task.main().contains(text), "{text}: {}", task.main());
    }

    let mut rows = workbook(&world, &clerk, "targets").await;
    assert!(sent(&world, &clerk, &rows).await.main().contains("没有新的内容"));
    write(&mut rows, "14.1", "核对结果", "无误");
    write(&mut rows, "14.2", "数值", "55");
    write(&mut rows, "14.2", "比较", "大于");
    write(&mut rows, "14.2", "依据", "演示数据：会议议定");
    let checked = sent(&world, &clerk, &rows).await;
    for text in ["比较：大于", "数值：55", "14.1"] {
        assert!(checked.main().contains(text), "{text}: {}", checked.main());
    }
    assert!(!checked.main().contains("共12项指标，已核对2项"), "looking records nothing");
    record(&world, &clerk, &checked).await;
    let page = get_as(&world, &clerk, PAGE).await;
    for text in ["共12项指标，已核对2项，其中更正1项", "&gt; 55件", "原读：≥ 50件"] {
        assert!(page.main().replace("&#62;", "&gt;").contains(text), "{text}: {}", page.main());
    }
    let again = sent(&world, &clerk, &workbook(&world, &clerk, "targets").await).await;
    assert!(again.main().contains("没有新的内容"), "{}", again.main());
    let shown = get_as(&world, &clerk, "/plan?view=targets").await;
    assert!(shown.main().contains("原读：≥ 50件"), "{}", shown.main());
}

#[tokio::test]
async fn stages_and_safeguards_go_out_and_come_back_too() {
    let (world, clerk) = issued().await;
    let mut rows = workbook(&world, &clerk, "stages").await;
    assert!(sent(&world, &clerk, &rows).await.main().contains("没有新的内容"));
    write(&mut rows, "1", "核对结果", "无误");
    write(&mut rows, "4", "计划结束", "2027年12月");
    write(&mut rows, "4", "依据", "演示数据：会议议定");
    let checked = sent(&world, &clerk, &rows).await;
    assert!(checked.main().contains("计划结束：2027-12"), "{}", checked.main());
    record(&world, &clerk, &checked).await;
    let mut rows = workbook(&world, &clerk, "safeguards").await;
    assert!(sent(&world, &clerk, &rows).await.main().contains("没有新的内容"));
    write(&mut rows, "1", "频次", "每季度");
    write(&mut rows, "1", "依据", "演示数据：会议议定");
    let checked = sent(&world, &clerk, &rows).await;
    assert!(checked.main().contains("频次：每季度"), "{}", checked.main());
    record(&world, &clerk, &checked).await;
    let page = get_as(&world, &clerk, PAGE).await;
    let expected = ["共4个阶段，已核对2个，其中更正1个", "共4项保障措施，已核对1项，其中更正1项"];
    for text in expected {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let data = get_as(&world, &clerk, "/plan?view=data").await;
    for text in ["已更正的解读", "计划结束：2027-12（原读：没有读出）", "2027-12-31", "演示数据：会议议定"]
    {
        assert!(data.main().contains(text), "{text}: {}", data.main());
    }
}

/// Records what was looked at.
async fn record(world: &World, clerk: &Actor, checked: &Answer) {
    let kept = hidden(checked, "rows").replace("&#34;", "\"").replace("&quot;", "\"");
    let kept = kept.replace("&#62;", ">").replace("&gt;", ">").replace("&#38;", "&").replace("&amp;", "&");
    let saved = post_as(world, clerk, PAGE, &format!("rows={}", encoded(&kept))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
}

#[tokio::test]
async fn what_is_wrong_with_a_breakdown_is_told_row_by_row_and_nothing_is_recorded() {
    let (world, clerk) = issued().await;
    let mut rows = breakdown(&world, &clerk).await;
    write(&mut rows, "1.1", "牵头单位", "区某某局");
    write(&mut rows, "1.2", "牵头单位", "");
    write(&mut rows, "1.3", "序号", "9.9");
    write(&mut rows, "1.4", "序号", "1.1");
    write(&mut rows, "2.1", "序号", "");
    let refused = sent(&world, &clerk, &rows).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for text in [
        "台账里没有“区某某局”",
        "改了内容，没有写依据",
        "牵头单位空着",
        "“序号”：这一版方案没有任务“9.9”",
        "“序号”：这一版方案没有任务“”",
        "任务“1.1”出现了两次",
        "第5行“牵头单位”：",
    ] {
        assert!(refused.main().contains(text), "{text}: {}", refused.main());
    }
    let mut rows = breakdown(&world, &clerk).await;
    write(&mut rows, "1.1", "核对结果", "也许");
    let refused = sent(&world, &clerk, &rows).await;
    assert!(refused.main().contains("核对结果“也许”看不懂"), "{}", refused.main());
    let files = [
        ("a.csv", "甲,乙\r\n1,2\r\n".as_bytes(), "没有找到"),
        ("a.xlsx", &b"PK\x03\x04broken"[..], "损坏"),
        ("a.csv", &b""[..], "没有选择文件"),
    ];
    refuses(&world, &clerk, PAGE, &files).await;
    assert!(get_as(&world, &clerk, PAGE).await.main().contains("已核对0项"));
    let mut street = world.person("liaison");
    street.roles[0].body = Some("street-shaping".to_owned());
    let page = get_as(&world, &street, PAGE).await;
    assert!(!page.main().contains("type=\"file\""), "who may not record is not asked to: {}", page.main());
}

#[tokio::test]
async fn adopting_an_answer_corrects_the_task_and_the_plan_shows_since_when_and_why() {
    let (world, clerk) = issued().await;
    let mut leader = world.person("leader");
    (leader.account, leader.name) = (Some(77), "account:77".to_owned());
    leader.roles[0].body = Some("market-supervision".to_owned());
    let questions = get_as(&world, &clerk, "/plan/questions").await;
    let is_ask = |part: &&str| part.contains("/procedures/question/new") && part.contains("task=1.2");
    let link = questions.main().split('"').find(is_ask).unwrap();
    let link = link.replace("&#38;", "&").replace("&amp;", "&");
    let asking = get_as(&world, &clerk, &link).await;
    assert!(asking.main().contains("value=\"plan-2026-0001\""), "{}", asking.main());
    let said = [("question", "由谁牵头？"), ("finding", "甲"), ("owner", "market-supervision")];
    let said = said.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
    let said = format!("{said}&due_date=2099-01-30&version=plan-2026-0001&task=1.2");
    let asked = post_as(&world, &clerk, "/procedures/question/new", &said).await;
    let case = asked.header("location").split('?').next().unwrap().to_owned();
    let answer = format!("answer={}&seen-events=1", encoded("由区科技局牵头（演示数据）"));
    post_as(&world, &leader, &format!("{case}/steps/answer"), &answer).await;

    let adopt = format!("{case}/steps/adopt-task");
    let form = get_as(&world, &clerk, &adopt).await;
    for text in ["健全行业管理体制", "区市场监督管理局（知识产权局）", "value=\"1.2\""]
    {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
    let said = [("title", "健全行业管理体制"), ("lead", "区科技局"), ("responsible", "区教育局")];
    let said = said.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
    let said = format!("{said}&version=plan-2026-0001&task=1.2&seen-events=2");
    let adopted = post_as(&world, &clerk, &adopt, &said).await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.main());
    let number = case.rsplit('/').next().unwrap();
    let today = world.app().today().to_string();
    let plan = get_as(&world, &clerk, "/plan").await;
    for text in ["已更正的解读", "牵头单位：区科技局（原读：区市场监督管理局（知识产权局））", number, &today]
    {
        assert!(plan.main().contains(text), "{text}: {}", plan.main());
    }
    let task = get_as(&world, &clerk, "/plan/tasks/1.2").await;
    let found = format!("更正，自{today}起；依据：{number}");
    assert!(task.main().contains(&found) && task.main().contains(&case), "{}", task.main());
}

#[tokio::test]
async fn an_answer_leads_to_the_task_that_it_corrects() {
    let (world, clerk) = issued().await;
    let mut leader = world.person("leader");
    (leader.account, leader.name) = (Some(77), "account:77".to_owned());
    leader.roles[0].body = Some("market-supervision".to_owned());
    let (standing, questions) = app::plans::questions(world.app(), &clerk).await.unwrap().unwrap();
    let task = &standing.read.tasks[1];
    let is_about = |it: &&app::plans::Question| (task.line..=task.last_line).contains(&it.finding.line);
    let question = questions.iter().filter(|it| it.is_open()).find(is_about).unwrap();
    let said = [("finding", &*question.name), ("question", &*question.finding.question.zh)];
    let said = said.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
    let said = format!("{said}&owner=market-supervision&due_date=2099-01-30");
    let asked = post_as(&world, &clerk, "/procedures/question/new", &said).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.main());
    let case = asked.header("location").split('?').next().unwrap().to_owned();
    let answer = format!("answer={}&seen-events=1", encoded("由区科技局牵头（演示数据）"));
    let answered = post_as(&world, &leader, &format!("{case}/steps/answer"), &answer).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.main());
    let adopted = post_as(&world, &clerk, &format!("{case}/steps/adopt"), "seen-events=2").await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.main());
    let questions = get_as(&world, &clerk, "/plan/questions").await;
    assert!(questions.main().contains("由区科技局牵头（演示数据）"), "{}", questions.main());
    let number = case.rsplit('/').next().unwrap();
    let basis = format!("basis={number}");
    let link = questions.main().split('"').find(|part| part.contains(&basis)).unwrap();
    let form = get_as(&world, &clerk, &link.replace("&#38;", "&").replace("&amp;", "&")).await;
    assert!(form.main().contains(number) && form.main().contains("1.2"), "{}", form.main());
}

#[tokio::test]
async fn an_answer_about_a_stage_or_a_safeguard_leads_to_it_and_its_adoption_corrects_it() {
    let (world, clerk) = issued().await;
    let mut leader = world.person("leader");
    (leader.account, leader.name) = (Some(77), "account:77".to_owned());
    leader.roles[0].body = Some("market-supervision".to_owned());
    let read = app::plans::current(world.app(), &clerk).await.unwrap().unwrap().read.clone();
    for (about, steps, corrected) in [
        (
            "stage=1",
            "adopt-stage",
            [("title", read.stages[0].title.as_str()), ("from", "2024-02"), ("until", "2024-06")],
        ),
        (
            "safeguard=1",
            "adopt-safeguard",
            [("title", read.safeguards[0].title.as_str()), ("lead", "区财政局"), ("rhythms", "quarter")],
        ),
    ] {
        let said = [("question", "怎样理解？"), ("finding", about), ("owner", "market-supervision")];
        let said = said.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
        let said = format!("{said}&due_date=2099-01-30&version=plan-2026-0001&{about}");
        let asked = post_as(&world, &clerk, "/procedures/question/new", &said).await;
        let case = asked.header("location").split('?').next().unwrap().to_owned();
        let answer = format!("answer={}&seen-events=1", encoded("已议定（演示数据）"));
        post_as(&world, &leader, &format!("{case}/steps/answer"), &answer).await;
        let adopt = format!("{case}/steps/{steps}");
        let form = get_as(&world, &clerk, &adopt).await;
        assert!(
            form.main().contains(corrected[0].1) && form.main().contains("plan-2026-0001"),
            "{}",
            form.main()
        );
        let said = corrected.map(|(id, text)| format!("{id}={}", encoded(text))).join("&");
        let said = format!("{said}&version=plan-2026-0001&{about}&seen-events=2");
        let adopted = post_as(&world, &clerk, &adopt, &said).await;
        assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.main());
        let number = case.rsplit('/').next().unwrap();
        let readings = get_as(&world, &clerk, PAGE).await;
        assert!(readings.main().contains(number), "{number}: {}", readings.main());
    }
    let plan = &app::plans::current(world.app(), &clerk).await.unwrap().unwrap().plan;
    let stage = &plan.stages[0];
    assert_eq!((stage.from.as_deref(), stage.to.as_deref()), (Some("2024-02"), Some("2024-06")));
    assert_eq!(plan.safeguards[0].lead, ["区财政局"]);
}
