//! What people say of a task, and what becomes of it: also where the issue is entered late, and where a sheet that is sent back is old.

use app::Actor;
use app::cases::{Taking, take};
use app::plans::{ReadingRow, check_tasks, version};
use app::records::Mode;
use jiff::civil::date;

use crate::world::{World, taking, world};

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
