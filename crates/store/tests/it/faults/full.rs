//! A disk that is full: a clear error, nothing lost, and work goes on when there is room again.
//!
//! The disk is a small file system in memory, mounted for this test program alone; where that is not permitted, it is said.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use ledger::Change;
use store::ledgers::{history, known, prepare, save};
use store::{Error, Settings, Store, backup};

use super::sound::check;
use crate::ledgers::sample::{bodies, fields, march};
use crate::world::{World, operation, told};

const DISK: &str = "QIANGXIAN_TEST_SMALL_DISK";

async fn story(settings: Settings, disk: &Path) {
    let new = store::NewInstallation { county: "tangxi".to_owned(), demo: false };
    let store = Store::create(&settings, &new).await.unwrap();
    prepare(&store, &bodies()).await.unwrap();
    // Room that is given back later.
    std::fs::write(disk.join("ballast"), vec![0; 3 * 1024 * 1024]).unwrap();
    let mut committed = 0;
    let error = loop {
        match write(&store, committed).await {
            Ok(()) => committed += 1,
            Err(error) => break error,
        }
        assert!(committed < 100_000, "the disk is never full");
    };
    assert!(matches!(error, Error::Full), "{error:?}");
    assert!(error.problem().remedy.zh.contains("空间"));
    let upload = store.files().store(&[7; 1024 * 1024]).await;
    assert!(matches!(upload, Err(Error::Full)), "{upload:?}");
    assert_eq!(
        std::fs::read_dir(settings.folder.join("incoming")).unwrap().count(),
        0,
        "nothing is left of it"
    );
    let taken = backup::take(&store, &disk.join("backup")).await;
    assert!(matches!(taken, Err(Error::Full)), "{taken:?}");
    assert!(!disk.join("backup").exists(), "half a backup is none");
    assert!(committed > 10);
    assert_eq!(check(&store).await, committed, "what is read is whole while the disk is full");

    std::fs::remove_file(disk.join("ballast")).unwrap();
    write(&store, committed).await.unwrap();
    store.files().store(&[7; 1024 * 1024]).await.unwrap();
    assert_eq!(check(&store).await, committed + 1);
    let elsewhere = tempfile::tempdir().unwrap();
    let manifest = backup::take(&store, &elsewhere.path().join("backup")).await.unwrap();
    assert_eq!(manifest.seq, committed + 1);
    store.close().await.unwrap();
    assert_eq!(check(&Store::open(&settings).await.unwrap()).await, committed + 1);
    restored(&elsewhere.path().join("backup"), &settings, disk).await;
}

/// A backup does not fit on the disk a second time: nothing of it is left, and what is there is not harmed.
async fn restored(backup: &Path, settings: &Settings, disk: &Path) {
    let again = Settings { folder: disk.join("again"), ..settings.clone() };
    std::fs::create_dir(&again.folder).unwrap();
    std::fs::copy(settings.folder.join("master.key"), again.folder.join("master.key")).unwrap();
    let mut ballast = std::fs::File::create(disk.join("ballast")).unwrap();
    while ballast.write_all(&[0; 4096]).is_ok() {}
    let refused = backup::restore(backup, &again).await;
    assert!(matches!(refused, Err(Error::Full)), "{refused:?}");
    let missing = Store::open(&again).await;
    assert!(matches!(missing, Err(Error::Missing { .. })), "{missing:?}");
    assert!(!again.folder.join("qiangxian.new").exists());
    drop(ballast);
    std::fs::remove_file(disk.join("ballast")).unwrap();
    Store::open(settings).await.unwrap();
}

async fn write(store: &Store, number: i64) -> Result<(), Error> {
    let (ledger, key) = (bodies(), format!("k{number}"));
    let write = store.begin(operation("create", &key, "2026-04-01T00:00:00Z")).await?;
    let said = fields(&format!("id={key} name={}", "名".repeat(90)));
    let history = known(&history(&write, &ledger, &key).await?);
    let revisions = ledger::revise(&ledger, &history, &Change::created(march(1), said)).unwrap();
    save(&write, &ledger, &key, &revisions).await?;
    write.commit().await
}

#[test]
fn a_store_on_a_small_disk() {
    let Ok(disk) = std::env::var(DISK) else { return };
    let disk = PathBuf::from(disk);
    let settings = Settings { folder: disk.join("data"), ..World::sqlite().settings };
    told(async move { story(settings, &disk).await });
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let disk = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o size=8m none "$1" && exec "$2" --exact faults::full::a_store_on_a_small_disk --nocapture"#;
    let run = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(arguments).args(["sh", "-c", script, "sh"]).arg(disk.path());
        command.arg(std::env::current_exe().unwrap()).env(DISK, disk.path()).output()
    };
    let is_mounted = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command
            .args(arguments)
            .args(["sh", "-c", "mount -t tmpfs -o size=8m none \"$1\"", "sh"])
            .arg(disk.path());
        command.output().is_ok_and(|output| output.status.success())
    };
    let ways: [&[&str]; 2] = [&["--mount"], &["--mount", "--map-root-user"]];
    let Some(way) = ways.into_iter().find(|way| is_mounted(way)) else {
        writeln!(
            std::io::stderr(),
            "SKIPPED: no small file system can be mounted; a full disk is not tested"
        )
        .unwrap();
        return;
    };
    let output = run(way).unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
