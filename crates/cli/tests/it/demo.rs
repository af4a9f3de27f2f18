//! `qiangxian demo`: the first thing a newcomer sees.

use std::fs;
use std::net::TcpListener;

use crate::command::{qiangxian, scratch};
use crate::server::Server;

/// The names under which one signs in, as the table has them.
const NAMES: [&str; 15] = [
    "clerk",
    "street",
    "park",
    "bureau",
    "street-leader",
    "leader",
    "officer",
    "mediator",
    "inspector",
    "artist",
    "firm",
    "agency",
    "system",
    "security",
    "audit",
];

#[test]
fn it_opens_tells_how_to_sign_in_and_goes_away() {
    let place = scratch("demo-place");
    fs::create_dir_all(&place).unwrap();
    let temporary = [("TMPDIR", place.to_str().unwrap())];
    let mut server = Server::start_in(&["demo", "--scale", "none", "--listen", "127.0.0.1:0"], &temporary);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
    assert_eq!(server.get("/health").0, 200);
    let (status, home) = server.get("/");
    assert_eq!(status, 200);
    assert!(home.contains("演示数据"), "every page says that it is a demonstration");
    let (status, record) = server.get("/ledgers/bodies/records/demo-station");
    assert!(status == 200 && record.contains("演示知识产权公共服务站"), "{record}");
    let (status, sign_in) = server.get("/sign-in");
    assert_eq!(server.stop(), Some(0));
    assert!(server.stdout.contains(&format!("http://{}/", server.host)), "{}", server.stdout);
    let rows: Vec<Vec<&str>> =
        server.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    for name in NAMES {
        let row = rows.iter().find(|row| row.len() >= 4 && row[row.len() - 3] == name);
        let row = row.unwrap_or_else(|| panic!("{name} is not in\n{}", server.stdout));
        assert!(row[row.len() - 2].len() >= 12, "{row:?}");
        assert!(
            status == 200 && sign_in.contains(row[row.len() - 2]),
            "the page to sign in shows the same: {name}"
        );
        let code = row[row.len() - 1];
        assert!(code == "–" || (code.len() == 6 && code.parse::<u32>().is_ok()), "{row:?}");
    }
    assert_eq!(fs::read_dir(&place).unwrap().count(), 0, "its folder goes away with it");
}

#[test]
fn it_can_be_kept_and_opened_again() {
    let folder = scratch("demo-kept");
    let data = folder.display().to_string();
    let words = ["demo", "--scale", "none", "--data", &data, "--listen", "127.0.0.1:0"];
    let passwords = |server: &Server| -> Vec<String> {
        let lines =
            server.stdout.lines().map(|line| line.split_whitespace().rev().nth(1).unwrap_or_default());
        lines.filter(|word| word.matches('-').count() == 3).map(str::to_owned).collect()
    };
    let mut first = Server::start(&words);
    assert_eq!(first.stop(), Some(0));
    let mut again = Server::start(&words);
    assert!(!again.log.contains("making the demonstration"), "{}", again.log);
    assert_eq!(again.get("/health").0, 200);
    assert_eq!(again.stop(), Some(0));
    assert_eq!(passwords(&first).len(), NAMES.len(), "{}", first.stdout);
    assert_eq!(passwords(&first), passwords(&again));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    // Either this test has the port, or somebody else has.
    let _taken = TcpListener::bind("127.0.0.1:8080");
    let mut server = Server::start(&["demo", "--scale", "none"]);
    assert!(!server.host.ends_with(":8080"), "{}", server.host);
    assert_eq!(server.get("/health").0, 200);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_county_that_is_none_is_not_opened_as_one() {
    let data = scratch("demo-county").display().to_string();
    qiangxian(&["create", "--data", &data, "--pack", "kaifu"]).exits(0);
    let outcome = qiangxian(&["demo", "--data", &data, "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("already"), "{}", outcome.stderr);
    let outcome = qiangxian(&["demo", "--pack", "kaifu", "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("is no demonstration"), "{}", outcome.stderr);
}
