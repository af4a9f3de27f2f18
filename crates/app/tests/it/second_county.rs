//! Another county with its own plan goes through its first quarter: its pack is a folder, and no Rust knows of it.

use std::path::Path;

use app::cases::{Wanted, list, show, start, take};
use app::records::Mode;
use app::{Clock, Surroundings, duties};
use pack::Pack;
use store::Database;

use crate::county::on_both;
use crate::world::{World, settings, taking};

/// An invented county: 演示数据.
const COUNTY: &str = "../pack/tests/data/tangxi";
const OFFICE: &str = "market-supervision";
const SHARER: &str = "science-technology";

#[test]
fn another_county_runs_its_own_plan() {
    on_both(quarter);
}

async fn quarter(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let settings = store::Settings { database, ..settings(folder.path()) };
    let clock = Clock::demonstration("2026-09-01T09:00:00+08:00".parse().unwrap());
    let pack = Pack::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(COUNTY)).unwrap();
    let app =
        app::county::create(&settings, pack, true, clock.clone(), Surroundings::default()).await.unwrap();
    let world = World::of(app, clock, folder);
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
