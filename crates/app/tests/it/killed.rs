//! A process that issues slips is killed, again and again. Each slip it had said to be issued is there with its document, its
//! number, its clock and its messages; none is half there, none has the number of another, and no number is missing.
//!
//! The process is this test program, told by the environment to write. `QIANGXIAN_KILLS` raises the number of kills.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use app::cases::{register, show, start};
use app::records::Mode;
use app::{Actor, App, Surroundings, county};

use crate::world::{actor_of, settings, taking, world};

const FOLDER: &str = "QIANGXIAN_TEST_ISSUER_FOLDER";

/// Kills, unless the environment asks for more: each opens the county anew.
const KILLS: usize = 6;

const OFFICE: &str = "market-supervision";
const SLIP: [&str; 5] =
    ["subject=补报（演示数据）", "body=street-shaping", "colour=blue", "demand=补报", "due_date=2099-01-09"];

async fn opened(folder: &Path) -> App {
    county::open(&settings(folder), None, Surroundings::default()).await.unwrap()
}

fn clerk(app: &App) -> Actor {
    actor_of(app, "clerk", Some(OFFICE))
}

/// The issuer: opens the county and issues slips without end. Each line it prints is a slip that is issued.
#[test]
fn an_issuer_issues_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async move {
        let app = opened(&PathBuf::from(folder)).await;
        let clerk = clerk(&app);
        loop {
            let taken = start(&app, &clerk, "slip", &taking("issue", &SLIP), Mode::Save).await.unwrap();
            println!("issued {}.", taken.number.unwrap());
            std::io::stdout().flush().unwrap();
        }
    });
}

#[tokio::test]
async fn a_killed_process_leaves_no_slip_without_its_document() {
    let made = world().await.close().await;
    let folder = made.path().to_owned();
    let kills = std::env::var("QIANGXIAN_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let mut said = BTreeSet::new();
    for kill in 0..kills {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "killed::an_issuer_issues_until_it_is_killed", "--nocapture"]);
        command.env(FOLDER, &folder).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let issued = |line: String| Some(line.strip_prefix("issued ")?.strip_suffix('.')?.to_owned());
        said.extend(lines.by_ref().filter_map(issued).take(3 + kill * 2));
        process.kill().unwrap();
        // A line may be cut in the middle by the kill.
        said.extend(lines.filter_map(issued));
        process.wait().unwrap();
        check(&folder, &said).await;
    }
    assert!(said.len() > kills);
}

async fn check(folder: &Path, said: &BTreeSet<String>) {
    let app = opened(folder).await;
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
