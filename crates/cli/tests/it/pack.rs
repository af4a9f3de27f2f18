//! `qiangxian pack check`.

use std::fs;

use crate::command::{qiangxian, scratch};

#[test]
fn the_packs_of_the_repository_are_sound_as_folders_and_as_built_in() {
    for name in [
        "packs/china",
        "packs/kaifu",
        "packs/kaifu-demo",
        "china",
        "kaifu",
        "kaifu-demo",
        "crates/pack/tests/data/tangxi",
    ] {
        assert_eq!(qiangxian(&["pack", "check", name]).gives(), format!("{name}：没有问题\n"));
    }
    let text = qiangxian(&["pack", "check", "kaifu", "--format", "json"]).gives();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&report["pack"], report["problems"].as_array().unwrap().len()), (&"kaifu".into(), 0));
}

#[test]
fn every_problem_is_told_with_file_line_and_remedy() {
    let folder = scratch("broken");
    fs::create_dir_all(folder.join("seed")).unwrap();
    let manifest = "schema = 1\nname = \"broken\"\ntitle = { zh = \"某县\", en = \"some county\" }\nextends = \"china\"\npaln = \"plan.txt\"\n";
    fs::write(folder.join("pack.toml"), manifest).unwrap();
    let bodies = "id,name,kind,parent,valid_from,valid_to,source,note\na,甲局,deparment,,2026-13-01,,,\n";
    fs::write(folder.join("seed/bodies.csv"), bodies).unwrap();
    let name = folder.display().to_string();
    let outcome = qiangxian(&["pack", "check", &name, "--lang", "en"]).exits(1);
    for part in [
        "pack.toml:5 paln: unknown key paln\n  → did you mean plan?",
        "seed/bodies.csv:2 kind: the table has no such code or title\n  → did you mean department",
        "seed/bodies.csv:2 valid_from: 2026-13-01 is no date that exists",
        "\nerror 3\n",
    ] {
        assert!(outcome.stdout.contains(part), "{part:?} is not in\n{}", outcome.stdout);
    }
    let zh = qiangxian(&["pack", "check", &name]).exits(1);
    assert!(zh.stdout.contains("不认识的键“paln”\n  → 是不是“plan”？"), "{}", zh.stdout);
}

#[test]
fn a_pack_in_one_file_is_looked_into() {
    // A document of Word is an archive too, and no pack.
    let archive = "crates/documents/tests/data/libreoffice.docx";
    let outcome = qiangxian(&["pack", "check", archive, "--lang", "en"]).exits(1);
    assert!(
        outcome.stdout.contains("libreoffice.docx/pack.toml: there is no pack here"),
        "{}",
        outcome.stdout
    );
    let outcome = qiangxian(&["pack", "check", "README.md", "--lang", "en"]).exits(1);
    assert!(outcome.stderr.contains("the file is no zip archive"), "{}", outcome.stderr);
}

#[test]
fn what_is_no_pack_is_told() {
    let outcome = qiangxian(&["pack", "check", "crates", "--lang", "en"]).exits(1);
    assert!(outcome.stdout.contains("there is no pack here"), "{}", outcome.stdout);
    let outcome = qiangxian(&["pack", "check", "chnia", "--lang", "en"]).exits(1);
    assert!(outcome.stdout.contains("there are: china, kaifu"), "{}", outcome.stdout);
}
