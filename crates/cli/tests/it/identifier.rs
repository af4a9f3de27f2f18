//! `qiangxian identifier check`.

use std::fs;

use crate::command::{expect, qiangxian, scratch};

#[test]
fn numbers_are_checked_and_personal_ones_are_masked() {
    let numbers = [
        "91350100M000100Y43",
        "ZL202632143738.X",
        "11010519491231002X",
        "110105194912310021",
        "4.30105E+17",
        "no number",
    ];
    let mut words = vec!["identifier", "check"];
    words.extend(numbers);
    let outcome = qiangxian(&words).exits(1);
    expect("identifiers.zh.txt", &outcome.stdout);
    assert_eq!(outcome.stderr, "6 个号码，3 个未通过\n");
    words.extend(["--lang", "en"]);
    let english = qiangxian(&words).exits(1);
    expect("identifiers.en.txt", &english.stdout);
    for output in [outcome.stdout, english.stdout] {
        assert!(!output.contains("19491231"), "a date of birth is shown");
    }
}

#[test]
fn no_part_of_a_personal_number_comes_out_in_any_form() {
    for number in [
        "11010520000229003X",
        "110105200002290031",
        "110105000229002",
        "1101052000022900311",
        "1101052000022900２X",
    ] {
        for more in [&[][..], &["--scheme", "uscc"], &["--scheme", "resident_identity_number"]] {
            for format in ["json", "table"] {
                let mut words = vec!["identifier", "check", number, "--format", format];
                words.extend(more);
                let outcome = qiangxian(&words).run();
                let shown = outcome.stdout + &outcome.stderr;
                assert!(!shown.contains("000229"), "{number} {more:?}: {shown}");
            }
        }
    }
}

#[test]
fn all_sound_is_exit_code_zero() {
    let outcome =
        qiangxian(&["identifier", "check", "--scheme", "uscc", "91350100M000100Y43", "-q"]).exits(0);
    assert_eq!(outcome.stderr, "");
    let text = qiangxian(&["identifier", "check", "202632143738.X", "-f", "json", "-q"]).gives();
    let checked: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(checked[0]["verdict"], "ok");
    assert_eq!(checked[0]["canonical"], "202632143738.X");
    assert_eq!(checked[0]["scheme"], "application_number");
}

#[test]
fn a_text_has_a_number_in_each_line() {
    let outcome = qiangxian(&["identifier", "check", "--file", "-", "-f", "json"])
        .stdin("91350100M000100Y43\n\n???\n")
        .exits(1);
    let hyphen =
        qiangxian(&["identifier", "check", "-", "-f", "json"]).stdin("91350100M000100Y43\n\n???\n").exits(1);
    assert_eq!(hyphen.stdout, outcome.stdout);
    let checked: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((&checked[0]["line"], &checked[1]["line"]), (&1.into(), &3.into()));
}

#[test]
fn a_table_has_them_in_a_column() {
    let file = scratch("firms.csv");
    let name = file.display().to_string();
    fs::write(&file, "name,code\n甲公司,91350100M000100Y43\n乙公司,91350100M000100Y44\n丙公司,\n").unwrap();
    let check = |column: &[&str]| {
        let mut words =
            vec!["identifier", "check", "--lang", "en", "--scheme", "uscc", "--file", name.as_str()];
        words.extend(column);
        qiangxian(&words)
    };
    let outcome = check(&["--column", "code"]).exits(1);
    assert!(outcome.stderr.contains("2 numbers, 1 did not pass"), "{}", outcome.stderr);
    assert!(check(&["--column", "cod"]).exits(2).stderr.contains("did you mean code?"));
    assert!(check(&["--column", "note"]).exits(2).stderr.contains("columns: name, code"));
    assert!(check(&[]).exits(2).stderr.contains("name one with --column: name, code"));
}
