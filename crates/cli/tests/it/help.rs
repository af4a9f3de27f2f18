//! Help in both languages: every command, every word of it explained.

use crate::command::{expect, is_chinese, qiangxian};

/// The headings of a page that list words with their meaning.
const LISTS: [&str; 8] =
    ["命令", "参数", "选项", "通用选项", "Commands", "Arguments", "Options", "Global options"];

/// Every command with its help page, the outermost first.
fn pages(language: &str) -> Vec<(Vec<String>, String)> {
    let mut pages = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let mut words: Vec<&str> = path.iter().map(String::as_str).collect();
        words.extend(["--help", "--lang", language]);
        let page = qiangxian(&words).gives();
        for (name, _) in listed(&page, &["命令", "Commands"]) {
            let mut inner = path.clone();
            inner.push(name);
            // `help` shows the help of the others.
            if inner != ["help"] {
                open.push(inner);
            }
        }
        pages.push((path, page));
    }
    pages.sort();
    pages
}

/// The entries below these headings: what one writes, and what it means.
fn listed(page: &str, headings: &[&str]) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut is_list = false;
    for line in page.lines() {
        if !line.starts_with(' ') {
            is_list = headings.contains(&line);
        } else if is_list {
            let entry = line.trim_start();
            // Two blanks stand between a word and its meaning; further lines of a meaning are set in.
            match entry.trim_start_matches("-").find("  ") {
                _ if line.starts_with("            ") => {
                    if let Some((_, meaning)) = entries.last_mut() {
                        meaning.push_str(entry);
                    }
                }
                Some(_) => {
                    let (word, meaning) = entry.split_once("  ").unwrap();
                    entries.push((word.to_owned(), meaning.trim().to_owned()));
                }
                None => entries.push((entry.to_owned(), String::new())),
            }
        }
    }
    entries
}

#[test]
fn every_command_is_explained_in_both_languages() {
    let (zh, en) = (pages("zh"), pages("en"));
    let names =
        |pages: &[(Vec<String>, String)]| pages.iter().map(|(path, _)| path.join(" ")).collect::<Vec<_>>();
    assert_eq!(names(&zh), names(&en));
    let expected = [
        "",
        "backup",
        "bench",
        "bench imports",
        "bench indicators",
        "bench lake",
        "bench programme",
        "bench server",
        "completions",
        "create",
        "deadline",
        "demo",
        "health",
        "identifier",
        "identifier check",
        "import",
        "imports",
        "imports drop",
        "imports rows",
        "imports take-back",
        "indicator",
        "indicator rows",
        "indicator show",
        "indicator verify",
        "indicators",
        "lake",
        "lake indicators",
        "lake key",
        "lake publish",
        "migrate",
        "pack",
        "pack check",
        "pack install",
        "plan",
        "plan check",
        "plan diff",
        "plan read",
        "restore",
        "rights",
        "rights deadlines",
        "serve",
        "synth",
        "user",
        "user add",
        "user grant",
        "user list",
        "user lock",
        "user reset",
        "user unlock",
    ];
    assert_eq!(names(&zh), expected);
    for ((path, zh), (_, en)) in zh.iter().zip(&en) {
        assert!(!is_chinese(en), "Chinese in the English help of {path:?}:\n{en}");
        let (zh, en) = (listed(zh, &LISTS), listed(en, &LISTS));
        assert_eq!(zh.len(), en.len(), "{path:?}");
        for ((word, zh), (_, en)) in zh.iter().zip(&en) {
            assert!(is_chinese(zh), "{path:?}: {word} has no Chinese wording: {zh:?}");
            assert!(
                en.chars().any(|c| c.is_ascii_lowercase()),
                "{path:?}: {word} has no English wording: {en:?}"
            );
        }
    }
}

#[test]
fn every_page_shows_an_example_that_is_understood() {
    for (path, page) in pages("en") {
        let examples: Vec<&str> =
            page.lines().map(str::trim).filter(|line| line.starts_with("qiangxian ")).skip(1).collect();
        assert!(!examples.is_empty(), "{path:?} has no example");
        // The demonstration would go on until it is stopped; its own test starts it.
        for example in examples.into_iter().filter(|example| !example.starts_with("qiangxian demo")) {
            let words = words_of(example);
            let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
            // A demonstration goes on until it is stopped, and invented files fill a folder; whether the example is understood can be told
            // without that.
            if matches!(words.first(), Some(&"demo" | &"synth")) {
                words.push("--help");
            }
            let outcome = qiangxian(&words).stdin("x\n").run();
            assert!(outcome.code != 2, "{example}: {}", outcome.stderr);
        }
    }
}

/// The words of an example, without what belongs to the shell and without writing files.
fn words_of(example: &str) -> Vec<String> {
    let command = example.split(['<', '>']).next().unwrap().trim();
    let mut words: Vec<String> = Vec::new();
    for (at, part) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words.remove(0);
    if let Some(at) = words.iter().position(|word| word == "-o") {
        words.drain(at..at + 2);
    }
    words
}

#[test]
fn the_pages_look_as_reviewed() {
    for language in ["zh", "en"] {
        let all: String = pages(language)
            .iter()
            .map(|(path, page)| format!("════ qiangxian {}\n{page}\n", path.join(" ")))
            .collect();
        expect(&format!("help.{language}.txt"), &all);
    }
}

#[test]
fn the_same_help_is_reached_by_every_way() {
    let page = qiangxian(&["plan", "read", "--help"]).gives();
    assert_eq!(qiangxian(&["plan", "read", "-h"]).gives(), page);
    assert_eq!(qiangxian(&["help", "plan", "read"]).gives(), page);
    assert_eq!(qiangxian(&["-q", "plan", "read", "x.txt", "--help"]).gives(), page);
    assert_eq!(qiangxian(&[]).gives(), qiangxian(&["--help"]).gives());
}

#[test]
fn the_version_is_told() {
    assert_eq!(qiangxian(&["--version"]).gives(), format!("qiangxian {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_written_for_five_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = qiangxian(&["completions", shell]).gives();
        assert!(script.contains("identifier") && script.contains("qiangxian"), "{shell}");
    }
}
