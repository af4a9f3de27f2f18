//! A county on PostgreSQL, and two machines that want to serve it: one does, the other says why not and takes over when the first
//! is gone.

use std::fs;

use crate::command::{qiangxian, scratch};
use crate::postgres;
use crate::server::Server;

const URL: &str = "QIANGXIAN_DATABASE_URL";

#[test]
fn one_of_two_machines_serves_one_database() {
    let Some(url) = postgres::database() else { return };
    let (first, second) = (scratch("machine-1"), scratch("machine-2"));
    let names = [&first, &second].map(|folder| folder.display().to_string());
    let variables = [(URL, url.as_str())];
    qiangxian(&["create", "--data", &names[0], "--pack", "kaifu"]).env(URL, &url).exits(0);
    fs::create_dir_all(&second).unwrap();
    fs::copy(first.join("master.key"), second.join("master.key")).unwrap();
    let serve =
        |name: &str| Server::start_in(&["serve", "--data", name, "--listen", "127.0.0.1:0"], &variables);
    let server = serve(&names[0]);
    for words in [
        vec!["serve", "--data", &names[1], "--listen", "127.0.0.1:0"],
        vec!["user", "lock", "system-administrator", "--reason", "demo", "--data", &names[1]],
        vec!["create", "--data", &names[1], "--pack", "kaifu"],
    ] {
        let refused = qiangxian(&words).env(URL, &url).env("QIANGXIAN_LANG", "en").exits(1);
        assert!(refused.stderr.contains("is in use by another process\n  → stop the program"), "{refused:?}");
    }
    // Reading is in nobody's way.
    let list = qiangxian(&["user", "list", "--data", &names[1]]).env(URL, &url).exits(0);
    assert!(list.stdout.contains("system-administrator"), "{list:?}");
    let backup = scratch("machine-backup").display().to_string();
    let refused = qiangxian(&["backup", &backup, "--data", &names[1]])
        .env(URL, &url)
        .env("QIANGXIAN_LANG", "en")
        .exits(1);
    assert!(refused.stderr.contains("pg_dump"), "{refused:?}");
    assert_eq!(server.get("/ledgers/bodies").0, 200, "the first one goes on");
    server.kill();
    let mut other = serve(&names[1]);
    assert_eq!(other.get("/ledgers/bodies").0, 200, "the other takes over");
    assert_eq!(other.stop(), Some(0));
}
