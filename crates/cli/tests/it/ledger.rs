//! A ledger is added by writing one folder, as the README's first walk says, and a county that runs takes one more.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::browser::{Browser, sign_in_of};
use crate::command::{copied, qiangxian, root, scratch};
use crate::server::Server;

/// A county of which nothing is known but its name.
const MANIFEST: &str = r#"
schema = 1
name = "some-county"
title = { zh = "某县", en = "some county" }
extends = "china"
"#;

/// What version 2 adds to the markets.
const SIZE: &str = r#"
[[field]]
id = "size"
title = { zh = "规模", en = "size" }
kind = "integer"
class = "public"
"#;

/// What a stall says beyond its number and name.
const MARKET: &str = r#"
[[field]]
id = "market"
title = { zh = "所在市场", en = "market" }
kind = "reference"
ledger = "markets"
class = "public"
"#;

/// The three files of the ledger `markets` as a README has them, declaration first.
fn markets_of(readme: &str) -> [String; 3] {
    let readme = fs::read_to_string(root().join(readme)).unwrap();
    let (_, step) = readme.split_once("\n5. **").unwrap();
    let blocks: Vec<String> = step
        .split("   ```")
        .filter_map(|block| block.strip_prefix("toml\n").or_else(|| block.strip_prefix("csv\n")))
        .map(|block| block.lines().map(|line| format!("{}\n", line.trim_start())).collect())
        .collect();
    blocks.try_into().unwrap()
}

fn markets() -> [String; 3] {
    let markets = markets_of("README.md");
    assert_eq!(markets, markets_of("README.zh-CN.md"), "both say the same");
    markets
}

/// Writes a ledger into a pack.
fn write(pack: &Path, id: &str, files: &[String; 3]) {
    let folder = pack.join("ledgers").join(id);
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in ["ledger.toml", "valid.csv", "invalid.csv"].into_iter().zip(files) {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// The body of an answer as JSON.
fn json(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}

#[test]
fn the_ledger_of_the_readme_has_pages_forms_an_api_and_exports() {
    let (pack, folder) = (copied("packs/kaifu-demo", "readme-pack/kaifu-demo"), scratch("readme-county"));
    write(&pack, "markets", &markets());
    let (pack, data) = (pack.display().to_string(), folder.display().to_string());
    let checked = qiangxian(&["pack", "check", &pack, "--lang", "en"]).gives();
    assert!(checked.ends_with(": no problems\n"), "{checked}");
    let mut server = Server::start(&[
        "demo",
        "--scale",
        "none",
        "--pack",
        &pack,
        "--data",
        &data,
        "--listen",
        "127.0.0.1:0",
    ]);
    let mut clerk = Browser::at(&server);
    clerk.sign_in(&sign_in_of(&folder, "clerk"));
    assert!(clerk.get("/ledgers").contains("专业市场"));
    assert!(clerk.get("/ledgers/markets").contains("/ledgers/markets/new"));
    let form = clerk.get("/ledgers/markets/new");
    assert!(form.contains("name=\"number\"") && form.contains("name=\"name\""), "{form}");

    let said = "number=M-7&name=%E6%BC%94%E7%A4%BA&holds-from=2026-03-01&said-because=demo&step=save";
    let saved = clerk.post("/ledgers/markets/new", said);
    assert!(saved.starts_with("HTTP/1.1 303") && saved.contains("/ledgers/markets/records/M-7"), "{saved}");
    assert!(clerk.get("/ledgers/markets/records/M-7").contains("演示"));
    let csv = clerk.get("/ledgers/markets.csv");
    assert!(csv.contains("编号,名称\r\n") && csv.contains("M-7,演示\r\n"), "{csv}");
    for (kind, media) in [("xlsx", "application/vnd.openxmlformats"), ("json", "application/json")] {
        let sent = clerk.get(&format!("/ledgers/markets.{kind}"));
        assert!(sent.starts_with("HTTP/1.1 200") && sent.contains(media), "{sent}");
    }

    // The class of its fields is public, so everybody sees them.
    let mut stranger = Browser::at(&server);
    let record = json(&stranger.get("/api/v1/ledgers/markets/records/M-7"));
    assert_eq!(record["fields"]["name"], "演示", "{record}");
    let schema = json(&stranger.get("/api/v1/ledgers/markets/schema"));
    assert_eq!(schema["required"], serde_json::json!(["number", "name"]));
    let api = json(&stranger.get("/api/v1/openapi.json")).to_string();
    assert!(api.contains("/ledgers/markets/records"), "the API describes it");
    assert!(stranger.get("/ledgers/markets/new").starts_with("HTTP/1.1 303"), "who writes has to sign in");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_county_with_records_takes_one_more_ledger_and_one_more_field() {
    let (pack, folder) = (scratch("own-pack/some-county"), scratch("own-county"));
    let [declared, valid, invalid] = markets();
    write(&pack, "markets", &[declared.clone(), valid.clone(), invalid.clone()]);
    fs::write(pack.join("pack.toml"), MANIFEST).unwrap();
    fs::create_dir_all(pack.join("seed")).unwrap();
    let seed = "number,name,valid_from,valid_to\nM-1,演示市场（演示数据）,2026-01-01,\n";
    fs::write(pack.join("seed/markets.csv"), seed).unwrap();
    let (name, data) = (pack.display().to_string(), folder.display().to_string());
    qiangxian(&["pack", "check", &name]).gives();
    qiangxian(&["create", "--data", &data, "--pack", &name]).exits(0);

    // Version 2: stalls, each in a market, and the size of a market, which nobody has to give.
    write(&pack, "markets", &[format!("{declared}{SIZE}"), valid, invalid]);
    let stalls = declared.replace("markets", "stalls").replace("专业市场", "摊位");
    let [valid, invalid] = ["number,name\nS-1,演示\n", "number,name,problem\nS-2,,missing-field\n"];
    write(&pack, "stalls", &[format!("{stalls}{MARKET}"), valid.to_owned(), invalid.to_owned()]);
    let told = qiangxian(&["pack", "check", &name, "--against", &data, "--lang", "en"]).gives();
    assert!(told.contains("no problems") && told.contains("say the same"), "{told}");
    let told = qiangxian(&["pack", "install", &name, "--data", &data, "--lang", "en"]).gives();
    assert!(told.starts_with("installed, digest "), "{told}");

    let mut server = Server::of(&folder);
    let (status, list) = server.get("/ledgers/stalls");
    assert!(status == 200 && list.contains("摊位"), "{list}");
    let schema = json(&server.get("/api/v1/ledgers/markets/schema").1);
    assert_eq!(schema["properties"]["size"]["type"], "integer", "{schema}");
    let record = json(&server.get("/api/v1/ledgers/markets/records/M-1").1);
    assert_eq!(record["fields"], serde_json::json!({"number": "M-1", "name": "演示市场（演示数据）"}));
    assert_eq!(server.stop(), Some(0));
}
