//! Files loaded at the command line: looked at, loaded, set aside, sent again, broken off and gone on with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use documents::{Cell, CellKind, Column, Sheet, Workbook, write_workbook};

use crate::command::{Outcome, qiangxian, root, scratch};

/// A county of which nothing is known but its name.
const MANIFEST: &str = r#"
schema = 1
name = "some-county"
title = { zh = "某县", en = "some county" }
extends = "china"
"#;

/// A list as the office gives it; one application number has a wrong check character.
const PATENTS: &str = "某县专利清单（演示数据）,,,,,\n\
    申请号/专利号,发明名称,专利类型,申请人,申请日,当前法律状态\n\
    202410000001.X,演示方法甲,发明,演示甲公司,2024-01-05,有效\n\
    202410123456.0,演示方法乙,发明,演示乙公司,2024.2.6,有效\n\
    202320123456.1,演示装置,实用新型,演示甲公司,20230307,有效\n\
    202410123457.0,演示方法丁,发明,演示甲公司,2024/5/9,有效\n";

/// A county with a folder for the files that are sent to it.
struct County {
    data: PathBuf,
    files: PathBuf,
}

impl County {
    fn made(name: &str) -> County {
        let folder = scratch(name);
        let (pack, files) = (folder.join("some-county"), folder.join("files"));
        fs::create_dir_all(&pack).unwrap();
        fs::create_dir_all(&files).unwrap();
        fs::write(pack.join("pack.toml"), MANIFEST).unwrap();
        let county = County { data: folder.join("data"), files };
        let [data, pack] = [&county.data, &pack].map(|path| path.display().to_string());
        qiangxian(&["create", "--data", &data, "--pack", &pack]).exits(0);
        county
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.files.join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// The words that load a file into the patents.
    fn words<'w>(&self, data: &'w str, file: &'w str, more: &[&'w str]) -> Vec<&'w str> {
        let words =
            ["import", "patents", file, "--data", data, "--source", "演示平台", "--as-of", "2026-06-30"];
        [&words[..], &["--lang", "en"], more].concat()
    }

    fn import(&self, file: &str, more: &[&str]) -> Outcome {
        let data = self.data.display().to_string();
        qiangxian(&self.words(&data, file, more)).run()
    }

    /// What the command ends with: its exit code and its first line.
    fn tells(&self, file: &str, more: &[&str]) -> (i32, String) {
        let outcome = self.import(file, more);
        (outcome.code, outcome.stdout.lines().next().unwrap_or_default().to_owned())
    }
}

#[test]
fn a_file_is_looked_at_loaded_put_right_and_never_loaded_twice() {
    let county = County::made("import-list");
    let list = county.file("patents.csv", PATENTS.as_bytes());
    // A look alone writes nothing, however often.
    for number in [1, 2] {
        let looked = county.import(&list, &["--dry-run"]);
        let line =
            format!("import {number} to be confirmed: 4 rows, 3 new, 0 changed, 0 the same, 1 set aside");
        let mut lines = looked.stdout.lines();
        assert_eq!((looked.code, lines.next()), (1, Some(line.as_str())), "{}", looked.stderr);
        let concerned = lines.next().unwrap_or_default();
        assert!(concerned.contains("indicators count from the ledger: "), "{}", looked.stdout);
        assert!(concerned.contains("inventions-per-10000"), "{concerned}");
        assert!(looked.stderr.contains("patents.csv:6"), "it names the line: {}", looked.stderr);
        assert!(looked.stderr.contains("202410123457.0"), "and what stands there: {}", looked.stderr);
    }
    let loaded = county.tells(&list, &[]);
    let line = "import 3 loaded: 4 rows, 3 new, 0 changed, 0 the same, 1 set aside";
    assert_eq!(loaded, (1, line.to_owned()), "one row is set aside, and the others are loaded");

    let again = county.import(&list, &[]);
    assert_eq!((again.code, again.stdout.as_str()), (1, ""));
    assert!(again.stderr.contains("the same file is here already: import 3"), "{}", again.stderr);

    // The row that was set aside, put right, in a file of its own; and one that was known.
    let right = PATENTS.replace("202410123457.0", "202410123457.5");
    let (heads, rows) = right.split_at(right.find("202320123456.1").unwrap());
    let (heads, _) = heads.split_at(heads.find("202410000001.X").unwrap());
    let mended = county.file("mended.csv", format!("{heads}{rows}").as_bytes());
    let line = "import 4 loaded: 2 rows, 1 new, 0 changed, 1 the same, 0 set aside";
    assert_eq!(county.tells(&mended, &[]), (0, line.to_owned()));

    let unknown = county.import(&list.replace("patents.csv", "nothing.csv"), &[]);
    assert!(unknown.code != 0 && unknown.stderr.contains("nothing.csv"), "{}", unknown.stderr);
    let wrong_day = qiangxian(&[
        "import",
        "patents",
        &mended,
        "--data",
        &county.data.display().to_string(),
        "--source",
        "x",
        "--as-of",
        "30.6.2026",
        "--lang",
        "en",
    ]);
    assert!(wrong_day.exits(1).stderr.contains("2026-06-30"), "it says how a day is written");
}

#[test]
fn columns_are_said_by_their_heads_or_letters() {
    let county = County::made("import-columns");
    let strange =
        "甲,乙,丙,丁,戊,己,申请人\n202410000001.X,演示方法,发明,演示甲公司,2024-01-05,有效,不用的\n";
    let strange = county.file("strange.csv", strange.as_bytes());
    let heads = [
        "--column",
        "甲=application_number",
        "--column",
        "乙=title",
        "--column",
        "C=kind",
        "--column",
        "丁=applicants",
        "--column",
        "戊=filed_on",
        "--column",
        "f=status",
    ];
    let (wrong, rest) = (["--column", "庚=title"], &heads[2..]);
    let refused = county.import(&strange, &[&wrong[..], rest].concat());
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("庚") && refused.stderr.contains("甲, 乙, 丙"), "{}", refused.stderr);
    let no_field = county.import(&strange, &["--column", "甲=colour"]);
    assert!(no_field.code == 1 && no_field.stderr.contains("colour"), "{}", no_field.stderr);
    let no_sign = county.import(&strange, &["--column", "甲"]);
    assert_eq!(no_sign.code, 2, "{}", no_sign.stderr);
    // What a command before this one has left waiting is read as this one says.
    let line = "import 1 loaded: 1 rows, 1 new, 0 changed, 0 the same, 0 set aside";
    assert_eq!(county.tells(&strange, &heads), (0, line.to_owned()));
}

#[test]
fn the_heading_and_what_all_rows_say_are_given() {
    let county = County::made("import-fixed");
    // The row that looks most like a heading is none; the list says its kind and state in its title.
    let list =
        "申请号,发明名称,申请人,申请日\n编号,题目,单位,日期\n202410000001.X,演示方法,演示甲公司,2024-01-05\n";
    let list = county.file("kind.csv", list.as_bytes());
    let no_row = county.import(&list, &["--heading", "9"]);
    assert!(no_row.code == 1 && no_row.stderr.contains("line 9"), "{}", no_row.stderr);
    let words = [
        "--heading",
        "2",
        "--column",
        "编号=application_number",
        "--column",
        "题目=title",
        "--column",
        "单位=applicants",
        "--column",
        "日期=filed_on",
    ];
    let unknown = county.import(&list, &[&words[..], &["--value", "colour=red"]].concat());
    assert!(unknown.code == 1 && unknown.stderr.contains("colour"), "{}", unknown.stderr);
    let no_sign = county.import(&list, &["--value", "kind"]);
    assert_eq!(no_sign.code, 2, "{}", no_sign.stderr);
    let fixed = ["--value", "kind=发明", "--value", "status=有效"];
    let loaded = county.import(&list, &[&words[..], &fixed].concat());
    assert_eq!(loaded.code, 0, "{}", loaded.stderr);
    assert!(loaded.stdout.contains("1 rows, 1 new"), "{}", loaded.stdout);
    assert!(
        loaded.stdout.contains("the same in all rows: kind=invention, status=valid"),
        "{}",
        loaded.stdout
    );
}

#[test]
fn the_tables_of_a_workbook_are_loaded_one_by_one() {
    let county = County::made("import-tables");
    let sheet = |name: &str, heads: [&str; 6], row: [&str; 6]| Sheet {
        name: name.to_owned(),
        columns: heads.map(|head| Column::new(head, CellKind::Text)).to_vec(),
        rows: vec![row.map(|text| Cell::Text(text.to_owned())).to_vec()],
        ..Sheet::default()
    };
    let first = sheet(
        "2024",
        ["申请号", "发明名称", "专利类型", "申请人", "申请日", "当前法律状态"],
        ["202410000001.X", "演示方法甲", "发明", "演示甲公司", "2024-01-05", "有效"],
    );
    let second = sheet(
        "2023",
        ["专利号", "状态", "专利权人", "专利名称", "申请日", "专利种类"],
        ["202320123456.1", "有效", "演示甲公司", "演示装置", "2023-03-07", "实用新型"],
    );
    let workbook = write_workbook(&Workbook { sheets: vec![first, second] }).unwrap();
    let file = county.file("years.xlsx", &workbook);
    let told = county.import(&file, &[]);
    let mut lines = told.stdout.lines();
    assert_eq!(
        lines.next(),
        Some("import 1 loaded: 1 rows, 1 new, 0 changed, 0 the same, 0 set aside"),
        "{}",
        told.stderr
    );
    let left = lines.next().unwrap();
    assert!(
        left.starts_with("2023, a table of the same file, is not loaded") && left.contains("--table 2"),
        "{left}"
    );
    let second = county.import(&file, &["--table", "2"]);
    let lines = "import 2 loaded: 1 rows, 1 new, 0 changed, 0 the same, 0 set aside\n\
        1 of its records wait to be attributed, and count nowhere until then: /workbench/attribution\n";
    assert!(second.code == 0 && second.stdout.starts_with(lines), "{}{}", second.stdout, second.stderr);
    for more in [&["--table", "2"][..], &["--table", "1"], &[]] {
        let again = county.import(&file, more);
        assert!(again.stderr.contains("the same file is here already: import"), "{more:?}: {}", again.stderr);
    }
}

#[test]
fn rows_set_aside_are_taken_along_and_files_taken_back_or_dropped() {
    let county = County::made("import-back");
    let list = county.file("june.csv", PATENTS.as_bytes());
    assert_eq!(county.import(&list, &[]).code, 1, "one row is set aside");
    let data = county.data.display().to_string();
    let imports = |words: &[&str]| {
        qiangxian(&[&["imports"][..], words, &["--data", data.as_str(), "--lang", "en"]].concat()).run()
    };
    let aside = county.files.join("aside.xlsx").display().to_string();
    let written = imports(&["rows", "1", "-o", &aside]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    let rows = documents::read_rows("aside.xlsx", &fs::read(&aside).unwrap()).unwrap();
    let cells = rows[1].cells.join("|");
    assert!(cells.starts_with("202410123457.0|") && cells.ends_with("|6"), "{cells}");

    // A file of an earlier day comes after it: that is said, and the file that came before stays.
    let may = PATENTS.replace("演示方法甲", "演示方法甲（五月）");
    let may = county.file("may.csv", may.as_bytes());
    let words = [
        "import",
        "patents",
        may.as_str(),
        "--data",
        data.as_str(),
        "--source",
        "x",
        "--as-of",
        "2026-05-31",
    ];
    let late = qiangxian(&[&words[..], &["--lang", "en"]].concat()).run();
    let line = "import 2 loaded: 4 rows, 0 new, 1 changed, 2 the same, 1 set aside";
    assert_eq!(late.stdout.lines().next(), Some(line), "{}", late.stderr);
    let told = "a file with a later day is loaded already: import 1, june.csv, as of 2026-06-30";
    assert!(late.stderr.contains(told), "{}", late.stderr);

    let dropped = imports(&["drop", "2"]);
    assert_eq!(dropped.code, 1, "what is loaded is not dropped: {}", dropped.stderr);
    let back = |number: &str| {
        let back = imports(&["take-back", number, "--reason", "wrong file"]);
        (back.code, back.stdout)
    };
    assert_eq!(back("2"), (0, "import 2 taken back: 1 records as they were before\n".to_owned()));
    // Of one something else was said since: it stays, and is named.
    let lines = "import 1 taken back: 2 records as they were before\nnot taken back: 202410000001.X\n";
    assert_eq!(back("1"), (1, lines.to_owned()));
    let again = imports(&["take-back", "1", "--reason", "wrong file"]);
    assert_eq!(again.code, 1, "nothing is taken back twice: {}", again.stdout);
    let none = imports(&["rows", "9"]);
    assert!(none.code == 1 && none.stderr.contains("there is no import 9"), "{}", none.stderr);
}

/// An application number with its check character.
fn number(count: u32) -> String {
    let digits = format!("20241{count:07}");
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = if sum % 11 == 10 { "X".to_owned() } else { (sum % 11).to_string() };
    format!("{digits}.{check}")
}

/// The command as a process that may be killed.
fn begun(words: &[&str]) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qiangxian"));
    command.args(words).current_dir(root()).env_clear();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whether anything of the file is in the database: its folder grows as it is written.
fn bytes_of(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|file| file.len()).sum()
}

#[test]
fn a_killed_command_goes_on_where_it_was_and_doubles_nothing() {
    const ROWS: u32 = 6_000;
    let county = County::made("import-killed");
    let rows: String = (1..=ROWS)
        .map(|count| {
            let number = number(count);
            format!("{number},演示方法{count}（演示数据）,发明,演示甲公司,2024-01-05,2025-06-17,有效\n")
        })
        .collect();
    let list = format!("申请号,发明名称,专利类型,申请人,申请日,授权公告日,当前法律状态\n{rows}");
    let file = county.file("large.csv", list.as_bytes());
    let data = county.data.display().to_string();
    let words = county.words(&data, &file, &[]);
    // It is killed while it looks at the rows, and while it writes them.
    for share in [4, 2, 1] {
        let before = bytes_of(&county.data);
        let mut process = begun(&words);
        let grown = list.len() as u64 / share;
        while process.try_wait().unwrap().is_none() && bytes_of(&county.data) < before + grown {
            sleep(Duration::from_millis(20));
        }
        process.kill().unwrap();
        process.wait().unwrap();
    }
    let told = county.import(&file, &[]);
    // A machine may be so fast that it was loaded before it was killed.
    let is_loaded_already = told.stderr.contains("the same file is here already");
    assert!(is_loaded_already || told.stdout.contains("import 1"), "{told:?}");
    // A list that says the same of all of them finds each once.
    let again = county.file("again.csv", format!("{list}\n").as_bytes());
    let line = format!("import 2 loaded: {ROWS} rows, 0 new, 0 changed, {ROWS} the same, 0 set aside");
    assert_eq!(county.tells(&again, &[]), (0, line));
}
