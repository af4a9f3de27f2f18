//! The plan and the duties through their pages: what everybody reads, what who works here sees, and what they take with them.

use app::cases::{Taking, start, take};
use app::records::Mode;
use app::{Actor, Clock};
use axum::http::StatusCode;
use form::Input;

use crate::world::{World, get, get_as, post_as, whole, whole_at};

const DUTY: &str = "/duties/1.2_street-shaping_share";

fn clerk(world: &World) -> Actor {
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("market-supervision".to_owned());
    clerk
}

async fn issued() -> (World, Actor) {
    let world = whole().await;
    let clerk = clerk(&world);
    world.issue_plan(&clerk).await;
    (world, clerk)
}

#[tokio::test]
async fn a_plan_that_is_not_issued_says_that_it_binds_nobody() {
    let world = whole().await;
    let plan = get(&world, "/plan").await;
    assert!(plan.main().contains("这一版不约束任何单位"), "{}", plan.main());
    world.issue_plan(&clerk(&world)).await;
    let plan = get(&world, "/plan").await;
    assert!(!plan.main().contains("不约束"), "{}", plan.main());
    assert!(plan.main().contains("已印发") && plan.main().contains("href=\"/plan/tasks/1.2\""));
}

#[tokio::test]
async fn the_four_views_and_the_tasks_are_open_to_everybody_and_the_duties_of_each_body_are_not() {
    let (world, clerk) = issued().await;
    for (path, text) in [
        ("/plan", "健全行业管理体制"),
        ("/plan?view=projects", "实施知识产权管理强化工程"),
        ("/plan?view=targets", "≥ 50件"),
        ("/plan?view=data", "每季度"),
        ("/plan/tasks/1.2", "区委编办"),
        ("/plan/questions", "还没有答复"),
        ("/plan/versions", "演示发〔2026〕1号"),
        ("/en/plan?view=data", "every quarter"),
        ("/plan", "规则：公开的状态只看佐证"),
        ("/plan", "1项职责没有佐证清单"),
        ("/plan?view=projects", "未到期"),
        ("/plan?view=targets", "未取数"),
        ("/plan?view=data", "2024-04-30"),
        ("/plan?view=data", "保障措施"),
        ("/plan/tasks/1.2", "22项职责没有佐证清单"),
        ("/plan/tasks/1.2", "管理"),
        ("/plan/questions", "压着的任务和指标："),
        ("/plan/questions", "（未取数）"),
    ] {
        let page = get(&world, path).await;
        assert!(page.main().contains(text), "{path}: no {text} in {}", page.main());
    }
    let open = get(&world, "/plan/tasks/1.2").await;
    assert!(!open.main().contains("/duties/"), "how each body stands is shown to who works here");
    let task = get_as(&world, &clerk, "/plan/tasks/1.2").await;
    assert!(task.main().contains("没有佐证清单") && task.main().contains("规则："), "{}", task.main());
    assert_eq!(get(&world, "/plan/tasks/9.9").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&world, "/plan/comparison?before=x&after=y").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_duty_says_how_it_stands_and_what_can_be_done() {
    let (world, clerk) = issued().await;
    let duty = get_as(&world, &clerk, DUTY).await;
    for text in ["未到期", "没有佐证清单", "沙坪街道", "规则：", "发出：督促单", "方案文本第28行"]
    {
        assert!(duty.main().contains(text), "{text}: {}", duty.main());
    }
    let link = duty.main().split('"').find(|part| part.contains("/procedures/slip/new?")).unwrap();
    let form = get_as(&world, &clerk, &link.replace("&#38;", "&").replace("&amp;", "&")).await;
    assert!(form.main().contains("(1.2_street-shaping_share)"), "{}", form.main());
    let list = get_as(&world, &clerk, "/duties?body=street-shaping").await;
    assert_eq!(list.main().matches("<tr>").count(), 1 + 5, "{}", list.main());
    assert!(get_as(&world, &clerk, "/duties/load").await.main().contains("职责单"));
    let officer = world.person("enforcement-officer");
    assert_eq!(get_as(&world, &officer, DUTY).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get_as(&world, &officer, "/cockpit").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_clerks_take_with_them_is_a_file_of_its_kind() {
    let (world, clerk) = issued().await;
    let form = get_as(&world, &clerk, "/procedures/round/new").await;
    let sent = crate::people::hidden(&form, "sent-once");
    let round = "quarter=2099-q1&title=%E4%B8%80%E5%AD%A3%E5%BA%A6&due_date=2099-04-10&start-by=draft";
    let round = post_as(&world, &clerk, "/procedures/round/new", &format!("{round}&sent-once={sent}")).await;
    let case = round.header("location").split('?').next().unwrap().to_owned();
    let before = get_as(&world, &clerk, &format!("{case}/steps/issue")).await;
    for text in [
        "为42个单位开办171件季度报告",
        "42个单位没有人能办",
        "无人可“送签”",
        "请安全管理员授予街道、园区、部门联络员角色",
        "请于2099年4月10日前报送：加强组织领导管理（每件各按内容填写",
        "沙坪街道",
    ] {
        assert!(before.main().contains(text), "{text}: {}", before.main());
    }
    let (table, button) = (before.main().find("<table").unwrap(), before.main().find("<button").unwrap());
    assert!(table < button, "it is seen before the button");
    let issued = post_as(&world, &clerk, &format!("{case}/steps/issue"), "seen-events=1").await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.main());
    for (path, kind, begins) in [
        ("/plan/workbook".to_owned(), "spreadsheetml.sheet", "PK"),
        ("/duties/workbook".to_owned(), "spreadsheetml.sheet", "PK"),
        ("/duties/sheets/street-shaping/printout".to_owned(), "pdf", "%PDF"),
        ("/duties/sheets".to_owned(), "pdf", "%PDF"),
        (format!("{case}/briefing/docx"), "wordprocessingml.document", "PK"),
        (format!("{case}/briefing/pdf"), "pdf", "%PDF"),
        (format!("{case}/meeting-pack/docx"), "wordprocessingml.document", "PK"),
        (format!("{case}/meeting-pack/pdf"), "pdf", "%PDF"),
    ] {
        let file = get_as(&world, &clerk, &path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert!(file.header("content-type").ends_with(kind), "{path}: {}", file.header("content-type"));
        assert!(file.body.starts_with(begins), "{path}");
        let stranger = get(&world, &path).await.status;
        let is_open = path == "/plan/workbook";
        assert_eq!(stranger == StatusCode::OK, is_open, "{path}: {stranger}");
    }
    let none = get_as(&world, &clerk, &format!("{case}/briefing/txt")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_round_is_drafted_by_ticking_tasks_and_bodies_and_asks_its_own_question() {
    let (world, clerk) = issued().await;
    let form = get_as(&world, &clerk, "/procedures/round/new?quarter=2099-q1").await;
    assert_eq!(form.main().matches("name=\"tasks\"").count(), 20);
    let ticks = form.main().matches(" checked").count();
    assert!(ticks > 20 + 30, "all of them are ticked: {ticks}");
    let round = format!(
        "quarter=2099-q1&start-by=draft&sent-once={}&offered-choices=tasks&offered-choices=bodies",
        crate::people::hidden(&form, "sent-once")
    );
    let none = post_as(&world, &clerk, "/procedures/round/new", &round).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.main().contains("一项也没有选"), "{}", none.main());
    let asked = crate::people::encoded("哪些企业需要上门服务？");
    let round = format!("{round}&tasks=1.2&bodies=street-shaping&question_1={asked}&answers_required=true");
    let drafted = post_as(&world, &clerk, "/procedures/round/new", &round).await;
    assert_eq!(drafted.status, StatusCode::SEE_OTHER, "{}", drafted.main());
    let case = drafted.header("location").split('?').next().unwrap().to_owned();
    let shown = get_as(&world, &clerk, &case).await;
    for text in ["2099年一季度调度", "2099年3月25日", "沙坪街道"] {
        assert!(shown.main().contains(text), "{text}: {}", shown.main());
    }
    let before = get_as(&world, &clerk, &format!("{case}/steps/issue")).await;
    assert!(before.main().contains("为1个单位开办1件季度报告"), "{}", before.main());
    post_as(&world, &clerk, &format!("{case}/steps/issue"), "seen-events=1").await;
    let mut street = world.person("liaison");
    street.roles[0].body = Some("street-shaping".to_owned());
    let report = get_as(&world, &street, "/cases/report-2026-0001/steps/send").await;
    let report = match report.status {
        StatusCode::OK => report,
        _ => {
            let year = world.app().today().year();
            get_as(&world, &street, &format!("/cases/report-{year}-0001/steps/send")).await
        }
    };
    for text in ["哪些企业需要上门服务？", "name=\"answer_1\""] {
        assert!(report.main().contains(text), "{text}: {}", report.main());
    }
    assert!(!report.main().contains("name=\"answer_2\""), "{}", report.main());
}

#[tokio::test]
async fn a_round_of_a_day_before_the_plan_says_whose_duties_it_asks_for() {
    let (world, clerk) = issued().await;
    let form = get_as(&world, &clerk, "/procedures/round/new").await;
    let sent = crate::people::hidden(&form, "sent-once");
    let round = "quarter=2024-q2&title=%E4%BA%8C%E5%AD%A3%E5%BA%A6&due_date=2024-07-10&start-by=draft";
    let round = format!("{round}&happened-on=2024-07-01&sent-once={sent}");
    let round = post_as(&world, &clerk, "/procedures/round/new", &round).await;
    let case = round.header("location").split('?').next().unwrap().to_owned();
    let before = get_as(&world, &clerk, &format!("{case}/steps/issue")).await;
    let whose = "当日方案尚未印发：按最早印发的plan-";
    assert!(before.main().contains(whose), "{}", before.main());
    let now =
        get_as(&world, &clerk, &format!("{case}/steps/issue?happened-on={}", world.app().today())).await;
    assert!(!now.main().contains(whose), "{}", now.main());
    let sent = "seen-events=1&happened-on=2024-07-01";
    let issued = post_as(&world, &clerk, &format!("{case}/steps/issue"), sent).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.main());
    let told = get_as(&world, &clerk, &case).await;
    assert!(told.main().contains(whose) && told.main().contains("2024-07-01"), "{}", told.main());
}

#[tokio::test]
async fn quarters_systems_and_the_burden_stand_on_pages_of_their_own() {
    let (world, clerk) = issued().await;
    let quarters = get_as(&world, &clerk, "/workbench/backfill").await;
    for text in ["2025年第3季度", "滞后", "补调度轮次", "quarter=2025-q3", "最近一次会议", "没有立项"]
    {
        assert!(quarters.main().contains(text), "{text}: {}", quarters.main());
    }
    // Until when answers are due is left to the procedure: the 25th of the last month, or the next working day.
    assert!(!quarters.main().contains("due_date="), "{}", quarters.main());
    let matrix = get_as(&world, &clerk, "/duties/matrix").await;
    assert!(matrix.main().contains("60处空缺"), "{}", matrix.main());
    let cover =
        [("task", "1.1"), ("system", "service"), ("number", "1"), ("kind", "desk"), ("what", "演示窗口")];
    world.record("coverage", "2026-01-01", &cover).await;
    let matrix = get_as(&world, &clerk, "/duties/matrix").await;
    assert!(matrix.main().contains("59处空缺") && matrix.main().contains("演示窗口"), "{}", matrix.main());
    let burden = get(&world, "/burden").await;
    assert!(burden.main().contains("区市场监督管理局（知识产权局）"), "{}", burden.main());
    assert!(burden.main().contains("方案4项"), "{}", burden.main());
}

#[tokio::test]
async fn what_waits_for_somebody_goes_into_their_calendar() {
    let world = whole().await;
    let app = world.app();
    let write = app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    let account = store::accounts::create(&write, store::accounts::AccountKind::Staff, "zh").await.unwrap();
    let draft = app::inbox::Draft::to_do(kernel::Wording::new("请报送三季度", "report on the quarter"));
    let draft = draft.leading_to("/cases/report-2026-0001").due(jiff::civil::date(2026, 9, 30));
    app::inbox::put(app, &write, account, draft).await.unwrap();
    write.commit().await.unwrap();
    let actor = Actor { account: Some(account), ..clerk(&world) };
    let file = get_as(&world, &actor, "/inbox/calendar").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    for line in ["BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20260930", "SUMMARY:请报送三季度", "END:VEVENT"]
    {
        assert!(file.body.lines().any(|it| it == line), "{line}: {}", file.body);
    }
    let other = get_as(&world, &clerk(&world), "/inbox/calendar").await;
    assert!(!other.body.contains("BEGIN:VEVENT"), "{}", other.body);
}

/// A step with its fields.
fn step(name: &str, pairs: &[(&str, &str)]) -> Taking {
    let given = pairs.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()]));
    Taking::new(name, given.collect())
}

/// Loads a text as a version of the plan; gives its number.
async fn loaded(world: &World, clerk: &Actor, text: &str) -> String {
    let app = world.app();
    let file = app::files::keep(app, clerk, "text", ("方案.txt", text.as_bytes())).await.unwrap();
    let load = step("load", &[("title", "方案（演示数据）"), ("text", &file.reference)]);
    start(app, clerk, "plan", &load, Mode::Save).await.unwrap().number.unwrap()
}

/// A version that is out for comment.
async fn out_for_comment() -> (World, Actor, String) {
    let world = whole().await;
    let clerk = clerk(&world);
    let text = world.app().declarations().pack.plan_text().unwrap().unwrap().text.into_owned();
    let number = loaded(&world, &clerk, &text).await;
    let consult = step("consult", &[("comments_until", "2099-01-30")]);
    take(world.app(), &clerk, &number, &consult, Mode::Save).await.unwrap();
    (world, clerk, number)
}

#[tokio::test]
async fn the_comparison_of_two_versions_says_which_field_changed() {
    let (world, clerk) = issued().await;
    let app = world.app();
    let first = app::plans::current(app, &clerk).await.unwrap().unwrap().version.unwrap().number;
    let text = app.declarations().pack.plan_text().unwrap().unwrap().text;
    let text = text.replace("牵头单位：区委宣传部（新闻出版局）", "牵头单位：区文化旅游体育局");
    let text =
        text.replace("区湘绣产业办、沙坪街道", "区湘绣产业办").replace("年均增长10%以上", "年均增长12%以上");
    let next = loaded(&world, &clerk, &text).await;
    let path = format!("/plan/comparison?before={first}&after={next}");
    let page = get_as(&world, &clerk, &path).await;
    for text in [
        "牵头单位：区委宣传部（新闻出版局） → 区文化旅游体育局",
        "责任单位：马栏山（长沙）视频文创园发展服务中心、",
        "数值：10 → 12",
    ] {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let english = get_as(&world, &clerk, &format!("/en{path}")).await;
    for text in ["Leads: 区委宣传部（新闻出版局） → 区文化旅游体育局", "Value: 10 → 12"]
    {
        assert!(english.main().contains(text), "{text}: {}", english.main());
    }
    let back = get_as(&world, &clerk, &format!("/plan/comparison?before={next}&after={first}")).await;
    assert!(back.main().contains("牵头单位：区文化旅游体育局 → 区委宣传部"), "{}", back.main());
}

#[tokio::test]
async fn targets_stages_and_safeguards_are_commented_on_where_they_stand() {
    let (world, clerk, number) = out_for_comment().await;
    for (path, text) in [
        ("/plan", "对1.2提意见"),
        ("/plan?view=targets", "对指标14.1提意见"),
        ("/plan?view=data", "对阶段1提意见"),
        ("/plan?view=data", "对措施1提意见"),
        ("/en/plan?view=data", "Comment on 措施1"),
    ] {
        let page = get_as(&world, &clerk, path).await;
        assert!(page.main().contains(text), "{path}: no {text} in {}", page.main());
        assert!(!get(&world, path).await.main().contains(text), "who may not comment is not asked to");
    }
    let clause = crate::people::encoded("指标14.1");
    let address = format!("/procedures/comment/new?version={number}&clause={clause}");
    let form = get_as(&world, &clerk, &address).await;
    for text in ["<option value=\"指标14.1\" selected>", "<option value=\"措施1\">", "健全行业管理体制"]
    {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
    let said = |clause: &str, subject: &str| {
        let said = [("version", &*number), ("clause", clause), ("subject", subject), ("text", "演示数据")];
        said.iter().map(|(id, text)| format!("{id}={}&", crate::people::encoded(text))).collect::<String>()
    };
    let refused = post_as(&world, &clerk, "/procedures/comment/new", &said("9.9", "没有这一项")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main().contains("这一版没有“9.9”"), "{}", refused.main());
    for (clause, subject) in [("指标14.1", "数字偏高"), ("措施1", "经费未列")] {
        let made = post_as(&world, &clerk, "/procedures/comment/new", &said(clause, subject)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.main());
    }
    for (view, own, other) in [("targets", "数字偏高", "经费未列"), ("data", "经费未列", "数字偏高")]
    {
        let page = get_as(&world, &clerk, &format!("/plan?view={view}")).await;
        assert!(page.main().contains(own) && !page.main().contains(other), "{view}: {}", page.main());
    }
    let issue = step("issue", &[("document_number", "演示发〔2026〕1号"), ("issued_on", "2026-01-05")]);
    take(world.app(), &clerk, &number, &issue, Mode::Save).await.unwrap();
    let page = get_as(&world, &clerk, "/plan?view=targets").await;
    assert!(page.main().contains("数字偏高") && !page.main().contains("提意见"), "{}", page.main());
    let refused = post_as(&world, &clerk, "/procedures/comment/new", &said("1.2", "迟了")).await;
    assert!(refused.main().contains("没有在征求意见"), "{}", refused.main());
}

#[tokio::test]
async fn a_version_that_was_out_can_be_chosen_beside_the_one_that_is_for_what_came_in_then() {
    let time = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let world = whole_at(time.clone()).await;
    let clerk = clerk(&world);
    let text = world.app().declarations().pack.plan_text().unwrap().unwrap().text.into_owned();
    let put_out = async |text: &str| {
        let number = loaded(&world, &clerk, text).await;
        let consult = step("consult", &[("comments_until", "2099-01-30")]);
        take(world.app(), &clerk, &number, &consult, Mode::Save).await.unwrap();
        number
    };
    let first = put_out(&text).await;
    time.advance_to("2026-09-05T09:00:00+08:00".parse().unwrap());
    let issue = step("issue", &[("document_number", "演示发〔2026〕1号"), ("issued_on", "2026-09-05")]);
    take(world.app(), &clerk, &first, &issue, Mode::Save).await.unwrap();
    let draft = loaded(&world, &clerk, &text).await;
    let second = put_out(&text.replace("年均增长10%以上", "年均增长12%以上")).await;

    let form = get_as(&world, &clerk, "/procedures/comment/new").await;
    let place = |number: &str| form.main().find(&format!("<option value=\"{number}\""));
    let [Some(is_out), Some(was_out)] = [&second, &first].map(|it| place(it)) else {
        panic!("{}", form.main())
    };
    assert!(is_out < was_out, "the one that is out stands first: {}", form.main());
    assert!(form.main().contains(&format!("（{first}） 已印发")), "{}", form.main());
    assert_eq!(place(&draft), None, "a draft was never out");
    // The day decides.
    let said = [("version", &*first), ("clause", "1.2"), ("subject", "请明确经费"), ("text", "演示数据")];
    let said: String =
        said.iter().map(|(id, text)| format!("{id}={}&", crate::people::encoded(text))).collect();
    let refused = post_as(&world, &clerk, "/procedures/comment/new", &said).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.main());
    assert!(refused.main().contains("没有在征求意见"), "{}", refused.main());
    let late = format!("{said}happened-on=2026-09-02");
    let made = post_as(&world, &clerk, "/procedures/comment/new", &late).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.main());
}

#[tokio::test]
async fn an_open_question_names_the_body_of_its_case_and_its_day() {
    let (world, clerk) = issued().await;
    let (_, questions) = app::plans::questions(world.app(), &clerk).await.unwrap().unwrap();
    let question = &questions[0];
    let asked = [
        ("finding", question.name.as_str()),
        ("question", question.finding.question.zh.as_str()),
        ("owner", "finance"),
        ("due_date", "2099-09-30"),
    ];
    start(world.app(), &clerk, "question", &step("ask", &asked), Mode::Save).await.unwrap();
    let page = get(&world, "/plan/questions").await;
    for text in ["由谁答复：<span lang=\"zh-Hans\">区财政局", "2099-09-30前答复"] {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    let english = get(&world, "/en/plan/questions").await;
    assert!(english.main().contains("until 2099-09-30"), "{}", english.main());
}

#[tokio::test]
async fn a_duty_sheet_that_was_signed_says_by_whom_when_and_in_which_case() {
    let (world, clerk) = issued().await;
    let app = world.app();
    let sheet = app::duties::standings(app, &clerk).await.unwrap().sheets["street-shaping"].clone();
    let address = "/duties/sheets/street-shaping";
    let blank = get_as(&world, &clerk, address).await;
    assert!(!blank.main().contains(&sheet.number), "{}", blank.main());
    let mut head = world.person("leader");
    (head.account, head.name) = (Some(9), "account:9".to_owned());
    head.roles[0].body = Some("street-shaping".to_owned());
    take(app, &head, &sheet.number, &step("sign", &[]), Mode::Save).await.unwrap();
    let today = app.today().to_string();
    for path in [address.to_owned(), format!("/en{address}")] {
        let signed = get_as(&world, &clerk, &path).await;
        for text in [&*sheet.number, &*today] {
            assert!(signed.main().contains(text), "{text}: {}", signed.main());
        }
    }
    for path in [format!("{address}/printout"), "/duties/sheets".to_owned()] {
        assert_eq!(get_as(&world, &clerk, &path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_comment_on_a_clause_stands_with_it_and_with_its_answer() {
    let (world, clerk, number) = out_for_comment().await;
    let task = get_as(&world, &clerk, "/plan/tasks/1.2").await;
    let link = task.main().split('"').find(|part| part.contains("/procedures/comment/new?")).unwrap();
    assert!(link.contains("clause=1.2") && link.contains(&number), "{link}");
    let said = [("version", &*number), ("clause", "1.2"), ("subject", "请明确经费"), ("text", "演示数据")];
    let said: String =
        said.iter().map(|(id, text)| format!("{id}={}&", crate::people::encoded(text))).collect();
    let made = post_as(&world, &clerk, "/procedures/comment/new", &said).await;
    let case = made.header("location").split('?').next().unwrap().to_owned();
    let answer = format!("outcome=partly&reply={}&seen-events=1", crate::people::encoded("另文明确"));
    post_as(&world, &clerk, &format!("{case}/steps/answer"), &answer).await;
    for path in ["/plan/tasks/1.2".to_owned(), format!("/plan/versions/{number}/comments")] {
        let page = get_as(&world, &clerk, &path).await;
        for text in ["请明确经费", "部分采纳", "另文明确"] {
            assert!(page.main().contains(text), "{path} {text}: {}", page.main());
        }
    }
    assert!(!get(&world, "/plan/tasks/1.2").await.main().contains("请明确经费"));
}

#[tokio::test]
async fn a_plan_that_was_replaced_keeps_a_page_with_its_own_stages() {
    let (world, clerk) = issued().await;
    let app = world.app();
    let first = app::plans::current(app, &clerk).await.unwrap().unwrap().version.unwrap().number;
    let given = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect::<Input>()
    };
    let begun = [("period", "2024-2026"), ("stage", "1"), ("title", "启动动员阶段"), ("until", "2024-04-30")];
    let begun = Taking::new("mobilize", given(&begun));
    start(app, &clerk, "stage", &begun, Mode::Save).await.unwrap();
    let text = app.declarations().pack.plan_text().unwrap().unwrap().text;
    let text = text.replace("（2024-2026年）", "（2027-2029年）");
    let file = app::files::keep(app, &clerk, "text", ("方案.txt", text.as_bytes())).await.unwrap();
    let load = Taking::new("load", given(&[("title", "下一个方案（演示数据）"), ("text", &file.reference)]));
    let next = start(app, &clerk, "plan", &load, Mode::Save).await.unwrap().number.unwrap();
    let issue = given(&[("document_number", "演示发〔2026〕2号"), ("issued_on", "2026-01-05")]);
    take(app, &clerk, &next, &Taking::new("issue", issue), Mode::Save).await.unwrap();

    let here = format!("/plan/versions/{first}");
    let versions = get(&world, "/plan/versions").await;
    assert!(versions.main().contains(&format!("href=\"{here}\"")), "{}", versions.main());
    let now = get_as(&world, &clerk, "/plan?view=data").await;
    assert!(now.main().contains("开办本阶段") && !now.main().contains("/cases/stage-"), "{}", now.main());
    let old = get_as(&world, &clerk, &format!("{here}?view=data")).await;
    for text in ["/cases/stage-", "已被替代", "现行的方案另见方案页", &format!("{here}?view=targets")]
    {
        assert!(old.main().contains(text), "{text}: {}", old.main());
    }
    assert!(!old.main().contains("开办本阶段"), "{}", old.main());
    let tasks = get(&world, &here).await;
    assert!(tasks.main().contains("健全行业管理体制"), "{}", tasks.main());
    assert!(!tasks.main().contains("/plan/tasks/"), "the pages of tasks are those of the plan in force");
    let current = get(&world, &format!("/plan/versions/{next}")).await;
    assert!(current.main().contains("/plan/tasks/1.2"), "{}", current.main());
}

#[tokio::test]
async fn what_the_ledgers_lack_is_told_with_the_form_that_closes_it() {
    let (world, clerk) = issued().await;
    let gaps = get_as(&world, &clerk, "/workbench/gaps").await;
    for text in [
        "没有人员",
        "12个月内没有培训",
        "有职责文件",
        "期限已过",
        "没有写入知识产权",
        "岗位空缺",
        "方案写“定期”，没有写多久一次",
        "/ledgers/ip-staff/new?body=street-qingzhuhu",
        "/ledgers/meeting-rhythms/new?kind=leading-group",
        "/ledgers/assessments/new?year=2026",
    ] {
        assert!(gaps.main().contains(text), "{text}: {}", gaps.main());
    }
    let form = get_as(&world, &clerk, "/ledgers/assessments/new?year=2026").await;
    assert!(form.main().contains("value=\"2026\""), "{}", form.main());
    assert_eq!(get(&world, "/workbench/gaps").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_can_be_next_is_told_by_sub_district_and_park() {
    let world = whole().await;
    let clerk = clerk(&world);
    let all = get_as(&world, &clerk, "/workbench/goals").await;
    for text in [
        "高新技术企业培育库",
        "小巨人”企业培育库",
        "完成内部审核和管理评审：台账查不出，需人工核对",
        "马栏山视频文创产业园",
        "演示企业006（演示数据）",
        "演示企业008（演示数据）",
    ] {
        assert!(all.main().contains(text), "{text}: {}", all.main());
    }
    let of_park = get_as(&world, &clerk, "/workbench/goals?place=malanshan-park").await;
    assert!(of_park.main().contains("演示企业006（演示数据）"), "{}", of_park.main());
    assert!(!of_park.main().contains("演示企业008（演示数据）"), "{}", of_park.main());
    let english = get_as(&world, &clerk, "/en/workbench/goals").await;
    assert!(english.main().contains("somebody has to look"), "{}", english.main());
}

#[tokio::test]
async fn the_cockpit_says_what_is_red_why_who_acts_and_by_when() {
    let (world, clerk) = issued().await;
    let proof = [
        ("number", "1.2-1"),
        ("task", "1.2"),
        ("role", "lead"),
        ("what", "任命文件（演示数据）"),
        ("count", "1"),
        ("due_date", "2026-01-31"),
    ];
    world.record("proofs", "2026-01-01", &proof).await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    for text in [
        "红灯：是什么、为什么、由谁办、何时前",
        "“任命文件（演示数据）”2026-01-31前应有1份",
        "区市场监督管理局（知识产权局）",
        "没有人员",
        "就绪度：172项职责中，",
        "0项的佐证清单已全部采纳",
        "验收日期没有登记",
        "未取数",
        "口径待答复：答复以后即计数、亮灯",
        "台账缺口：红",
    ] {
        assert!(cockpit.main().contains(text), "{text}: {}", cockpit.main());
    }
    let visit = [
        ("number", "2099-01"),
        ("title", "验收（演示数据）"),
        ("kind", "acceptance"),
        ("date", "2099-12-10"),
        ("agenda", "演示数据"),
    ];
    world.record("meetings", "2026-01-01", &visit).await;
    let cockpit = get_as(&world, &clerk, "/cockpit").await;
    assert!(cockpit.main().contains("距2099-12-10验收还有"), "{}", cockpit.main());
    assert!(!cockpit.main().contains("台账概况"), "what is on record stands on the workbench");
    let workbench = get_as(&world, &clerk, "/workbench").await;
    assert!(workbench.main().contains("台账概况"), "{}", workbench.main());
    let duties = get_as(&world, &clerk, "/duties?dimension=management").await;
    assert!(duties.main().contains("合计</a> <span class=\"figure\">172</span>"), "{}", duties.main());
}

#[tokio::test]
async fn readiness_opens_into_duties_and_their_proof_and_falls_when_a_proof_is_taken_back() {
    let (world, clerk) = issued().await;
    let app = world.app();
    let proof = [
        ("number", "1.2-1"),
        ("task", "1.2"),
        ("role", "share"),
        ("body", "street-shaping"),
        ("what", "任命文件（演示数据）"),
        ("count", "1"),
        ("due_date", "2099-01-31"),
    ];
    world.record("proofs", "2026-01-01", &proof).await;
    let ready = async |count: usize| {
        let cockpit = get_as(&world, &clerk, "/cockpit").await;
        let link = format!("<a href=\"/duties?complete=yes\">{count}项的佐证清单已全部采纳</a>");
        assert!(cockpit.main().contains(&link), "{link}: {}", cockpit.main());
    };
    ready(0).await;

    let mut street = world.person("liaison");
    (street.account, street.name) = (Some(8), "account:8".to_owned());
    street.roles[0].body = Some("street-shaping".to_owned());
    let file = ("任命.txt", "演示数据".as_bytes());
    let file = app::files::keep(app, &street, "documents", file).await.unwrap().reference;
    let offer = [
        ("duty", "1.2_street-shaping_share"),
        ("body", "street-shaping"),
        ("proof", "1.2-1"),
        ("what", "任命文件〔2026〕8号（演示数据）"),
        ("date", "2026-05-20"),
        ("documents", &*file),
    ];
    let offer = offer.map(|(id, text)| (id.to_owned(), vec![text.to_owned()]));
    let offer = Taking::new("offer", Input::from(offer));
    let number = start(app, &street, "evidence", &offer, Mode::Save).await.unwrap().number.unwrap();
    ready(0).await;
    take(app, &clerk, &number, &Taking::new("accept", Input::new()), Mode::Save).await.unwrap();
    ready(1).await;

    // The sentence leads to the duties, a duty to its proof, and what is not proved yet stands apart.
    let complete = get_as(&world, &clerk, "/duties?complete=yes").await;
    assert_eq!(complete.main().matches("<tr>").count(), 1 + 1, "{}", complete.main());
    assert!(complete.main().contains(&format!("href=\"{DUTY}\"")), "{}", complete.main());
    assert!(complete.main().contains("<span class=\"figure\">1/1</span>"), "{}", complete.main());
    let duty = get_as(&world, &clerk, DUTY).await;
    for text in [&*format!("/cases/{number}"), "任命文件〔2026〕8号（演示数据）", "2026年5月20日", "已采纳"]
    {
        assert!(duty.main().contains(text), "{text}: {}", duty.main());
    }
    let rest = get_as(&world, &clerk, "/duties?complete=no").await;
    assert_eq!(rest.main().matches("<tr>").count(), 1 + 171, "{}", rest.main());

    let mut recall = Taking::new("recall", Input::new());
    recall.reason = Some("文件有误（演示数据）".to_owned());
    take(app, &clerk, &number, &recall, Mode::Save).await.unwrap();
    ready(0).await;
    let book = get_as(&world, &clerk, "/plan/workbook").await;
    let rows = documents::read_rows("任务分解表.xlsx", &book.bytes).unwrap();
    let heads =
        rows.iter().find(|row| row.cells.first().is_some_and(|cell| cell == "序号")).unwrap().cells.join(" ");
    let expected = "序号 项目 任务 内容 量化指标 牵头领导（岗位） 牵头单位 责任单位 一季度节点 二季度节点 三季度节点 四季度节点 完成时限 频次 核对结果 依据";
    assert_eq!(heads, expected);
}
