//! `qiangxian indicators`: what all indicators of a county come to, as a table to be read on by others.

use std::fs;

use crate::command::{copied, qiangxian, scratch};

/// A variety that was granted in 2026, and none before.
const VARIETIES: &str = "number,name,holders,division,filed_on,granted_on,status,valid_from\n\
    CNA20191006012,演示稻1号（演示数据）,演示研究所,430105,2019-12-02,2026-01-05,valid,2026-01-05\n";

#[test]
fn what_has_no_base_to_grow_from_is_told_in_a_file_as_on_its_page() {
    let (pack, folder) = (copied("packs/kaifu", "indicators-pack/kaifu"), scratch("indicators-county"));
    fs::write(pack.join("seed/plant-varieties.csv"), VARIETIES).unwrap();
    let (pack, data) = (pack.display().to_string(), folder.display().to_string());
    qiangxian(&["create", "--data", &data, "--pack", &pack]).exits(0);
    let line = |more: &[&str], code: &str| {
        let words = [&["indicators", "--data", &data, "--as-of", "2026-12-31"], more].concat();
        let told = qiangxian(&words).exits(0).stdout;
        told.lines().find(|line| line.starts_with(code)).unwrap_or_else(|| panic!("{told}")).to_owned()
    };
    let csv = line(&["--format", "csv"], "D10,");
    assert!(csv.contains("+1（无基数）"), "{csv}");
    let english = line(&["--format", "csv", "--lang", "en"], "D10,");
    assert!(english.contains("+1 (no base)"), "{english}");
    // What is not settled is told, because no report rests on it.
    let whole = qiangxian(&["indicators", "--data", &data, "--format", "csv"]).exits(0).stdout;
    assert!(whole.contains("代号,指标,现值,单位,灯,状态,说明"), "{whole}");
    assert!(whole.contains(",拟定,") && whole.contains(",已核定,"), "{whole}");
    // What nobody has recorded is no data, and no zero.
    let missing = line(&["--format", "csv"], "D13,");
    assert!(missing.contains(",未取数,"), "{missing}");
}
