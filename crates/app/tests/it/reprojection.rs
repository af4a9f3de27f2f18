//! A decree, a law that was put right, and another text that comes into force move the days that rest on them: each says why, on both
//! databases, and once, however often the computing was cut off.

use std::collections::BTreeSet;
use std::time::Duration;

use app::cases::{Wanted, come_into_force, list, show, start, take, tick};
use app::records::Mode;
use app::{Actor, county, jobs};
use jiff::civil::{Date, date};
use pack::Pack;
use store::Database;
use store::inbox::MessageKind;
use tokio::time::timeout;

use crate::county::on_both;
use crate::supervision::designate;
use crate::world::{World, taking, world_on};

const OFFICE: &str = "market-supervision";
const SLIPS: usize = 50;
const CALENDAR: &str = include_str!("../../../../packs/china/calendar.toml");
const LAW: &str = include_str!("../../../../packs/china/law/government-supervision/2021-02-01.toml");

/// The calendar with an arrangement for 2027 that is made up for this test: 4 January is a day of rest, and these days of other feasts.
fn published() -> String {
    assert!(CALENDAR.contains("off = [2027-01-01]"));
    let arrangement = "status = \"published\"\nnotice = \"演示通知\"\nnotice_date = 2026-12-30\nsource = \"演示\"\nworking_days = 248\nworked = []";
    CALENDAR
        .replace("off = [2027-01-01]", "off = [2027-01-01, 2027-01-04]")
        .replace("2027-05-02]", "2027-05-02, 2027-05-03]")
        .replace("2027-10-03]", "2027-10-03, 2027-10-04, 2027-10-05, 2027-10-06, 2027-10-07]")
        .replace("year = 2027\nstatus = \"statutory_only\"", &format!("year = 2027\n{arrangement}"))
}

/// The same once the arrangement is put right: 5 January in the place of 4 January.
fn put_right() -> String {
    published().replace("off = [2027-01-01, 2027-01-04]", "off = [2027-01-01, 2027-01-05]")
}

/// The text of the law in which 31 days are asked for a review, and the stories that follow from it.
fn corrected_law() -> [(&'static str, String); 3] {
    let procedure = include_str!("../../../../packs/china/procedures/supervision-notice/procedure.toml");
    let stories = include_str!("../../../../packs/china/procedures/supervision-notice/stories.txt");
    let stories = stories.replace("2026-07-21 close", "2026-07-22 close").replace("2026-07-20", "2026-07-21");
    [
        ("law/government-supervision/2021-02-01.toml", LAW.replacen("amount = 30", "amount = 31", 1)),
        ("procedures/supervision-notice/procedure.toml", procedure.to_owned()),
        ("procedures/supervision-notice/stories.txt", stories),
    ]
}

async fn install(world: &World, files: impl IntoIterator<Item = (&'static str, String)>) {
    let mut all = Pack::built_in("kaifu-demo").unwrap().contents().unwrap();
    all.extend(files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    let pack = Pack::open_files("kaifu-demo", all).unwrap();
    let administrator = world.actor("system-administrator", None);
    county::install(&world.app, &administrator, pack).await.unwrap();
}

/// The last day of the clock that still runs, whether it is provisional, and why it moved.
async fn last_day(world: &World, who: &Actor, number: &str) -> (Date, bool, Vec<String>) {
    let shown = show(&world.app, who, number).await.unwrap();
    let clock = shown.clocks.last().unwrap();
    let due = clock.projection.due.unwrap();
    (due.date, due.provisional, clock.moved.iter().map(|moved| moved.reason.zh.clone()).collect())
}

/// Fifty slips whose first day ran out: three working days more, over the turn of the year.
async fn slips(world: &World, clerk: &Actor) -> Vec<String> {
    let fields = ["body=street-shaping", "dimension=management", "colour=blue", "demand=补报（演示数据）"];
    let fields = [&fields[..], &["due_date=2026-12-29"]].concat();
    for number in 1..=SLIPS {
        let subject = format!("subject=补报第{number}项（演示数据）");
        let fields = [&fields[..], &[subject.as_str()]].concat();
        start(&world.app, clerk, "slip", &taking("issue", &fields), Mode::Save).await.unwrap();
    }
    world.later("2026-12-30T09:00:00+08:00");
    assert_eq!(tick(&world.app).await.unwrap(), u32::try_from(SLIPS).unwrap());
    let mut numbers = Vec::new();
    let mut wanted = Wanted::default();
    loop {
        let page = list(&world.app, clerk, "slip", &wanted).await.unwrap();
        numbers.extend(page.cases.into_iter().map(|it| it.current.number));
        wanted.before = page.next;
        if wanted.before.is_none() {
            return numbers;
        }
    }
}

/// A supervision that is concluded: a review can be asked for within 30 days, by the law.
async fn concluded(world: &World, clerk: &Actor) -> String {
    designate(world).await;
    let fields = [
        "subject=软件正版化（演示数据）",
        "inspector=market-supervision",
        "designation=1",
        "body=street-shaping",
        "scope=核对台账",
        "dimension=creation",
        "due_date=2026-12-31",
    ];
    let begun = start(&world.app, clerk, "supervision-notice", &taking("issue", &fields), Mode::Save).await;
    let number = begun.unwrap().number.unwrap();
    let leader = world.actor("leader", Some(OFFICE));
    take(&world.app, &leader, &number, &taking("conclude", &["conclusion=整改到位"]), Mode::Save)
        .await
        .unwrap();
    number
}

/// What stands in the inbox of an account, the oldest first: the tasks with their days, and what notices say of days that moved.
async fn inbox_of(world: &World, account: i64) -> (Vec<(String, Option<Date>)>, Vec<String>) {
    let reader = world.app.store().reader().await.unwrap();
    let mut all = store::inbox::list(&reader, account, true, None, 1_000).await.unwrap();
    all.reverse();
    let (tasks, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.kind == MessageKind::ToDo);
    let tasks = tasks.into_iter().map(|it| (it.path.unwrap(), it.due)).collect();
    (tasks, others.into_iter().map(|it| it.title_zh).filter(|title| title.starts_with("期限由")).collect())
}

async fn moved(database: Database) {
    let world = world_on(database).await;
    world.later("2026-12-28T09:00:00+08:00");
    // Nobody is told what they have done themselves: the first account is that of whoever acts here.
    world.account("clerk", Some(OFFICE)).await;
    let street = world.account("liaison", Some("street-shaping")).await;
    let clerk = world.actor("clerk", Some(OFFICE));
    let slips = slips(&world, &clerk).await;
    assert_eq!(slips.iter().collect::<BTreeSet<_>>().len(), SLIPS);
    let notice = concluded(&world, &clerk).await;
    assert_eq!(last_day(&world, &clerk, &slips[0]).await, (date(2027, 1, 5), true, Vec::new()));
    assert_eq!(last_day(&world, &clerk, &notice).await, (date(2027, 1, 29), true, Vec::new()));
    let days = |tasks: &[(String, Option<Date>)]| tasks.iter().map(|(_, day)| *day).collect::<BTreeSet<_>>();
    let (tasks, told) = inbox_of(&world, street).await;
    assert_eq!((tasks.len(), told.len()), (SLIPS + 1, 0));
    assert_eq!(days(&tasks), BTreeSet::from([Some(date(2027, 1, 5)), Some(date(2027, 1, 29))]));

    // The decree. Whoever computes is cut off again and again, sooner or later in what it does; nothing is lost, nothing said twice.
    install(&world, [("calendar.toml", published())]).await;
    world.later("2026-12-30T09:01:00+08:00");
    let mut cut_off = 0;
    while timeout(Duration::from_millis(1 << cut_off), jobs::run_due(&world.app)).await.is_err() {
        cut_off += 1;
        // Whoever was cut off holds the work until it is clear that they are gone.
        world.later(&format!("2026-12-30T{:02}:00:00+08:00", 9 + cut_off));
    }
    let decree = "2027年放假安排已公布";
    for slip in &slips {
        let told = last_day(&world, &clerk, slip).await;
        assert_eq!(told, (date(2027, 1, 6), false, vec![decree.to_owned()]), "{slip}");
    }
    assert_eq!(last_day(&world, &clerk, &notice).await, (date(2027, 1, 29), false, vec![decree.to_owned()]));
    // What has to be done has its new day in the inbox, from which calendars take it, and who has it is told once.
    let (tasks, told) = inbox_of(&world, street).await;
    assert_eq!((tasks.len(), told.len()), (SLIPS + 1, SLIPS));
    assert_eq!(days(&tasks), BTreeSet::from([Some(date(2027, 1, 6)), Some(date(2027, 1, 29))]));
    let moved_to = format!("期限由2027-01-05改为2027-01-06：补报第1项（演示数据）（{decree}）");
    assert!(told.contains(&moved_to), "{told:?}");

    // Both are put right: the arrangement that was published, and the days that the law gives.
    let files = [("calendar.toml", put_right())].into_iter().chain(corrected_law());
    install(&world, files).await;
    world.later("2026-12-31T09:00:00+08:00");
    jobs::run_due(&world.app).await.unwrap();
    // Whether people work on 4 and 5 January matters nothing to a period that ends weeks later: the law alone moved it.
    let corrected = "《政府督查工作条例》2021-02-01起施行的文本有更正：“申请复核期限”由30日改为31日";
    let (day, provisional, reasons) = last_day(&world, &clerk, &notice).await;
    assert_eq!((day, provisional), (date(2027, 2, 1), false), "31 days lead to a Saturday");
    assert_eq!(reasons, [decree, corrected]);
    // Three working days from 30 December: 31 December, then 4 and 6 January as before 5 and 6.
    assert_eq!(last_day(&world, &clerk, &slips[0]).await, (date(2027, 1, 6), false, vec![decree.to_owned()]));
    let (tasks, told) = inbox_of(&world, street).await;
    assert_eq!(days(&tasks), BTreeSet::from([Some(date(2027, 1, 6)), Some(date(2027, 2, 1))]));
    assert_eq!(told.len(), SLIPS + 1, "one day moved once more");
    assert!(
        told[SLIPS].starts_with("期限由2027-01-29改为2027-02-01：软件正版化（演示数据）（"),
        "{}",
        told[SLIPS]
    );
}

#[test]
fn fifty_days_move_with_a_decree_and_one_with_a_law_that_is_put_right_and_each_says_why() {
    on_both(moved);
}

/// Another text of the law, made up for this test, in which 35 days are given to ask for a review; it governs what still runs.
const IN_FORCE: &str = "law/government-supervision/2027-01-15.toml";

fn another_text() -> String {
    let text = LAW.replacen("in_force = 2021-02-01", "in_force = 2027-01-15", 1);
    let text = text.replacen("amount = 30", "amount = 35", 1);
    let transition = text.lines().find(|line| line.starts_with("transition = ")).unwrap().to_owned();
    text.replacen(&transition, "transition = \"in-force\"", 1)
}

/// Puts down what is done every hour, for now; gives the number of the job.
async fn hourly(world: &World) -> i64 {
    let housekeeping = world.app.store().housekeeping().await.unwrap();
    let payload = r#"{"kind":"run-clocks"}"#;
    let new = store::jobs::NewJob { account: None, kind: "run-clocks", payload, run_after: world.app.now() };
    let job = store::jobs::make(&housekeeping, &new, world.app.now()).await.unwrap();
    housekeeping.commit().await.unwrap();
    job
}

/// What is done every hour, now.
async fn run_clocks(world: &World) {
    hourly(world).await;
    jobs::run_due(&world.app).await.unwrap();
}

async fn came_into_force(database: Database) {
    let world = world_on(database).await;
    world.later("2026-12-28T09:00:00+08:00");
    world.account("clerk", Some(OFFICE)).await;
    let street = world.account("liaison", Some("street-shaping")).await;
    let clerk = world.actor("clerk", Some(OFFICE));
    let notice = concluded(&world, &clerk).await;
    let (before, after) = (date(2027, 1, 27), date(2027, 2, 1));
    assert_eq!(last_day(&world, &clerk, &notice).await, (before, true, Vec::new()));
    install(&world, [(IN_FORCE, another_text())]).await;
    world.later("2027-01-14T09:00:00+08:00");
    run_clocks(&world).await;
    assert_eq!(last_day(&world, &clerk, &notice).await, (before, true, Vec::new()), "it is not in force yet");

    // What began on the eve and ended on the day itself has not seen it.
    world.later("2027-01-14T23:59:00+08:00");
    let eve = hourly(&world).await;
    world.later("2027-01-15T00:01:00+08:00");
    let eve = store::jobs::get(&world.app.store().reader().await.unwrap(), eve).await.unwrap().unwrap();
    let housekeeping = world.app.store().housekeeping().await.unwrap();
    assert!(store::jobs::done(&housekeeping, &eve, world.app.now()).await.unwrap());
    housekeeping.commit().await.unwrap();

    // In the first hour of its day, or as soon as the server runs again.
    world.later("2027-01-16T00:00:00+08:00");
    run_clocks(&world).await;
    let because = "《政府督查工作条例》新文本自2027-01-15起施行";
    let moved = (after, true, vec![because.to_owned()]);
    assert_eq!(last_day(&world, &clerk, &notice).await, moved);
    let (tasks, told) = inbox_of(&world, street).await;
    assert!(tasks.iter().any(|(_, day)| *day == Some(after)), "{tasks:?}");
    assert_eq!(told, [format!("期限由{before}改为{after}：软件正版化（演示数据）（{because}）")]);
    let looked_at = async |since: Date| come_into_force(&world.app, Some(since)).await.unwrap().looked_at;
    assert_eq!(looked_at(date(2027, 1, 15)).await, 0, "the clocks were run since");
    assert!(looked_at(date(2027, 1, 14)).await > 0);
    run_clocks(&world).await;
    assert_eq!(last_day(&world, &clerk, &notice).await, moved, "it moves once");
}

#[test]
fn on_the_day_on_which_another_text_of_a_law_comes_into_force_what_it_governs_moves_and_says_why() {
    on_both(came_into_force);
}
