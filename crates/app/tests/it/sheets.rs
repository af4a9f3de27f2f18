//! A step for many cases by one spreadsheet: what goes out, what is told of what comes back, and what is taken.

use std::collections::BTreeMap;

use app::cases::{
    CaseRow, RowOutcome, SHEET_ROWS_MAX, Sheet, SheetTold, Taking, Wanted, list, sheet, show, start, take,
    take_sheet,
};
use app::records::Mode;
use app::{Actor, Error};
use jiff::civil::date;
use kernel::Problem;

use crate::world::{World, taking, world};

const STREET: &str = "street-shaping";

fn of(world: &World, role: &str, body: &str, account: i64) -> Actor {
    Actor { name: format!("account:{account}"), account: Some(account), ..world.actor(role, Some(body)) }
}

/// A round that asks each body for each of its duties: five of the street.
async fn asked() -> (World, Actor) {
    let world = world().await;
    let clerk = of(&world, "clerk", "market-supervision", 7);
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    step(&world, &clerk, &round.number.unwrap(), taking("issue", &[])).await;
    (world, clerk)
}

async fn step(world: &World, actor: &Actor, number: &str, taking: Taking) -> String {
    take(&world.app, actor, number, &taking, Mode::Save).await.unwrap().state
}

/// The rows of a sheet as they were taken along.
fn rows(sheet: &Sheet) -> Vec<CaseRow> {
    let row = |(listed, line): (&app::cases::Listed, usize)| CaseRow {
        line,
        number: listed.current.number.clone(),
        seen: listed.current.events,
        cells: sheet
            .asked()
            .map(|field| {
                let value = listed.current.fields.get(&field.id);
                (field.id.clone(), value.map(|value| field.write_cell(value)).unwrap_or_default())
            })
            .collect(),
        ..CaseRow::default()
    };
    sheet.cases.iter().zip(4..).map(row).collect()
}

fn fill(row: &mut CaseRow, cells: &[(&str, &str)]) {
    let cells = cells.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
    row.cells.extend(cells.collect::<BTreeMap<String, String>>());
}

/// Line, code and column of everything that is wrong.
fn wrong(told: &SheetTold) -> Vec<(usize, &str, &str)> {
    let place = |it: &'_ Problem| it.place.line.unwrap_or_default();
    told.problems
        .iter()
        .map(|it| (place(it), &*it.code, it.place.field.as_deref().unwrap_or_default()))
        .collect()
}

/// What becomes of each row, one letter each: taken, passed over, done before, overtaken.
fn outcomes(told: &SheetTold) -> String {
    assert_eq!(wrong(told), [], "nothing is wrong");
    let letter = |outcome: &RowOutcome| match outcome {
        RowOutcome::Taken(_) => 't',
        RowOutcome::PassedOver => '.',
        RowOutcome::DoneBefore => 'd',
        RowOutcome::Overtaken => 'o',
    };
    told.rows.iter().map(|row| letter(&row.outcome)).collect()
}

async fn sent(world: &World, actor: &Actor, step: &str, rows: &[CaseRow], save: bool) -> SheetTold {
    take_sheet(&world.app, actor, "report", step, rows, save).await.unwrap()
}

#[tokio::test]
async fn a_liaison_answers_a_quarter_with_one_sheet_and_may_send_it_twice() {
    let (world, _) = asked().await;
    let street = of(&world, "liaison", STREET, 8);
    let queue = list(&world.app, &street, "report", &Wanted::default()).await.unwrap();
    assert_eq!(queue.by_sheet.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["send"]);
    let taken_along = sheet(&world.app, &street, "report", "send").await.unwrap();
    let asked: Vec<&str> = taken_along.asked().map(|field| field.id.as_str()).collect();
    let fields = [
        "judgement",
        "judgement_reason",
        "measures",
        "unchanged",
        "problems",
        "next_steps",
        "coordination",
        "coordination_body",
        "records",
    ];
    assert_eq!(asked, fields);
    assert_eq!(taken_along.left().map(|field| field.id.as_str()).collect::<Vec<_>>(), ["evidence"]);
    let mut rows = rows(&taken_along);
    assert_eq!(rows.len(), 5, "those of the street and no others");
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), ".....");

    fill(
        &mut rows[0],
        &[("judgement", "达进度"), ("measures", "走访企业三家，逐户核对台账并当场答复问题（演示数据）")],
    );
    fill(
        &mut rows[1],
        &[("judgement", "behind"), ("measures", "走访企业一家，逐户核对台账并当场答复问题（演示数据）")],
    );
    fill(
        &mut rows[3],
        &[("judgement", "达进度"), ("measures", "写了一半，逐户核对台账并当场答复问题（演示数据）")],
    );
    rows[3].wanted = Some(false);
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, false).await), "tt...");
    let first = rows[0].number.clone();
    let looked_at = show(&world.app, &street, &first).await.unwrap();
    assert_eq!(looked_at.seen, 1, "looking takes nothing");
    let told = sent(&world, &street, "send", &rows, true).await;
    assert_eq!(outcomes(&told), "tt...");
    assert!(matches!(&told.rows[0].outcome, RowOutcome::Taken(state) if state.zh == "待签批"), "{told:?}");
    assert_eq!(told.rows[0].changed, ["judgement", "measures"]);
    let events = async |at: usize| {
        let shown = show(&world.app, &street, &rows[at].number).await.unwrap();
        (shown.current.state, shown.told.last().unwrap().operation)
    };
    let (one, other) = (events(0).await, events(1).await);
    assert_eq!((one.0.as_str(), other.0.as_str()), ("awaiting-signature", "awaiting-signature"));
    assert_eq!(other.1, one.1 + 1, "each is an operation of its own");

    // Sent again after it broke off: what is done is done, what is new is taken.
    fill(
        &mut rows[2],
        &[("judgement", "达进度"), ("measures", "培训两场，逐户核对台账并当场答复问题（演示数据）")],
    );
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), "ddt..");
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), "ddd..");
    assert_eq!(sheet(&world.app, &street, "report", "send").await.unwrap().cases.len(), 2);
}

#[tokio::test]
async fn what_is_entered_late_says_in_its_row_on_which_day_it_happened() {
    let (world, _) = asked().await;
    let street = of(&world, "liaison", STREET, 8);
    let mut rows = rows(&sheet(&world.app, &street, "report", "send").await.unwrap());
    world.later("2026-09-10T09:00:00+08:00");
    for row in &mut rows[..4] {
        fill(row, &[("judgement", "达进度"), ("measures", "走访，逐户核对台账并当场答复问题（演示数据）")]);
    }
    rows[0].happened = Some(date(2026, 9, 3));
    rows[1].happened = Some(date(2026, 8, 31));
    rows[2].happened = Some(date(2026, 9, 11));
    let refused = sent(&world, &street, "send", &rows, true).await;
    assert_eq!(wrong(&refused), [(5, "before-the-last", "happened-on"), (6, "future", "happened-on")]);
    (rows[1].happened, rows[2].happened) = (Some(date(2026, 9, 10)), None);
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), "tttt.");
    let days = async |at: usize| {
        let shown = show(&world.app, &street, &rows[at].number).await.unwrap();
        let event = shown.told.last().unwrap().event.clone();
        (event.happened.date(), event.recorded.date())
    };
    assert_eq!(days(0).await, (date(2026, 9, 3), date(2026, 9, 10)), "both days stand in the case");
    assert_eq!(days(1).await, (date(2026, 9, 10), date(2026, 9, 10)));
    assert_eq!(days(2).await, (date(2026, 9, 10), date(2026, 9, 10)));

    // Sent again on another day it is done; with another day it says something else, and nothing is written over.
    world.later("2026-09-11T09:00:00+08:00");
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), "dddd.");
    rows[0].happened = Some(date(2026, 9, 4));
    assert_eq!(outcomes(&sent(&world, &street, "send", &rows, true).await), "oddd.");
    // A day alone is something that was filled in, where a step asks for nothing else.
    let head = of(&world, "leader", STREET, 10);
    let signed = sheet(&world.app, &head, "report", "sign").await.unwrap();
    let mut signed = self::rows(&signed);
    signed[0].happened = Some(date(2026, 9, 10));
    assert_eq!(outcomes(&sent(&world, &head, "sign", &signed, true).await), "t...");
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_sheet_is_told_with_line_and_column_and_nothing_is_taken() {
    let (world, clerk) = asked().await;
    let street = of(&world, "liaison", STREET, 8);
    let theirs = sheet(&world.app, &street, "report", "send").await.unwrap();
    let mut rows = rows(&theirs);
    let all = list(&world.app, &clerk, "report", &Wanted::default()).await.unwrap();
    let strange =
        all.cases.iter().map(|it| &it.current.number).find(|it| rows.iter().all(|row| row.number != **it));
    fill(&mut rows[0], &[("judgement", "很好"), ("measures", "")]);
    rows[1].wanted = Some(true);
    fill(
        &mut rows[2],
        &[("judgement", "done"), ("measures", "完成，逐户核对台账并当场答复问题（演示数据）")],
    );
    rows[3].number = strange.unwrap().clone();
    rows[4].seen = 9;
    let row = |line: usize, number: &str| CaseRow {
        line,
        number: number.to_owned(),
        seen: 1,
        ..CaseRow::default()
    };
    rows.extend([row(9, "report-2026-9999"), row(10, "round-2026-0001"), row(11, &rows[0].number)]);
    let told = sent(&world, &street, "send", &rows, true).await;
    let expected = [
        (4, "unknown-code", "judgement"),
        (4, "missing-field", "measures"),
        (5, "missing-field", "judgement"),
        (5, "missing-field", "measures"),
        (6, "at-least", "evidence"),
        (7, "unknown-case", "case-number"),
        (8, "unknown-events", "seen-events"),
        (9, "unknown-case", "case-number"),
        (10, "unknown-case", "case-number"),
        (11, "named-twice", "case-number"),
    ];
    assert_eq!(wrong(&told), expected);
    assert!(!told.is_saved);
    let by_page = &told.problems.iter().find(|it| it.code == "at-least").unwrap().remedy.zh;
    assert!(by_page.contains("在这件事项的页面办理"), "{by_page}");
    assert_eq!(show(&world.app, &street, &rows[0].number).await.unwrap().seen, 1);
    let many = vec![CaseRow::default(); SHEET_ROWS_MAX + 1];
    let refused = take_sheet(&world.app, &street, "report", "send", &many, false).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
}

#[tokio::test]
async fn a_case_that_has_gone_on_is_not_written_over_and_keeps_its_files() {
    let (world, _) = asked().await;
    let (street, colleague) = (of(&world, "liaison", STREET, 8), of(&world, "liaison", STREET, 9));
    let head = of(&world, "leader", STREET, 10);
    let mut before = rows(&sheet(&world.app, &street, "report", "send").await.unwrap());
    let file = app::files::keep(&world.app, &colleague, "evidence", ("签到表.txt", "演示数据".as_bytes()));
    let evidence = format!("evidence={}", file.await.unwrap().reference);
    let said = ["judgement=behind", "measures=同事已报，逐户核对台账并当场答复问题（演示数据）", &evidence];
    let number = before[0].number.clone();
    step(&world, &colleague, &number, taking("send", &said)).await;
    fill(
        &mut before[0],
        &[("judgement", "达进度"), ("measures", "我也报，逐户核对台账并当场答复问题（演示数据）")],
    );
    fill(
        &mut before[1],
        &[("judgement", "达进度"), ("measures", "走访，逐户核对台账并当场答复问题（演示数据）")],
    );
    assert_eq!(outcomes(&sent(&world, &street, "send", &before, true).await), "ot...");
    let held =
        async |field: &str| show(&world.app, &street, &number).await.unwrap().current.fields[field].clone();
    assert_eq!(held("measures").await.as_text(), Some("同事已报，逐户核对台账并当场答复问题（演示数据）"));

    // Handed back, it stands in the next sheet with what it holds; what a sheet cannot hold stays.
    let back =
        Taking { reason: Some("请写明家数（演示数据）".to_owned()), ..taking("hand-back", &[]) };
    step(&world, &head, &number, back).await;
    let sheet = sheet(&world.app, &street, "report", "send").await.unwrap();
    let mut again: Vec<CaseRow> = rows(&sheet).into_iter().filter(|row| row.number == number).collect();
    assert_eq!(
        (again[0].seen, again[0].cells["measures"].as_str()),
        (3, "同事已报，逐户核对台账并当场答复问题（演示数据）")
    );
    assert_eq!(outcomes(&sent(&world, &street, "send", &again, true).await), ".");
    fill(
        &mut again[0],
        &[("judgement", "done"), ("measures", "走访企业五家，逐户核对台账并当场答复问题（演示数据）")],
    );
    assert_eq!(outcomes(&sent(&world, &street, "send", &again, true).await), "t");
    assert_eq!(
        held("measures").await.as_text(),
        Some("走访企业五家，逐户核对台账并当场答复问题（演示数据）")
    );
    assert_eq!(held("evidence").await.values().len(), 1, "the file is still there");
}

#[tokio::test]
async fn steps_that_ask_for_nothing_are_taken_where_the_sheet_says_yes_and_some_are_left_to_pages() {
    let (world, clerk) = asked().await;
    let (street, head) = (of(&world, "liaison", STREET, 8), of(&world, "leader", STREET, 10));
    let mut sheet_of_street = rows(&sheet(&world.app, &street, "report", "send").await.unwrap());
    for row in &mut sheet_of_street {
        fill(row, &[("judgement", "达进度"), ("measures", "走访，逐户核对台账并当场答复问题（演示数据）")]);
    }
    assert_eq!(outcomes(&sent(&world, &street, "send", &sheet_of_street, true).await), "ttttt");
    let mut signed = rows(&sheet(&world.app, &head, "report", "sign").await.unwrap());
    for row in &mut signed {
        row.wanted = Some(true);
    }
    let unproved = Actor { second_factor: false, ..head.clone() };
    let refused = take_sheet(&world.app, &unproved, "report", "sign", &signed, true).await;
    assert!(
        matches!(refused, Err(Error::NotFound)),
        "the role counts once the factor was given: {refused:?}"
    );
    assert_eq!(outcomes(&sent(&world, &head, "sign", &signed, true).await), "ttttt");
    let mut accepted = rows(&sheet(&world.app, &clerk, "report", "accept").await.unwrap());
    (accepted[0].wanted, accepted[3].wanted) = (Some(true), Some(true));
    assert_eq!(outcomes(&sent(&world, &clerk, "accept", &accepted, true).await), "t..t.");
    assert_eq!(outcomes(&sent(&world, &clerk, "accept", &accepted, true).await), "d..d.");

    // A reason alone is enough where a step asks for nothing else, and has to be there.
    let mut withdrawn = rows(&sheet(&world.app, &clerk, "report", "close").await.unwrap());
    assert!(!withdrawn.is_empty());
    withdrawn.truncate(1);
    withdrawn[0].reason = "一步没有理由的，理由不算数（演示数据）".to_owned();
    assert_eq!(outcomes(&sent(&world, &clerk, "close", &withdrawn, true).await), ".");
    for (actor, procedure, step) in [
        (&clerk, "report", "return"),
        (&clerk, "report", "open"),
        (&clerk, "report", "nothing"),
        (&clerk, "round", "issue"),
        (&street, "report", "lock"),
        (&street, "nothing", "send"),
    ] {
        let none = sheet(&world.app, actor, procedure, step).await;
        assert!(matches!(none, Err(Error::NotFound)), "{procedure} {step}: {none:?}");
        let refused = take_sheet(&world.app, actor, procedure, step, &[], true).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{procedure} {step}: {refused:?}");
    }
}
