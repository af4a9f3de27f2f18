//! Another county with its own plan goes through its first quarter: its pack is a folder, and no Rust knows of it.

use std::fs;
use std::path::{Path, PathBuf};

use app::cases::{Wanted, list, show, start, take};
use app::records::Mode;
use app::{Clock, Surroundings, duties};
use pack::Pack;
use plan::Light;
use store::Database;

use crate::county::on_both;
use crate::world::{World, settings, taking};

/// An invented county: 演示数据.
const COUNTY: &str = "../pack/tests/data/tangxi";
const OFFICE: &str = "market-supervision";
const SHARER: &str = "science-technology";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(COUNTY)
}

async fn county_of(pack: Pack, database: Database) -> World {
    let folder = tempfile::tempdir().unwrap();
    let settings = store::Settings { database, ..settings(folder.path()) };
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let app =
        app::county::create(&settings, pack, true, clock.clone(), Surroundings::default()).await.unwrap();
    World::of(app, clock, folder)
}

#[test]
fn another_county_runs_its_own_plan() {
    on_both(quarter);
}

async fn quarter(database: Database) {
    let world = county_of(Pack::open(&folder()).unwrap(), database).await;
    let app = &world.app;
    let clerk = world.actor("clerk", Some(OFFICE));
    let version = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &version).await;
    let owed = duties::standings(app, &clerk).await.unwrap().duties;
    let tasks: std::collections::BTreeSet<&str> = owed.iter().map(|it| it.duty.task.as_str()).collect();
    assert_eq!(tasks.len(), 8, "{tasks:?}");
    let fields = ["quarter=2026年三季度", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(app, &clerk, "round", &taking("draft", &fields), Mode::Save).await.unwrap();
    take(app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    let liaison =
        app::Actor { account: Some(2), name: "account:2".to_owned(), ..world.actor("liaison", Some(SHARER)) };
    let head =
        app::Actor { account: Some(3), name: "account:3".to_owned(), ..world.actor("leader", Some(SHARER)) };
    let reports = list(app, &liaison, "report", &Wanted::default()).await.unwrap().cases;
    let number = reports.first().expect("it shares a task").current.number.clone();
    world.later("2026-09-20T09:00:00+08:00");
    let said = ["judgement=on-course", "measures=走访企业十二家，逐户核对台账并当场答复所提问题（演示数据）"];
    take(app, &liaison, &number, &taking("send", &said), Mode::Save).await.unwrap();
    take(app, &head, &number, &taking("sign", &[]), Mode::Save).await.unwrap();
    take(app, &clerk, &number, &taking("accept", &[]), Mode::Save).await.unwrap();
    assert_eq!(show(app, &clerk, &number).await.unwrap().current.state, "accepted");
}

/// The county with a procedure of its own in the place of slips: 催办单, whose field for the duty is called otherwise.
fn with_urgings() -> Vec<(String, Vec<u8>)> {
    let china = folder().join("../../../../../packs/china");
    let text = |path: &str| fs::read_to_string(china.join(path)).unwrap();
    let renamed = |text: String| {
        let text = text.replace("\"slip\"", "\"urging\"").replace("督促单", "催办单");
        text.replace("\"duty\"", "\"matter\"").replace("$duty", "$matter").replace("duty=", "matter=")
    };
    let slips = "[slip]\nprocedure = \"slip\"\nduty = \"duty\"";
    let programme = text("programme.toml");
    assert!(programme.contains(slips));
    let programme = programme.replace(slips, "[slip]\nprocedure = \"urging\"\nduty = \"matter\"");
    let mut files = files_below(&folder(), "");
    for (path, text) in [
        ("procedures/urging/procedure.toml", renamed(text("procedures/slip/procedure.toml"))),
        ("procedures/urging/stories.txt", renamed(text("procedures/slip/stories.txt"))),
        ("programme.toml", programme),
    ] {
        files.push((path.to_owned(), text.into_bytes()));
    }
    files
}

/// The files below a folder, each with its path in it.
pub(crate) fn files_below(folder: &Path, at: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = entries.flat_map(|entry| {
        let path = format!("{at}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => files_below(&entry.path(), &format!("{path}/")),
            false => vec![(path, fs::read(entry.path()).unwrap())],
        }
    });
    files.collect()
}

#[tokio::test]
async fn what_plays_a_part_of_the_programme_is_said_by_the_pack() {
    let report = pack::check_files("tangxi", with_urgings());
    assert!(report.is_sound(), "{:#?}", report.problems);
    let world = county_of(Pack::open_files("tangxi", with_urgings()).unwrap(), Database::Sqlite).await;
    let app = &world.app;
    let clerk = world.actor("clerk", Some(OFFICE));
    let version = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &version).await;
    let owed = duties::standings(app, &clerk).await.unwrap().duties;
    let duty = owed.iter().find(|it| it.duty.body.as_deref() == Some(SHARER)).unwrap().duty.id.clone();
    let light = async || {
        let standings = duties::standings(app, &clerk).await.unwrap().duties;
        standings.iter().find(|it| it.duty.id == duty).unwrap().judged.light
    };
    let said = |field: &str| {
        let rest =
            ["subject=核对（演示数据）", "colour=blue", "demand=请核对（演示数据）", "due_date=2026-09-30"];
        let own = [format!("body={SHARER}"), format!("{field}={duty}")];
        let all: Vec<&str> = rest.into_iter().chain(own.iter().map(String::as_str)).collect();
        taking("issue", &all)
    };
    // The country's slips are there still, and play no part here.
    start(app, &clerk, "slip", &said("duty"), Mode::Save).await.unwrap();
    assert_eq!(light().await, Light::Grey);
    start(app, &clerk, "urging", &said("matter"), Mode::Save).await.unwrap();
    assert_eq!(light().await, Light::Yellow);
}
