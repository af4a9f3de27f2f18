use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Sql;

/// Where steps stand among the files.
const STEPS: &str = "steps/";

/// The files of a definition, and what identifies them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The SHA-256 of the list of the files as `sha256sum` writes it, in the order of their names.
    pub digest: String,
    /// Each file but the stories, as it was read; the steps that it uses as `steps/<id>.sql`, what was answered as `answers.json`.
    pub files: BTreeMap<String, String>,
}

impl Definition {
    /// The definition of these texts.
    pub(super) fn of(toml: &str, sql: Sql<'_>, steps: &BTreeMap<String, String>) -> Definition {
        let files = [
            ("indicator.toml", Some(toml)),
            ("rows.sql", sql.rows),
            ("base.sql", sql.base),
            ("checks.sql", sql.checks),
        ];
        let mut files: BTreeMap<String, String> =
            files.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned()))).collect();
        files.extend(steps.iter().map(|(id, text)| (format!("{STEPS}{id}.sql"), text.clone())));
        Definition { digest: digest(&files), files }
    }

    /// The definition with one more file.
    pub(super) fn with(&self, name: &str, text: String) -> Definition {
        let mut files = self.files.clone();
        files.insert(name.to_owned(), text);
        Definition { digest: digest(&files), files }
    }

    /// The steps among the files, by their ids.
    pub fn steps(&self) -> BTreeMap<String, String> {
        let step = |(name, text): (&String, &String)| {
            Some((name.strip_prefix(STEPS)?.strip_suffix(".sql")?.to_owned(), text.clone()))
        };
        self.files.iter().filter_map(step).collect()
    }

    /// Whether the files are those of the digest.
    pub fn is_whole(&self) -> bool {
        digest(&self.files) == self.digest
    }
}

fn digest(files: &BTreeMap<String, String>) -> String {
    let mut list = String::new();
    for (name, text) in files {
        _ = writeln!(list, "{}  {name}", hexadecimal(text.as_bytes()));
    }
    hexadecimal(list.as_bytes())
}

/// The SHA-256 of these bytes in hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}
