//! `qiangxian backup` and `restore`, and packs beside a database.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, App, Granted, Surroundings, county as counties};
use jiff::civil::date;
use serde_json::Value;
use store::{Database, FileSettings, MasterKey, Settings};

use crate::command::{copied, qiangxian, scratch};
use crate::serve::county;
use crate::server::Server;

fn settings(data: &Path) -> Settings {
    Settings {
        database: Database::Sqlite,
        folder: data.to_owned(),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    }
}

/// Says something as the clerk, until it is told to stop; tells how often.
async fn load(app: App, stop: Arc<AtomicBool>) -> usize {
    let mut clerk = Actor::system();
    let role = app.declarations().roles.get("clerk").unwrap().clone();
    clerk.roles.push(Granted { role, body: None, case: None, deputy_for: None });
    clerk.second_factor = true;
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        let cells = [
            ("id", format!("demo-{count}")),
            ("name", format!("演示单位{count}")),
            ("kind", "office".to_owned()),
        ];
        let cells: BTreeMap<String, String> =
            cells.into_iter().map(|(id, text)| (id.to_owned(), text)).collect();
        let proposal = Proposal {
            said: Said::Created { from: date(2026, 3, 1) },
            given: Given::Cells(cells),
            reason: "演示".to_owned(),
            seen: None,
        };
        propose(&app, &clerk, "bodies", &proposal, Mode::Save).await.unwrap();
        count += 1;
    }
    count
}

/// Takes a backup with the command while this process writes; tells the manifest as the command gives it.
fn taken_under_load(data: &Path, backup: &str) -> Value {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let app = counties::open(&settings(data), None, Surroundings::default()).await.unwrap();
        let before = app.store().installation().await.unwrap().seq;
        let stop = Arc::new(AtomicBool::new(false));
        let writer = tokio::spawn(load(app.clone(), Arc::clone(&stop)));
        while app.store().installation().await.unwrap().seq < before + 3 {
            tokio::task::yield_now().await;
        }
        let folder = data.display().to_string();
        let words = ["backup", backup, "--data", &folder, "--format", "json", "-q"].map(str::to_owned);
        let run = move || qiangxian(&words.iter().map(String::as_str).collect::<Vec<_>>()).gives();
        let told = tokio::task::spawn_blocking(run).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        assert!(writer.await.unwrap() >= 3);
        app.store().clone().close().await.unwrap();
        serde_json::from_str(&told).unwrap()
    })
}

#[test]
fn a_backup_under_load_comes_back_with_equal_counts_and_digests() {
    let (data, _) = county("backed-up");
    let backup = scratch("backup").display().to_string();
    let manifest = taken_under_load(&data, &backup);
    assert_eq!(manifest["rows"]["operation"], manifest["seq"]);

    let other = scratch("restored");
    let name = other.display().to_string();
    let words = ["restore", &backup, "--data", &name, "--format", "json", "--lang", "en"];
    let outcome = qiangxian(&words).exits(1);
    assert!(outcome.stderr.contains("there is no master key"), "{}", outcome.stderr);
    fs::copy(data.join("master.key"), other.join("master.key")).unwrap();
    let outcome = qiangxian(&words).exits(0);
    let restored: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(restored, manifest);
    let outcome = qiangxian(&words).exits(1);
    assert!(outcome.stderr.contains("already"), "what is there is not overwritten: {}", outcome.stderr);

    let mut server = Server::of(&other);
    assert_eq!(server.get("/ledgers/bodies/records/demo-0").0, 200);
    assert_eq!(server.stop(), Some(0));
    let table =
        qiangxian(&["backup", &scratch("second-backup").display().to_string(), "--data", &name]).exits(0);
    let revisions = manifest["rows"]["revision"].to_string();
    let line = table.stdout.lines().find(|line| line.starts_with("revision ")).unwrap();
    assert!(line.ends_with(&revisions), "{line} {revisions}");
}

#[test]
fn a_backup_that_was_altered_is_refused() {
    let (_, data) = county("altered");
    let backup = scratch("altered-backup");
    let name = backup.display().to_string();
    qiangxian(&["backup", &name, "--data", &data]).exits(0);
    let file = backup.join("qiangxian.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, bytes).unwrap();
    let target = scratch("altered-target").display().to_string();
    let outcome = qiangxian(&["restore", &name, "--data", &target, "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("qiangxian.sqlite is missing or altered"), "{}", outcome.stderr);
    assert!(!Path::new(&target).join("qiangxian.sqlite").exists());
}

#[test]
fn a_newer_pack_is_compared_installed_and_served() {
    let data = scratch("packed").display().to_string();
    let pack = copied("packs/kaifu", "packed-packs/kaifu");
    let name = pack.display().to_string();
    qiangxian(&["create", "--data", &data, "--pack", &name]).exits(0);
    let check = ["pack", "check", &name, "--against", &data, "--lang", "en"];
    assert!(qiangxian(&check).gives().contains("the seeds and the database say the same"));
    let groups = pack.join("seed/groups.csv");
    let text = fs::read_to_string(&groups).unwrap().replace("成员为全部16个街道", "成员为全部街道");
    fs::write(&groups, text).unwrap();
    let told = qiangxian(&check).gives();
    assert!(told.contains("groups"), "{told}");
    let install = ["pack", "install", &name, "--data", &data, "--lang", "en"];
    let first = qiangxian(&install).gives();
    assert!(first.starts_with("installed, digest ") && first.contains("groups"), "{first}");
    let again = qiangxian(&install).gives();
    assert!(again.starts_with("it was installed already, digest "), "{again}");
    // What the program brings is the same as what the county has; another program may bring something newer.
    let built_in = qiangxian(&["pack", "install", "china", "--data", &data, "--lang", "en"]).gives();
    assert!(built_in.starts_with("it was installed already, digest "), "{built_in}");
    let other =
        qiangxian(&["pack", "install", "crates/pack/tests/data/tangxi", "--data", &data, "--lang", "en"])
            .exits(1);
    assert!(other.stderr.contains("kaifu does not use the pack tangxi"), "{}", other.stderr);
}

#[test]
fn a_pack_that_records_cannot_be_used_with_is_named_before_and_refused() {
    let data = scratch("misfit").display().to_string();
    let pack = copied("packs/china", "misfit-packs/china");
    let name = pack.display().to_string();
    qiangxian(&["create", "--data", &data, "--pack", "kaifu"]).exits(0);
    let change = |old: &str, new: &str| {
        let file = pack.join("ledgers/group-members/ledger.toml");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(old), "{text}");
        fs::write(&file, text.replacen(old, new, 1)).unwrap();
    };
    let check = ["pack", "check", &name, "--against", &data, "--lang", "en"];
    let install = ["pack", "install", &name, "--data", &data, "--lang", "en"];
    assert!(qiangxian(&check).exits(0).stdout.contains("no problems"));
    // What was open becomes personal: told before and when it is done, with what to do.
    change("max = 300", "max = 300\nclass = \"personal\"");
    let told = qiangxian(&check).exits(0);
    assert!(told.stdout.contains("group-members.source: source is personal or secret now"), "{told:?}");
    assert!(told.stdout.contains("→ it is shown masked from now on"), "{told:?}");
    let told = qiangxian(&install).exits(0);
    assert!(told.stderr.contains("group-members.source: source is personal or secret now"), "{told:?}");
    assert!(told.stdout.starts_with("installed, digest "), "{told:?}");
    // Another key: refused, and the pack before stays.
    change("key = [\"group\", \"body\"]", "key = [\"body\", \"group\"]");
    for words in [&check[..], &install] {
        let told = qiangxian(words).exits(1);
        let text = format!("{}{}", told.stdout, told.stderr);
        assert!(text.contains("error: ") && text.contains("→ keys never change"), "{told:?}");
    }
    let mut server = Server::of(Path::new(&data));
    assert_eq!(server.get("/ledgers/group-members").0, 200);
    assert_eq!(server.stop(), Some(0));
}
