//! The settings of an installation: file, environment and flags.

use std::fs;

use crate::command::{Outcome, qiangxian, root, scratch};

/// What starting a server with these settings says; there is no database, so it ends.
fn start(name: &str, file: &str, variables: &[(&str, &str)], words: &[&str]) -> Outcome {
    let folder = scratch(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("qiangxian.toml"), file).unwrap();
    let data = folder.display().to_string();
    let mut line = qiangxian(&[&["serve", "--data", &data], words].concat()).env("QIANGXIAN_LANG", "en");
    for (name, text) in variables {
        line = line.env(name, text);
    }
    line.run()
}

#[track_caller]
fn tells(outcome: &Outcome, code: i32, parts: &[&str]) {
    assert_eq!(outcome.code, code, "{}", outcome.stderr);
    for part in parts {
        assert!(outcome.stderr.contains(part), "{part:?} is not in\n{}", outcome.stderr);
    }
}

#[test]
fn every_problem_of_the_file_is_told_with_line_and_remedy() {
    let file = "\
schema = 1
listne = \"127.0.0.1:8080\"
address = \"ip.example.gov.cn/\"
base_path = \"ip/\"
faces = [\"publik\"]
tls_in_front = \"yes\"
trusted_proxies = [\"10.1\"]
requests_per_second = -1

[database]
url = \"mysql://localhost\"

[files]
bucket = \"county\"

[mail]
host = \"smtp.example.gov.cn\"
security = \"none\"
from = \"nobody\"
certificates = \"absent.pem\"

[identity]
issuer = \"http://sso.example.gov.cn\"
client_id = \"county\"
client_secret = \"x\"

[footer]
sponsor = 7
";
    let outcome = start("wrong-settings", file, &[], &[]);
    let parts = [
        "qiangxian.toml:2 listne: unknown key listne\n  → did you mean listen?",
        "qiangxian.toml:3 address: ip.example.gov.cn/ is no address of a site\n  → write https://host",
        "qiangxian.toml:4 base_path: ip/ is no path\n  → begin with a slash",
        "qiangxian.toml:5 faces: there is no face publik\n  → write public",
        "qiangxian.toml:6 tls_in_front: the value here is a string\n  → write true or false",
        "qiangxian.toml:7 trusted_proxies: 10.1 is no network\n  → write for example",
        "qiangxian.toml:8 requests_per_second: -1 is out of range",
        "qiangxian.toml:11 database.url: this is no address of a PostgreSQL database\n  → write postgres://",
        "qiangxian.toml:14 files.bucket: there is files.bucket and no files.endpoint\n  → give files.endpoint too",
        "no files.secret_key",
        "qiangxian.toml:18 mail.security: mail to smtp.example.gov.cn would travel in the clear",
        "qiangxian.toml:19 mail.from: “nobody” is no sender",
        "qiangxian.toml:20 mail.certificates: ",
        "qiangxian.toml:23 identity.issuer: http://sso.example.gov.cn is no address with https",
        "qiangxian.toml:28 footer.sponsor: the value here is a integer",
    ];
    tells(&outcome, 1, &parts);
}

#[test]
fn flags_are_stronger_than_the_environment_and_that_than_the_file() {
    let file = "schema = 1\nlisten = \"file\"\n";
    tells(&start("strong-1", file, &[], &[]), 1, &["qiangxian.toml:2 listen: file is no address"]);
    let variable = [("QIANGXIAN_LISTEN", "variable")];
    tells(&start("strong-2", file, &variable, &[]), 1, &["QIANGXIAN_LISTEN: variable is no address"]);
    let outcome = start("strong-3", file, &variable, &["--listen", "flag"]);
    tells(&outcome, 1, &["--listen: flag is no address"]);
    assert!(!outcome.stderr.contains("variable is no"), "{}", outcome.stderr);
}

#[test]
fn variables_are_read_by_the_shape_of_their_setting() {
    let outcome = start(
        "shapes",
        "schema = 1\n",
        &[
            ("QIANGXIAN_TLS_IN_FRONT", "ja"),
            ("QIANGXIAN_TRUSTED_PROXIES", "10.1.0.0/16, nowhere"),
            ("QIANGXIAN_REQUESTS_AT_ONCE", "many"),
            ("QIANGXIAN_BASE_PATH", ""),
            ("QIANGXIAN_LISTNE", "x"),
        ],
        &[],
    );
    let parts = [
        "error: QIANGXIAN_TLS_IN_FRONT: ja cannot be used\n  → write true or false",
        "error: QIANGXIAN_TRUSTED_PROXIES: nowhere is no network",
        "error: QIANGXIAN_REQUESTS_AT_ONCE: many cannot be used\n  → write a whole number",
    ];
    tells(&outcome, 1, &parts);
    assert!(!outcome.stderr.contains("10.1.0.0/16 is no"), "{}", outcome.stderr);
    // A variable that nobody knows is told and does not stand in the way.
    let outcome = start("unknown-variable", "schema = 1\n", &[("QIANGXIAN_LISTNE", "x")], &[]);
    tells(
        &outcome,
        1,
        &["warning: QIANGXIAN_LISTNE", "did you mean QIANGXIAN_LISTEN?", "there is no database"],
    );
}

#[test]
fn secrets_are_not_told_on_the_command_line() {
    let url = "postgres://qiangxian:secret@127.0.0.1/qiangxian";
    let outcome = start("secret", "schema = 1\n", &[], &["--database", url]);
    tells(&outcome, 2, &["QIANGXIAN_DATABASE_URL"]);
    assert!(!outcome.stderr.contains("secret@"), "{}", outcome.stderr);
}

#[test]
fn wrong_levels_of_the_log_are_told() {
    let outcome = start("levels", "schema = 1\n", &[("QIANGXIAN_LOG", "loud=very=much")], &[]);
    tells(&outcome, 1, &["QIANGXIAN_LOG: loud=very=much cannot be understood"]);
}

#[test]
fn the_file_that_is_written_explains_every_setting_and_the_guides_list_them() {
    let folder = scratch("template");
    let data = folder.display().to_string();
    qiangxian(&["create", "--data", &data, "--pack", "kaifu", "--address", "https://ip.example.gov.cn"])
        .exits(0);
    let path = folder.join("qiangxian.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\naddress = \"https://ip.example.gov.cn\"\n"), "{text}");
    let (mut section, mut keys) = (String::new(), Vec::new());
    for line in text.lines() {
        let line = line.trim_start_matches("# ");
        if let Some(name) = line.strip_prefix('[') {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| *key != "schema") {
            keys.push(format!("{section}{key}"));
        }
    }
    assert!(keys.len() > 30, "{keys:?}");
    for guide in ["docs/operating.md", "docs/operating.zh-CN.md"] {
        let guide = fs::read_to_string(root().join(guide)).unwrap();
        for key in &keys {
            assert!(guide.contains(&format!("`{key}`")), "{key} is not in the guide");
        }
    }
    // Every example is one that is understood: with all of them the file is read to its end.
    let all: Vec<String> = text.lines().map(uncommented).collect();
    fs::write(&path, all.join("\n")).unwrap();
    for certificates in ["mail-ca.pem", "identity-ca.pem"] {
        fs::write(folder.join(certificates), "").unwrap();
    }
    let outcome = qiangxian(&["migrate", "--data", &data, "--dry-run", "--lang", "en"]).run();
    for told in ["unknown key", "cannot be used", "is no ", "there is "] {
        assert!(!outcome.stderr.contains(told), "{}", outcome.stderr);
    }
}

/// A setting that is left out, put in; what explains it stays.
fn uncommented(line: &str) -> String {
    let bare = line.strip_prefix("# ").unwrap_or(line);
    let is_key = bare
        .split(' ')
        .next()
        .is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    if is_key && bare.contains(" = ") { bare.to_owned() } else { line.to_owned() }
}
