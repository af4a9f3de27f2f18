//! The documents with truth. `data/plans/README.md` says where each comes from.

#![expect(clippy::disallowed_methods, reason = "tests read their documents from files")]

use std::fs;
use std::path::PathBuf;

use kernel::Line;
use serde_json::Value;

/// A document with what a careful reader finds in it.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) truth: Value,
}

impl Document {
    pub(crate) fn lines(&self) -> Vec<Line> {
        Line::split(&self.text)
    }
}

/// The folders of documents: the ones in the repository, and more named in `PLAN_DOCUMENTS` for extra checks.
fn folders() -> Vec<PathBuf> {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/plans");
    let more = std::env::var_os("PLAN_DOCUMENTS").map(PathBuf::from);
    std::iter::once(own).chain(more).collect()
}

/// All documents, by name.
pub(crate) fn all() -> Vec<Document> {
    let mut found = Vec::new();
    for folder in folders() {
        for entry in fs::read_dir(&folder).expect("the folder of documents exists").flatten() {
            let path = entry.path();
            let Some(name) = path
                .file_name()
                .and_then(|name| name.to_str())
                .and_then(|name| name.strip_suffix(".truth.json"))
            else {
                continue;
            };
            let truth = serde_json::from_str(&fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let text = fs::read_to_string(path.with_file_name(format!("{name}.txt"))).unwrap();
            found.push(Document { name: name.to_owned(), text, truth });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// One document by the beginning of its name.
pub(crate) fn named(name: &str) -> Document {
    all()
        .into_iter()
        .find(|document| document.name.starts_with(name))
        .unwrap_or_else(|| panic!("no document {name}"))
}
