//! Terminals, pipes, languages, colors and files.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use crate::command::{PLAN, qiangxian, root, scratch};

const ESCAPE: char = '\u{1b}';

#[test]
fn colors_are_for_terminals_and_for_those_who_ask() {
    let page = |words: &[&str]| {
        let mut all = vec!["plan", "read", PLAN];
        all.extend(words);
        qiangxian(&all).env("NO_COLOR", "1").gives()
    };
    assert!(!page(&[]).contains(ESCAPE));
    assert!(!page(&["--color", "never"]).contains(ESCAPE));
    // A flag is nearer than a variable.
    let colored = page(&["--color", "always"]);
    assert!(colored.contains(ESCAPE));
    let plain: String = strip(&colored);
    assert_eq!(plain, page(&[]), "colors change nothing but colors");
}

#[test]
fn errors_and_help_keep_to_the_same_rules() {
    let stderr = |words: &[&str]| qiangxian(words).run().stderr;
    assert!(!stderr(&["plan", "read", "absent.txt"]).contains(ESCAPE));
    assert!(stderr(&["plan", "read", "absent.txt", "--color", "always"]).contains(ESCAPE));
    assert!(stderr(&["plan", "read", "--color=always"]).contains(ESCAPE));
    assert!(!qiangxian(&["--help"]).gives().contains(ESCAPE));
    assert!(qiangxian(&["--help", "--color", "always"]).gives().contains(ESCAPE));
}

/// The text without colors.
fn strip(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| out.push_str(part.split_once('m').map_or(part, |(_, rest)| rest)));
    out
}

#[test]
fn chinese_unless_english_is_asked_for() {
    let first = |line: crate::command::Line| line.gives().lines().nth(2).unwrap_or_default().to_owned();
    let help = || qiangxian(&["--help"]);
    assert_eq!(first(help()), "用法");
    assert_eq!(first(help().env("LANG", "C.UTF-8")), "用法");
    assert_eq!(first(help().env("LANG", "en_US.UTF-8")), "Usage");
    assert_eq!(first(help().env("LANG", "en_US.UTF-8").env("LC_ALL", "zh_CN.UTF-8")), "用法");
    assert_eq!(first(help().env("LANG", "zh_CN.UTF-8").env("QIANGXIAN_LANG", "en")), "Usage");
    assert_eq!(first(qiangxian(&["--lang", "zh", "--help"]).env("QIANGXIAN_LANG", "en")), "用法");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_qiangxian"))
        .args(["plan", "read", PLAN, "--format", "json"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Reads nothing and goes away.
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_file_appears_complete_or_not_at_all() {
    let file = scratch("kept.txt");
    let name = file.display().to_string();
    fs::write(&file, "as it was").unwrap();
    qiangxian(&["plan", "read", "absent.txt", "-o", &name]).exits(1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "as it was");
    assert_eq!(qiangxian(&["plan", "read", PLAN, "-o", &name]).gives(), "");
    assert_eq!(fs::read_to_string(&file).unwrap(), qiangxian(&["plan", "read", PLAN]).gives());
    assert_eq!(
        qiangxian(&["plan", "read", PLAN, "-o", "-"]).gives(),
        qiangxian(&["plan", "read", PLAN]).gives()
    );
    let left: Vec<_> =
        fs::read_dir(file.parent().unwrap()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_stays_a_device() {
    use std::os::unix::fs::FileTypeExt;
    assert_eq!(qiangxian(&["plan", "read", PLAN, "-o", "/dev/null"]).gives(), "");
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let folder = scratch("folder");
    fs::create_dir_all(&folder).unwrap();
    qiangxian(&["plan", "read", PLAN, "-o", &folder.display().to_string()]).exits(1);
}

#[test]
fn pages_fit_the_columns_they_are_given() {
    for columns in [48, 60, 80, 100, 132] {
        let page = qiangxian(&["plan", "read", PLAN]).env("COLUMNS", &columns.to_string()).gives();
        // A command to copy stays in one line.
        for line in page.lines().filter(|line| !line.contains("qiangxian plan check")) {
            let width: usize =
                line.chars().map(|c| if crate::command::is_chinese(&c.to_string()) { 2 } else { 1 }).sum();
            assert!(width <= columns, "{columns}: {line}");
        }
    }
}
