//! What each quarter left behind: the meetings that count, minutes that came late, what the last meeting decided; and a new year.

use app::cases::{Wanted, list, start, take};
use app::duties::standings;
use app::plans::{self, stages};
use app::quarters::{Minutes, Quarter, quarters};
use app::records::{Given, Mode, Proposal, Said, When, propose, show};
use app::{Actor, Error};
use jiff::civil::date;

use crate::world::{World, taking, world};

fn clerk(world: &World) -> Actor {
    Actor {
        name: "account:7".to_owned(),
        account: Some(7),
        ..world.actor("clerk", Some("market-supervision"))
    }
}

async fn in_force() -> World {
    let world = world().await;
    let plan = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &plan).await;
    world
}

async fn quarter(world: &World, id: &str) -> Quarter {
    let all = quarters(&world.app, &clerk(world)).await.unwrap();
    all.into_iter().find(|quarter| quarter.id == id).unwrap()
}

async fn step(world: &World, number: &str, step: &str, fields: &[&str]) {
    take(&world.app, &clerk(world), number, &taking(step, fields), Mode::Save).await.unwrap();
}

#[tokio::test]
async fn only_the_meeting_that_the_plan_asks_for_counts_and_late_minutes_stay_late() {
    let world = in_force().await;
    let first = quarter(&world, "2024-q1").await;
    assert!(
        first.meetings.is_empty() && !first.has_minutes(),
        "a mobilization is no standing meeting: {first:?}"
    );
    let second = quarter(&world, "2024-q2").await;
    assert!(second.has_minutes());
    let entered = second.meetings[0].minutes.clone().unwrap();
    assert_eq!(
        (entered.from, entered.recorded),
        (date(2024, 6, 21), date(2026, 9, 1)),
        "entered late, both days"
    );

    world.later("2026-10-15T09:00:00+08:00");
    let said = Said::Became { key: "2026-03".to_owned(), from: date(2026, 10, 14) };
    let cells = [("minutes_number".to_owned(), "演示会纪〔2026〕3号".to_owned())].into();
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, &clerk(&world), "meetings", &proposal, Mode::Save).await.unwrap();
    let third = quarter(&world, "2026-q3").await;
    let late = third.meetings[0].minutes.clone().unwrap();
    let number = "演示会纪〔2026〕3号".to_owned();
    assert_eq!(late, Minutes { number, from: date(2026, 10, 14), recorded: date(2026, 10, 15) });
    assert!(third.is_late(&late) && !third.has_minutes(), "the quarter ended without");
}

#[tokio::test]
async fn each_decision_of_the_last_meeting_has_a_state_and_minutes_of_a_round_count() {
    let world = in_force().await;
    world.later("2026-10-15T09:00:00+08:00");
    let decision = ["meeting=2026-03", "number=1", "subject=补齐人员（演示数据）", "lead=finance"];
    let decision = [&decision[..], &["dimension=management", "due_date=2026-10-30"]].concat();
    let decision = taking("assign", &decision);
    start(&world.app, &clerk(&world), "decision", &decision, Mode::Save).await.unwrap();
    let all = quarters(&world.app, &clerk(&world)).await.unwrap();
    let told: Vec<(&str, Vec<Option<&str>>)> = all
        .iter()
        .flat_map(|quarter| &quarter.meetings)
        .filter(|meeting| !meeting.decisions.is_empty())
        .map(|meeting| {
            let states = meeting.decisions.iter().map(|it| it.case.as_ref().map(|(_, state)| &*state.zh));
            (&*meeting.number, states.collect())
        })
        .collect();
    assert_eq!(told, [("2026-03", vec![Some("办理中"), None])], "of the last meeting, each");

    let round = ["quarter=2026-q4", "title=四季度（演示数据）", "due_date=2026-12-18"];
    let round = start(&world.app, &clerk(&world), "round", &taking("draft", &round), Mode::Save).await;
    let round = round.unwrap().number.unwrap();
    step(&world, &round, "issue", &[]).await;
    world.later("2026-12-21T09:00:00+08:00");
    step(&world, &round, "close", &[]).await;
    step(&world, &round, "brief", &["briefing=演示数据"]).await;
    assert!(!quarter(&world, "2026-q4").await.has_minutes());
    step(&world, &round, "archive", &["minutes_number=演示会纪〔2026〕4号"]).await;
    assert!(quarter(&world, "2026-q4").await.has_minutes());
}

#[tokio::test]
async fn on_new_years_day_no_duty_is_lost_and_old_years_are_as_they_were() {
    let world = in_force().await;
    let decision = ["meeting=2026-01", "number=9", "subject=建立台账（演示数据）", "lead=finance"];
    let decision = [&decision[..], &["dimension=management", "due_date=2026-10-30"]].concat();
    let decision = taking("assign", &decision);
    let decision = start(&world.app, &clerk(&world), "decision", &decision, Mode::Save).await.unwrap();
    let decision = decision.number.unwrap();
    let ids = async || {
        let all = standings(&world.app, &clerk(&world)).await.unwrap();
        all.duties.into_iter().map(|it| it.duty.id).collect::<Vec<String>>()
    };
    world.later("2026-12-31T09:00:00+08:00");
    let (before, years) = (ids().await, quarters(&world.app, &clerk(&world)).await.unwrap());
    step(&world, &decision, "finish", &["result=已建立（演示数据）"]).await;

    world.later("2027-01-01T09:00:00+08:00");
    let finished = format!("{decision}_lead");
    let recurring: Vec<String> = before.into_iter().filter(|id| *id != finished).collect();
    assert_eq!((ids().await, recurring.len()), (recurring, 172), "the plan goes on after its last year");
    let ended = show(&world.app, &clerk(&world), "duties", &finished, When::default()).await.unwrap();
    assert!(ended.record.is_none());
    assert_eq!(ended.entries[0].steps[0].kind.title().zh, "终止", "what is finished is archived, not lost");
    let then = When { as_of: Some(date(2026, 12, 30)), ..When::default() };
    let then = show(&world.app, &clerk(&world), "duties", &finished, then).await.unwrap();
    assert!(then.record.is_some());

    let now = quarters(&world.app, &clerk(&world)).await.unwrap();
    assert_eq!(now[0].id, "2027-q1", "the meeting of each quarter is asked for on");
    let over = |quarter: &Quarter| Quarter { is_over: true, ..quarter.clone() };
    assert_eq!(now[1..], years.iter().map(over).collect::<Vec<Quarter>>());
    let round = ["quarter=2027-q1", "title=一季度（演示数据）", "due_date=2027-03-25"];
    let round = start(&world.app, &clerk(&world), "round", &taking("draft", &round), Mode::Save).await;
    step(&world, &round.unwrap().number.unwrap(), "issue", &[]).await;
    let reports = list(&world.app, &clerk(&world), "report", &Wanted::default()).await.unwrap();
    assert_eq!(reports.totals, [("writing".to_owned(), 171)]);
}

#[tokio::test]
async fn the_next_plan_has_stages_of_its_own_and_the_old_quarters_stay() {
    let world = in_force().await;
    let (app, clerk) = (&world.app, clerk(&world));
    let begin = async |period: &str| {
        let period = format!("period={period}");
        let fields = [&*period, "stage=1", "title=启动动员阶段（演示数据）", "until=2027-04-30"];
        let begun = start(app, &clerk, "stage", &taking("mobilize", &fields), Mode::Save).await;
        begun.map(|taken| taken.number.unwrap())
    };
    let current = async || plans::current(app, &clerk).await.unwrap().unwrap();
    let of_plan = async |standing: &plans::Standing| {
        let stages = stages(app, &clerk, &standing.plan).await.unwrap();
        stages.into_iter().map(|(at, stage)| (at, stage.number)).collect::<Vec<(usize, String)>>()
    };
    let ids = async || {
        let all = quarters(app, &clerk).await.unwrap();
        all.into_iter().map(|quarter| quarter.id).collect::<Vec<String>>()
    };
    let first = begin("2024-2026").await.unwrap();
    let twice = begin("2024-2026").await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
    let before_it = current().await.version.unwrap().number;
    assert_eq!(of_plan(&current().await).await, [(1, first.clone())]);

    world.later("2026-12-31T09:00:00+08:00");
    let before = ids().await;
    assert_eq!((before.len(), &*before[11]), (12, "2024-q1"));
    let text = world.text_of_plan().replace("（2024-2026年）", "（2027-2029年）");
    let next = world.load_plan(&clerk, &text).await.unwrap();
    world.issue_plan(&clerk, &next).await;
    assert_eq!(ids().await, before, "what was entered for them is still to be found");
    assert_eq!(app::duties::board(app, &clerk).await.unwrap().quarters, before);
    assert!(of_plan(&current().await).await.is_empty(), "the stages of the plan before are none of this one");
    let second = begin("2027-2029").await.unwrap();
    assert_eq!(of_plan(&current().await).await, [(1, second)]);
    let old = plans::version(app, &clerk, &before_it).await.unwrap();
    assert_eq!(of_plan(&old).await, [(1, first)], "the plan before keeps its own");
}
