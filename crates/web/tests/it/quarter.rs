//! A quarter as the people of the programme live through it, page by page: issued, answered late, given back once with everything,
//! signed, accepted; the board, the lights and the cockpit follow; what a leader instructs becomes a slip; the report prints.

use app::{Actor, Clock};
use axum::http::StatusCode;

use crate::people::{encoded as escaped, hidden};
use crate::world::{Answer, World, get, get_as, post_as, whole_at};

const DUTY: &str = "/duties/1.2_street-shaping_share";

/// Somebody with a role for one body.
pub(crate) fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    let mut actor = world.person(role);
    (actor.account, actor.name) = (Some(account), format!("account:{account}"));
    actor.roles[0].body = Some(body.to_owned());
    actor
}

/// Fields as a form sends them.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name}={}", escaped(value));
    fields.iter().map(pair).collect::<Vec<String>>().join("&")
}

/// Takes a step by its page; the form says what has been seen.
async fn step(world: &World, actor: &Actor, case: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{case}/steps/{step}");
    let form = get_as(world, actor, &address).await;
    assert_eq!(form.status, StatusCode::OK, "{step}: {}", form.main());
    let seen = hidden(&form, "seen-events");
    post_as(world, actor, &address, &format!("{}&seen-events={seen}", encoded(fields))).await
}

/// Takes a step that is saved.
pub(crate) async fn taken(world: &World, actor: &Actor, case: &str, name: &str, fields: &[(&str, &str)]) {
    let answer = step(world, actor, case, name, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.main());
}

/// The third quarter as it begins: every body is asked for its reports.
pub(crate) struct Asked {
    pub(crate) clock: Clock,
    pub(crate) world: World,
    pub(crate) clerk: Actor,
    pub(crate) street: Actor,
    pub(crate) head: Actor,
    pub(crate) round: String,
}

pub(crate) async fn asked() -> Asked {
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let world = whole_at(clock.clone()).await;
    let clerk = of(&world, "clerk", "market-supervision", 7);
    let street = of(&world, "liaison", "street-shaping", 8);
    let head = of(&world, "leader", "street-shaping", 9);
    world.issue_plan(&clerk).await;
    let round = [("quarter", "2026-q3"), ("title", "2026年三季度调度"), ("due_date", "2026-09-18")];
    let round = post_as(&world, &clerk, "/procedures/round/new", &encoded(&round)).await;
    let round = round.header("location").split('?').next().unwrap().to_owned();
    taken(&world, &clerk, &round, "issue", &[]).await;
    Asked { clock, world, clerk, street, head, round }
}

#[tokio::test]
async fn a_quarter_is_lived_through_page_by_page() {
    let Asked { clock, world, clerk, street, head, round } = asked().await;
    let leader = of(&world, "district-leader", "leading-group", 10);

    // The street finds its five reports, and none of the others.
    let queue = get_as(&world, &street, "/procedures/report").await;
    assert_eq!(queue.main().matches("/cases/report-2026-").count(), 5, "{}", queue.main());
    let mut found = String::new();
    for link in queue.main().split('"').filter(|part| part.starts_with("/cases/report-2026-")) {
        if get_as(&world, &street, link).await.main().contains("健全行业管理体制") {
            found = link.to_owned();
        }
    }
    let report = found.as_str();

    clock.advance_to("2026-09-21T09:00:00+08:00".parse().unwrap());
    let cockpit = get_as(&world, &leader, "/cockpit").await;
    assert!(cockpit.main().contains("季度报告逾期未报"), "{}", cockpit.main());
    let duty = get_as(&world, &clerk, DUTY).await;
    assert!(duty.main().contains("滞后") && duty.main().contains("1份季度报告逾期未报"), "{}", duty.main());

    // The form says what is known already, so that nobody has to look for it or type it again.
    let form = get_as(&world, &street, &format!("{report}/steps/send")).await;
    for text in ["系统已有", "滞后", "1份季度报告逾期未报"] {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }
    assert!(!form.main().contains("上一次填的"), "{}", form.main());
    let said = [
        ("judgement", "behind"),
        ("measures", "走访企业，逐户核对台账并当场答复企业所提的问题。"),
        ("next_steps", "下月继续走访，10月完成。"),
    ];
    taken(&world, &street, report, "send", &said).await;
    taken(&world, &head, report, "sign", &[]).await;
    let defects = [("defect-measures", "请写明家数和结果"), ("defect-next_steps", "请写明日期")];
    taken(&world, &clerk, report, "return", &defects).await;
    let returned = get_as(&world, &street, report).await;
    for text in ["退回补正", "请写明家数和结果", "请写明日期"] {
        assert!(returned.main().contains(text), "{text}: {}", returned.main());
    }
    let said = [
        ("judgement", "behind"),
        ("measures", "走访企业三家，受理咨询九件，办结四件，逐户核对台账并当场答复企业所提的问题。"),
        ("next_steps", "10月31日前补走访九家。"),
    ];
    taken(&world, &street, report, "send", &said).await;
    taken(&world, &head, report, "sign", &[]).await;
    let again = step(&world, &clerk, report, "return", &[("defect-judgement", "与取数不一致")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "what was not named then is named too late");
    taken(&world, &clerk, report, "accept", &[]).await;

    let board = get_as(&world, &clerk, &format!("{round}/board")).await;
    assert!(board.main().contains("已采纳"), "{}", board.main());
    let duty = get_as(&world, &leader, DUTY).await;
    assert!(duty.main().contains("欠序时") && duty.main().contains("单位自己报告欠进度"), "{}", duty.main());

    // The ledger of follow-up says what was reported, in the columns that clerks know.
    let book = get_as(&world, &clerk, "/duties/workbook").await;
    let rows = documents::read_rows("督查台账.xlsx", &book.bytes).unwrap();
    let heads = rows.iter().find(|row| row.cells[0] == "序号").unwrap();
    assert_eq!(
        heads.cells.join(" "),
        "序号 工程 任务编号 任务内容 年度目标 牵头单位 责任单位 完成时限 进展情况 进展判断 存在问题 下步打算 佐证 灯号 督办单号 原因 报告 待报报告（请勿改动）"
    );
    let row = rows.iter().find(|row| row.cells.iter().any(|cell| cell.contains("走访企业三家"))).unwrap();
    let source = format!("{}（已采纳）", report.rsplit('/').next().unwrap());
    for text in [
        "实施知识产权管理强化工程",
        "1.2",
        "健全行业管理体制",
        "各园区、各街道兼职人员 ≥ 1名",
        "区市场监督管理局（知识产权局）",
        "沙坪街道",
        "走访企业三家，受理咨询九件，办结四件，逐户核对台账并当场答复企业所提的问题。",
        "10月31日前补走访九家。",
        "欠进度",
        &source,
        "欠序时",
        "单位自己报告欠进度",
    ] {
        assert!(row.cells.iter().any(|cell| cell == text), "{text}: {:?}", row.cells);
    }

    // What the leader writes on the red line is a slip at once, numbered and in the inbox of the street.
    let link = duty.main().split('"').find(|part| part.contains("/procedures/instruction/new?")).unwrap();
    let form = get_as(&world, &leader, &link.replace("&#38;", "&").replace("&amp;", "&")).await;
    assert!(form.main().contains("沙坪街道 (street-shaping)"), "{}", form.main());
    let instruction = [
        ("subject", "补走访企业九家"),
        ("body", "street-shaping"),
        ("duty", "1.2_street-shaping_share"),
        ("colour", "yellow"),
        ("text", "请按期走访，逐家留下记录。"),
        ("due_date", "2026-10-30"),
    ];
    let given = post_as(&world, &leader, "/procedures/instruction/new", &encoded(&instruction)).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.main());
    let instruction = given.header("location").split('?').next().unwrap().to_owned();
    let slip = "/cases/slip-2026-0001";
    assert!(get_as(&world, &leader, &instruction).await.main().contains(slip));
    let document = format!("{slip}/documents/1/slip/pdf");
    let page = get_as(&world, &street, slip).await;
    for text in ["区知识产权协调领导小组督〔2026〕1号", "领导批示instruction-2026-0001", &*document]
    {
        assert!(page.main().contains(text), "{text}: {}", page.main());
    }
    assert!(get_as(&world, &street, &document).await.body.starts_with("%PDF"));
    let park = of(&world, "liaison", "jinxia-park", 11);
    assert_eq!(get_as(&world, &park, &document).await.status, StatusCode::NOT_FOUND);
    let register = get_as(&world, &park, "/documents").await;
    assert!(register.main().contains("督〔2026〕1号"), "{}", register.main());
    assert!(!register.main().contains("补走访企业九家"), "{}", register.main());
    let duty = get_as(&world, &clerk, DUTY).await;
    assert!(duty.main().contains("1份督促单没有销号"), "{}", duty.main());
    let queue = get_as(&world, &street, "/procedures/slip").await;
    assert!(queue.main().contains("补走访企业九家"), "{}", queue.main());
    taken(&world, &street, slip, "answer", &[("answer", "已走访九家，逐家留下记录。")]).await;
    taken(&world, &clerk, slip, "close", &[]).await;
    assert!(get_as(&world, &leader, &instruction).await.main().contains("已落实"));

    // The duty leads to all that was done about it, and the ledger of follow-up names the slip by its number.
    let duty = get_as(&world, &clerk, DUTY).await;
    for text in [report, &*instruction, slip, "补走访企业九家", "2026年三季度", "已销号", "已落实"]
    {
        assert!(duty.main().contains(text), "{text}: {}", duty.main());
    }
    let book = get_as(&world, &clerk, "/duties/workbook").await;
    let rows = documents::read_rows("督查台账.xlsx", &book.bytes).unwrap();
    let numbered = "区知识产权协调领导小组督〔2026〕1号（已销号）";
    assert_eq!(rows.iter().filter(|row| row.cells.iter().any(|cell| cell == numbered)).count(), 1);

    // The board of all duties says of each quarter how far its report is, and nothing of a quarter without a round.
    let board = get_as(&world, &clerk, "/duties/board").await;
    assert!(board.main().contains("<span>2026年三季度</span>"), "as the report says it: {}", board.main());
    let row = board.main().split("<tr>").find(|row| row.contains(DUTY)).unwrap();
    for text in ["沙坪街道", "欠序时", report, "已采纳"] {
        assert!(row.contains(text), "{text}: {row}");
    }
    assert_eq!(
        row.matches("<td></td>").count(),
        10,
        "eleven quarters have begun, and one was asked for: {row}"
    );
    assert_eq!(
        board.main().matches("/cases/report-2026-").count(),
        171,
        "one for each duty that is somebody's"
    );
    let theirs = get_as(&world, &street, "/duties/board").await;
    assert_eq!(
        theirs.main().matches("/cases/report-2026-").count(),
        5,
        "of others a street sees the lights alone"
    );

    // The list of rounds says how many were asked, answered, given back and late.
    let rounds = get_as(&world, &clerk, "/procedures/round").await;
    let row = rounds.main().split("<tr>").find(|row| row.contains(&round)).unwrap();
    let counted = [
        "data-label=\"应办\"",
        ">171</a>",
        "data-label=\"已办\"",
        ">1</span>",
        "data-label=\"逾期\"",
        ">170</span>",
    ];
    for text in counted {
        assert!(row.contains(text), "{text}: {row}");
    }

    let next = [("quarter", "2026-q4"), ("title", "2026年四季度调度"), ("due_date", "2026-12-18")];
    let next = post_as(&world, &clerk, "/procedures/round/new", &encoded(&next)).await;
    let next = next.header("location").split('?').next().unwrap().to_owned();
    taken(&world, &clerk, &next, "issue", &[]).await;
    let queue = get_as(&world, &street, "/procedures/report?state=writing").await;
    let mut seen = false;
    for link in queue.main().split('"').filter(|part| part.starts_with("/cases/report-2026-")) {
        let form = get_as(&world, &street, &format!("{link}/steps/send")).await;
        seen |= form.main().contains("上一次填的") && form.main().contains("受理咨询九件，办结四件");
    }
    assert!(seen, "what was said in the quarter before stands beside the form");

    let printed = get_as(&world, &clerk, &format!("{report}/printout")).await;
    assert!(printed.body.starts_with("%PDF"));
}

#[tokio::test]
async fn what_waits_for_a_signature_is_signed_once_and_by_nobody_else() {
    let Asked { world, street, head, .. } = asked().await;
    let other = of(&world, "leader", "jinxia-park", 10);
    let queue = get_as(&world, &street, "/procedures/report").await;
    let report =
        queue.main().split('"').find(|part| part.starts_with("/cases/report-2026-")).unwrap().to_owned();
    let said = [("judgement", "on-course"), ("measures", "走访企业三家，受理咨询九件，当场办结四件。")];
    taken(&world, &street, &report, "send", &said).await;

    // The address that the leader is sent is of use to nobody else: who sees the report sees it, and signs nothing.
    let sign = format!("{report}/steps/sign");
    assert_eq!(get_as(&world, &other, &sign).await.header("location"), report);
    for who in [&other, &street] {
        assert_eq!(post_as(&world, who, &sign, "seen-events=2").await.status, StatusCode::FORBIDDEN);
    }
    let stranger = get(&world, &sign).await;
    assert!(!stranger.status.is_success() && !stranger.body.contains("走访企业三家"), "{}", stranger.main());

    // The same form sent twice signs once, and says what has become of it.
    let form = get_as(&world, &head, &sign).await;
    let sent = format!("seen-events={}", hidden(&form, "seen-events"));
    assert_eq!(post_as(&world, &head, &sign, &sent).await.status, StatusCode::SEE_OTHER);
    let again = post_as(&world, &head, &sign, &sent).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.main());
    assert!(again.main().contains("又有了新的进展"), "{}", again.main());
    let late = get_as(&world, &head, &sign).await;
    assert_eq!(late.header("location"), report, "where it says that it is signed");
    let signed = get_as(&world, &head, &report).await;
    assert!(signed.main().contains("已报送"), "{}", signed.main());
    assert_eq!(signed.main().matches(">签批<").count(), 1, "{}", signed.main());
}

#[tokio::test]
async fn a_report_that_never_came_leads_to_the_form_of_a_late_one_that_is_marked_everywhere() {
    let Asked { clock, world, clerk, street, round, .. } = asked().await;
    let sheet = get_as(&world, &clerk, "/cases/duty-sheet-2026-0001").await;
    assert!(sheet.main().contains("href=\"/duties/"), "each line leads to its duty: {}", sheet.main());
    clock.advance_to("2026-09-28T09:00:00+08:00".parse().unwrap());
    taken(&world, &clerk, &round, "close", &[]).await;
    taken(&world, &clerk, &round, "brief", &[("briefing", "演示数据")]).await;
    taken(&world, &clerk, &round, "archive", &[("minutes_number", "演示会纪〔2026〕4号")]).await;

    let list = get_as(&world, &street, "/procedures/report?state=unreported").await;
    let number = list.main().split('"').find_map(|part| part.strip_prefix("/cases/report-2026-")).unwrap();
    let number = format!("report-2026-{number}");
    let link = format!("/procedures/report/new?supplements={number}");
    let seen = get_as(&world, &street, &format!("/cases/{number}")).await;
    assert!(!seen.main().contains(&link), "who is asked does not open it: {}", seen.main());
    let silent = get_as(&world, &clerk, &format!("/cases/{number}")).await;
    assert!(silent.main().contains(&link) && silent.main().contains("开一份补报"), "{}", silent.main());
    let form = get_as(&world, &clerk, &link).await;
    for text in ["value=\"2026-q3\"", "(street-shaping)", &format!("value=\"{number}\"")] {
        assert!(form.main().contains(text), "{text}: {}", form.main());
    }

    let missing = app::cases::show(world.app(), &clerk, &number).await.unwrap();
    let known = app::cases::prefilled_late_report(&missing);
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for (name, texts) in &known {
        fields.extend(texts.iter().map(|text| (name.as_str(), text.as_str())));
    }
    fields.extend([("due_date", "2026-10-30"), ("start-by", "open")]);
    let opened = post_as(&world, &clerk, "/procedures/report/new", &encoded(&fields)).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.main());
    let late = opened.header("location").split('?').next().unwrap().to_owned();
    let board = format!("{round}/board");
    for (actor, path) in [
        (&clerk, late.as_str()),
        (&street, "/procedures/report"),
        (&clerk, "/duties/board"),
        (&clerk, board.as_str()),
    ] {
        let page = get_as(&world, actor, path).await;
        assert!(page.main().contains("补报"), "{path}: {}", page.main());
    }
    let english = get_as(&world, &clerk, &format!("/en{late}")).await;
    assert!(english.main().contains("late report"), "{}", english.main());
    let silent = get_as(&world, &clerk, &format!("/cases/{number}")).await;
    assert!(silent.main().contains(&late) && !silent.main().contains(&link), "{}", silent.main());
}
