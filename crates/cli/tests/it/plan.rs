//! `qiangxian plan read`, `check` and `diff`.

use std::fs;

use crate::command::{PLAN, copied, expect, qiangxian, root, scratch};

/// The plan with some changes, as a newer version of it.
fn changed() -> String {
    let text = fs::read_to_string(root().join(PLAN)).unwrap();
    let newer = text
        .replace("突破120件", "突破150件")
        .replace("责任单位：区发展和改革局、区财政局）", "责任单位：区发展和改革局、区财政局、区司法局）")
        .replace("完成知识产权培育企业30个", "完成知识产权培育企业40个")
        .replace("三、工作任务\n", "三、工作任务\n以下任务按年度推进。\n");
    let file = scratch("newer.txt");
    fs::write(&file, newer).unwrap();
    file.display().to_string()
}

#[test]
fn the_table_looks_as_reviewed() {
    expect("plan-read.zh.txt", &qiangxian(&["plan", "read", PLAN]).gives());
    expect("plan-read.en.txt", &qiangxian(&["plan", "read", PLAN, "--lang", "en"]).gives());
    expect("plan-read-64-columns.zh.txt", &qiangxian(&["plan", "read", PLAN]).env("COLUMNS", "64").gives());
    expect("plan-read-full.zh.txt", &qiangxian(&["plan", "read", PLAN, "--full"]).gives());
}

#[test]
fn one_part_is_that_part_of_the_page() {
    let page = qiangxian(&["plan", "read", PLAN]).gives();
    for part in ["tasks", "targets", "stages", "safeguards", "bodies"] {
        let part = qiangxian(&["plan", "read", PLAN, "--section", part]).gives();
        assert!(!part.is_empty() && page.contains(&part));
    }
}

#[test]
fn markdown_looks_as_reviewed() {
    expect("plan.md", &qiangxian(&["plan", "read", PLAN, "--format", "markdown"]).gives());
}

#[test]
fn json_is_the_whole_plan() {
    let text = qiangxian(&["plan", "read", PLAN, "--format", "json"]).gives();
    let plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let count = |key: &str| plan[key].as_array().unwrap().len();
    assert_eq!((count("tasks"), count("stages"), count("safeguards"), count("bodies")), (20, 4, 4, 29));
    let task = &plan["tasks"][0];
    assert_eq!(task["path"], serde_json::json!(["三", "（一）", "1"]));
    assert_eq!(task["lead"], serde_json::json!(["区知识产权协调领导小组办公室"]));
    assert!(count("clauses") > 100);
    let in_english = qiangxian(&["plan", "read", PLAN, "--format", "json", "--lang", "en"]).gives();
    assert_eq!(text, in_english, "data have no language");
}

#[test]
fn a_workbook_is_written_to_a_file_or_a_pipe() {
    let file = scratch("plan.xlsx");
    let name = file.display().to_string();
    assert_eq!(qiangxian(&["plan", "read", PLAN, "--format", "xlsx", "-o", &name]).gives(), "");
    let written = fs::read(&file).unwrap();
    assert!(written.starts_with(b"PK\x03\x04"));
    let piped = qiangxian(&["plan", "read", PLAN, "--format", "xlsx"]).bytes();
    assert_eq!(piped.stdout, written);
}

#[test]
fn stdin_is_read_in_any_encoding_that_files_have() {
    let text = fs::read(root().join(PLAN)).unwrap();
    // Only the hint at the end names the file.
    let expected = qiangxian(&["plan", "read", PLAN]).gives().replace(PLAN, "-");
    assert_eq!(qiangxian(&["plan", "read", "-"]).stdin(text).gives(), expected);
}

#[test]
fn a_text_without_tasks_gives_a_warning_that_quiet_keeps_back() {
    let outcome = qiangxian(&["plan", "read", "-"]).stdin("一封信\n\n你好。\n").exits(0);
    assert!(outcome.stderr.starts_with("警告："), "{}", outcome.stderr);
    assert_eq!(qiangxian(&["plan", "read", "-", "-q"]).stdin("一封信\n\n你好。\n").exits(0).stderr, "");
}

#[test]
fn a_document_cannot_command_the_terminal() {
    let text =
        "某县方案\u{1b}[2J\n\n一、工作任务\n1、做\u{1b}]0;x\u{7}好。做事。（牵头单位：县财政\u{1b}[31m局）\n";
    for words in [&["plan", "read", "-"][..], &["plan", "check", "-"], &["plan", "read", "\u{1b}[2J"]] {
        let outcome = qiangxian(words).stdin(text).run();
        assert!(!(outcome.stdout + &outcome.stderr).contains('\u{1b}'), "{words:?}");
    }
}

#[test]
fn check_ends_with_one_exactly_when_an_error_was_found() {
    let outcome = qiangxian(&["plan", "check", PLAN, "--format", "json"]).run();
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let is_wrong = findings.iter().any(|finding| finding["severity"] == "error");
    assert_eq!(outcome.code, i32::from(is_wrong));
    assert_eq!(report["coverage"]["unread"], 0);
    let table = qiangxian(&["plan", "check", PLAN]).exits(outcome.code);
    assert!(table.stdout.contains("读取率"));
    expect("plan-check.zh.txt", &table.stdout);
}

#[test]
fn a_difference_looks_as_reviewed() {
    let newer = changed();
    expect("plan-diff.zh.txt", &qiangxian(&["plan", "diff", PLAN, &newer]).gives());
    expect("plan-diff.en.txt", &qiangxian(&["plan", "diff", PLAN, &newer, "--lang", "en"]).gives());
}

#[test]
fn a_difference_is_no_error_unless_it_is_asked_for() {
    let newer = changed();
    qiangxian(&["plan", "diff", PLAN, &newer]).exits(0);
    qiangxian(&["plan", "diff", PLAN, &newer, "--exit-code"]).exits(1);
    let same = qiangxian(&["plan", "diff", PLAN, PLAN, "--exit-code"]).gives();
    assert_eq!(same, "两个版本内容相同\n");
    let text = qiangxian(&["plan", "diff", PLAN, &newer, "--format", "json"]).gives();
    let diff: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(diff["tasks"][0]["fields"][0]["field"], "responsible");
}

#[test]
fn another_county_is_read_by_the_same_command() {
    let folder = "crates/pack/tests/data/tangxi";
    let page = qiangxian(&["plan", "read", &format!("{folder}/plan.txt"), "--pack", folder]).gives();
    assert!(page.contains("县市场监督管理局（知识产权局）") && page.contains("8 项任务"), "{page}");
}

#[test]
fn the_members_and_answers_of_a_pack_settle_findings() {
    let folder = copied("packs/kaifu", "kaifu-answered");
    let answers = "number,finding,quote,answer,decided_by,decided_on,reason\n\
                   1,period-contradiction,,以2026年为准,领导小组办公室,2026-11-20,会议纪要\n";
    fs::write(folder.join("seed/answers.csv"), answers).unwrap();
    let name = folder.display().to_string();

    let codes = |words: &[&str], code| {
        let words = [&["plan", "check", PLAN, "--format", "json"], words].concat();
        let report: serde_json::Value = serde_json::from_str(&qiangxian(&words).exits(code).stdout).unwrap();
        report["findings"].as_array().unwrap().clone()
    };
    let groups = |findings: &[serde_json::Value]| {
        findings.iter().filter(|finding| finding["code"] == "group-without-members").count()
    };
    let (open, answered) = (codes(&[], 1), codes(&["--pack", &name], 0));
    assert_eq!((groups(&open), groups(&answered)), (3, 2), "the streets are listed");
    let error = answered.iter().find(|finding| finding["code"] == "period-contradiction").unwrap();
    let expected = serde_json::json!({
        "answer": "以2026年为准", "decided_by": "领导小组办公室", "decided_on": "2026-11-20", "reason": "会议纪要",
    });
    assert_eq!(error["answer"], expected);
    assert!(open.iter().all(|finding| finding.get("answer").is_none()));

    let page = qiangxian(&["plan", "check", PLAN, "--pack", &name]).gives();
    assert!(page.contains("已答复：以2026年为准 — 领导小组办公室，2026-11-20\n"), "{page}");
    let counts = page.lines().rev().nth(1).unwrap();
    assert!(counts.starts_with("警告 ") && counts.ends_with(" · 已答复 1"), "{counts}");
    let summary = qiangxian(&["plan", "read", PLAN, "--pack", &name, "--section", "findings"]).gives();
    assert!(!summary.contains("错误"), "{summary}");
}
