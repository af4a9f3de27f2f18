//! Errors: on stderr, in both languages, with what to do next, and with the right exit code.

use std::fs;

use crate::command::{PLAN, is_chinese, qiangxian, scratch};

/// Runs in both languages; gives stderr of each without what is not ours to translate.
fn told(words: &[&str], code: i32) -> (String, String) {
    let run = |language: &str| {
        let mut words = words.to_vec();
        words.extend(["--lang", language]);
        let outcome = qiangxian(&words).exits(code);
        assert_eq!(outcome.stdout, "", "{words:?} wrote to stdout");
        outcome.stderr
    };
    let (zh, en) = (run("zh"), run("en"));
    assert!(zh.starts_with("错误："), "{zh}");
    assert!(en.starts_with("error: ") && !is_chinese(&en), "{en}");
    assert!(zh.contains("  → ") && en.contains("  → "), "nothing says what to do next: {en}");
    (zh, en)
}

#[test]
fn a_slip_in_a_word_is_answered_with_the_word_that_was_meant() {
    for (words, zh, en) in [
        (&["plna", "read", "x"][..], "是不是 plan？", "did you mean plan?"),
        (&["help", "pln"], "是不是 plan？", "did you mean plan?"),
        (&["help", "plan", "chek"], "是不是 check？", "did you mean check?"),
        (&["plan", "raed", "x"], "是不是 read？", "did you mean read?"),
        (&["plan", "read", PLAN, "--fromat", "json"], "是不是 --format", "did you mean --format"),
        (&["plan", "read", PLAN, "--format", "jsno"], "是不是 json？", "did you mean json?"),
        (&["plan", "read", PLAN, "--section", "task"], "是不是 tasks？", "did you mean tasks?"),
        (&["identifier", "check", "1", "--scheme", "usc"], "是不是 uscc？", "did you mean uscc?"),
    ] {
        let (told_zh, told_en) = told(words, 2);
        assert!(told_zh.contains(zh), "{told_zh}");
        assert!(told_en.contains(en), "{told_en}");
    }
}

#[test]
fn wrong_use_is_exit_code_two_and_names_the_help() {
    for words in [
        &["plan"][..],
        &["pack"],
        &["plan", "read"],
        &["plan", "diff", PLAN],
        &["plan", "read", PLAN, "--nonsense"],
        &["plan", "read", PLAN, "--section", "tasks", "--full"],
        &["deadline"],
        &["deadline", "--from", "2026-02-10"],
        &["deadline", "--batch", "x.csv", "--from", "2026-02-10"],
        &["deadline", "--batch"],
        &["identifier", "check"],
        &["identifier", "check", "1", "--column", "code"],
        &["completions", "tcsh"],
    ] {
        let (zh, en) = told(words, 2);
        assert!(zh.contains("--help") && en.contains("--help"), "{en}");
    }
}

#[test]
fn a_file_that_is_not_there_is_looked_for() {
    let (_, en) = told(&["plan", "read", "packs/kaifu/plan.tx"], 1);
    assert!(en.contains("did you mean packs/kaifu/plan.txt?"), "{en}");
    let (_, en) = told(&["plan", "read", "no/such/folder/plan.txt"], 1);
    assert!(en.contains("the folder no/such/folder does not exist either"), "{en}");
    let (_, en) = told(&["deadline", "--batch", "absent.csv"], 1);
    assert!(en.contains("absent.csv: there is no such file"), "{en}");
}

#[test]
fn a_folder_is_answered_with_a_file_in_it() {
    let (zh, en) = told(&["plan", "read", "packs/kaifu"], 1);
    assert!(zh.contains("请指明文件，如 packs/kaifu/plan.txt"), "{zh}");
    assert!(en.contains("name a file in it, such as packs/kaifu/plan.txt"), "{en}");
}

#[test]
fn what_is_no_text_is_named_with_the_way_to_one() {
    let binary = scratch("binary.dat");
    fs::write(&binary, [0, 1, 2, 3, 0, 255, 254, 0, 0, 9, 8, 7].repeat(40)).unwrap();
    told(&["plan", "read", &binary.display().to_string()], 1);
    let sheet = scratch("old.xls");
    fs::write(&sheet, [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 600]].concat()).unwrap();
    let (_, en) = told(&["plan", "read", &sheet.display().to_string()], 1);
    assert!(en.contains(".docx"), "{en}");
    let empty = scratch("empty.txt");
    fs::write(&empty, "").unwrap();
    told(&["plan", "read", &empty.display().to_string()], 1);
}

#[test]
fn an_unknown_pack_lists_those_there_are() {
    let (_, en) = told(&["plan", "read", PLAN, "--pack", "nowhere"], 1);
    assert!(en.contains("china, kaifu"), "{en}");
    told(&["plan", "read", PLAN, "--pack", "packs"], 1);
    told(&["plan", "read", PLAN, "--pack", "./nowhere"], 1);
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_work_is_lost() {
    let (_, en) = told(&["plan", "read", PLAN, "-o", "no/such/folder/plan.txt"], 1);
    assert!(en.contains("cannot be written"), "{en}");
}
