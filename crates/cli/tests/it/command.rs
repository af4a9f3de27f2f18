//! Running the binary, and expected output in files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The first county's plan, from the root of the repository.
pub(crate) const PLAN: &str = "packs/kaifu/plan.txt";

/// A command line to be run.
pub(crate) struct Line {
    command: Command,
    stdin: Vec<u8>,
}

/// What came out of it.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// The binary with these words, from the root of the repository and without anything of the surroundings.
pub(crate) fn qiangxian(words: &[&str]) -> Line {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qiangxian"));
    command.args(words).current_dir(root()).env_clear();
    Line { command, stdin: Vec::new() }
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Line {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Line {
        self.command.env(name, value);
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Line {
        self.stdin = bytes.into();
        self
    }

    pub(crate) fn run(mut self) -> Outcome {
        let outcome = self.bytes();
        Outcome {
            stdout: String::from_utf8(outcome.stdout).unwrap(),
            stderr: String::from_utf8(outcome.stderr).unwrap(),
            code: outcome.status.code().unwrap(),
        }
    }

    /// The output as bytes, for workbooks.
    pub(crate) fn bytes(&mut self) -> std::process::Output {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = std::mem::take(&mut self.stdin);
        // In a thread of its own: the command may write before it has read everything.
        let writer = std::thread::spawn(move || _ = stdin.write_all(&bytes));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Runs it, and expects this exit code.
    pub(crate) fn exits(self, code: i32) -> Outcome {
        let outcome = self.run();
        assert_eq!(outcome.code, code, "{outcome:#?}");
        outcome
    }

    /// Runs it, and expects it to be fine and silent on stderr.
    pub(crate) fn gives(self) -> String {
        let outcome = self.exits(0);
        assert_eq!(outcome.stderr, "", "{outcome:#?}");
        outcome.stdout
    }
}

/// Compares with a file in `tests/data`. `UPDATE_EXPECTED=1 cargo test -p cli` writes the files anew, to be reviewed.
pub(crate) fn expect(file: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differing = expected.lines().zip(actual.lines()).position(|(expected, actual)| expected != actual);
    let line = differing.map_or(expected.lines().count().min(actual.lines().count()), |at| at) + 1;
    assert!(
        expected == actual,
        "{file} differs from line {line}:\n  expected {:?}\n  actual   {:?}\nUPDATE_EXPECTED=1 cargo test -p cli writes it anew",
        expected.lines().nth(line - 1),
        actual.lines().nth(line - 1),
    );
}

/// A file for one test, removed with the target folder.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// A copy of a folder of the repository, to be changed by one test.
pub(crate) fn copied(folder: &str, name: &str) -> PathBuf {
    let target = scratch(name);
    copy(&root().join(folder), &target);
    target
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            _ = fs::copy(&path, target).unwrap();
        }
    }
}

/// Whether a text holds Chinese characters or signs.
pub(crate) fn is_chinese(text: &str) -> bool {
    let chinese =
        |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    text.chars().any(chinese)
}
