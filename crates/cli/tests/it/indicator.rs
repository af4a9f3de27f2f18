//! `qiangxian indicators` and `qiangxian indicator`: figures as of a day and as known on one, and a proof that holds without the county until
//! somebody changes a byte.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::{copied, qiangxian, scratch};

/// One invention that was granted in 2025, and one of 2026.
const PATENTS: &str = "application_number,kind,title,applicants,division,filed_on,granted_on,status,valid_from\n\
    202410123456.0,invention,绣线张力检测方法（演示数据）,演示企业001,430105,2024-03-05,2025-06-17,valid,2025-06-17\n\
    202410000001.X,invention,绣线张力检测方法（演示数据）,演示企业001,430105,2024-03-05,2026-02-03,valid,2026-02-03\n";

/// A county with two inventions and the residents of its pack.
fn county(name: &str) -> String {
    let (pack, folder) = (copied("packs/kaifu", &format!("{name}-pack/kaifu")), scratch(name));
    fs::write(pack.join("seed/patents.csv"), PATENTS).unwrap();
    let (pack, data) = (pack.display().to_string(), folder.display().to_string());
    qiangxian(&["create", "--data", &data, "--pack", &pack]).exits(0);
    data
}

#[test]
fn figures_are_told_as_of_a_day_and_as_known_on_one() {
    let data = county("figures-county");
    let d1 = |more: &[&str]| {
        let words = [&["indicators", "--data", &data, "--format", "csv"], more].concat();
        let csv = qiangxian(&words).exits(0).stdout;
        csv.lines().find(|line| line.starts_with("D1,")).unwrap_or_else(|| panic!("{csv}")).to_owned()
    };
    for (more, value) in [
        (&["--as-of", "2026-06-30"][..], "0.02"),
        (&["--as-of", "2025-12-31"][..], "0.01"),
        // Before the county was made nothing was known of that day.
        (&["--as-of", "2026-06-30", "--known-on", "2020-01-01"][..], "未取数"),
    ] {
        let line = d1(more);
        assert!(
            line.starts_with(&format!("D1,每万人有效发明专利拥有量,{value},件/万人,")),
            "{more:?}: {line}"
        );
    }
    let warned = d1(&["--as-of", "2026-06-30"]);
    assert!(warned.contains("检查提示：人口数据早于两年前，比率可能不准。"), "{warned}");
    let json = qiangxian(&["indicators", "--data", &data, "--as-of", "2026-06-30", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.exits(0).stdout).unwrap();
    let all = json.as_array().unwrap();
    let density = all.iter().find(|card| card["code"] == "D1").unwrap();
    assert_eq!(density["numerator"], "2");
    assert_eq!(density["denominator"], "820790");
    let table = qiangxian(&["indicators", "--data", &data, "--as-of", "2026-06-30"]).exits(0).stdout;
    assert!(table.contains("0.02"), "{table}");
    let wrong = qiangxian(&["indicators", "--data", &data, "--as-of", "2026-06-31"]).exits(1);
    assert!(wrong.stderr.contains("2026-06-31"), "{wrong:?}");
    let unknown = qiangxian(&["indicator", "show", "D99", "--data", &data]).run();
    assert_ne!(unknown.code, 0, "{unknown:?}");
}

/// Copies the snapshots that a proof names, each into a folder with the name of its ledger, as somebody would who downloads them.
fn taken_along(folders: &str, there: &Path) {
    for folder in folders.lines().map(Path::new).filter(|folder| folder.is_dir()) {
        let ledger = folder.parent().and_then(Path::file_name).unwrap();
        let to = there.join(ledger);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            _ = fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn a_proof_holds_without_the_county_until_a_byte_is_changed() {
    let data = county("proof-county");
    let of_day = |words: &[&str]| qiangxian(&[words, &["--data", &data, "--as-of", "2026-06-30"]].concat());
    let shown: Value = serde_json::from_str(&of_day(&["indicator", "show", "D1"]).exits(0).stdout).unwrap();
    assert_eq!(shown["text"]["zh"], "0.02");
    let rows = of_day(&["indicator", "rows", "D1"]).exits(0).stdout;
    assert_eq!(rows.lines().count(), 3, "{rows}");
    assert!(rows.contains("202410123456.0") && rows.contains("202410000001.X"), "{rows}");

    let proved = of_day(&["indicator", "show", "D1", "--proof"]).exits(0);
    let (proof, there) = (scratch("d1.proof.json"), scratch("d1-snapshots"));
    fs::write(&proof, &proved.stdout).unwrap();
    taken_along(&proved.stderr, &there);
    let said: Value = serde_json::from_str(&proved.stdout).unwrap();
    assert_eq!(said["format"], 2);
    assert_eq!(said["rows"], 2);
    assert_eq!(said["base"][0]["weight"], "820790");
    let (file, folder) = (proof.display().to_string(), there.display().to_string());
    let verify = ["indicator", "verify", &file, "--snapshot", &folder, "--lang", "en"];
    let holds = qiangxian(&verify).gives();
    assert!(holds.contains(": computed again, it is the same"), "{holds}");

    // Whoever says another number is found out.
    let other = scratch("d1.other.json");
    fs::write(&other, proved.stdout.replace("\"numerator\": \"2\"", "\"numerator\": \"3\"")).unwrap();
    let other = other.display().to_string();
    let differs = qiangxian(&["indicator", "verify", &other, "--snapshot", &folder, "--lang", "en"]).exits(1);
    assert!(differs.stdout.contains(": computed again, it differs"), "{differs:?}");
    assert!(differs.stdout.contains("numerator: the proof says 3, computed again it is 2"), "{differs:?}");

    // And so is whoever changes a byte of what was counted, or leaves it out.
    let open = there.join("patents/open.parquet");
    let mut bytes = fs::read(&open).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&open, bytes).unwrap();
    let damaged = qiangxian(&verify).exits(1);
    assert!(damaged.stderr.contains("open.parquet"), "{damaged:?}");
    fs::remove_dir_all(there.join("patents")).unwrap();
    let missing = qiangxian(&verify).exits(1);
    assert!(missing.stderr.contains("there is no snapshot of patents"), "{missing:?}");
}
