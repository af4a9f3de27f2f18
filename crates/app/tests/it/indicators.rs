//! Figures of a county: counted from its records, against what its plan wants, seen by whom they concern, proved to strangers.

use std::collections::BTreeSet;
use std::fs;

use app::indicators::{
    Card, Change, Narrowed, Reach, RowsSeen, Shown, cards, check_stories, close, of_cockpit, open, prove,
    records, show, snapshot, take, verify,
};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::{Actor, Error};
use indicators::{GroupName, Light};
use jiff::civil::{Date, date};
use pack::Pack;
use store::Database;

use crate::county::on_both;
use crate::world::{World, world, world_on};

const DENSITY: &str = "inventions-per-10000";
/// An indicator that counts from what is not public.
const PLEDGES: &str = "pledge-registered";
const FIRST: &str = "202410123456.0";
const SECOND: &str = "202410000001.X";
const ELSEWHERE: &str = "202320123456.1";

async fn say(world: &World, ledger: &str, said: Said, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let proposal =
        Proposal { said, given: Given::Cells(cells), reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, &clerk(world), ledger, &proposal, Mode::Save).await.unwrap();
}

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

/// An invention of the county unless it is said otherwise.
async fn invention(world: &World, number: &str, more: &[(&str, &str)]) {
    let mut fields = vec![
        ("application_number", number),
        ("kind", "invention"),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("division", "430105"),
        ("filed_on", "2024-03-05"),
        ("granted_on", "2025-06-17"),
        ("status", "valid"),
    ];
    fields.retain(|(id, _)| more.iter().all(|(other, _)| id != other));
    fields.extend(more);
    say(world, "patents", Said::Created { from: date(2025, 6, 17) }, &fields).await;
}

async fn two_inventions(world: &World) {
    invention(world, FIRST, &[("body", "street-yuehu")]).await;
    invention(world, SECOND, &[]).await;
}

async fn shown(world: &World, actor: &Actor, when: When) -> Shown {
    show(&world.app, actor, DENSITY, when, false).await.unwrap()
}

/// Value, numerator, denominator.
fn told(card: &Card) -> String {
    let figure = card.computed.figure().unwrap();
    format!("{} = {} / {}", figure.text.zh, figure.numerator, figure.denominator.unwrap())
}

#[tokio::test]
async fn the_stories_of_the_packs_hold() {
    for name in ["china", "kaifu", "kaifu-demo"] {
        let problems = check_stories(&Pack::built_in(name).unwrap()).await.unwrap();
        let problems: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.place, problem.what.en)).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn a_figure_is_the_rows_it_counts() {
    on_both(counted);
}

async fn counted(database: Database) {
    let world = world_on(database).await;
    two_inventions(&world).await;
    // 82.079 ten thousand residents at the census of 2020: the newest number that the county knows.
    let found = shown(&world, &clerk(&world), When::default()).await;
    assert_eq!(told(&found.opened.card), "0.02 = 2 / 820790");
    let past = (When::default(), false);
    let all = records(&world.app, &clerk(&world), DENSITY, past, Narrowed::default()).await.unwrap();
    let rows = all.rows();
    assert_eq!((rows.all, rows.sum, rows.hidden()), (2, 2, 0));
    let (by, groups) = &found.parts[0];
    let groups: Vec<(&GroupName, i128)> = groups.iter().map(|group| (&group.name, group.sum)).collect();
    assert_eq!(by, "body");
    assert_eq!(groups, [(&GroupName::Value("street-yuehu".to_owned()), 1), (&GroupName::Undecided, 1)]);

    // What counts elsewhere does not count here, and a change is seen at once.
    invention(&world, ELSEWHERE, &[("kind", "utility-model"), ("filed_on", "2023-10-12")]).await;
    assert_eq!(told(&shown(&world, &clerk(&world), When::default()).await.opened.card), "0.02 = 2 / 820790");
    let before = Some(store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap());
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    let now = shown(&world, &clerk(&world), When::default()).await;
    assert_eq!(told(&now.opened.card), "0.01 = 1 / 820790");
    let (_, bridge) = now.bridge.as_ref().unwrap();
    assert_eq!((bridge.opening, bridge.came, bridge.went, bridge.closing), (1, 0, 0, 1));

    // What was known before is still known, as of the same day.
    let then = When { as_of: None, known: before, known_on: None };
    assert_eq!(told(&shown(&world, &clerk(&world), then).await.opened.card), "0.02 = 2 / 820790");
    let july = When { as_of: Some(date(2026, 7, 31)), ..When::default() };
    assert_eq!(told(&shown(&world, &clerk(&world), july).await.opened.card), "0.02 = 2 / 820790");
}

#[tokio::test]
async fn an_indicator_is_measured_by_what_the_plan_in_force_wants() {
    let world = world().await;
    two_inventions(&world).await;
    let before = shown(&world, &clerk(&world), When::default()).await;
    assert!(before.opened.card.bound.is_none(), "no plan binds yet");
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let card = shown(&world, &clerk(&world), When::default()).await.opened.card;
    let bound = card.bound.as_ref().unwrap();
    assert_eq!((bound.said.number, bound.target.by), (120.0, Some(date(2026, 12, 31))));
    assert_eq!(card.judgement.light, Light::Red);
    assert_eq!(card.judgement.reached, Some(false));
    // 120 of ten thousand residents are 9,849.48 inventions, and that many is not more: 9,850 are needed.
    let gap = card.judgement.gap_to_target.as_ref().and_then(|gap| gap.things.clone()).unwrap();
    assert_eq!(gap.to_string(), "9848");
}

#[tokio::test]
async fn what_nobody_recorded_is_grey_and_says_what_is_missing() {
    let world = world().await;
    let card = shown(&world, &clerk(&world), When::default()).await.opened.card;
    assert!(card.computed.figure().is_none());
    assert_eq!(card.judgement.light, Light::Grey);
    assert!(card.judgement.sentence.zh.contains("专利"), "{}", card.judgement.sentence.zh);
}

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 4] = ["cards", "cockpit", "show", "prove"];

/// What somebody sees, in one letter each: of all cards `+` those of the office too, `0` the public ones; of the cockpit whether there is
/// any; of an indicator with fields that are not public `+` its rows, `0` the figure alone; whether they get its proof; `.` not to be
/// found.
async fn row(world: &World, actor: &Actor) -> String {
    let app = &world.app;
    let letter = |is: bool| if is { '+' } else { '0' };
    let all = cards(app, actor, When::default(), false).await.unwrap();
    let cockpit = of_cockpit(app, actor).await.unwrap();
    let shown = show(app, actor, PLEDGES, When::default(), false).await;
    let proved = prove(app, actor, PLEDGES, When::default(), false).await;
    let row: String = [
        letter(all.iter().any(|card| !card.indicator.public)),
        letter(!cockpit.is_empty()),
        shown.map_or('.', |shown| letter(shown.opened.rows != RowsSeen::None)),
        if proved.is_ok() { '+' } else { '.' },
    ]
    .into_iter()
    .collect();
    assert_eq!(row.len(), COLUMNS.len());
    row
}

#[tokio::test]
async fn each_role_sees_the_figures_that_concern_it() {
    let world = world().await;
    two_inventions(&world).await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let loan = [
        ("number", "2026-001"),
        ("body", "market-supervision"),
        ("pledgor", "演示企业001"),
        ("pledgee", "演示银行"),
        ("registered_on", "2026-03-02"),
        ("registered_amount", "500万元"),
        ("status", "registered"),
    ];
    say(&world, "pledges", Said::Created { from: date(2026, 3, 2) }, &loan).await;
    let rows = [
        ("stranger", None, "00.."),
        ("citizen", None, "00.."),
        ("firm-user", None, "00.."),
        ("clerk", Some("market-supervision"), "++++"),
        ("liaison", Some("street-yuehu"), "+++."),
        ("district-leader", None, "++++"),
        ("system-administrator", None, "00.."),
    ];
    let mut found = Vec::new();
    for (role, body, _) in rows {
        found.push((role, row(&world, &world.actor(role, body)).await));
    }
    let expected: Vec<(&str, String)> =
        rows.iter().map(|(role, _, row)| (*role, (*row).to_owned())).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn figures_are_for_everybody_who_works_here_and_rows_for_those_who_see_them() {
    let world = world().await;
    two_inventions(&world).await;
    for (role, body) in [("clerk", Some("market-supervision")), ("district-leader", None)] {
        let found = shown(&world, &world.actor(role, body), When::default()).await;
        assert_eq!(
            (told(&found.opened.card).as_str(), &found.opened.rows),
            ("0.02 = 2 / 820790", &RowsSeen::All),
            "{role}"
        );
    }
    // Strangers see what is public, and of that the rows, because it touches public fields only.
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let public = show(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    assert_eq!(public.opened.reach, Reach::Strangers);
    let all = cards(&world.app, &stranger, When::default(), false).await.unwrap();
    let ids: BTreeSet<&str> = all.iter().map(|card| card.indicator.id.as_str()).collect();
    assert!(ids.contains(DENSITY) && all.iter().all(|card| card.indicator.public));
    let unknown = show(&world.app, &stranger, "fees-due", When::default(), false).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_stranger_computes_a_figure_again_and_finds_a_changed_byte() {
    let world = world().await;
    two_inventions(&world).await;
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let proved = prove(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    let there = tempfile::tempdir().unwrap();
    for file in &proved.files {
        let named = (file.ledger.as_str(), file.state.as_str(), file.name.as_str());
        let handed_out = snapshot(&world.app, &stranger, (DENSITY, true), named).await.unwrap();
        let folder = there.path().join(&file.ledger);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(handed_out.path, folder.join(&file.name)).unwrap();
    }
    let proof = indicators::Proof::read("d1.json", &proved.proof.to_json()).unwrap();
    assert_eq!(verify(&proof, there.path()).await.unwrap(), []);
    // Whoever says another number is found out.
    let mut other = proof.clone();
    other.numerator = indicators::Exact::whole(3);
    let differences = verify(&other, there.path()).await.unwrap();
    assert_eq!(differences.iter().map(|it| it.part.as_str()).collect::<Vec<&str>>(), ["numerator"]);
    // The address is no public field, so the public snapshot does not have it.
    let open = there.path().join("patents").join("open.parquet");
    let mut bytes = fs::read(&open).unwrap();
    assert!(!bytes.windows(7).any(|word| word == b"address"));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&open, bytes).unwrap();
    let problems = verify(&proof, there.path()).await.unwrap_err();
    assert!(
        problems.iter().any(|problem| problem.place.file.as_deref() == Some("open.parquet")),
        "{problems:?}"
    );
    fs::remove_dir_all(there.path().join("patents")).unwrap();
    assert_eq!(verify(&proof, there.path()).await.unwrap_err()[0].code, "no-snapshot");
}

#[tokio::test]
async fn periods_are_closed_once_and_keep_what_was_said() {
    let world = world().await;
    two_inventions(&world).await;
    let closed = close(&world.app).await.unwrap();
    assert!(closed > 0);
    assert_eq!(close(&world.app).await.unwrap(), 0, "each period is closed once");
    // Entered late: the second invention had ended in July. The closed figure of August stays, what is known now stands beside.
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 7, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-07-01"), ("status", "lapsed")]).await;
    let found = shown(&world, &clerk(&world), When::default()).await;
    let august: Date = date(2026, 8, 31);
    let said = found.closed.iter().find(|figure| figure.as_of == august).unwrap();
    assert_eq!((said.numerator.as_deref(), said.counted), (Some("2"), 2));
    let now = found.series.iter().find(|point| point.as_of == august).unwrap();
    assert_eq!((said.value.as_deref(), now.text.zh.as_str()), (Some("0.02"), "0.01"));
}
