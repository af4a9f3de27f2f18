//! The plan as it is loaded, issued and replaced; the duties that follow from it; and how they stand.

mod table;

use app::burden::burden;
use app::cases::{start, take};
use app::duties::{Standing, matrix, standings};
use app::quarters::quarters;
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error, plans};
use jiff::civil::date;
use pack::Roles;
use plan::Light;

pub(crate) use self::table::COLUMNS;
use crate::world::{World, taking, told, world};

const OFFICE: &str = "market-supervision";
const STREET: &str = "street-shaping";
/// 沙坪街道 shares task 1.2.
const DUTY: &str = "1.2_street-shaping_share";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some(OFFICE))
}

fn stranger(world: &World) -> Actor {
    Actor::stranger(world.app.declarations().roles.get(Roles::STRANGER).cloned())
}

async fn issued() -> (World, Actor) {
    let world = world().await;
    let clerk = clerk(&world);
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    (world, clerk)
}

/// What becomes of a duty.
async fn seen<T>(world: &World, actor: &Actor, duty: &str, of: impl Fn(&Standing) -> T) -> Option<T> {
    let standings = standings(&world.app, actor).await.unwrap();
    standings.duties.iter().find(|standing| standing.duty.id == duty).map(of)
}

async fn light(world: &World, actor: &Actor) -> Light {
    seen(world, actor, DUTY, |standing| standing.judged.light).await.unwrap()
}

#[tokio::test]
async fn a_draft_binds_nobody_and_an_issued_plan_gives_each_body_its_duties() {
    let world = world().await;
    let clerk = clerk(&world);
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let draft = plans::current(&world.app, &clerk).await.unwrap().unwrap();
    assert!(!draft.binds() && draft.version.is_some());
    let of_stranger = plans::current(&world.app, &stranger(&world)).await.unwrap().unwrap();
    assert!(of_stranger.version.is_none(), "a draft that is not put out for comment is nobody else's");
    let round = round.number.unwrap();
    let early = take(&world.app, &clerk, &round, &taking("issue", &[]), Mode::Save).await;
    assert_eq!(told(early), [("no-duties".to_owned(), String::new())]);

    world.issue_plan(&clerk, &number).await;
    assert!(plans::current(&world.app, &stranger(&world)).await.unwrap().unwrap().binds());
    let standings = standings(&world.app, &clerk).await.unwrap();
    assert_eq!(standings.duties.len(), 172, "20 leads and 92 shares, with 16 streets");
    assert_eq!(standings.count(Light::Grey), 172, "nobody has said what would prove anything");
    let (loads, street) = (standings.loads(), standings.loads()[STREET]);
    assert_eq!((street.leads, street.shares), (0, 5));
    let named: usize = loads.values().map(|load| load.leads + load.shares).sum();
    assert_eq!(named, 171, "the members whom nobody has listed are nobody");
    assert!(matches!(app::duties::standings(&world.app, &stranger(&world)).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn another_version_replaces_the_one_in_force_and_ends_only_what_it_drops() {
    let (world, clerk) = issued().await;
    let text = world.text_of_plan().replace("区湘绣产业办、沙坪街道", "区湘绣产业办");
    world.later("2026-10-08T09:00:00+08:00");
    let second = world.load_plan(&clerk, &text).await.unwrap();
    world.issue_plan(&clerk, &second).await;
    let versions = plans::versions(&world.app, &stranger(&world)).await.unwrap();
    let states: Vec<(&str, bool)> = versions.iter().map(|it| (it.number.as_str(), it.binds)).collect();
    assert_eq!(states, [("plan-2026-0002", true), ("plan-2026-0001", false)]);
    let dropped = "3.3_street-shaping_share";
    assert_eq!(seen(&world, &clerk, dropped, |_| ()).await, None);
    let kept = seen(&world, &clerk, DUTY, |standing| standing.duty.version.clone()).await;
    assert_eq!(kept, Some(Some("plan-2026-0001".to_owned())), "what did not change is not said again");
    let past = app::records::When { as_of: Some(date(2026, 9, 30)), ..app::records::When::default() };
    let before = app::records::show(&world.app, &clerk, "duties", dropped, past).await.unwrap();
    assert!(before.record.is_some(), "a duty ends, it is not deleted");
    let compared = plans::compare(&world.app, &clerk, ("plan-2026-0001", "plan-2026-0002")).await.unwrap();
    assert_eq!(compared.diff.tasks.len(), 1, "{:#?}", compared.diff.tasks);
}

#[tokio::test]
async fn a_text_that_says_no_task_is_refused_when_it_is_sent() {
    let world = world().await;
    let clerk = clerk(&world);
    for (text, code) in [("会议通知（演示数据）\n请准时参加。", "no-tasks")] {
        let refused = world.load_plan(&clerk, text).await;
        assert_eq!(told(refused), [(code.to_owned(), "text".to_owned())]);
    }
}

#[tokio::test]
async fn only_evidence_that_somebody_else_accepted_makes_a_duty_green() {
    let (world, clerk) = issued().await;
    let street = world.actor("liaison", Some(STREET));
    let street = Actor { name: "account:2".to_owned(), account: Some(2), ..street };
    say(
        &world,
        &clerk,
        "proofs",
        &[
            ("number", "1.2-1"),
            ("task", "1.2"),
            ("role", "share"),
            ("what", "任命文件（演示数据）"),
            ("count", "1"),
            ("due_date", "2026-09-01"),
        ],
    )
    .await;
    assert_eq!(light(&world, &clerk).await, Light::Grey, "its day is not over");
    world.later("2026-09-02T09:00:00+08:00");
    assert_eq!(light(&world, &clerk).await, Light::Red);

    let file = app::files::keep(&world.app, &street, "documents", ("任命.txt", "演示数据".as_bytes())).await;
    let documents = format!("documents={}", file.unwrap().reference);
    let fields = |duty: &str, body: &str| {
        let (duty, body) = (format!("duty={duty}"), format!("body={body}"));
        let all =
            [&*duty, &*body, "proof=1.2-1", "what=任命文件（演示数据）", "date=2026-08-20", &*documents];
        taking("offer", &all)
    };
    let offer = async |taking| start(&world.app, &street, "evidence", &taking, Mode::Save).await;
    let of_others = offer(fields("1.2_market-supervision_lead", STREET)).await;
    assert_eq!(told(of_others)[0].0, "record-present", "a body proves what it owes itself");
    let offered = offer(fields(DUTY, STREET)).await.unwrap().number.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Red, "offered is not accepted");
    let accept = taking("accept", &[]);
    let own = take(&world.app, &street, &offered, &accept, Mode::Save).await;
    assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
    take(&world.app, &clerk, &offered, &accept, Mode::Save).await.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Green);

    let leader = world.actor("district-leader", Some("leading-group"));
    let duty = format!("duty={DUTY}");
    let slip = ["subject=核对（演示数据）", "body=street-shaping", &*duty, "colour=blue"];
    let slip = [&slip[..], &["demand=请核对（演示数据）", "due_date=2026-09-30"]].concat();
    start(&world.app, &leader, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Yellow, "what the leader asks is open");
    say(
        &world,
        &clerk,
        "cautions",
        &[
            ("number", "2026-01"),
            ("duty", DUTY),
            ("light", "red"),
            ("reason", "现场检查未见台账（演示数据）"),
            ("by", "演示检查组"),
            ("until", "2026-10-31"),
        ],
    )
    .await;
    let judged = seen(&world, &clerk, DUTY, |standing| standing.judged.clone()).await.unwrap();
    assert_eq!((judged.light, judged.computed), (Light::Red, Light::Yellow), "{judged:#?}");
    world.later("2026-11-01T09:00:00+08:00");
    let judged = seen(&world, &clerk, DUTY, |standing| standing.judged.clone()).await.unwrap();
    assert_eq!(judged.light, Light::Yellow, "a caution ends on its day");

    let mut recall = taking("recall", &[]);
    recall.reason = Some("文件有误（演示数据）".to_owned());
    take(&world.app, &clerk, &offered, &recall, Mode::Save).await.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Red, "what was taken back proves nothing");
}

async fn say(world: &World, clerk: &Actor, ledger: &str, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let proposal = Proposal {
        said: Said::Created { from: world.app.today() },
        given: Given::Cells(cells),
        reason: "演示数据".to_owned(),
        seen: None,
    };
    propose(&world.app, clerk, ledger, &proposal, Mode::Save).await.unwrap();
}

#[tokio::test]
async fn a_report_that_is_late_or_given_back_shows_in_the_light() {
    let (world, clerk) = issued().await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Grey);
    world.later("2026-09-26T09:00:00+08:00");
    let judged = seen(&world, &clerk, DUTY, |standing| standing.judged.clone()).await.unwrap();
    assert_eq!(judged.light, Light::Red);
    assert_eq!(judged.reasons[0].zh, "1份季度报告逾期未报");
}

#[tokio::test]
async fn a_question_that_the_pack_answers_is_answered_and_the_others_are_open() {
    let (world, _) = issued().await;
    let (_, questions) = plans::questions(&world.app, &stranger(&world)).await.unwrap().unwrap();
    assert!(questions.iter().any(plans::Question::is_open));
    let open = questions.iter().take_while(|question| question.is_open()).count();
    assert!(questions[open..].iter().all(|question| !question.is_open()), "the open ones come first");
    let streets = questions.iter().find(|question| question.finding.quote == "各街道");
    assert!(streets.is_none(), "the ledger lists the streets, so nobody asks which these are");
}

#[tokio::test]
async fn a_quarter_that_ends_without_minutes_stands_there_without() {
    let (world, clerk) = issued().await;
    let found = quarters(&world.app, &clerk).await.unwrap();
    let ids: Vec<&str> = found.iter().map(|quarter| quarter.id.as_str()).collect();
    assert_eq!(
        (ids.len(), ids[0], ids[10]),
        (11, "2026-q3", "2024-q1"),
        "what has not begun is not asked for"
    );
    let none = found.iter().find(|quarter| quarter.id == "2025-q3").unwrap();
    assert!(none.is_over && none.meetings.is_empty() && !none.has_minutes());
    assert!(found.iter().any(app::quarters::Quarter::has_minutes), "{found:#?}");
}

#[tokio::test]
async fn a_round_that_is_entered_late_asks_as_of_the_day_it_was_issued() {
    let (world, clerk) = issued().await;
    world.later("2026-11-02T09:00:00+08:00");
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-11-20"];
    let mut draft = taking("draft", &round);
    let day = |day: jiff::civil::Date| Some(kernel::period::Event::Date(day));
    draft.happened = day(date(2026, 10, 8));
    let round = start(&world.app, &clerk, "round", &draft, Mode::Save).await.unwrap().number.unwrap();
    let mut issue = taking("issue", &[]);
    issue.happened = day(date(2026, 10, 9));
    take(&world.app, &clerk, &round, &issue, Mode::Save).await.unwrap();
    let report = app::cases::show(&world.app, &clerk, "report-2026-0001").await.unwrap();
    let event = &report.told[0].event;
    assert_eq!((event.happened.date(), event.recorded.date()), (date(2026, 10, 9), date(2026, 11, 2)));
    assert_eq!(report.clocks[0].running.start.date(), date(2026, 10, 9));
    take(&world.app, &clerk, &round, &taking("close", &[]), Mode::Save).await.unwrap();
}

#[tokio::test]
async fn a_hole_is_filled_or_somebody_signs_that_nothing_belongs_there() {
    let (world, clerk) = issued().await;
    let say = async |number: &str, fields: &[(&str, &str)]| {
        let all = [&[("task", "1.1"), ("system", "policy"), ("number", number)][..], fields].concat();
        say(&world, &clerk, "coverage", &all).await;
    };
    let policy = async || {
        let rows = matrix(&world.app, &clerk).await.unwrap();
        assert_eq!(rows.len(), 20, "one row for each task");
        rows[0].systems[1].iter().map(|cover| cover.what.clone()).collect::<Vec<String>>()
    };
    assert!(policy().await.is_empty());
    say("1", &[("kind", "document"), ("what", "工作规则（演示数据）")]).await;
    assert_eq!(policy().await, ["工作规则（演示数据）"]);
    let decision = ["meeting=2026-01", "number=9", "subject=建立台账（演示数据）", "lead=finance"];
    let decision = [&decision[..], &["due_date=2026-10-30"]].concat();
    start(&world.app, &clerk, "decision", &taking("assign", &decision), Mode::Save).await.unwrap();
    policy().await;

    // Who enters that nothing belongs there has signed for it; nobody types who that was.
    let service = [("task", "1.1"), ("system", "service"), ("number", "1"), ("kind", "not-applicable")];
    let service = [&service[..], &[("what", "不面向公众（演示数据）")]].concat();
    crate::duties::say(&world, &clerk, "coverage", &service).await;
    let rows = matrix(&world.app, &clerk).await.unwrap();
    let signed = rows[0].systems[2][0].not_applicable.as_ref().unwrap();
    assert_eq!((signed.actor.as_str(), signed.on), ("account:1", date(2026, 9, 1)));
    let program = Actor { name: "key:3".to_owned(), ..clerk.clone() };
    let management = [("task", "1.1"), ("system", "management"), ("number", "1"), ("kind", "not-applicable")];
    let management = [&management[..], &[("what", "不适用（演示数据）")]].concat();
    crate::duties::say(&world, &program, "coverage", &management).await;
    assert!(
        matrix(&world.app, &clerk).await.unwrap()[0].systems[0].is_empty(),
        "a program signs for nothing"
    );
}

#[tokio::test]
async fn what_a_body_fills_in_is_counted_and_what_fills_itself_in_is_not() {
    let (world, clerk) = issued().await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    let of = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).map(|burden| (burden.steps, burden.fields))
    };
    // The plan: title and text, number and day. The round: quarter, title and day, and its issue. No report.
    assert_eq!(of("区市场监督管理局（知识产权局）").await, Some((4, 7)));
    assert_eq!(of("沙坪街道").await, Some((0, 0)), "it has answered nothing");
    let street = world.actor("liaison", Some(STREET));
    let wanted = app::cases::Wanted::default();
    let mut reports = app::cases::list(&world.app, &street, "report", &wanted).await.unwrap();
    let report = reports.cases.remove(0).current.number;
    let said = taking(
        "send",
        &["judgement=on-course", "measures=走访企业十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"],
    );
    take(&world.app, &street, &report, &said, Mode::Save).await.unwrap();
    assert_eq!(of("沙坪街道").await, Some((1, 2)));
    let asked = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).map(|burden| (burden.asked, burden.revisions))
    };
    let procedure = world.app.declarations().procedures["report"].clone();
    let asks = &procedure.step("send").unwrap().asks;
    // The answers to what the round asked beside: it asked nothing.
    let send = asks.len() - procedure.replies.len();
    assert!(send > 2, "the form asks for more than was filled in");
    assert_eq!(asked("沙坪街道").await, Some((send, 0)));
    let open = async |name: &str| {
        let all = burden(&world.app).await.unwrap();
        all.into_iter().find(|burden| burden.name == name).unwrap().open
    };
    // What is asked and not answered: every other report, and the sheet with its duties, which asks one thing.
    let reports = app::cases::list(&world.app, &street, "report", &wanted).await.unwrap().cases.len() - 1;
    let before = open("沙坪街道").await;
    assert_eq!(before, reports * send + 1);
    let back = app::cases::Taking {
        reason: Some("补充（演示数据）".to_owned()), ..taking("hand-back", &[])
    };
    let leader =
        Actor { account: Some(9), name: "account:9".to_owned(), ..world.actor("leader", Some(STREET)) };
    take(&world.app, &leader, &report, &back, Mode::Save).await.unwrap();
    assert_eq!(open("沙坪街道").await, before + send, "it is asked again");

    // What somebody who works for a body says of records is counted too, once.
    let account = world.account("liaison", Some(STREET)).await;
    let keeper = Actor { name: format!("account:{account}"), account: Some(account), ..street.clone() };
    let post = [
        ("body", STREET),
        ("number", "7"),
        ("title", "演示岗位"),
        ("office", "演示科室"),
        ("filled", "否"),
        ("duties", "演示数据"),
    ];
    say(&world, &keeper, "posts", &post).await;
    for _ in 0..2 {
        assert_eq!(asked("沙坪街道").await, Some((send, 1)));
    }
}

#[tokio::test]
async fn every_duty_is_of_one_dimension_and_a_reading_says_of_which() {
    let (world, clerk) = issued().await;
    let of = async || {
        let standings = standings(&world.app, &clerk).await.unwrap();
        let mut totals: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for standing in &standings.duties {
            let dimension = standings.dimension_of(&standing.duty).unwrap_or("none");
            *totals.entry(dimension.to_owned()).or_default() += 1;
        }
        (totals, standings.dimensions["1.2"].clone())
    };
    let (totals, task) = of().await;
    assert_eq!(totals.values().sum::<usize>(), 172, "the dimensions together are all duties");
    let names: Vec<&str> = totals.keys().map(String::as_str).collect();
    assert_eq!(names, ["creation", "management", "protection", "service", "utilization"], "none is untagged");
    assert_eq!(task.as_deref(), Some("management"), "by the heading of its project");
    let fields =
        [("version", "plan-2026-0001"), ("task", "1.2"), ("verdict", "confirmed"), ("dimension", "service")];
    say(&world, &clerk, "readings", &fields).await;
    let (after, task) = of().await;
    assert_eq!(task.as_deref(), Some("service"), "by what somebody said");
    assert_eq!(after["service"], totals["service"] + 22);
    assert_eq!(after.values().sum::<usize>(), 172);
}

#[tokio::test]
async fn how_far_a_task_is_goes_by_evidence_alone() {
    let (world, clerk) = issued().await;
    let of = async || app::duties::progress(&world.app).await.unwrap()["1.2"];
    let none = of().await;
    assert_eq!((none.duties(), none.unlisted, none.light()), (22, 22, Light::Grey));
    let proof = [
        ("number", "1.2-1"),
        ("task", "1.2"),
        ("role", "share"),
        ("what", "任命文件（演示数据）"),
        ("count", "1"),
        ("due_date", "2026-09-01"),
    ];
    say(&world, &clerk, "proofs", &proof).await;
    world.later("2026-09-02T09:00:00+08:00");
    let late = of().await;
    assert_eq!((late.wanted, late.accepted, late.missing, late.unlisted), (21, 0, 21, 1));
    assert_eq!(late.light(), Light::Red, "a task stands as its worst duty does");
    // A report that is late is nobody else's business.
    let before = app::duties::progress(&world.app).await.unwrap()["1.1"];
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    world.later("2026-09-28T09:00:00+08:00");
    assert_eq!(app::duties::progress(&world.app).await.unwrap()["1.1"], before);
}

#[tokio::test]
async fn a_stage_closes_with_its_four_proofs_and_on_the_day_on_which_it_really_does() {
    let (world, clerk) = issued().await;
    let given = ["stage=1", "title=启动动员阶段", "from=2024-01-01", "until=2024-04-30"];
    let number = start(&world.app, &clerk, "stage", &taking("mobilize", &given), Mode::Save).await;
    let number = number.unwrap().number.unwrap();
    let early = take(&world.app, &clerk, &number, &taking("close-mobilization", &[]), Mode::Save).await;
    let codes: Vec<String> = told(early).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["document-present"; 4]);
    let mut proofs = Vec::new();
    for field in ["plan_issued", "duty_sheets", "meeting", "publicity"] {
        let file = ("佐证.txt", "演示数据".as_bytes());
        let file = app::files::keep(&world.app, &clerk, field, file).await.unwrap();
        proofs.push(format!("{field}={}", file.reference));
    }
    let proofs: Vec<&str> = proofs.iter().map(String::as_str).collect();
    take(&world.app, &clerk, &number, &taking("add-to-mobilization", &proofs), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &number, &taking("close-mobilization", &[]), Mode::Save).await.unwrap();
    let stages = plans::stages(&world.app, &stranger(&world)).await.unwrap();
    assert_eq!(stages[&1].closed_on, Some(date(2026, 9, 1)), "late, as it was");
}

#[tokio::test]
async fn the_working_days_to_answer_are_counted_by_body() {
    let (world, clerk) = issued().await;
    let street = world.actor("liaison", Some(STREET));
    let finance = world.actor("liaison", Some("finance"));
    for (answered, subject) in
        [(Some("2026-09-04T09:00:00+08:00"), "一"), (Some("2026-09-09T09:00:00+08:00"), "二"), (None, "三")]
    {
        let subject = format!("subject={subject}（演示数据）");
        let raised = [&*subject, "body=street-shaping", "description=演示数据"];
        let number = start(&world.app, &street, "problem", &taking("raise", &raised), Mode::Save).await;
        let number = number.unwrap().number.unwrap();
        let assign = taking("assign", &["owner=finance", "due_date=2026-12-31"]);
        take(&world.app, &clerk, &number, &assign, Mode::Save).await.unwrap();
        if let Some(day) = answered {
            world.later(day);
            let answer = taking("answer", &["answer=已答复（演示数据）"]);
            take(&world.app, &finance, &number, &answer, Mode::Save).await.unwrap();
        }
    }
    let found = app::answers::answers(&world.app, &clerk).await.unwrap();
    let of: Vec<_> =
        found.iter().map(|of| (of.name.as_str(), of.answered, of.waiting, of.median())).collect();
    // 1 to 4 September and 4 to 9 September 2026, three working days each.
    assert_eq!(of, [("区财政局", 2, 1, Some("3".to_owned()))]);
}

#[tokio::test]
async fn each_body_signs_for_what_it_owes_and_a_new_version_asks_again() {
    let (world, clerk) = issued().await;
    let count = async || {
        let wanted = app::cases::Wanted::default();
        app::cases::list(&world.app, &clerk, "duty-sheet", &wanted).await.unwrap().totals
    };
    let bodies = standings(&world.app, &clerk).await.unwrap().loads().len();
    let bodies = i64::try_from(bodies).unwrap();
    assert_eq!(count().await, [("open".to_owned(), bodies)], "one sheet for each body that owes something");
    let head = world.actor("leader", Some(STREET));
    let sheet = standings(&world.app, &clerk).await.unwrap().sheets[STREET].0.clone();
    let unproved = Actor { second_factor: false, ..head.clone() };
    let early = take(&world.app, &unproved, &sheet, &taking("sign", &[]), Mode::Save).await;
    assert!(matches!(early, Err(Error::NotFound)), "{early:?}");
    take(&world.app, &head, &sheet, &taking("sign", &[]), Mode::Save).await.unwrap();
    let second = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &second).await;
    let states = count().await;
    assert_eq!(
        states,
        [("open".to_owned(), bodies), ("signed".to_owned(), 1), ("withdrawn".to_owned(), bodies - 1)],
        "what was signed stays signed; what was not is asked for by the new version"
    );
}

#[tokio::test]
async fn a_draft_that_was_dropped_is_not_shown_to_others_and_one_that_was_replaced_is() {
    let (world, clerk) = issued().await;
    let dropped = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let mut drop = taking("drop", &[]);
    drop.reason = Some("另起一稿（演示数据）".to_owned());
    take(&world.app, &clerk, &dropped, &drop, Mode::Save).await.unwrap();
    let third = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &third).await;
    let seen = async |actor: &Actor| {
        let versions = plans::versions(&world.app, actor).await.unwrap();
        versions.into_iter().map(|version| version.number).collect::<Vec<String>>()
    };
    assert_eq!(seen(&stranger(&world)).await, ["plan-2026-0003", "plan-2026-0001"]);
    assert_eq!(seen(&clerk).await, ["plan-2026-0003", "plan-2026-0002", "plan-2026-0001"]);
}
