use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use ledger::Known;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::problems::Flaw;
use super::{MANIFEST, OPEN};
use crate::{Column, Error};

/// What the base of a ledger is, so that anybody can tell whether they have the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// The county.
    pub county: String,
    /// The id of the ledger.
    pub ledger: String,
    /// The digest of its declaration.
    pub schema: String,
    /// The columns of its fields, in their order.
    pub columns: Vec<Column>,
    /// The operation after which it was cut.
    pub seq: Known,
    /// When that operation was recorded.
    pub recorded_at: String,
    /// The files: what was known then, and what was no longer.
    pub files: Vec<FileEntry>,
    /// How the files were written.
    pub settings: Settings,
    /// The digest of the manifest before it.
    pub previous: Option<String>,
}

/// A file of a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its name in the folder of the manifest.
    pub name: String,
    /// Its rows.
    pub rows: u64,
    /// Its bytes.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// The smallest key; none without rows.
    pub key_min: Option<String>,
    /// The greatest key.
    pub key_max: Option<String>,
    /// The SHA-256 of its rows: each a line of JSON without blanks, its columns in their order, those without a value left
    /// out, days as text.
    pub rows_sha256: String,
}

/// What decides which bytes the same rows become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How the pages are compressed, with the level.
    pub compression: String,
    /// The rows of a row group.
    pub group_rows: usize,
    /// The rows of each call of the writer: page limits follow the calls.
    pub call_rows: usize,
    /// What the rows are ordered by.
    pub order: Vec<String>,
    /// The program that wrote them, as the files name it.
    pub created_by: String,
    /// The version of the library that wrote the Parquet files.
    pub parquet: String,
}

/// The version of the form that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

impl Manifest {
    /// The manifest as text: equal manifests are equal text.
    pub fn canonical(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers always serialize")
    }

    /// The name of the snapshot: the SHA-256 of [`Manifest::canonical`] in hexadecimal digits.
    pub fn digest(&self) -> String {
        hex(Sha256::digest(self.canonical()))
    }

    /// What identifies the rows whatever wrote them: the SHA-256, in hexadecimal digits, of the list of the files with the digests
    /// of their rows as `sha256sum` writes it.
    pub fn rows_digest(&self) -> String {
        let line = |file: &FileEntry| format!("{}  {}\n", file.rows_sha256, file.name);
        hex(Sha256::digest(self.files.iter().map(line).collect::<String>()))
    }

    /// Reads the manifest in a folder. Whether the files are those it names, [`verify`](super::verify) tells.
    ///
    /// # Errors
    /// [`Error::Damaged`] if there is none, or it cannot be understood.
    pub fn read(folder: &Path) -> Result<Manifest, Error> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::Damaged(vec![Flaw::Missing.at(MANIFEST)]));
            }
            read => read.map_err(|error| Error::file(&path, error))?,
        };
        let manifest: Manifest = serde_json::from_str(&text)
            .map_err(|error| Error::Damaged(vec![Flaw::Unreadable(error.to_string()).at(MANIFEST)]))?;
        if manifest.format != FORMAT {
            return Err(Error::Damaged(vec![Flaw::Format(manifest.format).at(MANIFEST)]));
        }
        Ok(manifest)
    }

    /// Writes the manifest, after everything it names is on the disk.
    pub(super) fn save(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(MANIFEST);
        let save = || {
            let mut file = File::create(&path)?;
            file.write_all(self.canonical().as_bytes())?;
            file.sync_all()?;
            File::open(folder)?.sync_all()
        };
        save().map_err(|error| Error::file(&path, error))
    }

    /// The file of the intervals that were known at the cut.
    pub(crate) fn open(&self) -> impl Iterator<Item = &FileEntry> {
        self.files.iter().filter(|file| file.name == OPEN)
    }
}

/// Hexadecimal digits.
pub(crate) fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
