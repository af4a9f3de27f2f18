//! What people say of a task, and what becomes of it: also where the issue is entered late, and where a sheet that is sent back is old.

use app::Actor;
use app::cases::{Taking, take};
use app::plans::{
    ReadingRow, SafeguardRow, StageRow, TargetRow, check_safeguards, check_stages, check_targets,
    check_tasks, version,
};
use app::records::{Given, Mode, Proposal, Said, propose};
use form::Input;
use jiff::civil::date;

use crate::world::{World, taking, told, world};

const OFFICE: &str = "market-supervision";
const PLAN: &str = "plan-2026-0001";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some(OFFICE))
}

/// A row that says of task 1.2 what was read, but for who leads.
async fn row(world: &World, clerk: &Actor, lead: Option<&str>) -> ReadingRow {
    let standing = version(&world.app, clerk, PLAN).await.unwrap();
    let task =
        standing.read.tasks.iter().find(|task| task.title.as_deref() == Some("健全行业管理体制")).unwrap();
    ReadingRow {
        line: 5,
        task: "1.2".to_owned(),
        title: "健全行业管理体制".to_owned(),
        lead: lead.map_or_else(|| task.lead.clone(), |lead| vec![lead.to_owned()]),
        responsible: task.responsible.clone(),
        is_confirmed: false,
        basis: if lead.is_some() { "原文第28行（演示数据）".to_owned() } else { String::new() },
        ..ReadingRow::default()
    }
}

async fn lead(world: &World, clerk: &Actor) -> Vec<String> {
    let standing = version(&world.app, clerk, PLAN).await.unwrap();
    let task = standing.plan.tasks.iter().find(|task| task.title.as_deref() == Some("健全行业管理体制"));
    task.unwrap().lead.clone()
}

#[tokio::test]
async fn what_was_corrected_holds_also_for_an_issue_that_is_entered_late() {
    let world = world().await;
    let clerk = clerk(&world);
    world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.later("2026-10-08T09:00:00+08:00");
    let corrected = row(&world, &clerk, Some("区科技局")).await;
    check_tasks(&world.app, &clerk, PLAN, &[corrected], true).await.unwrap();
    let issue = taking("issue", &["document_number=演示发〔2026〕1号", "issued_on=2026-09-10"]);
    let issue = Taking { happened: Some(date(2026, 9, 10).into()), ..issue };
    take(&world.app, &clerk, PLAN, &issue, Mode::Save).await.unwrap();
    let standings = app::duties::standings(&world.app, &clerk).await.unwrap();
    assert!(standings.duties.iter().any(|it| it.duty.id == "1.2_science-technology_lead"));
    assert!(!standings.duties.iter().any(|it| it.duty.id == "1.2_market-supervision_lead"));
}

#[tokio::test]
async fn an_old_sheet_undoes_nothing_and_saying_that_it_was_right_does() {
    let world = world().await;
    let clerk = clerk(&world);
    world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let corrected = row(&world, &clerk, Some("区科技局")).await;
    check_tasks(&world.app, &clerk, PLAN, std::slice::from_ref(&corrected), true).await.unwrap();
    let old = row(&world, &clerk, None).await;
    let new = check_tasks(&world.app, &clerk, PLAN, std::slice::from_ref(&old), true).await.unwrap();
    assert!(new.is_empty(), "{new:?}");
    assert_eq!(lead(&world, &clerk).await, ["区科技局"]);
    let other = ReadingRow { basis: "会议纪要（演示数据）".to_owned(), ..corrected };
    let new = check_tasks(&world.app, &clerk, PLAN, &[other], true).await.unwrap();
    assert_eq!(new.len(), 1, "on what it rests is part of it");
    let right = ReadingRow { is_confirmed: true, ..old };
    check_tasks(&world.app, &clerk, PLAN, &[right], true).await.unwrap();
    assert_eq!(lead(&world, &clerk).await, ["区市场监督管理局（知识产权局）"]);
}

/// The second target of line 14, as it was read.
fn target() -> TargetRow {
    TargetRow {
        line: 6,
        target: "14.2".to_owned(),
        subject: "每万人高价值发明专利拥有量".to_owned(),
        comparator: "不少于".to_owned(),
        number: "50".to_owned(),
        unit: "件".to_owned(),
        by: "2026-12-31".to_owned(),
        ..TargetRow::default()
    }
}

#[tokio::test]
async fn days_rhythms_and_targets_are_corrected_as_people_write_them() {
    let world = world().await;
    let clerk = clerk(&world);
    world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let read = row(&world, &clerk, None).await;
    let dated = ReadingRow {
        deadline: "2026年底前".to_owned(),
        rhythms: vec!["每半年".to_owned()],
        basis: "会议纪要（演示数据）".to_owned(),
        ..read
    };
    let new = check_tasks(&world.app, &clerk, PLAN, std::slice::from_ref(&dated), true).await.unwrap();
    assert_eq!(new[0].correction.deadline.as_deref(), Some("2026-12-31"));
    let same = ReadingRow { deadline: "2026-12-31".to_owned(), ..dated };
    let again = check_tasks(&world.app, &clerk, PLAN, &[same], true).await.unwrap();
    assert!(again.is_empty(), "in other words the same day: {again:?}");
    let right = TargetRow { is_confirmed: true, ..target() };
    let bare =
        TargetRow { target: "14.3".to_owned(), subject: "PCT国际专利申请量".to_owned(), ..target() };
    let bare = TargetRow {
        number: "10.5".to_owned(),
        unit: "%".to_owned(),
        by: "无".to_owned(),
        comparator: ">".to_owned(),
        basis: "原文第14行（演示数据）".to_owned(),
        ..bare
    };
    let rows = [right, bare];
    assert_eq!(check_targets(&world.app, &clerk, PLAN, &rows, true).await.unwrap().len(), 2);
    assert!(check_targets(&world.app, &clerk, PLAN, &rows, true).await.unwrap().is_empty(), "said already");
    let standing = version(&world.app, &clerk, PLAN).await.unwrap();
    let task = &standing.plan.tasks[1];
    assert_eq!(task.deadline.as_deref(), Some("2026-12-31"));
    assert!(plan::rhythms(&standing.plan, task).map(|it| it.every.as_str()).eq(["half_year"]));
    let quarterly = &standing.read.tasks[0];
    let never = ReadingRow {
        line: 4,
        task: "1.1".to_owned(),
        title: quarterly.title.clone().unwrap(),
        lead: quarterly.lead.clone(),
        responsible: quarterly.responsible.clone(),
        basis: "会议纪要（演示数据）".to_owned(),
        ..ReadingRow::default()
    };
    check_tasks(&world.app, &clerk, PLAN, &[never], true).await.unwrap();
    let without = version(&world.app, &clerk, PLAN).await.unwrap();
    assert_eq!(plan::rhythms(&without.plan, &without.plan.tasks[0]).count(), 0, "it was read as 每季度");
    let target = &standing.plan.targets[2];
    assert_eq!((target.subject.as_str(), target.number, &target.by), ("PCT国际专利申请量", 10.5, &None));
    assert!(!target.reading && standing.read.targets[2].reading);
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_in_a_sheet_and_in_the_ledger() {
    let world = world().await;
    let clerk = clerk(&world);
    world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let wrong = TargetRow {
        comparator: "差不多".to_owned(),
        number: "五十".to_owned(),
        by: "12月底前".to_owned(),
        ..target()
    };
    let gone = TargetRow { target: "14.9".to_owned(), ..target() };
    let refused = check_targets(&world.app, &clerk, PLAN, &[wrong, gone], false).await;
    let expected = [
        ("unknown-code", "comparator"),
        ("no-number", "value"),
        ("no-day", "by"),
        ("unknown-number", "target"),
    ];
    assert_eq!(told(refused), expected.map(|(code, field)| (code.to_owned(), field.to_owned())));
    for (ledger, given, expected) in [
        ("readings", ["task=1.2", "deadline=尽快"], ("no-day", "deadline")),
        ("target-readings", ["target=14.2", "value=很多"], ("no-number", "value")),
        ("target-readings", ["target=14.2", "by=年底"], ("no-day", "by")),
    ] {
        let pairs = given.iter().chain(&["version=plan-2026-0001", "verdict=corrected"]);
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap());
        let given: Input = pairs.map(|(id, text)| (id.to_owned(), vec![text.to_owned()])).collect();
        let said = Said::Created { from: world.app.today() };
        let reason = "核对（演示数据）".to_owned();
        let proposal = Proposal { said, given: Given::Texts(given), reason, seen: None };
        let refused = propose(&world.app, &clerk, ledger, &proposal, Mode::Save).await;
        assert_eq!(told(refused), [(expected.0.to_owned(), expected.1.to_owned())]);
    }
}

#[tokio::test]
async fn stages_and_safeguards_are_confirmed_and_corrected_too() {
    let world = world().await;
    let clerk = clerk(&world);
    world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    let read = version(&world.app, &clerk, PLAN).await.unwrap().read;
    let stage = |at: usize| StageRow {
        line: at + 2,
        stage: (at + 1).to_string(),
        title: read.stages[at].title.clone(),
        from: read.stages[at].from.clone().unwrap_or_default(),
        to: read.stages[at].to.clone().unwrap_or_default(),
        ..StageRow::default()
    };
    let right = StageRow { is_confirmed: true, ..stage(0) };
    let ends = StageRow {
        to: "2027年12月".to_owned(), basis: "会议纪要（演示数据）".to_owned(), ..stage(3)
    };
    let rows = [right, stage(1), ends];
    assert_eq!(check_stages(&world.app, &clerk, PLAN, &rows, true).await.unwrap().len(), 2);
    assert!(check_stages(&world.app, &clerk, PLAN, &rows, true).await.unwrap().is_empty(), "said already");
    let safeguard = |at: usize| SafeguardRow {
        line: at + 2,
        safeguard: (at + 1).to_string(),
        title: read.safeguards[at].title.clone(),
        rhythms: plan::rhythms_of_safeguard(&read, &read.safeguards[at])
            .map(|it| it.every.replace('_', "-"))
            .collect(),
        ..SafeguardRow::default()
    };
    let quarterly = SafeguardRow {
        rhythms: vec!["每季度".to_owned()],
        lead: vec!["区市场监督管理局（知识产权局）".to_owned()],
        basis: "会议纪要（演示数据）".to_owned(),
        ..safeguard(0)
    };
    let rows = [quarterly, safeguard(1)];
    assert_eq!(check_safeguards(&world.app, &clerk, PLAN, &rows, true).await.unwrap().len(), 1);
    assert!(check_safeguards(&world.app, &clerk, PLAN, &rows, true).await.unwrap().is_empty());

    let standing = version(&world.app, &clerk, PLAN).await.unwrap();
    assert!(!standing.readings.stages["1"].is_corrected && standing.readings.stages["4"].is_corrected);
    assert_eq!(standing.plan.stages[3].to.as_deref(), Some("2027-12"));
    assert_eq!(standing.plan.safeguards[0].lead, ["区市场监督管理局（知识产权局）"]);
    let every = plan::rhythms_of_safeguard(&standing.plan, &standing.plan.safeguards[0]);
    assert!(every.map(|it| it.every.as_str()).eq(["quarter"]), "定期 means each quarter now");

    let wrong = StageRow { from: "尽快".to_owned(), stage: "9".to_owned(), ..stage(0) };
    let late = StageRow { from: "尽快".to_owned(), ..stage(1) };
    let refused = check_stages(&world.app, &clerk, PLAN, &[wrong, late], false).await;
    let expected = [("unknown-number", "stage"), ("no-day", "from")];
    assert_eq!(told(refused), expected.map(|(code, field)| (code.to_owned(), field.to_owned())));
    let nobody =
        SafeguardRow { lead: vec!["区某某局".to_owned()], basis: "甲".to_owned(), ..safeguard(2) };
    let refused = check_safeguards(&world.app, &clerk, PLAN, &[nobody], false).await;
    assert_eq!(told(refused), [("unknown-body".to_owned(), "lead".to_owned())]);
}
