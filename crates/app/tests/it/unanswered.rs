//! What nobody answered in time, and what should not have been begun: problems climb, a report may still come after its round was closed,
//! rounds and decisions are dropped with their reason.

use app::cases::{Taking, Wanted, late, list, show, start, take, tick};
use app::duties::standings;
use app::records::{Mode, When, show as record};
use app::rounds::cut;
use app::{Actor, Error};
use jiff::civil::date;
use plan::Light;
use store::inbox::MessageKind;

use crate::rounds::{DUTY, OFFICE, STREET, clerk, close, draft, in_force, of, report};
use crate::world::{World, taking, told, world};

const FINANCE: &str = "finance";

/// A step for a reason.
fn because(step: &str, fields: &[&str]) -> Taking {
    Taking { reason: Some("演示：情况有变".to_owned()), ..taking(step, fields) }
}

async fn taken(world: &World, actor: &Actor, number: &str, taking: &Taking) -> String {
    take(&world.app, actor, number, taking, Mode::Save).await.unwrap().state
}

/// What an account has to do.
async fn to_dos(world: &World, account: i64) -> Vec<String> {
    let reader = world.app.store().reader().await.unwrap();
    let all = store::inbox::list(&reader, account, true, None, 100).await.unwrap().into_iter();
    all.filter(|it| it.kind == MessageKind::ToDo).map(|it| it.title_zh).collect()
}

/// The light of the duty of the street, and why.
async fn light(world: &World) -> (Light, Vec<String>) {
    let standings = standings(&world.app, &clerk(world)).await.unwrap();
    let standing = standings.duties.iter().find(|it| it.duty.id == DUTY).unwrap();
    (standing.judged.light, standing.judged.reasons.iter().map(|why| why.zh.clone()).collect())
}

#[tokio::test]
async fn a_problem_that_nobody_answered_climbs_on_the_day_and_is_late_until_somebody_settles_it() {
    let world = world().await;
    let app = &world.app;
    let office = world.account("clerk", Some(OFFICE)).await;
    let head = world.account("leader", Some(FINANCE)).await;
    let desk = world.account("liaison", Some(FINANCE)).await;
    let elsewhere = world.account("leader", Some("jinxia-park")).await;
    let (street, clerk) = (of(&world, "liaison", STREET, 80), clerk(&world));
    let raised =
        ["subject=线索无人受理（演示数据）", "body=street-shaping", "description=三家店铺被投诉（演示数据）"];
    let problem = start(app, &street, "problem", &taking("raise", &raised), Mode::Save).await;
    let problem = problem.unwrap().number.unwrap();
    taken(
        &world,
        &clerk,
        &problem,
        &taking("assign", &["owner=finance", "dimension=protection", "due_date=2026-09-10"]),
    )
    .await;
    let is_late = async || {
        let all = late(app, &clerk).await.unwrap();
        all.iter().flat_map(|late| &late.cases).any(|listed| listed.current.number == problem)
    };

    world.later("2026-09-10T09:00:00+08:00");
    assert_eq!(tick(app).await.unwrap(), 0, "it can be answered until the day is over");
    world.later("2026-09-11T00:10:00+08:00");
    assert_eq!(tick(app).await.unwrap(), 1);
    assert_eq!(tick(app).await.unwrap(), 0, "it climbs once");
    assert_eq!(show(app, &clerk, &problem).await.unwrap().current.state, "climbed");
    let climbed = ["逾期未答复，已上报：线索无人受理（演示数据）"];
    assert_eq!(to_dos(&world, office).await, climbed);
    assert_eq!(to_dos(&world, head).await, climbed, "the leader of the body that owes the answer is told");
    let told = to_dos(&world, desk).await;
    assert!(told.contains(&climbed[0].to_owned()), "and so is its liaison, who can answer: {told:?}");
    assert!(to_dos(&world, elsewhere).await.is_empty());
    assert!(!is_late().await, "two working days are given to settle what climbed");

    world.later("2026-09-18T09:00:00+08:00");
    assert!(is_late().await, "the cockpit lists it as long as nobody does");
    taken(
        &world,
        &clerk,
        &problem,
        &taking("assign", &["owner=finance", "dimension=protection", "due_date=2026-09-25"]),
    )
    .await;
    assert!(!is_late().await);
    let finance = of(&world, "liaison", FINANCE, 81);
    let answer = taking("answer", &["answer=已受理三件（演示数据）"]);
    assert_eq!(taken(&world, &finance, &problem, &answer).await, "answered");
    assert_eq!(taken(&world, &street, &problem, &taking("close", &[])).await, "closed");
}

#[tokio::test]
async fn a_report_that_comes_after_its_round_was_closed_is_signed_by_the_leader_and_accepted_by_the_office() {
    let world = in_force().await;
    let app = &world.app;
    let fields = ["quarter=2026-q3", "due_date=2026-09-18", &format!("bodies={STREET}")];
    let round = draft(&world, &fields).await.unwrap();
    taken(&world, &clerk(&world), &round, &taking("issue", &[])).await;
    let report = report(&world, &round, DUTY).await;
    // Reminded on the first day after, sent a blue slip on the first working day after.
    for time in ["2026-09-19T09:00:00+08:00", "2026-09-20T09:00:00+08:00"] {
        world.later(time);
        tick(app).await.unwrap();
    }
    let slip = show(app, &clerk(&world), &report).await.unwrap().children[0].number.clone();
    world.later("2026-09-21T09:00:00+08:00");
    close(&world, &round).await;
    let (colour, why) = light(&world).await;
    assert_eq!(colour, Light::Red);
    assert!(why.contains(&"1份季度报告逾期未报".to_owned()), "{why:?}");

    let said = [
        "judgement=behind",
        "measures=走访企业三家，逐户核对台账，当场答复所提的问题（演示数据）",
        "problems=联络员空缺（演示数据）",
    ];
    for other in [clerk(&world), of(&world, "liaison", STREET, 8)] {
        let refused = take(app, &other, &report, &because("supplement", &said), Mode::Save).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))), "{}: {refused:?}", other.name);
    }
    let head = of(&world, "leader", STREET, 9);
    let silent = take(app, &head, &report, &taking("supplement", &said), Mode::Save).await;
    assert_eq!(told(silent), [("no-reason".to_owned(), "reason".to_owned())]);
    assert_eq!(taken(&world, &head, &report, &because("supplement", &said)).await, "supplemented");

    // It is a late report from then on, wherever it is listed.
    let shown = show(app, &clerk(&world), &report).await.unwrap();
    assert_eq!(shown.current.fields["late_on"].as_date(), Some(date(2026, 9, 21)));
    let board = app::duties::board(app, &clerk(&world)).await.unwrap();
    assert!(board.reports[&(DUTY.to_owned(), "2026-q3".to_owned())][0].is_late);
    let known = cut(app, &clerk(&world), &round).await.unwrap();
    let of_street = known.bodies.iter().find(|body| body.id == STREET).unwrap();
    assert_eq!((known.late, of_street.late), (1, 1));

    // It counts from then on, and its slip is answered by it; whoever sent that closes it.
    let (colour, why) = light(&world).await;
    assert_eq!(colour, Light::Yellow);
    assert!(why.contains(&"单位自己报告欠进度".to_owned()), "{why:?}");
    assert_eq!(show(app, &clerk(&world), &slip).await.unwrap().current.state, "answered");
    let own = take(app, &head, &report, &taking("accept", &[]), Mode::Save).await;
    assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
    assert_eq!(taken(&world, &clerk(&world), &report, &taking("accept", &[])).await, "accepted");
    let told = cut(app, &clerk(&world), &round).await.unwrap();
    let behind: Vec<(&str, bool)> =
        told.behind.told.iter().map(|saying| (saying.text.as_str(), saying.late)).collect();
    assert_eq!(behind, [("联络员空缺（演示数据）", true)], "the briefing says that it came late");
    assert_eq!(taken(&world, &clerk(&world), &slip, &taking("close", &[])).await, "closed");
    let (colour, why) = light(&world).await;
    assert_eq!(colour, Light::Yellow);
    assert_eq!(why, ["单位自己报告欠进度"], "what it said of itself stays");
}

#[tokio::test]
async fn a_round_is_dropped_as_long_as_it_is_a_draft_and_its_quarter_can_be_drafted_again() {
    let world = in_force().await;
    let (app, clerk) = (&world.app, clerk(&world));
    let wrong = draft(&world, &["quarter=2026-q4", "due_date=2026-12-18"]).await.unwrap();
    let silent = take(app, &clerk, &wrong, &taking("drop", &[]), Mode::Save).await;
    assert_eq!(told(silent), [("no-reason".to_owned(), "reason".to_owned())]);
    assert_eq!(taken(&world, &clerk, &wrong, &because("drop", &[])).await, "dropped");
    let dropped = take(app, &clerk, &wrong, &taking("issue", &[]), Mode::Save).await;
    assert!(matches!(dropped, Err(Error::Invalid(_))), "{dropped:?}");
    let reports = list(app, &clerk, "report", &Wanted::default()).await.unwrap();
    assert!(reports.cases.is_empty(), "nobody was asked");

    let right = draft(&world, &["quarter=2026-q4", "due_date=2026-12-25"]).await.unwrap();
    taken(&world, &clerk, &right, &taking("issue", &[])).await;
    let issued = take(app, &clerk, &right, &because("drop", &[]), Mode::Save).await;
    assert!(matches!(issued, Err(Error::Invalid(_))), "what was asked is not dropped: {issued:?}");
}

#[tokio::test]
async fn a_decision_that_is_dropped_is_owed_no_longer_and_can_be_entered_with_another_lead() {
    let world = world().await;
    let (app, clerk) = (&world.app, clerk(&world));
    let decided = ["meeting=2026-03", "number=7", "subject=明确经费渠道（演示数据）", "dimension=management"];
    let shares = ["responsible=jinxia-park", "due_date=2026-09-30"];
    let wrong = taking("assign", &[&decided[..], &["lead=street-shaping"], &shares].concat());
    let wrong = start(app, &clerk, "decision", &wrong, Mode::Save).await.unwrap().number.unwrap();
    let owed = async || {
        let all = standings(app, &clerk).await.unwrap();
        let decided = all.duties.into_iter().filter(|it| it.duty.version.is_none());
        decided.map(|it| it.duty.id).collect::<Vec<String>>()
    };
    let of = |number: &str| [format!("{number}_lead"), format!("{number}_jinxia-park_share")];
    assert_eq!(owed().await, of(&wrong));
    let silent = take(app, &clerk, &wrong, &taking("drop", &[]), Mode::Save).await;
    assert_eq!(told(silent), [("no-reason".to_owned(), "reason".to_owned())]);

    world.later("2026-09-03T09:00:00+08:00");
    assert_eq!(taken(&world, &clerk, &wrong, &because("drop", &[])).await, "dropped");
    assert!(owed().await.is_empty(), "nobody owes it any more");
    let before = When { as_of: Some("2026-09-02".parse().unwrap()), ..When::default() };
    for (ledger, key) in [("duties", &of(&wrong)[0]), ("duties", &of(&wrong)[1]), ("proofs", &wrong)] {
        let then = record(app, &clerk, ledger, key, before).await.unwrap();
        let now = record(app, &clerk, ledger, key, When::default()).await.unwrap();
        assert!(then.record.is_some() && now.record.is_none(), "it ended, it was not deleted: {key}");
    }

    let right = taking("assign", &[&decided[..], &["lead=finance"], &shares].concat());
    let right = start(app, &clerk, "decision", &right, Mode::Save).await.unwrap().number.unwrap();
    assert_eq!(owed().await, of(&right));
}
