//! The plan as it is loaded, issued and replaced; the duties that follow from it; and how they stand.

mod dimensions;
mod filling;
mod progress;
mod table;

use app::cases::{start, take};
use app::duties::{Standing, standings};
use app::plans::ReadingRow;
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
/// What proves the share of task 1.2.
const PROOF: [(&str, &str); 6] = [
    ("number", "1.2-1"),
    ("task", "1.2"),
    ("role", "share"),
    ("what", "任命文件（演示数据）"),
    ("count", "1"),
    ("due_date", "2026-09-01"),
];

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
    say(&world, &clerk, "proofs", &PROOF).await;
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
    let complete = async || standings(&world.app, &clerk).await.unwrap().complete();
    assert_eq!(complete().await, 0);
    let accept = taking("accept", &[]);
    let own = take(&world.app, &street, &offered, &accept, Mode::Save).await;
    assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
    take(&world.app, &clerk, &offered, &accept, Mode::Save).await.unwrap();
    assert_eq!(light(&world, &clerk).await, Light::Green);
    assert_eq!(complete().await, 1, "one duty has its whole list accepted");

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
            ("reason", "现场检查未见台账，走访三家企业均无记录（演示数据）"),
            ("by", "演示检查组"),
            ("decided_on", "2026-09-02"),
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
    assert_eq!(complete().await, 0, "readiness falls with the proof that is gone");
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
async fn what_is_said_of_a_duty_stands_by_quarter_and_with_the_duty_as_far_as_one_may_see() {
    let (world, clerk) = issued().await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    let round = round.number.unwrap();
    take(&world.app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    let slip =
        ["subject=核对（演示数据）", "body=street-shaping", "duty=1.2_street-shaping_share", "colour=blue"];
    let slip = [&slip[..], &["demand=请核对（演示数据）", "due_date=2026-09-18"]].concat();
    start(&world.app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();

    let board = app::duties::board(&world.app, &clerk).await.unwrap();
    assert_eq!((board.quarters.len(), &*board.quarters[0], &*board.quarters[10]), (11, "2026-q3", "2024-q1"));
    assert_eq!(board.reports.len(), 171, "each duty that is somebody's was asked for once");
    let reports = &board.reports[&(DUTY.to_owned(), "2026-q3".to_owned())];
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].state.as_str(), reports[0].is_late), ("writing", false));

    let kinds = async |actor: &Actor, duty: &str| {
        let found = app::cases::naming(&world.app, actor, "duties", duty).await.unwrap();
        found.iter().map(|it| (it.opened.procedure().id.clone(), it.cases.len())).collect::<Vec<_>>()
    };
    let both = [("report".to_owned(), 1), ("slip".to_owned(), 1)];
    assert_eq!(kinds(&clerk, DUTY).await, both);
    let street = world.actor("liaison", Some(STREET));
    assert_eq!(kinds(&street, DUTY).await, both);
    let other = world.actor("liaison", Some("street-laodaohe"));
    assert_eq!(kinds(&other, DUTY).await, [], "what is asked of others is not theirs to see");
    assert_eq!(app::duties::board(&world.app, &street).await.unwrap().reports.len(), 5, "its own");
    assert_eq!(kinds(&stranger(&world), DUTY).await, []);

    let kept = app::duties::kept(&world.app, &clerk).await.unwrap();
    let slips = &kept.slips[DUTY];
    assert_eq!(slips.len(), 1);
    assert!(slips[0].documents[0].ends_with("督〔2026〕1号"), "{:?}", slips[0].documents);

    // The list of rounds counts them: asked, answered, given back, late.
    let counted = async |actor: &Actor| {
        let rounds =
            app::cases::list(&world.app, actor, "round", &app::cases::Wanted::default()).await.unwrap();
        let of = rounds.opened_by.unwrap()[&round];
        (of.asked, of.answered, of.returned, of.late)
    };
    assert_eq!(counted(&clerk).await, (171, 0, 0, 0));
    world.later("2026-09-26T09:00:00+08:00");
    assert_eq!(counted(&clerk).await, (171, 0, 0, 171));
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
    world.later("2026-11-23T09:00:00+08:00");
    take(&world.app, &clerk, &round, &taking("close", &[]), Mode::Save).await.unwrap();
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
    let sheet = standings(&world.app, &clerk).await.unwrap().sheets[STREET].number.clone();
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

/// A task of the plan as it was read, to be corrected.
async fn reading(world: &World, clerk: &Actor, number: &str, title: &str) -> ReadingRow {
    let standing = plans::version(&world.app, clerk, "plan-2026-0001").await.unwrap();
    let task = standing.read.tasks.iter().find(|task| task.title.as_deref() == Some(title)).unwrap();
    ReadingRow {
        line: 5,
        task: number.to_owned(),
        title: title.to_owned(),
        lead: task.lead.clone(),
        responsible: task.responsible.clone(),
        basis: "会议纪要（演示数据）".to_owned(),
        ..ReadingRow::default()
    }
}

#[tokio::test]
async fn duties_that_change_are_signed_for_again_by_whom_they_concern_and_by_no_other() {
    let (world, clerk) = issued().await;
    let newest = async || standings(&world.app, &clerk).await.unwrap().sheets[STREET].number.clone();
    let lines = async |sheet: &str| -> Vec<String> {
        let shown = app::cases::show(&world.app, &clerk, sheet).await.unwrap();
        let duties = shown.current.fields["duties"].values().to_vec();
        duties.iter().filter_map(|line| line.as_text().map(str::to_owned)).collect()
    };
    let count = async || {
        let wanted = app::cases::Wanted::default();
        app::cases::list(&world.app, &clerk, "duty-sheet", &wanted).await.unwrap().totals
    };
    let bodies = standings(&world.app, &clerk).await.unwrap().loads().len();
    let bodies = i64::try_from(bodies).unwrap();
    let first = newest().await;
    let signed_for = lines(&first).await;
    assert_eq!((signed_for.len(), signed_for[0].as_str()), (5, "1.2 健全行业管理体制（责任）"));
    let head = world.actor("leader", Some(STREET));
    take(&world.app, &head, &first, &taking("sign", &[]), Mode::Save).await.unwrap();
    let update = async || {
        let reason = Some("按核对结果更正（演示数据）".to_owned());
        let update = app::cases::Taking { reason, ..taking("update", &[]) };
        take(&world.app, &clerk, "plan-2026-0001", &update, Mode::Save).await.unwrap();
    };
    world.later("2026-09-02T09:00:00+08:00");
    update().await;
    assert_eq!(count().await, [("open".to_owned(), bodies - 1), ("signed".to_owned(), 1)], "nothing changed");

    // The street alone has no part any more in task 3.3.
    let mut corrected = reading(&world, &clerk, "3.3", "打造知识产权特色基地").await;
    corrected.responsible.retain(|body| body != "沙坪街道");
    plans::check_tasks(&world.app, &clerk, "plan-2026-0001", &[corrected], true).await.unwrap();
    world.later("2026-09-03T09:00:00+08:00");
    update().await;
    let second = newest().await;
    assert_eq!(count().await, [("open".to_owned(), bodies), ("signed".to_owned(), 1)], "one more");
    assert_eq!((second != first, lines(&second).await.len()), (true, 4));
    assert_eq!(lines(&first).await, signed_for, "what was signed for is kept");

    // What nobody has signed for yet gives way to what is owed now.
    let concerned = standings(&world.app, &clerk).await.unwrap();
    let concerned = concerned.duties.iter().filter(|it| it.duty.task == "1.2" && it.duty.body.is_some());
    let concerned = i64::try_from(concerned.count()).unwrap();
    let renamed = reading(&world, &clerk, "1.2", "健全行业管理体制").await;
    let renamed = ReadingRow { title: "健全管理体制（演示更正）".to_owned(), ..renamed };
    plans::check_tasks(&world.app, &clerk, "plan-2026-0001", &[renamed], true).await.unwrap();
    world.later("2026-09-04T09:00:00+08:00");
    update().await;
    let states = [("open".to_owned(), bodies), ("signed".to_owned(), 1), ("withdrawn".to_owned(), concerned)];
    assert_eq!(count().await, states);
    assert_eq!(lines(&newest().await).await[0], "1.2 健全管理体制（演示更正）（责任）");
    let late = take(&world.app, &head, &second, &taking("sign", &[]), Mode::Save).await;
    assert_eq!(told(late)[0].0, "not-now");
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
