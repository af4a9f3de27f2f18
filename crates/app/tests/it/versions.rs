//! Versions of the plan one after the other: what is owed and proved stays with its task, wherever that stands now.

use app::Actor;
use app::cases::{preview, start, take};
use app::duties::standings;
use app::plans;
use app::records::{Given, Mode, Proposal, Said, propose};
use plan::{Change, Light};

use crate::world::{World, taking, told, world};

const STREET: &str = "street-shaping";
const DUTY: &str = "1.2_street-shaping_share";
/// What is inserted before task 1.2 of the plan.
const INSERTED: &str =
    "2、健全调度机制。按月通报各单位进展。（牵头单位：区政府办；责任单位：各街道）\n\n3、健全行业管理体制";

fn clerk(world: &World) -> Actor {
    Actor {
        name: "account:7".to_owned(),
        account: Some(7),
        ..world.actor("clerk", Some("market-supervision"))
    }
}

/// A plan in force, and accepted evidence on the duty of a street for task 1.2.
async fn proved() -> World {
    let world = world().await;
    let first = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &first).await;
    let proof = [("number", "1.2-1"), ("task", "1.2"), ("role", "share"), ("what", "任命文件（演示数据）")];
    let cells = proof.into_iter().chain([("count", "1"), ("due_date", "2026-09-01")]);
    let cells = cells.map(|(id, cell)| (id.to_owned(), cell.to_owned())).collect();
    let said = Said::Created { from: world.app.today() };
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, &clerk(&world), "proofs", &proposal, Mode::Save).await.unwrap();
    let street = world.actor("liaison", Some(STREET));
    let street = Actor { name: "account:8".to_owned(), account: Some(8), ..street };
    let file = app::files::keep(&world.app, &street, "documents", ("任命.txt", "演示数据".as_bytes())).await;
    let (documents, duty) = (format!("documents={}", file.unwrap().reference), format!("duty={DUTY}"));
    let fields =
        [&*duty, "body=street-shaping", "proof=1.2-1", "what=任命文件（演示数据）", "date=2026-08-20"];
    let offer = taking("offer", &[&fields[..], &[&*documents]].concat());
    let offered = start(&world.app, &street, "evidence", &offer, Mode::Save).await.unwrap().number.unwrap();
    take(&world.app, &clerk(&world), &offered, &taking("accept", &[]), Mode::Save).await.unwrap();
    world.later("2026-10-08T09:00:00+08:00");
    world
}

/// Loads and issues another text.
async fn follow(world: &World, text: &str) -> String {
    let number = world.load_plan(&clerk(world), text).await.unwrap();
    world.issue_plan(&clerk(world), &number).await;
    number
}

/// The duties of the street: number, title of the task, and light.
async fn owed(world: &World) -> Vec<(String, String, Light)> {
    let all = standings(&world.app, &clerk(world)).await.unwrap();
    let of_street = all.duties.into_iter().filter(|it| it.duty.body.as_deref() == Some(STREET));
    of_street.map(|it| (it.duty.id, it.duty.title, it.judged.light)).collect()
}

#[tokio::test]
async fn an_inserted_task_takes_neither_number_nor_evidence_from_another() {
    let world = proved().await;
    let before = owed(&world).await;
    let proved = (DUTY.to_owned(), "健全行业管理体制".to_owned(), Light::Green);
    assert!(before.contains(&proved), "{before:?}");
    let text = world.text_of_plan().replace("2、健全行业管理体制", INSERTED);
    let second = follow(&world, &text).await;
    let new = ("1.5_street-shaping_share".to_owned(), "健全调度机制".to_owned(), Light::Grey);
    let mut after = owed(&world).await;
    let at = after.iter().position(|it| *it == new).unwrap_or_else(|| panic!("{after:?}"));
    after.remove(at);
    assert_eq!(after, before, "all others are as they were");

    let compared = plans::compare(&world.app, &clerk(&world), ("plan-2026-0001", &second)).await.unwrap();
    let told: Vec<(&str, Change)> = compared
        .diff
        .tasks
        .iter()
        .filter(|it| it.change != Change::Changed)
        .map(|it| (&*it.name, it.change))
        .collect();
    assert_eq!(told, [("健全调度机制", Change::Added)]);
    let numbers = plan::numbers(&compared.after.plan);
    assert_eq!(numbers[..5], ["1.1", "1.5", "1.2", "1.3", "1.4"], "pages call it as duties do");

    // The text of before again: the inserted task ends; what comes in its place later is another.
    follow(&world, &world.text_of_plan()).await;
    assert_eq!(owed(&world).await, before);
    follow(&world, &text).await;
    assert!(owed(&world).await.iter().any(|(id, ..)| id == "1.6_street-shaping_share"));
}

#[tokio::test]
async fn a_task_that_is_split_or_moved_keeps_what_proves_it() {
    let world = proved().await;
    let before = owed(&world).await;
    let split = world.text_of_plan().replace(
        "完善知识产权管理机构和人员配备，",
        "（牵头单位：区市场监督管理局（知识产权局）；责任单位：区司法局）\n\n3、配强管理队伍。完善知识产权管理机构和人员配备，",
    );
    follow(&world, &split).await;
    let all = standings(&world.app, &clerk(&world)).await.unwrap();
    let titles: Vec<(&str, &str)> = all
        .duties
        .iter()
        .map(|it| (&*it.duty.task, &*it.duty.title))
        .filter(|(_, title)| title.contains("管理体制") || title.contains("管理队伍"))
        .collect();
    assert!(
        titles.contains(&("1.2", "健全行业管理体制")) && titles.contains(&("1.5", "配强管理队伍")),
        "{titles:?}"
    );

    let text = world.text_of_plan();
    let line = text.lines().find(|line| line.starts_with("2、健全行业管理体制")).unwrap();
    let next = text.lines().find(|line| line.starts_with("1、深化知识产权激励创新")).unwrap();
    let moved = text.replace(&format!("{line}\n"), "").replace(next, &format!("{line}\n\n{next}"));
    follow(&world, &moved).await;
    assert_eq!(owed(&world).await, before, "it stands in another project, and is the same task");
}

#[tokio::test]
async fn a_text_that_another_version_overtook_is_put_in_again_before_it_binds() {
    let world = proved().await;
    let text = world.text_of_plan();
    let early =
        world.load_plan(&clerk(&world), &text.replace("2、健全行业管理体制", INSERTED)).await.unwrap();
    follow(&world, &text).await;
    let issue = taking("issue", &["document_number=演示发〔2026〕3号", "issued_on=2026-10-08"]);
    let refused = take(&world.app, &clerk(&world), &early, &issue, Mode::Save).await;
    assert_eq!(told(refused), [("plan-overtaken".to_owned(), String::new())]);
    let seen = preview(&world.app, &clerk(&world), &early, "issue", None).await.unwrap();
    assert_eq!(seen.problems[0].code, "plan-overtaken", "it is told before anybody tries");
}
