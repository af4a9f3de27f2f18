//! Turns the wording files into the methods of `Words`, and fails with one list of everything that is wrong with them.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "build/wording/mod.rs"]
mod wording;

/// Where wording is used: a key that is in none of these files is dead.
const USED_IN: [(&str, &str); 2] = [("src", "rs"), ("templates", "html")];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| missing("CARGO_MANIFEST_DIR"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| missing("OUT_DIR"))?);
    let zh = read(&root, "wording/zh.toml")?;
    let en = read(&root, "wording/en.toml")?;
    let mut uses = Vec::new();
    for (folder, end) in USED_IN {
        collect(&root.join(folder), end, &mut uses)?;
    }
    match wording::generate(&zh, &en, &uses) {
        Ok(code) => fs::write(out.join("words.rs"), code),
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            Ok(())
        }
    }
}

fn read(root: &Path, file: &str) -> io::Result<wording::File> {
    println!("cargo::rerun-if-changed={}", root.join(file).display());
    Ok(wording::File { name: file.to_owned(), text: fs::read_to_string(root.join(file))? })
}

/// The texts of all files with this end below a folder; cargo watches each.
fn collect(folder: &Path, end: &str, texts: &mut Vec<String>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, end, texts)?;
        } else if path.extension().is_some_and(|extension| extension == end) {
            texts.push(fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

fn missing(name: &str) -> io::Error {
    io::Error::other(format!("cargo did not set {name}"))
}
