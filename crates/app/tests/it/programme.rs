//! A quarter of the programme on both databases: issued, answered late, given back, signed, accepted; what a leader instructs; what a
//! meeting decides; and what goes wrong in a year: a body that is merged, a version that drops a task, a round issued twice.

use app::cases::{Taking, Wanted, annul, board, list, preview, register, show, start, take};
use app::duties::{reported, standings};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error};
use cases::Defect;
use jiff::civil::date;
use plan::Light;
use store::Database;

use crate::county::on_both;
use crate::world::{World, taking, told, world, world_on};

const OFFICE: &str = "market-supervision";
const STREET: &str = "street-shaping";
const OTHER: &str = "street-laodaohe";
const DUTY: &str = "1.2_street-shaping_share";
const ROUND: [&str; 3] = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-18"];

/// Somebody with a role for a body, under an account of their own.
fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    Actor { name: format!("account:{account}"), account: Some(account), ..world.actor(role, Some(body)) }
}

async fn begun(world: &World, actor: &Actor, procedure: &str, taking: &Taking) -> String {
    start(&world.app, actor, procedure, taking, Mode::Save).await.unwrap().number.unwrap()
}

async fn taken(world: &World, actor: &Actor, number: &str, taking: &Taking) -> String {
    take(&world.app, actor, number, taking, Mode::Save).await.unwrap().state
}

async fn light(world: &World, clerk: &Actor) -> Light {
    let standings = standings(&world.app, clerk).await.unwrap();
    standings.duties.iter().find(|it| it.duty.id == DUTY).unwrap().judged.light
}

/// A plan in force and a round issued; the report of the street on its duty.
async fn asked(world: &World, clerk: &Actor) -> (String, String) {
    let plan = world.load_plan(clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(clerk, &plan).await;
    let round = begun(world, clerk, "round", &taking("draft", &ROUND)).await;
    taken(world, clerk, &round, &taking("issue", &[])).await;
    let board = board(&world.app, clerk, &round).await.unwrap();
    let mut cells = board.rows[STREET].values().flatten();
    let report = cells.find(|current| current.fields["duty"].as_text() == Some(DUTY)).unwrap();
    (round, report.number.clone())
}

#[test]
fn a_quarter_is_lived_through_on_both_databases() {
    on_both(lived);
}

async fn lived(database: Database) {
    let world = world_on(database).await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let street = of(&world, "liaison", STREET, 8);
    let head = of(&world, "leader", STREET, 9);
    let leader = of(&world, "district-leader", "leading-group", 10);
    let (round, report) = asked(&world, &clerk).await;
    world.later("2026-09-21T09:00:00+08:00");
    assert_eq!(light(&world, &clerk).await, Light::Red, "late");

    let send = taking(
        "send",
        &["judgement=behind", "measures=走访，逐户核对台账并当场答复企业所提的问题（演示数据）"],
    );
    taken(&world, &street, &report, &send).await;
    taken(&world, &head, &report, &taking("sign", &[])).await;
    let defects = vec![
        Defect { field: "measures".to_owned(), reason: "请写明家数（演示数据）".to_owned() },
        Defect { field: "next_steps".to_owned(), reason: "请写明日期（演示数据）".to_owned() },
    ];
    taken(&world, &clerk, &report, &Taking { defects, ..taking("return", &[]) }).await;
    let again = [
        "judgement=behind",
        "measures=走访三家，逐户核对台账并当场答复企业所提的问题（演示数据）",
        "next_steps=10月底前补走访（演示数据）",
    ];
    taken(&world, &street, &report, &taking("send", &again)).await;
    taken(&world, &head, &report, &taking("sign", &[])).await;
    assert_eq!(taken(&world, &clerk, &report, &taking("accept", &[])).await, "accepted");
    assert_eq!(light(&world, &clerk).await, Light::Yellow, "it says itself that it is behind");

    let duty = format!("duty={DUTY}");
    let words =
        ["subject=补走访（演示数据）", "body=street-shaping", "text=请按期走访。（演示数据）", &*duty];
    let words = [&words[..], &["colour=yellow", "due_date=2026-10-16"]].concat();
    let instruction = begun(&world, &leader, "instruction", &taking("give", &words)).await;
    let slip = show(&world.app, &leader, &instruction).await.unwrap().children[0].number.clone();
    taken(&world, &street, &slip, &taking("answer", &["answer=已补走访（演示数据）"])).await;
    taken(&world, &clerk, &slip, &taking("close", &[])).await;
    assert_eq!(show(&world.app, &leader, &instruction).await.unwrap().current.state, "done");
    let decision = ["meeting=2026-03", "number=9", "subject=建立台账（演示数据）", "lead=street-shaping"];
    let decision = [&decision[..], &["dimension=management", "due_date=2026-10-30"]].concat();
    let decision = begun(&world, &clerk, "decision", &taking("assign", &decision)).await;
    taken(&world, &clerk, &decision, &taking("finish", &["result=已建立（演示数据）"])).await;
    let (registered, _) = register(&world.app, &clerk, None).await.unwrap();
    assert_eq!(registered[0].number, "区知识产权协调领导小组督〔2026〕1号");

    taken(&world, &clerk, &round, &taking("close", &[])).await;
    let late = take(&world.app, &street, &report, &send, Mode::Save).await;
    assert!(matches!(late, Err(Error::Invalid(_))), "what is accepted is not written over: {late:?}");
    let reports = list(&world.app, &clerk, "report", &Wanted::default()).await.unwrap();
    assert_eq!(reports.totals, [("accepted".to_owned(), 1), ("missing".to_owned(), 170)]);

    // What was reported last stays the newest word on a duty until somebody writes the next report.
    let next = [&*duty, "round=2026-q4", "subject=队伍（演示数据）", "body=street-shaping"];
    let next = [&next[..], &["due_date=2026-12-18"]].concat();
    begun(&world, &clerk, "report", &taking("open", &next)).await;
    let last = reported(&world.app, &clerk).await.unwrap();
    assert_eq!(last.on(DUTY).unwrap().number, report);
    assert_eq!(
        last.said(DUTY, "measures").unwrap().1.as_text(),
        Some("走访三家，逐户核对台账并当场答复企业所提的问题（演示数据）")
    );
    let elsewhere = reported(&world.app, &of(&world, "liaison", OTHER, 11)).await.unwrap();
    assert!(elsewhere.on(DUTY).is_none(), "what another body reported is not theirs to see");
}

#[tokio::test]
async fn a_clerk_who_withdraws_the_slip_of_a_leader_makes_nothing_done() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let leader = of(&world, "district-leader", "leading-group", 10);
    let words = ["subject=补走访（演示数据）", "body=street-shaping", "text=请按期走访。（演示数据）"];
    let words = [&words[..], &["dimension=management", "colour=yellow", "due_date=2026-10-16"]].concat();
    let number = begun(&world, &leader, "instruction", &taking("give", &words)).await;
    let slip = show(&world.app, &leader, &number).await.unwrap().children[0].number.clone();
    let reason = Some("演示：以为已报".to_owned());
    let withdraw = Taking { reason: reason.clone(), ..taking("withdraw", &[]) };
    assert_eq!(taken(&world, &clerk, &slip, &withdraw).await, "withdrawn");
    let state = async || show(&world.app, &leader, &number).await.unwrap().current.state;
    assert_eq!(state().await, "in-hand", "nobody has answered");
    for actor in [&clerk, &leader] {
        let done = take(&world.app, actor, &number, &taking("complete", &[]), Mode::Save).await;
        assert!(matches!(done, Err(Error::NotAllowed(_) | Error::NotFound)), "{done:?}");
    }
    assert_eq!(
        taken(&world, &leader, &number, &Taking { reason, ..taking("withdraw", &[]) }).await,
        "withdrawn"
    );
}

#[tokio::test]
async fn who_commented_on_a_clause_is_told_of_the_reply() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let street = world.account("liaison", Some(STREET)).await;
    let other = world.account("liaison", Some(OTHER)).await;
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    taken(&world, &clerk, &plan, &taking("consult", &["comments_until=2026-09-30"])).await;
    let version = format!("version={plan}");
    let said =
        ["clause=1.2", "subject=经费渠道（演示数据）", "text=请明确。（演示数据）", "body=street-shaping"];
    let made = taking("make", &[&[&*version][..], &said].concat());
    let comment = begun(&world, &of(&world, "liaison", STREET, 8), "comment", &made).await;
    let answer = taking("answer", &["outcome=partly", "reply=另文明确（演示数据）"]);
    assert_eq!(taken(&world, &clerk, &comment, &answer).await, "answered");
    let told = async |account: i64| {
        let reader = world.app.store().reader().await.unwrap();
        let all = store::inbox::list(&reader, account, true, None, 100).await.unwrap();
        all.into_iter().map(|it| it.title_zh).collect::<Vec<String>>()
    };
    let asked = "请于2026年9月30日前对实施方案（演示数据）提出意见";
    assert_eq!(told(street).await, ["意见已答复：经费渠道（演示数据）", asked]);
    assert_eq!(told(other).await, [asked], "of the reply nobody else is told");
    let listed = app::plans::comments(&world.app, &clerk, &plan).await.unwrap();
    assert_eq!(listed[0].clause, "1.2", "it stands with its task");
}

#[tokio::test]
async fn what_was_entered_wrongly_is_dropped_and_entered_again() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let dropped = Taking { reason: Some("登记有误（演示数据）".to_owned()), ..taking("drop", &[]) };
    let decision = |lead: &str| {
        let lead = format!("lead={lead}");
        let fields = ["meeting=2026-03", "number=9", "subject=建立台账（演示数据）", &*lead];
        taking("assign", &[&fields[..], &["dimension=management", "due_date=2026-10-30"]].concat())
    };
    let wrong = begun(&world, &clerk, "decision", &decision(OTHER)).await;
    let twice = start(&world.app, &clerk, "decision", &decision(STREET), Mode::Save).await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
    assert_eq!(taken(&world, &clerk, &wrong, &dropped).await, "dropped");
    let right = begun(&world, &clerk, "decision", &decision(STREET)).await;
    let all = standings(&world.app, &clerk).await.unwrap();
    let owed: Vec<(&str, Option<&str>)> =
        all.duties.iter().map(|it| (it.duty.id.as_str(), it.duty.body.as_deref())).collect();
    assert_eq!(owed, [(&*format!("{right}_lead"), Some(STREET))], "only what was entered last is owed");

    let wrong = begun(&world, &clerk, "round", &taking("draft", &ROUND)).await;
    assert_eq!(taken(&world, &clerk, &wrong, &dropped).await, "dropped");
    let again = begun(&world, &clerk, "round", &taking("draft", &ROUND)).await;
    assert_ne!(again, wrong, "the quarter is free for the next");
    // What was dropped is taken up again only while no other has its place.
    let back = annul(&world.app, &clerk, &wrong, 2, "演示：还是这一件").await;
    assert!(matches!(back, Err(Error::Conflict(_))), "{back:?}");
}

async fn say(world: &World, actor: &Actor, ledger: &str, said: Said, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let given = if fields.is_empty() { Given::Nothing } else { Given::Cells(cells) };
    let proposal = Proposal { said, given, reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, actor, ledger, &proposal, Mode::Save).await.unwrap();
}

#[tokio::test]
async fn a_body_that_is_renamed_keeps_its_duties_and_one_that_is_merged_hands_them_on() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let (_, report) = asked(&world, &clerk).await;
    let owed = async || {
        let all = standings(&world.app, &clerk).await.unwrap();
        let of = |body: &str| all.duties.iter().filter(|it| it.duty.body.as_deref() == Some(body)).count();
        let name = all.bodies.get(STREET).cloned();
        (of(STREET), of(OTHER), name)
    };
    assert_eq!(owed().await, (5, 4, Some("沙坪街道".to_owned())));
    world.later("2026-10-08T09:00:00+08:00");
    let today = date(2026, 10, 8);
    let renamed = Said::Became { key: STREET.to_owned(), from: today };
    say(&world, &clerk, "bodies", renamed, &[("name", "沙坪新城街道（演示数据）")]).await;
    assert_eq!(owed().await.2.as_deref(), Some("沙坪新城街道（演示数据）"), "the duties are the same");

    // It becomes a part of another: it ends, and its names mean the other from that day on.
    let ended = |key: &str| Said::Ended { key: key.to_owned(), from: today };
    let from = Said::Created { from: today };
    say(&world, &clerk, "group-members", ended("streets~street-shaping"), &[]).await;
    say(&world, &clerk, "body-aliases", from, &[("alias", "沙坪街道"), ("body", OTHER)]).await;
    say(&world, &clerk, "bodies", ended(STREET), &[]).await;
    assert_eq!(owed().await.0, 5, "nothing moves by itself");
    let update =
        Taking { reason: Some("街道撤并（演示数据）".to_owned()), ..taking("update", &[]) };
    taken(&world, &clerk, "plan-2026-0001", &update).await;
    assert_eq!((owed().await.0, owed().await.1), (0, 5), "the one that it named alone went with its name");
    // What was asked before stays with who was asked, and can still be answered.
    let street = of(&world, "liaison", STREET, 8);
    let send = taking(
        "send",
        &["judgement=on-course", "measures=走访十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"],
    );
    assert_eq!(taken(&world, &street, &report, &send).await, "awaiting-signature");
}

#[tokio::test]
async fn a_version_that_drops_a_task_leaves_its_open_reports_to_be_finished() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let (_, report) = asked(&world, &clerk).await;
    let text = world.text_of_plan().replace("各街道", "区政府办");
    world.later("2026-09-10T09:00:00+08:00");
    let second = world.load_plan(&clerk, &text).await.unwrap();
    // Before it is issued it says which duties end, and what hangs on each.
    let seen = preview(&world.app, &clerk, &second, "issue", None).await.unwrap();
    let ending = seen.endings.iter().find(|ending| ending.duty.id == DUTY).expect("it ends");
    let open: Vec<(&str, i64)> =
        ending.open.iter().map(|(title, count)| (title.zh.as_str(), *count)).collect();
    assert_eq!((ending.name.as_str(), open), ("沙坪街道", vec![("季度报告", 1)]));
    assert!(seen.endings.iter().all(|ending| ending.duty.id != "1.2_market-supervision_lead"));
    world.issue_plan(&clerk, &second).await;
    let all = standings(&world.app, &clerk).await.unwrap();
    assert!(!all.duties.iter().any(|it| it.duty.id == DUTY), "the duty ended");
    let street = of(&world, "liaison", STREET, 8);
    let send = taking(
        "send",
        &["judgement=on-course", "measures=走访十二家，逐户核对台账并当场答复企业所提的问题（演示数据）"],
    );
    assert_eq!(taken(&world, &street, &report, &send).await, "awaiting-signature");
    // What nobody needs any more is withdrawn, with the reason.
    let bare = take(&world.app, &clerk, &report, &taking("withdraw", &[]), Mode::Save).await;
    assert_eq!(told(bare), [("no-reason".to_owned(), "reason".to_owned())]);
    let withdraw = Taking {
        reason: Some("新版方案不再列此任务（演示数据）".to_owned()),
        ..taking("withdraw", &[])
    };
    assert_eq!(taken(&world, &clerk, &report, &withdraw).await, "withdrawn");
    assert!(take(&world.app, &street, &report, &send, Mode::Save).await.is_err());
}

#[tokio::test]
async fn a_round_is_not_issued_twice_and_a_slip_is_not_answered_by_another() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let (round, _) = asked(&world, &clerk).await;
    let twice = start(&world.app, &clerk, "round", &taking("draft", &ROUND), Mode::Save).await;
    let Err(Error::Conflict(why)) = twice else { panic!("{twice:?}") };
    assert!(why.zh.contains(&round), "it says which: {}", why.zh);
    let again = take(&world.app, &clerk, &round, &taking("issue", &[]), Mode::Save).await;
    assert_eq!(told(again)[0].0, "not-now");
    let reports = list(&world.app, &clerk, "report", &Wanted::default()).await.unwrap();
    assert_eq!(reports.totals, [("writing".to_owned(), 171)], "nothing is doubled");
    let slip =
        ["subject=核对（演示数据）", "body=street-shaping", "colour=blue", "demand=请核对（演示数据）"];
    let slip = [&slip[..], &["dimension=management", "due_date=2026-09-30"]].concat();
    let slip = begun(&world, &clerk, "slip", &taking("issue", &slip)).await;
    let other = of(&world, "liaison", OTHER, 11);
    let answered = take(&world.app, &other, &slip, &taking("answer", &["answer=已办"]), Mode::Save).await;
    assert!(matches!(answered, Err(Error::NotFound)), "it is not even theirs to see: {answered:?}");
}

#[tokio::test]
async fn a_report_that_says_what_the_last_one_said_confirms_that_nothing_changed() {
    let world = world().await;
    let clerk = of(&world, "clerk", OFFICE, 7);
    let street = of(&world, "liaison", STREET, 8);
    let head = of(&world, "leader", STREET, 9);
    let (_, first) = asked(&world, &clerk).await;
    let said = "measures=走访企业十二家，受理咨询九件，当场办结四件，其余五件已转办（演示数据）";
    let send = |fields: &[&str]| taking("send", &[&["judgement=behind"], fields].concat());
    let short = take(&world.app, &street, &first, &send(&["measures=走访十二家"]), Mode::Save).await;
    assert_eq!(told(short), [("at-least".to_owned(), "measures".to_owned())]);
    assert_eq!(taken(&world, &street, &first, &send(&[said])).await, "awaiting-signature");

    world.later("2026-12-01T09:00:00+08:00");
    let open = |duty: &str| {
        let duty = format!("duty={duty}");
        let body = format!("body={STREET}");
        let fields = ["round=2026-q4", "subject=行业管理（演示数据）", "due_date=2026-12-25", &duty, &body];
        taking("open", &fields)
    };
    let standings = standings(&world.app, &clerk).await.unwrap();
    let mut of_street = standings.duties.iter().map(|it| &it.duty);
    let other = of_street.find(|duty| duty.id != DUTY && duty.body.as_deref() == Some(STREET));
    let other = begun(&world, &clerk, "report", &open(&other.unwrap().id)).await;
    let second = begun(&world, &clerk, "report", &open(DUTY)).await;
    assert_eq!(taken(&world, &street, &other, &send(&[said])).await, "awaiting-signature", "another duty");
    for again in [said, "measures=走访企业十三家，受理咨询九件，当场办结四件，其余五件已转办。（演示数据）"]
    {
        let refused = take(&world.app, &street, &second, &send(&[again]), Mode::Save).await;
        assert_eq!(told(refused), [("differs-from-earlier".to_owned(), "measures".to_owned())], "{again}");
    }
    let back = Taking { reason: Some("请核对（演示数据）".to_owned()), ..taking("hand-back", &[]) };
    assert_eq!(taken(&world, &head, &first, &back).await, "writing");
    assert_eq!(
        taken(&world, &street, &first, &send(&[said])).await,
        "awaiting-signature",
        "it was the first"
    );
    let confirmed = send(&[said, "unchanged=true"]);
    assert_eq!(taken(&world, &street, &second, &confirmed).await, "awaiting-signature");
}
