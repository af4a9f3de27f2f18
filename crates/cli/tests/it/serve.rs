//! `qiangxian create`, `serve`, `health` and `migrate`: a county from its first day on.

use std::fs;
use std::path::PathBuf;

use crate::command::{qiangxian, scratch};
use crate::server::{Server, event};

/// A new county in a folder of its own.
pub(crate) fn county(name: &str) -> (PathBuf, String) {
    let folder = scratch(name);
    let data = folder.display().to_string();
    qiangxian(&["create", "--data", &data, "--pack", "kaifu"]).exits(0);
    (folder, data)
}

#[test]
fn a_county_is_made_served_and_stopped() {
    let (folder, data) = county("served");
    for file in ["qiangxian.sqlite", "master.key", "qiangxian.toml"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let mut server = Server::of(&folder);
    assert_eq!(server.get("/health").0, 200);
    let (status, home) = server.get("/");
    assert_eq!(status, 200);
    assert!(home.contains("开福"), "{home}");
    assert!(qiangxian(&["health", "--data", &data]).gives().contains("ok"));
    assert_eq!(server.stop(), Some(0));
    let messages: Vec<serde_json::Value> =
        server.log.lines().filter_map(event).map(|event| event["message"].clone()).collect();
    assert_eq!(messages.first().unwrap(), "serving");
    assert_eq!(messages.last().unwrap(), "stopped", "{}", server.log);
    let outcome = qiangxian(&["health", "--data", &data, "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("no server runs on this folder"), "{}", outcome.stderr);
}

#[test]
fn one_process_owns_the_folder() {
    let (folder, data) = county("owned");
    let server = Server::of(&folder);
    let backup = scratch("owned-backup").display().to_string();
    // What only reads is in nobody's way.
    qiangxian(&["backup", &backup, "--data", &data, "-q"]).exits(0);
    qiangxian(&["migrate", "--data", &data, "--dry-run"]).gives();
    qiangxian(&["user", "list", "--data", &data]).gives();
    qiangxian(&["pack", "check", "kaifu", "--against", &data]).gives();
    for words in [
        &["serve"][..],
        &["user", "add", "clerk", "--called", "demo", "--mail", "clerk@example.cn"],
        &["user", "lock", "system-administrator", "--reason", "demo"],
        &["pack", "install", "kaifu"],
        &["restore", &backup],
        &["create", "--pack", "kaifu"],
    ] {
        let outcome = qiangxian(&[words, &["--data", &data, "--lang", "en"]].concat()).exits(1);
        assert!(
            outcome.stderr.contains("is in use by another process\n  → stop the program"),
            "{words:?}: {outcome:?}"
        );
    }
    assert_eq!(server.get("/health").0, 200, "the first one goes on");
    server.kill();
    let mut again = Server::of(&folder);
    assert_eq!(again.get("/health").0, 200, "a killed server starts again");
    assert_eq!(again.stop(), Some(0));
}

#[test]
fn three_administrators_get_a_link_each_and_nobody_a_password() {
    let data = scratch("administrators").display().to_string();
    let words = ["create", "--data", &data, "--pack", "kaifu", "--address", "https://ip.example.gov.cn"];
    let outcome = qiangxian(&words).env("QIANGXIAN_LANG", "en").exits(0);
    let start = "  https://ip.example.gov.cn/set-up?token=";
    let links: Vec<&str> = outcome.stdout.lines().filter(|line| line.starts_with(start)).collect();
    assert_eq!(links.len(), 3, "{}", outcome.stdout);
    for role in ["system-administrator", "security-administrator", "audit-administrator"] {
        assert!(outcome.stdout.contains(role), "{role}");
    }
    assert!(!outcome.stdout.to_lowercase().contains("password:"), "{}", outcome.stdout);
    assert!(outcome.stderr.contains("master.key"), "{}", outcome.stderr);
}

#[test]
fn a_county_is_not_made_twice() {
    let (_, data) = county("twice");
    let outcome = qiangxian(&["create", "--data", &data, "--pack", "kaifu", "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("already"), "{}", outcome.stderr);
    let outcome = qiangxian(&["create", "--data", &data, "--lang", "en"]).exits(2);
    assert!(outcome.stderr.contains("no pack was named"), "{}", outcome.stderr);
}

#[test]
fn the_pack_of_another_county_is_refused() {
    let (_, data) = county("other-pack");
    let words = ["serve", "--data", &data, "--pack", "crates/pack/tests/data/tangxi", "--lang", "en"];
    let outcome = qiangxian(&words).exits(1);
    assert!(
        outcome.stderr.contains("this database belongs to kaifu, and the pack is tangxi"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_version_of_the_tables_is_told() {
    let (_, data) = county("migrated");
    for words in [vec!["migrate", "--data", &data, "--dry-run"], vec!["migrate", "--data", &data]] {
        let told = qiangxian(&words).env("QIANGXIAN_LANG", "en").gives();
        assert!(told.starts_with("the tables are up to date: version "), "{told}");
    }
    let outcome = qiangxian(&["migrate", "--data", "absent", "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("there is no database in absent"), "{}", outcome.stderr);
}

#[test]
fn an_address_that_is_taken_is_told() {
    let (folder, _) = county("listens");
    let (_, other) = county("listens-too");
    let server = Server::of(&folder);
    let outcome = qiangxian(&["serve", "--data", &other, "--listen", &server.host, "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("another program listens on this address"), "{}", outcome.stderr);
}

#[test]
fn a_server_is_asked_by_its_address() {
    let (folder, _) = county("asked");
    fs::write(folder.join("qiangxian.toml"), "schema = 1\nbase_path = \"/ip\"\n").unwrap();
    let server = Server::of(&folder);
    let url = format!("http://{}", server.host);
    assert!(qiangxian(&["health", &format!("{url}/ip")]).gives().contains("ok"));
    let outcome = qiangxian(&["health", &url, "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("the server answers 404"), "{}", outcome.stderr);
}
