//! What becomes of a report that does not come: reminders, a blue slip by itself, yellow, red only by a clerk; and what a round leaves
//! behind when it is archived.

use app::cases::{Taking, Wanted, list, remind, show, start, take, tick};
use app::records::Mode;
use app::{Actor, Error};
use cases::Defect;
use jiff::civil::date;
use kernel::period::Event;

use crate::rounds::{DUTY, STREET, answer, clerk, close, draft, in_force, of, report};
use crate::world::{World, taking, told};

/// A round that asks the street alone, due on a day.
async fn asked(world: &World, due: &str) -> String {
    let fields = ["quarter=2026-q3", &format!("due_date={due}"), &format!("bodies={STREET}")];
    let round = draft(world, &fields).await.unwrap();
    take(&world.app, &clerk(world), &round, &taking("issue", &[]), Mode::Save).await.unwrap();
    round
}

/// How many cases of a procedure are in each state.
async fn totals(world: &World, procedure: &str) -> Vec<(String, i64)> {
    let found = list(&world.app, &clerk(world), procedure, &Wanted::default()).await.unwrap();
    let mut totals: Vec<(String, i64)> = found.totals.into_iter().filter(|(_, count)| *count > 0).collect();
    totals.sort();
    totals
}

fn in_state(state: &str, count: i64) -> (String, i64) {
    (state.to_owned(), count)
}

async fn taken(world: &World, actor: &Actor, number: &str, step: &str, fields: &[&str]) -> String {
    take(&world.app, actor, number, &taking(step, fields), Mode::Save).await.unwrap().state
}

const MEASURES: &str = "走访企业三家，逐户核对台账，当场答复所提的问题";

#[tokio::test]
async fn whoever_has_to_report_is_reminded_before_the_day_and_on_it() {
    let world = in_force().await;
    let account = world.account("liaison", Some(STREET)).await;
    asked(&world, "2026-09-18").await;
    let told = async || {
        let reader = world.app.store().reader().await.unwrap();
        let all = store::inbox::list(&reader, account, true, None, 100).await.unwrap().into_iter();
        let reminders = all.filter(|it| it.kind == store::inbox::MessageKind::Reminder);
        let title = |it: store::inbox::Message| it.title_zh.split('：').next().unwrap().to_owned();
        reminders.map(title).collect::<std::collections::BTreeSet<String>>()
    };
    for (time, last) in [
        ("2026-09-11T08:00:00+08:00", "报送期限还有5个工作日"),
        ("2026-09-17T08:00:00+08:00", "报送期限还有1个工作日"),
        ("2026-09-18T08:00:00+08:00", "报送期限今日到期"),
    ] {
        world.later(time);
        assert_eq!(remind(&world.app).await.unwrap(), 5, "five reports: {last}");
        assert_eq!(remind(&world.app).await.unwrap(), 0, "once each");
        assert!(told().await.contains(last), "{last}: {:?}", told().await);
    }
}

#[tokio::test]
async fn a_report_that_is_late_becomes_a_blue_slip_by_itself_then_yellow_and_red_only_by_a_clerk() {
    let world = in_force().await;
    let app = &world.app;
    let round = asked(&world, "2026-09-18").await;
    // Friday is over; the Saturday is no working day, the Sunday after it is one by decree.
    world.later("2026-09-19T09:00:00+08:00");
    tick(app).await.unwrap();
    assert!(totals(&world, "slip").await.is_empty());
    world.later("2026-09-20T09:00:00+08:00");
    assert_eq!(tick(app).await.unwrap(), 5);
    assert_eq!(tick(app).await.unwrap(), 0, "one slip for each report");
    assert_eq!(totals(&world, "slip").await, [in_state("open", 5)]);
    let report = report(&world, &round, DUTY).await;
    let children = async || show(app, &clerk(&world), &report).await.unwrap().children;
    let slip = children().await[0].number.clone();
    let shown = show(app, &clerk(&world), &slip).await.unwrap();
    let field = |id: &str| shown.current.fields[id].clone();
    assert_eq!((field("colour").as_text(), field("duty").as_text()), (Some("blue"), Some(DUTY)));
    assert_eq!(field("due_date").as_date(), Some(date(2026, 9, 21)));
    assert!(shown.documents.is_empty(), "a reminder is no official document");
    let forged = taking(
        "warn",
        &["subject=补报", "body=street-shaping", "colour=blue", "demand=补报", "due_date=2026-09-21"],
    );
    let forged = start(app, &clerk(&world), "slip", &forged, Mode::Save).await;
    assert!(matches!(forged, Err(Error::NotAllowed(_))), "nobody sends it by hand: {forged:?}");

    world.later("2026-09-22T00:10:00+08:00");
    assert_eq!(tick(app).await.unwrap(), 5, "yellow on the third working day");
    let colour = async || show(app, &clerk(&world), &slip).await.unwrap().current.fields["colour"].clone();
    assert_eq!(colour().await.as_text(), Some("yellow"));
    let urge = Taking { reason: Some("仍未补报（演示数据）".to_owned()), ..taking("urge", &[]) };
    world.later("2026-09-28T09:00:00+08:00");
    tick(app).await.unwrap();
    assert_eq!(colour().await.as_text(), Some("yellow"), "never red by itself");
    let early = take(app, &clerk(&world), &slip, &urge, Mode::Save).await;
    assert_eq!(told(early), [("overdue".to_owned(), String::new())]);
    world.later("2026-09-29T09:00:00+08:00");
    take(app, &clerk(&world), &slip, &urge, Mode::Save).await.unwrap();
    assert_eq!(colour().await.as_text(), Some("red"), "from the seventh working day on");

    // The report comes: its slip is answered, and closed by whoever looks at it.
    answer(&world, &report, "behind", MEASURES, true).await;
    assert_eq!(children().await[0].state, "answered");
    let own = take(app, &of(&world, "liaison", STREET, 8), &slip, &taking("close", &[]), Mode::Save).await;
    assert!(matches!(own, Err(Error::NotAllowed(_))), "{own:?}");
    assert_eq!(taken(&world, &clerk(&world), &slip, "close", &[]).await, "closed");
}

#[tokio::test]
async fn a_round_that_is_entered_late_sends_nobody_a_slip() {
    let world = in_force().await;
    world.later("2026-11-02T09:00:00+08:00");
    let happened = Some(Event::Date(date(2026, 8, 20)));
    let fields = ["quarter=2026-q2", "due_date=2026-08-28", &format!("bodies={STREET}")];
    let drafted = Taking { happened, ..taking("draft", &fields) };
    let round = start(&world.app, &clerk(&world), "round", &drafted, Mode::Save).await.unwrap();
    let issue = Taking { happened, ..taking("issue", &[]) };
    take(&world.app, &clerk(&world), &round.number.unwrap(), &issue, Mode::Save).await.unwrap();
    assert_eq!(tick(&world.app).await.unwrap(), 0);
    assert!(totals(&world, "slip").await.is_empty());
}

#[tokio::test]
async fn what_was_given_back_is_not_missing_in_its_days_and_the_archive_leaves_nothing_open() {
    let world = in_force().await;
    let app = &world.app;
    let round = asked(&world, "2026-09-18").await;
    let first = report(&world, &round, DUTY).await;
    answer(&world, &first, "on-course", MEASURES, true).await;
    world.later("2026-09-17T09:00:00+08:00");
    let defects =
        vec![Defect { field: "measures".to_owned(), reason: "请写明结果（演示数据）".to_owned() }];
    let back = Taking { defects, ..taking("return", &[]) };
    take(app, &clerk(&world), &first, &back, Mode::Save).await.unwrap();
    world.later("2026-09-21T09:00:00+08:00");
    close(&world, &round).await;
    assert_eq!(totals(&world, "report").await, [in_state("missing", 4), in_state("returned", 1)]);
    taken(&world, &clerk(&world), &round, "brief", &["briefing=演示数据"]).await;
    let early = take(app, &clerk(&world), &round, &taking("archive", &[]), Mode::Save).await;
    let Err(Error::Invalid(problems)) = &early else { panic!("{early:?}") };
    assert!(problems[0].what.zh.contains(&first), "it says which: {problems:?}");

    let again = "走访企业三家，答复问题九个，其中四个当场解决，其余转交办理";
    answer(&world, &first, "on-course", again, true).await;
    taken(&world, &clerk(&world), &first, "accept", &[]).await;
    taken(&world, &clerk(&world), &round, "archive", &[]).await;
    assert_eq!(totals(&world, "report").await, [in_state("locked", 1), in_state("unreported", 4)]);
    let archived = Wanted { state: Some("archived".to_owned()), ..Wanted::default() };
    let rounds = list(app, &clerk(&world), "round", &archived).await.unwrap();
    let counted = rounds.opened_by.unwrap()[&round];
    assert_eq!((counted.asked, counted.answered), (5, 1), "what was archived without a report is no answer");
    let standings = app::duties::standings(app, &clerk(&world)).await.unwrap();
    let of_street = standings.duties.iter().filter(|it| it.duty.body.as_deref() == Some(STREET));
    let late = of_street.filter(|it| it.judged.light == plan::Light::Red).count();
    assert_eq!(late, 4, "what never came stays late, also in the archive");

    // What comes after all is a report of its own, and writes over nothing.
    let other = standings.duties.iter().map(|it| &it.duty.id);
    let other = other.filter(|id| id.contains(STREET)).find(|id| *id != DUTY).unwrap();
    let fields = [
        "round=2026-q3",
        "subject=补报（演示数据）",
        "due_date=2026-10-30",
        &format!("body={STREET}"),
        &format!("duty={other}"),
    ];
    start(app, &clerk(&world), "report", &taking("open", &fields), Mode::Save).await.unwrap();
    assert!(totals(&world, "report").await.contains(&in_state("writing", 1)));
}
