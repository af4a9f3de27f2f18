use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Sql;

/// The files of a definition, and what identifies them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The SHA-256 of the list of the files as `sha256sum` writes it, in the order of their names.
    pub digest: String,
    /// Each file but the stories, as it was read.
    pub files: BTreeMap<String, String>,
}

impl Definition {
    /// The definition of these texts.
    pub(super) fn of(toml: &str, sql: Sql<'_>) -> Definition {
        let files = [
            ("indicator.toml", Some(toml)),
            ("rows.sql", sql.rows),
            ("base.sql", sql.base),
            ("checks.sql", sql.checks),
        ];
        let files: BTreeMap<String, String> =
            files.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.to_owned()))).collect();
        Definition { digest: digest(&files), files }
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
