//! Figures of a county: counted from its records, against what its plan wants, seen by whom they concern, proved to strangers.

use std::collections::BTreeSet;
use std::fs;

use app::indicators::{
    Card, Cause, Change, Difference, Narrowed, Reach, RowsSeen, Shown, cards, check_stories, close,
    of_cockpit, open, prove, questions, records, show, snapshot, take, verify,
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
pub(crate) const COLUMNS: [&str; 6] = ["cards", "cockpit", "show", "prove", "questions", "take"];

/// What somebody sees, in one letter each: of all cards `+` those of the office too, `0` the public ones; of the cockpit whether there is
/// any; of an indicator with fields that are not public `+` its rows, `0` the figure alone; whether they get its proof, the
/// questions, and its rows as a file; `.` not to be found or not allowed.
async fn row(world: &World, actor: &Actor) -> String {
    let app = &world.app;
    let letter = |is: bool| if is { '+' } else { '0' };
    let all = cards(app, actor, When::default(), false).await.unwrap();
    let cockpit = of_cockpit(app, actor).await.unwrap().cards;
    let shown = show(app, actor, PLEDGES, When::default(), false).await;
    let proved = prove(app, actor, PLEDGES, When::default(), false).await;
    let questions = questions(app, actor).await;
    let taken = take(app, actor, PLEDGES, (When::default(), false), Narrowed::default(), "csv").await;
    let row: String = [
        letter(all.iter().any(|card| !card.indicator.public)),
        letter(!cockpit.is_empty()),
        shown.map_or('.', |shown| letter(shown.opened.rows != RowsSeen::None)),
        if proved.is_ok() { '+' } else { '.' },
        if questions.is_ok() { '+' } else { '.' },
        if taken.is_ok() { '+' } else { '.' },
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
        ("stranger", None, "00...."),
        ("citizen", None, "00...."),
        ("firm-user", None, "00...."),
        ("clerk", Some("market-supervision"), "++++++"),
        ("liaison", Some("street-yuehu"), "+++.+."),
        ("district-leader", None, "++++++"),
        ("system-administrator", None, "00...."),
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

/// A registered pledge that a body arranged, for a firm in some street.
async fn pledge(world: &World, number: &str, body: &str) {
    let fields = [
        ("number", number),
        ("body", body),
        ("pledgor", "演示企业001"),
        ("pledgee", "演示银行"),
        ("registered_on", "2026-03-02"),
        ("registered_amount", "500万元"),
        ("status", "registered"),
    ];
    say(world, "pledges", Said::Created { from: date(2026, 3, 2) }, &fields).await;
}

#[tokio::test]
async fn whoever_sees_some_records_sees_the_rows_that_open_them() {
    let world = world().await;
    pledge(&world, "2026-001", "market-supervision").await;
    pledge(&world, "2026-002", "street-yuehu").await;
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let past = (When::default(), false);
    let seen = records(&world.app, &liaison, PLEDGES, past, Narrowed::default()).await.unwrap();
    let rows = seen.rows();
    assert_eq!((rows.all, rows.hidden()), (2, 1));
    assert_eq!(rows.rows.iter().map(|row| row.key).collect::<Vec<&str>>(), ["2026-002"]);
    let found = show(&world.app, &liaison, PLEDGES, When::default(), false).await.unwrap();
    assert!(found.largest.is_none(), "who does not see all rows is told of no owner");
    // What a column says of records that are not seen cannot be asked for by their number.
    let by =
        |column: &str| Narrowed { by: Some((column.to_owned(), "演示企业001".to_owned())), change: None };
    let asked = records(&world.app, &liaison, PLEDGES, past, by("owner")).await;
    assert!(matches!(asked, Err(Error::Invalid(_))), "{asked:?}");
    assert!(records(&world.app, &clerk(&world), PLEDGES, past, by("owner")).await.is_ok());
}

#[tokio::test]
async fn what_went_opens_the_rows_that_went() {
    let world = world().await;
    two_inventions(&world).await;
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 9, 10) };
    say(&world, "patents", ended, &[("ended_on", "2026-09-10"), ("status", "lapsed")]).await;
    let then = When { as_of: Some(date(2026, 9, 20)), ..When::default() };
    let found = show(&world.app, &clerk(&world), DENSITY, then, false).await.unwrap();
    let (before, bridge) = found.bridge.as_ref().unwrap();
    assert_eq!((*before, bridge.opening, bridge.went, bridge.closing), (date(2026, 8, 31), 2, 1, 1));
    let went = Narrowed { by: None, change: Some(Change::Went) };
    let went = records(&world.app, &clerk(&world), DENSITY, (then, false), went).await.unwrap();
    assert_eq!(went.rows().rows.iter().map(|row| row.key).collect::<Vec<&str>>(), [SECOND]);
}

#[tokio::test]
async fn rows_that_are_not_public_are_taken_by_an_operation() {
    let world = world().await;
    pledge(&world, "2026-001", "market-supervision").await;
    let past = (When::default(), false);
    let newest =
        async || store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    let before = newest().await;
    take(&world.app, &clerk(&world), PLEDGES, past, Narrowed::default(), "xlsx").await.unwrap();
    let reader = world.app.store().reader().await.unwrap();
    let operation = store::operations::get(&reader, before + 1).await.unwrap().unwrap();
    assert_eq!((operation.act.as_str(), operation.subject.id.as_str()), ("export", PLEDGES));
    assert!(operation.reason.unwrap().starts_with("xlsx; as_of="));
    drop(reader);
    // What everybody may take leaves no trace.
    two_inventions(&world).await;
    let before = newest().await;
    take(&world.app, &clerk(&world), DENSITY, past, Narrowed::default(), "csv").await.unwrap();
    assert_eq!(newest().await, before);
}

#[tokio::test]
async fn a_proof_is_of_what_was_known_then() {
    let world = world().await;
    two_inventions(&world).await;
    let newest = store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    let then = When { as_of: None, known: Some(newest), known_on: None };
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let proved = prove(&world.app, &stranger, DENSITY, then, true).await.unwrap();
    assert_eq!((proved.proof.numerator.to_string().as_str(), proved.proof.known), ("2", newest));
    let there = tempfile::tempdir().unwrap();
    for file in &proved.files {
        let folder = there.path().join(&file.ledger);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(&file.path, folder.join(&file.name)).unwrap();
    }
    assert_eq!(verify(&proved.proof, there.path()).await.unwrap(), []);
    // The same state has the same files.
    let again = prove(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    assert_eq!(again.proof.snapshots, proved.proof.snapshots);
    assert_eq!(again.proof.numerator.to_string(), "1");
}

#[tokio::test]
async fn an_answer_lights_up_a_grey_target_at_once() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let of_target = |cards: &[Card]| {
        let found = cards.iter().find(|card| card.indicator.id == "pct-filings-growth");
        found.map(|card| (card.indicator.parameters.len(), card.indicator.definition.digest.clone()))
    };
    assert_eq!(
        of_target(&of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards),
        None,
        "a draft is in no cockpit"
    );
    let waiting = of_cockpit(&world.app, &clerk(&world)).await.unwrap().waiting;
    assert_eq!(waiting.len(), 1, "its target waits for an answer");
    let asked = questions(&world.app, &clerk(&world)).await.unwrap();
    let meaning = asked.iter().find(|question| question.id == "pct-meaning").unwrap();
    let choices: Vec<&str> = meaning.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!((choices, meaning.waiting().count()), (vec!["filings", "grants"], 2));
    let (ledger, question, value) = meaning.ledger.clone().unwrap();
    let answer = |number: &'static str, asked: &'static str, said: &'static str| {
        vec![
            ("number", number),
            ("answer", "会议议定（演示数据）"),
            ("decided_by", "演示县知识产权协调领导小组"),
            ("decided_on", "2026-08-20"),
            ("reason", "会议议定（演示数据）"),
            ("finding", asked),
            ("value", said),
        ]
    };
    assert_eq!((question.as_str(), value.as_str()), ("finding", "value"));
    let created = || Said::Created { from: date(2026, 8, 20) };
    say(&world, &ledger, created(), &answer("901", "pct-meaning", "filings")).await;
    let (_, answered) = of_target(&of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards).unwrap();
    let opened =
        open(&world.app, &clerk(&world), "pct-filings-growth", When::default(), false).await.unwrap();
    assert_eq!(opened.card.indicator.answers["pct-meaning"].value, "filings");
    assert_eq!(opened.card.indicator.definition.digest, answered);
    assert!(opened.card.indicator.definition.is_whole());
    let other = open(&world.app, &clerk(&world), "pct-grants-growth", When::default(), false).await.unwrap();
    assert_eq!(other.card.indicator.state, indicators::State::Draft, "the other meaning was not chosen");

    // A parameter has the value that was answered; one that it cannot have changes nothing, and the page says so.
    let high_value = async || {
        open(&world.app, &clerk(&world), "high-value-per-10000", When::default(), false).await.unwrap()
    };
    let fen = |opened: &app::indicators::Opened| {
        let parameters = &opened.card.indicator.parameters;
        parameters.iter().find(|parameter| parameter.id == "pledge_fen_min").unwrap().value.to_string()
    };
    say(&world, &ledger, created(), &answer("902", "pledge-amount", "很多")).await;
    let unusable = high_value().await;
    assert_eq!((fen(&unusable).as_str(), unusable.unusable.len()), ("0", 1));
    let corrected = Said::WasAlways { key: "902".to_owned(), from: date(2026, 8, 20), to: None };
    say(&world, &ledger, corrected, &[("value", "1000000000")]).await;
    let usable = high_value().await;
    assert_eq!((fen(&usable).as_str(), usable.unusable.len()), ("1000000000", 0));
}

#[tokio::test]
async fn what_was_published_stands_beside_what_is_counted() {
    let world = world().await;
    two_inventions(&world).await;
    let today = world.app.today();
    let said = |division: &'static str, period: &'static str, value: &'static str, on: Date| {
        vec![
            ("division".to_owned(), division.to_owned()),
            ("name".to_owned(), "演示区县".to_owned()),
            ("indicator".to_owned(), DENSITY.to_owned()),
            ("period".to_owned(), period.to_owned()),
            ("value".to_owned(), value.to_owned()),
            ("unit".to_owned(), "件/万人".to_owned()),
            ("published_on".to_owned(), on.to_string()),
            ("source".to_owned(), "演示月报（演示数据）".to_owned()),
        ]
    };
    for fields in [
        said("430105", "2026-06", "0.02", today),
        said("430105", "2026-05", "0.5", today),
        said("430104", "2026-06", "9", today),
    ] {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(id, cell)| (id.as_str(), cell.as_str())).collect();
        say(&world, "peer-figures", Said::Created { from: date(2026, 7, 1) }, &fields).await;
    }
    let differences = async || {
        let found = shown(&world, &clerk(&world), When::default()).await;
        let told = found.published.iter().map(|it| (it.as_of, it.value.to_string(), it.difference.clone()));
        told.collect::<Vec<(Date, String, Difference)>>()
    };
    let june = |difference| (date(2026, 6, 30), "0.02".to_owned(), difference);
    let may = (date(2026, 5, 31), "0.5".to_owned(), Difference::Unknown);
    assert_eq!(differences().await, [june(Difference::None), may.clone()]);
}

#[tokio::test]
async fn a_year_that_got_worse_says_what_did_it() {
    let world = world().await;
    // One of one is an invention at the end of 2025; of two in 2026 one is, and then none is.
    invention(&world, FIRST, &[]).await;
    invention(
        &world,
        ELSEWHERE,
        &[("kind", "utility-model"), ("filed_on", "2023-10-12"), ("granted_on", "2026-02-03")],
    )
    .await;
    let share = async || {
        show(&world.app, &clerk(&world), "share-of-inventions", When::default(), false).await.unwrap()
    };
    let [fall] = &share().await.falls[..] else { panic!("one year is compared") };
    assert_eq!((fall.year, fall.cause), (2026, Cause::Denominator));
    let ended = Said::Became { key: FIRST.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    assert_eq!(share().await.falls[0].cause, Cause::Numerator);
}
