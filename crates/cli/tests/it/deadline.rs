//! `qiangxian deadline` for one event and for a table.

use std::fs;

use crate::command::{expect, qiangxian, scratch};

fn one(from: &str, amount: &str, unit: &str, regime: &str) -> Vec<String> {
    let words = ["deadline", "--from", from, "--amount", amount, "--unit", unit, "--regime", regime];
    words.map(str::to_owned).to_vec()
}

fn run(words: &[String], more: &[&str]) -> crate::command::Line {
    let words: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
    qiangxian(&words)
}

#[test]
fn the_date_stands_first_and_alone() {
    let words = one("2026-02-10", "15", "working-day", "civil");
    expect("deadline.zh.txt", &run(&words, &[]).gives());
    expect("deadline.en.txt", &run(&words, &["--lang", "en"]).gives());
    assert_eq!(run(&words, &["-q"]).gives(), "2026-03-09\n");
}

#[test]
fn an_answer_without_a_notice_says_so() {
    let words = one("2026-12-25", "15", "working-day", "civil");
    assert!(run(&words, &[]).gives().lines().nth(1).unwrap().ends_with("暂定"));
    let answer: serde_json::Value = serde_json::from_str(&run(&words, &["-f", "json"]).gives()).unwrap();
    assert_eq!((&answer["due"], &answer["provisional"]), (&"2027-01-18".into(), &true.into()));
    assert!(answer["explanation"]["zh"].as_str().unwrap().contains("没有2027年的放假通知"));
    assert_eq!(answer["facts"]["regime"], "civil");
}

#[test]
fn hours_are_counted_from_a_moment() {
    let words = one("2026-02-10T15:30", "24", "hour", "transfer");
    assert_eq!(run(&words, &["-q"]).gives(), "2026-02-11T15:30\n");
}

#[test]
fn what_cannot_be_counted_names_its_option_and_what_was_meant() {
    for (words, option, meant) in [
        (one("2026-02-30", "15", "day", "civil"), "--from", ""),
        (one("yesterday", "15", "day", "civil"), "--from", "2026-02-10"),
        (one("2026-02-10", "-3", "day", "civil"), "--amount", "1 to"),
        (one("2026-02-10", "15", "workingday", "civil"), "--unit", "did you mean working-day?"),
        (one("2026-02-10", "15", "day", "cvil"), "--regime", "did you mean civil?"),
        (one("2026-02-10", "24", "hour", "civil"), "--from", "T15:30"),
    ] {
        let outcome = run(&words, &["--lang", "en"]).exits(2);
        assert!(outcome.stderr.starts_with(&format!("error: {option}: could not")), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(meant), "{}", outcome.stderr);
        assert!(run(&words, &[]).exits(2).stderr.starts_with(&format!("错误：{option}：")));
    }
}

#[test]
fn the_regimes_are_listed() {
    expect("regimes.zh.txt", &qiangxian(&["deadline", "--list-regimes"]).gives());
    let text = qiangxian(&["deadline", "--list-regimes", "--format", "json"]).gives();
    let regimes: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((regimes.as_array().unwrap().len(), &regimes[0]["id"]), (14, &"civil".into()));
}

const GOOD: &str = "\u{feff}case,event_date,amount,unit,regime,note\n\
    A1,2026-02-10,15,working-day,civil,\"甲, 乙\"\n\
    A2, 2026/12/25 ,15,working-day,civil,\n\
    A3,2026-02-10T15:30,24,hour,transfer,\"两\n行\"\n";

#[test]
fn a_table_keeps_its_columns_and_gains_two() {
    let expected = "case,event_date,amount,unit,regime,note,due,provisional\n\
        A1,2026-02-10,15,working-day,civil,\"甲, 乙\",2026-03-09,false\n\
        A2, 2026/12/25 ,15,working-day,civil,,2027-01-18,true\n\
        A3,2026-02-10T15:30,24,hour,transfer,\"两\n行\",2026-02-11T15:30,false\n";
    let outcome = qiangxian(&["deadline", "--batch", "-"]).stdin(GOOD).exits(0);
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), (expected, "3 行，0 行有误\n"));
    let file = scratch("events.csv");
    fs::write(&file, GOOD).unwrap();
    let out = scratch("due.csv");
    let words = ["deadline", "--batch", &file.display().to_string(), "-o", &out.display().to_string(), "-q"];
    assert_eq!(qiangxian(&words).gives(), "");
    assert_eq!(fs::read_to_string(&out).unwrap(), expected);
}

#[test]
fn each_wrong_row_is_told_with_its_line_and_has_no_due() {
    let table = "event_date,amount,unit,regime\n2026-02-10,15,working-day,civil\n\n2026-02-30,1,day,civil\n\
                 2026-02-10,x,day,civil\n2026-02-10,1,days,civil\n2026-02-10,1,day,penal\n2026-02-10,1\n\
                 2026-02-10,1,day,civil,more\n2026-02-10,24,hour,civil\n";
    let outcome = qiangxian(&["deadline", "--batch", "-", "--lang", "en"]).stdin(table).exits(1);
    expect("batch-errors.en.txt", &outcome.stderr);
    expect("batch-errors.csv", &outcome.stdout);
    let zh = qiangxian(&["deadline", "--batch", "-"]).stdin(table).exits(1);
    assert_eq!(zh.stderr.matches("错误：").count(), 7);
    assert_eq!(zh.stdout, outcome.stdout);
}

#[test]
fn a_field_that_is_no_text_is_told_and_other_fields_are_kept_as_they_are() {
    let table = b"event_date,amount,unit,regime,note\n2026-02-10,15,working-day,civil,\xbf\xaa\xb8\xa3\n\xff,1,day,civil,\n";
    let output = qiangxian(&["deadline", "--batch", "-"]).stdin(table.to_vec()).bytes();
    assert_eq!(output.status.code(), Some(1));
    let wanted = b"civil,\xbf\xaa\xb8\xa3,2026-03-09,false\n";
    assert!(output.stdout.windows(wanted.len()).any(|window| window == wanted));
}

#[test]
fn a_table_without_its_columns_is_refused_as_a_whole() {
    let outcome =
        |table: &str| qiangxian(&["deadline", "--batch", "-", "--lang", "en"]).stdin(table).exits(1);
    let refused = outcome("event_dat,amount,unit,due\n2026-02-10,1,day,x\n");
    assert_eq!(refused.stdout, "");
    assert_eq!(refused.stderr.matches("error: ").count(), 3, "{}", refused.stderr);
    assert!(refused.stderr.contains("is it event_dat?") && refused.stderr.contains("column due already"));
    assert!(outcome("").stderr.contains("the table is empty"));
}

#[test]
fn a_batch_that_is_no_table_is_told_once_with_the_remedy() {
    let workbook = b"PK\x03\x04\x14\x00\x00\x00,\xff\xfe,\x00\n\x00\x00".to_vec();
    for (input, what) in [
        (b"2026-02-10,15,working-day,civil\n".to_vec(), "缺少列 event_date, amount, unit, regime"),
        (b"name,unit\n".to_vec(), "缺少列 event_date, amount, regime"),
        (workbook, "这不是文本表格"),
    ] {
        let stderr = qiangxian(&["deadline", "--batch", "-"]).stdin(input).exits(1).stderr;
        assert!(stderr.contains(what) && stderr.contains("event_date,amount,unit,regime"), "{stderr}");
        assert_eq!(stderr.matches("错误：").count(), 1, "{stderr}");
    }
}

#[test]
fn no_rest_days_are_no_words() {
    let words =
        ["deadline", "--from", "2026-11-16", "--amount", "2", "--unit", "working-day", "--regime", "civil"];
    let page = qiangxian(&words).gives();
    assert!(page.contains("均为工作日") && !page.contains("休息日0天"), "{page}");
}
