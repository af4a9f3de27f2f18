//! What becomes of a report that does not come: reminders, a blue slip by itself, yellow, red only by a clerk; and what a round leaves
//! behind when it is archived.

use std::collections::BTreeSet;

use app::cases::{
    LateReport, Taking, Wanted, board, list, prefilled_late_report, remind, show, start, take, tick,
};
use app::grants::{GivenRole, give};
use app::records::Mode;
use app::{Actor, Error};
use cases::Defect;
use jiff::civil::date;
use kernel::period::Event;
use store::inbox::{Message, MessageKind};

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
    for (time, last) in [
        ("2026-09-11T08:00:00+08:00", "报送期限还有5个工作日"),
        ("2026-09-17T08:00:00+08:00", "报送期限还有1个工作日"),
        ("2026-09-18T08:00:00+08:00", "报送期限今日到期"),
    ] {
        world.later(time);
        assert_eq!(remind(&world.app).await.unwrap(), 5, "five reports: {last}");
        assert_eq!(remind(&world.app).await.unwrap(), 0, "once each");
        let told = reminders(&world, account).await;
        assert!(told.contains(last), "{last}: {told:?}");
    }
}

#[tokio::test]
async fn a_reminder_of_a_day_on_which_the_server_stood_still_comes_as_soon_as_it_runs_again() {
    let world = in_force().await;
    let account = world.account("liaison", Some(STREET)).await;
    asked(&world, "2026-09-18").await;
    world.later("2026-09-10T08:00:00+08:00");
    assert_eq!(remind(&world.app).await.unwrap(), 0, "six working days before, it is too early");
    // On Friday the 11th, five working days before, it stood still.
    world.later("2026-09-14T08:00:00+08:00");
    assert_eq!(remind(&world.app).await.unwrap(), 5);
    assert_eq!(reminders(&world, account).await, BTreeSet::from(["报送期限还有4个工作日".to_owned()]));
    for (time, again) in [
        ("2026-09-14T20:00:00+08:00", 0),
        ("2026-09-15T08:00:00+08:00", 0),
        ("2026-09-16T08:00:00+08:00", 0),
        ("2026-09-17T08:00:00+08:00", 5),
    ] {
        world.later(time);
        assert_eq!(remind(&world.app).await.unwrap(), again, "{time}");
    }
}

/// What an account is reminded of, without what each is about.
async fn reminders(world: &World, account: i64) -> BTreeSet<String> {
    let title = |it: Message| it.title_zh.split('：').next().unwrap().to_owned();
    messages(world, account, MessageKind::Reminder).await.into_iter().map(title).collect()
}

/// What an account has to do in a case.
async fn to_dos(world: &World, account: i64, number: &str) -> Vec<String> {
    let all = messages(world, account, MessageKind::ToDo).await.into_iter();
    let of_case = all.filter(|it| it.path.as_deref() == Some(&*app::cases::path(number)));
    of_case.map(|it| it.title_zh).collect()
}

async fn messages(world: &World, account: i64, kind: MessageKind) -> Vec<Message> {
    let reader = world.app.store().reader().await.unwrap();
    let all = store::inbox::list(&reader, account, true, None, 100).await.unwrap().into_iter();
    all.filter(|it| it.kind == kind).collect()
}

#[tokio::test]
async fn a_late_report_stays_on_the_desk_beside_its_slip_and_goes_to_whoever_comes_new() {
    let world = in_force().await;
    let liaison = world.account("liaison", Some(STREET)).await;
    let head = world.account("leader", Some(STREET)).await;
    let round = asked(&world, "2026-09-18").await;
    let number = report(&world, &round, DUTY).await;
    let subject = show(&world.app, &clerk(&world), &number).await.unwrap().current.name;
    world.later("2026-09-20T09:00:00+08:00");
    tick(&world.app).await.unwrap();
    assert_eq!(totals(&world, "slip").await, [in_state("open", 5)]);
    let late = [format!("2026年9月18日已过，尚未报送：{subject}")];
    assert_eq!(to_dos(&world, liaison, &number).await, late, "beside the slip, the report itself");
    assert_eq!(to_dos(&world, head, &number).await, late);

    let next = world.account("mediator", None).await;
    let given = GivenRole {
        account: next,
        role: "liaison".to_owned(),
        body: Some(STREET.to_owned()),
        case: None,
        from: world.app.today(),
        until: None,
        reason: "接替（演示数据）".to_owned(),
    };
    let security = world.actor("security-administrator", None);
    let security = Actor { account: Some(70), name: "account:70".to_owned(), ..security };
    give(&world.app, &security, &given).await.unwrap();
    assert_eq!(to_dos(&world, next, &number).await, late, "who comes new finds it");

    // A slip that a clerk sends by hand takes nothing off the desk either.
    taken(&world, &clerk(&world), &number, "chase", &["slip_due_date=2026-09-23"]).await;
    assert_eq!(to_dos(&world, liaison, &number).await, late);

    world.later("2026-09-22T09:00:00+08:00");
    close(&world, &round).await;
    let supplement = [format!("本轮已截止，请补报：{subject}")];
    assert_eq!(to_dos(&world, head, &number).await, supplement, "the leader alone can do it");
    assert!(to_dos(&world, liaison, &number).await.is_empty());
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
async fn what_was_given_back_and_does_not_come_again_is_reminded_of_and_becomes_a_slip_by_itself() {
    let world = in_force().await;
    let app = &world.app;
    let liaison = world.account("liaison", Some(STREET)).await;
    let round = asked(&world, "2026-09-18").await;
    let number = report(&world, &round, DUTY).await;
    answer(&world, &number, "on-course", MEASURES, true).await;
    let returned = async |reason: &str| {
        let defects = vec![Defect { field: "measures".to_owned(), reason: reason.to_owned() }];
        let back = Taking { defects, ..taking("return", &[]) };
        take(app, &clerk(&world), &number, &back, Mode::Save).await.unwrap();
    };
    let slips = async || show(app, &clerk(&world), &number).await.unwrap().children;
    // Five working days from Monday the 12th.
    world.later("2026-10-12T09:00:00+08:00");
    returned("请写明结果（演示数据）").await;
    let known = show(app, &clerk(&world), &number).await.unwrap();
    assert_eq!(known.current.fields["returned_on"].as_date(), Some(date(2026, 10, 12)));
    world.later("2026-10-19T09:00:00+08:00");
    tick(app).await.unwrap();
    assert!(slips().await.is_empty(), "its last day is not over");
    world.later("2026-10-20T09:00:00+08:00");
    tick(app).await.unwrap();
    let told = to_dos(&world, liaison, &number).await;
    let subject = &known.current.name;
    assert_eq!(told, [format!("补正期限2026-10-19已过，尚未重新报送：{subject}")]);
    let open = slips().await;
    let [slip] = open.as_slice() else { panic!("{open:?}") };
    let fields = show(app, &clerk(&world), &slip.number).await.unwrap().current.fields;
    assert_eq!(fields["due_date"].as_date(), Some(date(2026, 10, 21)), "yellow on the third working day");
    assert_eq!(fields["origin"].as_text(), Some(&*format!("逾期未补正（{number}）")));
    tick(app).await.unwrap();
    assert_eq!(slips().await.len(), 1, "one for each time that it was given back");
    let again = "走访企业三家，答复问题九个，其中四个当场解决，其余转交办理";
    answer(&world, &number, "behind", again, true).await;
    assert_eq!(slips().await[0].state, "answered", "what comes after all answers its slip");

    // Given back once more, the days run anew.
    returned("仍没有结果（演示数据）").await;
    world.later("2026-10-28T09:00:00+08:00");
    tick(app).await.unwrap();
    assert_eq!(slips().await.len(), 2);
}

#[tokio::test]
async fn what_was_given_back_and_is_entered_late_sends_nobody_a_slip_by_itself() {
    let world = in_force().await;
    let app = &world.app;
    let liaison = world.account("liaison", Some(STREET)).await;
    let round = asked(&world, "2026-09-18").await;
    let number = report(&world, &round, DUTY).await;
    answer(&world, &number, "on-course", MEASURES, true).await;
    // Given back on the 12th on paper; entered when the five working days are over, the day before a slip would end.
    world.later("2026-10-20T09:00:00+08:00");
    let defects =
        vec![Defect { field: "measures".to_owned(), reason: "请写明结果（演示数据）".to_owned() }];
    let happened = Some(Event::Date(date(2026, 10, 12)));
    let back = Taking { defects, happened, ..taking("return", &[]) };
    take(app, &clerk(&world), &number, &back, Mode::Save).await.unwrap();
    let known = show(app, &clerk(&world), &number).await.unwrap();
    assert_eq!(known.current.fields["returned_on"].as_date(), Some(date(2026, 10, 12)));
    tick(app).await.unwrap();
    let slips = async || show(app, &clerk(&world), &number).await.unwrap().children;
    assert!(slips().await.is_empty(), "it was opened in time, but given back late");
    let told = to_dos(&world, liaison, &number).await;
    assert!(told.iter().all(|it| !it.contains("已过")), "{told:?}");
    // Whoever gave it back may still send one.
    taken(&world, &clerk(&world), &number, "chase-correction", &["slip_due_date=2026-10-26"]).await;
    assert_eq!(slips().await.len(), 1);
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
    let missing = report(&world, &round, other).await;
    let fields = [
        "round=2026-q3",
        "subject=补报（演示数据）",
        "due_date=2026-10-30",
        &format!("body={STREET}"),
        &format!("duty={other}"),
    ];
    let supplement = async |of: &str| {
        let of = format!("supplements={of}");
        let taking = taking("open", &[&fields[..], &[&*of]].concat());
        start(app, &clerk(&world), "report", &taking, Mode::Save).await
    };
    for answered in [&first, &round] {
        let refused = supplement(answered).await;
        assert_eq!(told(refused), [("no-report".to_owned(), "supplements".to_owned())], "{answered}");
    }
    let silent = show(app, &clerk(&world), &missing).await.unwrap();
    assert_eq!(silent.late_report, Some(LateReport::Open));
    let known = prefilled_late_report(&silent);
    for (field, text) in
        [("round", "2026-q3"), ("duty", other.as_str()), ("body", STREET), ("supplements", missing.as_str())]
    {
        assert_eq!(known[field], [text], "{field}");
    }
    assert!(!known.contains_key("due_date"), "until when it is due is said anew");
    let street = show(app, &of(&world, "liaison", STREET, 8), &missing).await.unwrap();
    assert_eq!(street.late_report, None, "who is asked does not open it");
    let late = supplement(&missing).await.unwrap().number.unwrap();
    assert!(totals(&world, "report").await.contains(&in_state("writing", 1)));
    let opened = show(app, &clerk(&world), &missing).await.unwrap().late_report;
    assert_eq!(opened, Some(LateReport::Opened(late.clone())));
    // The board of the round shows it beside the one that was archived.
    let board = board(app, &clerk(&world), &round).await.unwrap();
    let numbers = |it: &Vec<store::cases::Current>| it.iter().map(|it| it.number.clone()).collect::<Vec<_>>();
    let all: Vec<String> = board.rows[STREET].values().flat_map(numbers).collect();
    assert_eq!((all.len(), all.contains(&late), all.contains(&missing)), (6, true, true));
    // It has come once it is submitted: not when it was only opened, nor when it was withdrawn.
    let declarations = app.declarations();
    let part = declarations.programme.report.as_ref().unwrap();
    let fields = show(app, &clerk(&world), &late).await.unwrap().current.fields;
    for (state, has_come) in [
        ("writing", false),
        ("awaiting-signature", false),
        ("submitted", true),
        ("returned", true),
        ("accepted", true),
        ("locked", true),
        ("unreported", false),
        ("withdrawn", false),
    ] {
        assert!(part.is_late(&fields));
        assert_eq!(part.has_come_late(state, &fields), has_come, "{state}");
    }
}
