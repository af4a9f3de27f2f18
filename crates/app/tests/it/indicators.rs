//! Figures of a county: counted from its records, against what its plan wants, seen by whom they concern, proved to strangers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::indicators::{
    Card, Cause, Change, Difference, Narrowed, Reach, RowsSeen, Shown, cards, check_stories, close,
    of_cockpit, open, prove, questions, records, show, snapshot, take, verify,
};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::{Actor, Clock, Error, Surroundings};
use indicators::{Comparator, Detail, GroupName, Light, State};
use jiff::civil::{Date, date};
use pack::Pack;
use store::Database;

use crate::county::on_both;
use crate::world::{World, settings, world, world_on};

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
async fn what_can_be_proved_stands_beside_the_day_on_which_it_is_final() {
    let world = world().await;
    two_inventions(&world).await;
    let provisional = async |as_of: Option<Date>| {
        let found = shown(&world, &clerk(&world), When { as_of, ..When::default() }).await;
        found.opened.card.provisional
    };
    // The population of the last day of the plan is published in the year after.
    let last = provisional(Some(date(2026, 12, 31))).await.unwrap();
    assert_eq!(last.final_on, date(2027, 12, 31));
    assert!(last.sentence.zh.contains("截至2026-12-31") && last.sentence.zh.contains("2027"), "{last:?}");
    assert_eq!(provisional(Some(date(2025, 8, 31))).await, None, "a year later it is final");
    // Once a plan wants it reached, it is the day of the target from which the months run.
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    assert_eq!(provisional(None).await.unwrap().final_on, date(2027, 12, 31));
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
    pledge_of(world, number, body, "演示企业001").await;
}

/// The same of a firm.
async fn pledge_of(world: &World, number: &str, body: &str, pledgor: &str) {
    let fields = [
        ("number", number),
        ("body", body),
        ("pledgor", pledgor),
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
    let by = |column: &str| Narrowed {
        by: Some((column.to_owned(), "演示企业001".to_owned())),
        ..Narrowed::default()
    };
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
    let went = Narrowed { change: Some(Change::Went), ..Narrowed::default() };
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
    assert_eq!(other.card.indicator.state, State::Draft, "the other meaning was not chosen");

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

/// Records what was decided of an open question.
async fn answer(world: &World, number: &str, question: &str, value: &str) {
    let fields = [
        ("number", number),
        ("answer", "会议议定（演示数据）"),
        ("decided_by", "演示县知识产权协调领导小组"),
        ("decided_on", "2026-08-20"),
        ("reason", "会议议定（演示数据）"),
        ("finding", question),
        ("value", value),
    ];
    say(world, "answers", Said::Created { from: date(2026, 8, 20) }, &fields).await;
}

#[tokio::test]
async fn words_without_a_number_of_their_own_are_judged_as_they_are_read() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let opened = async |id: &str| open(&world.app, &clerk(&world), id, When::default(), false).await.unwrap();
    // 配备1名以上 is per place: all of them is 100 %. Whoever left in August was not replaced.
    let places = opened("staffed-places").await.card;
    let bound = places.bound.as_ref().unwrap();
    assert!(bound.reading.is_some() && bound.said.reading, "{bound:?}");
    assert_eq!(
        (bound.target.comparator, bound.target.number.to_string().as_str(), bound.target.by),
        (Comparator::Exactly, "100", Some(date(2026, 12, 31)))
    );
    let Detail::Coverage { holes, .. } = &places.computed.figure().unwrap().detail else {
        panic!("{places:?}")
    };
    assert!(holes.contains(&"street-yuehu".to_owned()), "{holes:?}");
    assert_eq!((places.judgement.reached, places.judgement.light), (Some(false), Light::Yellow));
    // The plan names a number there, so the cockpit shows it at that target.
    let at = bound.at.unwrap();
    let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards;
    assert!(cockpit.iter().any(|card| card.indicator.id == "staffed-places" && card.measures(at)));
    // 清零 has no number at all, and its task is that in which the words stand.
    let none_left = opened("firms-without-invention").await.card.bound.unwrap();
    assert_eq!((none_left.at, none_left.target.number.to_string().as_str()), (None, "0"));
    assert!(none_left.said.task.is_some(), "{none_left:?}");
}

#[tokio::test]
async fn a_draft_that_waits_for_a_value_is_approved_by_it() {
    let world = world().await;
    let state = async |id: &str| {
        let opened = open(&world.app, &clerk(&world), id, When::default(), false).await.unwrap();
        opened.card.indicator.state
    };
    let waiting = ["mediation-coverage", "repeat-infringement", "patent-grants-band", "rank-of-inventions"];
    for id in waiting {
        assert_eq!(state(id).await, State::Draft, "{id}");
    }
    // What cannot be the value approves nothing.
    answer(&world, "901", "working", "有时").await;
    assert_eq!(state("mediation-coverage").await, State::Draft);
    answer(&world, "902", "working", "year").await;
    answer(&world, "903", "repeat", "5").await;
    answer(&world, "904", "leading", "5").await;
    answer(&world, "905", "band-lower", "0").await;
    assert_eq!(state("patent-grants-band").await, State::Draft, "the other bound is not known yet");
    answer(&world, "906", "band-upper", "30").await;
    for id in waiting {
        assert_eq!(state(id).await, State::Approved, "{id}");
    }
    // Each question stands once on the page, however many ask it.
    let asked = questions(&world.app, &clerk(&world)).await.unwrap();
    let ids: BTreeSet<&str> = asked.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids.len(), asked.len());
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

    // Two days later it becomes known that the second had ended in June: the record that explains the difference opens.
    world.later("2026-09-03T12:00:00+08:00");
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 6, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-06-01"), ("status", "lapsed")]).await;
    let since = Difference::Since { published_on: today, came: 0, went: 1, revalued: 0 };
    assert_eq!(differences().await, [june(since), may]);
    let end_of_june = When { as_of: Some(date(2026, 6, 30)), ..When::default() };
    let changed = async |change: Change| {
        let asked = Narrowed { change: Some(change), since: Some(today), ..Narrowed::default() };
        let found = records(&world.app, &clerk(&world), DENSITY, (end_of_june, false), asked).await.unwrap();
        found.rows().rows.iter().map(|row| row.key.to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(changed(Change::Went).await, [SECOND]);
    assert!(changed(Change::Came).await.is_empty() && changed(Change::Revalued).await.is_empty());
}

/// A matter of a body that was closed on a day.
async fn matter(world: &World, number: &str, body: &str, closed_on: &str) {
    let fields = [
        ("number", number),
        ("subject", "侵害外观设计专利权（演示数据）"),
        ("kind", "行政裁决"),
        ("body", body),
        ("right_kind", "design"),
        ("infringement", "是"),
        ("claimant_type", "private"),
        ("claimant_origin", "local"),
        ("accepted_on", "2026-03-02"),
        ("due_on", "2026-06-02"),
        ("limit_basis", "专利行政裁决的办理期限（演示）"),
        ("closed_on", closed_on),
        ("outcome", "upheld"),
        ("source", "演示办案系统"),
    ];
    say(world, "matters", Said::Created { from: date(2026, 3, 2) }, &fields).await;
}

#[tokio::test]
async fn what_is_missing_of_a_denominator_opens() {
    let world = world().await;
    matter(&world, "2026-001", "market-supervision", "2026-05-20").await;
    matter(&world, "2026-002", "market-supervision", "2026-06-10").await;
    matter(&world, "2026-003", "street-yuehu", "2026-06-11").await;
    let past = (When::default(), false);
    let asked = || Narrowed { missing: true, ..Narrowed::default() };
    let shown_of = async |actor: &Actor, id: &str| {
        show(&world.app, actor, id, When::default(), false).await.unwrap().missing
    };
    // Which were late.
    assert_eq!(shown_of(&clerk(&world), "closed-in-time").await, Some(2));
    let late = records(&world.app, &clerk(&world), "closed-in-time", past, asked()).await.unwrap();
    let rows = late.rows();
    let opened: Vec<(&str, Option<&str>)> =
        rows.rows.iter().map(|row| (row.record.unwrap(), row.ledger)).collect();
    assert_eq!(opened, [("2026-002", Some("matters")), ("2026-003", Some("matters"))]);
    assert_eq!((rows.all, rows.sum, rows.hidden()), (2, 2, 0));
    // A body sees its own of them, and that there are others.
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let late = records(&world.app, &liaison, "closed-in-time", past, asked()).await.unwrap();
    let rows = late.rows();
    assert_eq!(rows.rows.iter().map(|row| row.key).collect::<Vec<&str>>(), ["2026-003"]);
    assert_eq!((rows.all, rows.hidden()), (2, 1));
    // Which places have nobody: the record of the place opens.
    assert_eq!(shown_of(&clerk(&world), "staffed-places").await, Some(2));
    let holes = records(&world.app, &clerk(&world), "staffed-places", past, asked()).await.unwrap();
    let rows = holes.rows();
    let [never, no_longer] = &rows.rows[..] else { panic!("two places have nobody: {rows:?}") };
    assert_eq!((never.key, never.ledger), ("street-qingzhuhu", Some("bodies")));
    assert_eq!((never.name, no_longer.key), (Some("青竹湖街道"), "street-yuehu"));
    // What is divided by residents misses none of them; what is divided by nothing misses nothing.
    two_inventions(&world).await;
    assert_eq!(shown_of(&clerk(&world), DENSITY).await, None);
    let nothing = records(&world.app, &clerk(&world), PLEDGES, past, asked()).await;
    assert!(matches!(nothing, Err(Error::NotFound)), "{nothing:?}");
}

#[tokio::test]
async fn the_largest_owners_and_all_others_add_up_to_the_figure() {
    let world = world().await;
    for firm in 1..=22 {
        pledge_of(&world, &format!("2026-{firm:03}"), "market-supervision", &format!("演示企业{firm:03}"))
            .await;
    }
    let found = show(&world.app, &clerk(&world), PLEDGES, When::default(), false).await.unwrap();
    let (_, owners) = found.parts.iter().find(|(by, _)| by == "owner").unwrap();
    let named = owners.iter().filter(|group| matches!(group.name, GroupName::Value(_))).count();
    let merged: Vec<usize> =
        owners.iter().filter(|group| group.name == GroupName::Merged).map(|group| group.rows).collect();
    assert_eq!((named, merged), (20, vec![2]));
    let numerator = found.opened.card.computed.figure().unwrap().numerator;
    assert_eq!(owners.iter().map(|group| group.sum).sum::<i128>(), numerator);
    // Who does not see all rows is told of no owner.
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let found = show(&world.app, &liaison, PLEDGES, When::default(), false).await.unwrap();
    assert!(found.parts.iter().all(|(by, _)| by != "owner"));
}

#[tokio::test]
async fn a_growth_has_no_points_before_it_can_grow() {
    let world = world().await;
    let found =
        show(&world.app, &clerk(&world), "plant-varieties-growth", When::default(), false).await.unwrap();
    let days: Vec<Date> = found.series.iter().map(|point| point.as_of).collect();
    assert_eq!(days, [date(2024, 12, 31), date(2025, 12, 31), date(2026, 9, 1)]);
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

/// A county in which the share of inventions has been counted by another method since 2026.
async fn by_another_method() -> World {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("another-method");
    let there = pack.join("indicators/share-of-inventions");
    fs::create_dir_all(&there).unwrap();
    let manifest = "schema = 1\nname = \"another-method\"\ntitle = { zh = \"演示区县\", en = \"demonstration\" }\n\
                    extends = \"kaifu\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/china/indicators/share-of-inventions");
    for name in ["rows.sql", "base.sql", "stories.txt"] {
        _ = fs::copy(here.join(name), there.join(name)).unwrap();
    }
    let declared = fs::read_to_string(here.join("indicator.toml")).unwrap();
    let since = declared.replacen(
        "in_force = 2024-01-01\nversion = 1\n",
        "method = \"ledger\"\nin_force = 2026-01-01\nversion = 2\n",
        1,
    );
    let before = "[[earlier]]\nversion = 1\nuntil = 2025-12-31\nwhat = { zh = \"按抽样调查\", en = \"by a survey\" }\n";
    fs::write(there.join("indicator.toml"), format!("{since}\n{before}")).unwrap();
    let clock = Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap());
    let pack = pack::Pack::open(&pack).unwrap();
    let surroundings = Surroundings::default();
    let app =
        app::county::create(&settings(folder.path()), pack, true, clock.clone(), surroundings).await.unwrap();
    World::of(app, clock, folder)
}

#[tokio::test]
async fn another_method_begins_another_series() {
    let told = async |world: &World| {
        invention(world, FIRST, &[]).await;
        let later = [("kind", "utility-model"), ("filed_on", "2023-10-12"), ("granted_on", "2026-02-03")];
        invention(world, ELSEWHERE, &later).await;
        let found = show(&world.app, &clerk(world), "share-of-inventions", When::default(), false).await;
        let found = found.unwrap();
        let last = found.series.last().map(|point| (point.as_of, point.text.zh.clone()));
        assert_eq!(last, Some((date(2026, 9, 1), "50.00".to_owned())));
        (found.series.len() > 1, found.falls.len(), found.bridge.is_some())
    };
    // Of one method the years before stand beside this one, and a fall is told.
    assert_eq!(told(&world().await).await, (true, 1, true));
    // Across the break nothing is compared: not in the series, not from year to year, not from one closing to the next.
    assert_eq!(told(&by_another_method().await).await, (false, 0, false));
}
