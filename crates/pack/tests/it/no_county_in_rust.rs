//! A county is data: no Rust outside tests names one.

use std::fs;
use std::path::{Path, PathBuf};

/// Words of the first county; any of them in code would be a rule for one county only.
const WORDS: [&str; 9] = ["开福", "长沙", "马栏山", "金霞", "沙坪", "湘绣", "Kaifu", "kaifu", "430105"];

#[test]
fn no_rust_source_names_a_county() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = Vec::new();
    for folder in ["engines", "crates"] {
        collect(&root.join(folder), &mut sources);
    }
    assert!(sources.len() > 100, "the sources were not found");
    let mut found = Vec::new();
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in without_tests(&text) {
            // A comment may give an example out of a real plan; only code makes rules.
            let code = line.split("//").next().unwrap_or_default();
            if WORDS.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The lines before the tests at the end of a file.
fn without_tests(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .zip(1..)
        .take_while(|(line, _)| line.trim() != "#[cfg(test)]")
        .map(|(line, number)| (number, line))
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["tests", "target", "benches", "examples"].contains(&name.as_str()) {
            collect(&path, sources);
        } else if path.extension().is_some_and(|end| end == "rs") {
            sources.push(path);
        }
    }
}
