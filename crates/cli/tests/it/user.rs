//! `qiangxian user`: accounts, for whoever owns the machine.

use crate::command::{Outcome, qiangxian};
use crate::serve::county;
use crate::server::Server;

/// `qiangxian user …` in English.
fn user(data: &str, words: &[&str], code: i32) -> Outcome {
    let all = [&["user"], words, &["--data", data, "--lang", "en"]].concat();
    qiangxian(&all).exits(code)
}

/// What the list says of somebody: their roles, and the state of the account.
fn listed(data: &str, name: &str) -> (String, String) {
    let list: serde_json::Value =
        serde_json::from_str(&user(data, &["list", "--format", "json"], 0).stdout).unwrap();
    let one = list.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
    (one["roles"].to_string(), one["state"].as_str().unwrap().to_owned())
}

#[test]
fn somebody_gets_an_account_and_a_role_and_loses_both_for_a_while() {
    let (_, data) = county("users");
    let words = ["add", "clerk-2", "--called", "经办人", "--role", "clerk", "--reason", "任命文件，演示"];
    let link = user(&data, &words, 0).stdout;
    assert!(link.starts_with("http://127.0.0.1:8080/en/set-up?token="), "{link}");
    let clerk = r#"["clerk of the IP office"]"#.to_owned();
    assert_eq!(listed(&data, "clerk-2"), (clerk, "not-set-up".to_owned()));
    let table = user(&data, &["list"], 0).stdout;
    assert!(table.contains("clerk of the IP office") && table.contains("not set up"), "{table}");
    let body = ["--role", "liaison", "--body", "street-shaping", "--reason", "任命文件，演示"];
    user(&data, &[&["grant", "clerk-2"], &body[..]].concat(), 0);
    let both = r#"["clerk of the IP office","liaison of a body (street-shaping)"]"#;
    assert_eq!(listed(&data, "clerk-2").0, both);
    user(&data, &["lock", "clerk-2", "--reason", "调离，演示"], 0);
    assert_eq!(listed(&data, "clerk-2").1, "locked");
    user(&data, &["unlock", "clerk-2", "--reason", "返岗，演示"], 0);
    let renewed = user(&data, &["reset", "clerk-2", "--reason", "手机遗失，演示"], 0).stdout;
    assert!(renewed.contains("/set-up?token=") && renewed != link, "{renewed}");
}

#[test]
fn what_cannot_be_done_is_told() {
    let (_, data) = county("users-refused");
    for (words, code, part) in [
        (vec!["add", "a b", "--called", "某"], 1, "this cannot be a sign-in name"),
        (vec!["add", "system-administrator", "--called", "某"], 1, "sign-in-name"),
        (vec!["lock", "nobody", "--reason", "x"], 1, "there is no such account\n  → see qiangxian user list"),
        (vec!["lock", "audit-administrator", "--reason", "x"], 1, "the last administrator of this kind"),
        (vec!["lock", "audit-administrator"], 2, "--reason"),
        (
            vec!["grant", "audit-administrator", "--role", "system-administrator", "--reason", "x"],
            1,
            "three different",
        ),
        (vec!["grant", "audit-administrator", "--role", "king", "--reason", "x"], 1, "there is no such role"),
        (
            vec!["grant", "audit-administrator", "--role", "clerk", "--until", "soon", "--reason", "x"],
            2,
            "soon is no date",
        ),
    ] {
        let outcome = user(&data, &words, code);
        assert!(outcome.stderr.contains(part), "{words:?}: {part:?} is not in\n{}", outcome.stderr);
    }
}

#[test]
fn a_running_server_is_not_worked_around() {
    let (folder, data) = county("users-served");
    let _server = Server::of(&folder);
    let outcome = user(&data, &["add", "clerk-2", "--called", "经办人"], 1);
    assert!(
        outcome.stderr.contains("is in use by another process\n  → stop the program"),
        "{}",
        outcome.stderr
    );
    assert_eq!(listed(&data, "system-administrator").1, "not-set-up", "a list can be read beside it");
}
