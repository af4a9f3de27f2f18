//! A process that issues is killed, again and again, on both databases. Each slip it had said to be issued is there with its document,
//! its number, its clock and its messages; none is half there, none has the number of another, and no number is missing. A round that is
//! being issued asks for every duty or for none: it can be issued afterwards, and asks each once.
//!
//! The process is this test program, told by the environment what to issue and where. `QIANGXIAN_KILLS` raises the number of kills.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use app::cases::{Wanted, list, register, show, start, take};
use app::records::Mode;
use app::{Actor, App, Surroundings, county};
use store::Database;

use crate::county::on_both;
use crate::world::{World, actor_of, settings, taking, world_on};

const FOLDER: &str = "QIANGXIAN_TEST_ISSUER_FOLDER";
/// The address of the database; left out for SQLite, which lies in the folder.
const DATABASE: &str = "QIANGXIAN_TEST_ISSUER_DATABASE";
/// The number of the round that is issued; left out where slips are.
const ROUND: &str = "QIANGXIAN_TEST_ISSUER_ROUND";

/// Kills, unless the environment asks for more: each opens the county anew.
const KILLS: usize = 6;

const OFFICE: &str = "market-supervision";
const SLIP: [&str; 6] = [
    "subject=补报（演示数据）",
    "body=street-shaping",
    "dimension=management",
    "colour=blue",
    "demand=补报",
    "due_date=2099-01-09",
];

fn kills() -> usize {
    std::env::var("QIANGXIAN_KILLS").map_or(KILLS, |kills| kills.parse().unwrap())
}

async fn opened(folder: &Path, database: &Database) -> App {
    let settings = store::Settings { database: database.clone(), ..settings(folder) };
    county::open(&settings, None, Surroundings::default()).await.unwrap()
}

fn clerk(app: &App) -> Actor {
    actor_of(app, "clerk", Some(OFFICE))
}

/// The issuer: opens the county and issues the round, or slips without end. Each line it prints is something that is issued.
#[test]
fn an_issuer_issues_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let database = std::env::var(DATABASE).map_or(Database::Sqlite, Database::Postgres);
    tokio::runtime::Runtime::new().unwrap().block_on(async move {
        let app = opened(&PathBuf::from(folder), &database).await;
        let clerk = clerk(&app);
        if let Ok(round) = std::env::var(ROUND) {
            say("opened", &round);
            take(&app, &clerk, &round, &taking("issue", &[]), Mode::Save).await.unwrap();
            say("issued", &round);
            return;
        }
        loop {
            let taken = start(&app, &clerk, "slip", &taking("issue", &SLIP), Mode::Save).await.unwrap();
            say("issued", &taken.number.unwrap());
        }
    });
}

fn say(what: &str, number: &str) {
    println!("{what} {number}.");
    std::io::stdout().flush().unwrap();
}

/// What a line says was issued. One may be cut in the middle by the kill.
fn issued(line: &str) -> Option<String> {
    Some(line.strip_prefix("issued ")?.strip_suffix('.')?.to_owned())
}

/// Starts the issuer; gives it with the lines that it prints.
fn issuer(
    folder: &Path,
    database: &Database,
    round: Option<&str>,
) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::an_issuer_issues_until_it_is_killed", "--nocapture"]);
    command.env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Database::Postgres(address) = database {
        command.env(DATABASE, address);
    }
    if let Some(round) = round {
        command.env(ROUND, round);
    }
    let mut process = command.spawn().unwrap();
    let lines: std::io::Lines<BufReader<ChildStdout>> =
        BufReader::new(process.stdout.take().unwrap()).lines();
    (process, lines.map_while(Result::ok))
}

async fn slips(database: Database) {
    let made = world_on(database.clone()).await.close().await;
    let folder = made.path().to_owned();
    let mut said = BTreeSet::new();
    for kill in 0..kills() {
        let (mut process, mut lines) = issuer(&folder, &database, None);
        said.extend(lines.by_ref().filter_map(|line| issued(&line)).take(3 + kill * 2));
        process.kill().unwrap();
        said.extend(lines.filter_map(|line| issued(&line)));
        process.wait().unwrap();
        check(&folder, &database, &said).await;
    }
    assert!(said.len() > kills());
}

async fn check(folder: &Path, database: &Database, said: &BTreeSet<String>) {
    let app = opened(folder, database).await;
    let clerk = clerk(&app);
    let (mut cases, mut counts, mut before) = (BTreeSet::new(), Vec::new(), None);
    loop {
        let (registered, next) = register(&app, &clerk, before).await.unwrap();
        for document in registered {
            // 示知办督〔2026〕5号: the count stands last.
            let count = document.number.rsplit('〕').next().unwrap().trim_end_matches('号');
            counts.push(count.parse::<usize>().unwrap());
            assert!(cases.insert(document.seen.unwrap().case.0), "one document of each slip");
        }
        before = next;
        if before.is_none() {
            break;
        }
    }
    assert!(said.is_subset(&cases), "what was said to be issued is there");
    counts.sort_unstable();
    assert!(counts.iter().copied().eq(1..=counts.len()), "{counts:?}");
    for number in &cases {
        let shown = show(&app, &clerk, number).await.unwrap();
        assert_eq!((shown.told.len(), shown.documents.len(), shown.clocks.len()), (1, 1, 1), "{number}");
    }
    app.store().clone().close().await.unwrap();
}

/// A round that is about to be issued: its number.
async fn drafted(world: &World) -> String {
    let clerk = clerk(&world.app);
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &plan).await;
    let fields = ["quarter=2026-q3", "title=2026年三季度调度（演示数据）", "due_date=2099-09-25"];
    let drafted = start(&world.app, &clerk, "round", &taking("draft", &fields), Mode::Save).await;
    drafted.unwrap().number.unwrap()
}

async fn round(database: Database) {
    let world = world_on(database.clone()).await;
    let round = drafted(&world).await;
    let made = world.close().await;
    let folder = made.path().to_owned();
    let (mut is_issued, mut wait) = (false, Duration::from_millis(20));
    // Killed a little later each time, until it was issued before it could be killed.
    while !is_issued {
        let (mut process, mut lines) = issuer(&folder, &database, Some(&round));
        assert!(lines.any(|line| line.contains("opened ")), "the issuer has opened the county");
        sleep(wait);
        process.kill().unwrap();
        let was_said = lines.any(|line| issued(&line).is_some());
        process.wait().unwrap();
        is_issued = asked(&folder, &database, &round).await;
        assert!(is_issued || !was_said, "what was said to be issued is issued");
        wait *= 3;
    }
    let app = opened(&folder, &database).await;
    let again = take(&app, &clerk(&app), &round, &taking("issue", &[]), Mode::Save).await;
    assert!(again.is_err(), "what is issued is not issued twice: {again:?}");
    app.store().clone().close().await.unwrap();
    drop(app);
    assert!(asked(&folder, &database, &round).await);
}

/// Whether the round asks for the duties: for each once, with its clock, or for none.
async fn asked(folder: &Path, database: &Database, round: &str) -> bool {
    let app = opened(folder, database).await;
    let clerk = clerk(&app);
    let shown = show(&app, &clerk, round).await.unwrap();
    let is_issued = shown.current.state != "draft";
    let reports = list(&app, &clerk, "report", &Wanted::default()).await.unwrap();
    let expected = if is_issued { vec![("writing".to_owned(), 171)] } else { Vec::new() };
    assert_eq!(reports.totals, expected, "{}", shown.current.state);
    assert_eq!((shown.children.len(), shown.told.len()), if is_issued { (171, 2) } else { (0, 1) });
    if let Some(report) = shown.children.last() {
        assert_eq!(show(&app, &clerk, &report.number).await.unwrap().clocks.len(), 1);
    }
    app.store().clone().close().await.unwrap();
    is_issued
}

#[test]
fn a_killed_process_leaves_no_slip_without_its_document() {
    on_both(slips);
}

#[test]
fn a_round_whose_issuer_is_killed_asks_for_every_duty_or_for_none() {
    on_both(round);
}
