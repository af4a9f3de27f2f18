//! What a step brings about is seen before it is taken: who gets what, who is told of it, and who could not go on.

use app::cases::{Gap, Opening, Preview, Taking, Wanted, list, preview, start, take};
use app::records::Mode;
use app::{Actor, Error};

use crate::world::{World, world};

const STREET: &str = "street-shaping";
const PARK: &str = "street-tongtai";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    let pair = |(field, value): &(&str, &str)| ((*field).to_owned(), vec![(*value).to_owned()]);
    Taking::new(step, fields.iter().map(pair).collect())
}

async fn round(world: &World) -> String {
    let fields = [("quarter", "2026-q3"), ("title", "三季度调度（演示数据）"), ("due_date", "2026-09-25")];
    let round = start(&world.app, &clerk(world), "round", &taking("draft", &fields), Mode::Save).await;
    round.unwrap().number.unwrap()
}

async fn seen(world: &World, number: &str) -> Preview {
    preview(&world.app, &clerk(world), number, "issue", None).await.unwrap()
}

/// What of a body is shown: its cases, who is told of them, and what nobody can do.
fn of(opening: &Opening, body: &str) -> (usize, Vec<(String, usize)>, Vec<String>) {
    let share = &opening.shares[body];
    let told = share.told.iter().map(|(role, count)| (role.zh.clone(), *count)).collect();
    let gap = |gap: &Gap| {
        let roles: Vec<&str> = gap.roles.iter().map(|role| role.zh.as_str()).collect();
        format!("{}：{}", gap.step.zh, roles.join("、"))
    };
    let gaps = share.gaps.iter().map(gap).collect();
    (share.cases.len(), told, gaps)
}

const LIAISON: &str = "街道、园区、部门联络员";
const LEADER: &str = "单位负责人";

#[tokio::test]
async fn a_round_shows_who_is_asked_for_what_and_where_nobody_could_answer() {
    let world = world().await;
    world.account("clerk", Some("market-supervision")).await;
    let round = round(&world).await;
    let early = seen(&world, &round).await;
    assert_eq!(early.problems[0].code, "no-duties", "without a plan there is nothing to ask for");
    let plan = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &plan).await;
    world.account("liaison", Some(STREET)).await;
    let locked = world.account("liaison", Some(PARK)).await;
    world.lock(locked).await;
    let leader = world.account("leader", Some(STREET)).await;

    let shown = seen(&world, &round).await;
    let [opening] = shown.openings.as_slice() else { panic!("{shown:?}") };
    assert_eq!((opening.cases, opening.there, opening.shares.len()), (171, 0, 42));
    let told = |count| vec![(LIAISON.to_owned(), count)];
    assert_eq!(of(opening, STREET), (5, told(1), vec![]));
    let gap = vec![format!("送签：{LIAISON}")];
    let park = of(opening, PARK);
    assert_eq!((park.1, park.2), (told(0), gap), "an account that is locked cannot act");
    assert_eq!(opening.gaps(), 40, "all but the street and the office, whose clerk may write for it");
    let [message] = opening.messages.as_slice() else { panic!("{opening:?}") };
    assert_eq!((message.text.zh.as_str(), message.texts), ("请于2026年9月25日前报送：加强组织领导管理", 20));
    assert_eq!((message.accounts, message.to_do), (1, true));
    let [own] = shown.messages.as_slice() else { panic!("{shown:?}") };
    assert_eq!((own.text.zh.as_str(), own.accounts), ("三季度调度（演示数据）已下发，2026年9月25日截止", 1));

    let reports = async || list(&world.app, &clerk(&world), "report", &Wanted::default()).await.unwrap();
    assert!(reports().await.cases.is_empty(), "looking opens nothing");
    take(&world.app, &clerk(&world), &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    assert_eq!(reports().await.totals, [("writing".to_owned(), 171)], "what was shown is what is done");
    let told = Actor { account: Some(leader), ..clerk(&world) };
    let inbox = app::inbox::list(&world.app, &told, true, None).await.unwrap().messages;
    assert_eq!(inbox[0].title_zh, own.text.zh);
    let again = preview(&world.app, &clerk(&world), &round, "issue", None).await;
    assert!(matches!(again, Err(Error::NotAllowed(_))), "{again:?}");
}

#[tokio::test]
async fn a_plan_shows_the_sheets_that_it_gives_before_anybody_owes_anything() {
    let world = world().await;
    let plan = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.account("liaison", Some(STREET)).await;
    let shown = seen(&world, &plan).await;
    let [opening] = shown.openings.as_slice() else { panic!("{shown:?}") };
    assert_eq!((opening.cases, opening.shares.len(), opening.gaps()), (42, 42, 42));
    // The liaison may disagree, and nobody may sign.
    let told = vec![(LEADER.to_owned(), 0), (LIAISON.to_owned(), 1)];
    assert_eq!(of(opening, STREET), (1, told, vec![format!("签收：{LEADER}")]));
    let message = &opening.messages[0];
    assert_eq!(message.text.zh, "请于2026-09-15前签收职责单：实施方案（演示数据）");
    assert_eq!(message.texts, 1);
    assert_eq!(
        shown.messages[0].text.zh, "实施方案（演示数据）已印发（〔发文字号〕），请查看本单位职责",
        "what is still to be said stands there by its name"
    );
    let standings = app::duties::standings(&world.app, &clerk(&world)).await.unwrap();
    assert!(standings.duties.is_empty(), "what was only looked at binds nobody");
    world.issue_plan(&clerk(&world), &plan).await;
    let second = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    assert_eq!(seen(&world, &second).await.openings[0].cases, 42, "another version asks again");
}
