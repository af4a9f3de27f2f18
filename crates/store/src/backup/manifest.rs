use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::MANIFEST;
use crate::{Error, folder};

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// The name of the database that its copies share.
    pub identity: String,
    /// The county.
    pub county: String,
    /// The version of the tables.
    pub schema: i64,
    /// The last operation.
    pub seq: i64,
    /// When it was recorded.
    pub recorded_at: String,
    /// The database.
    pub database: FileEntry,
    /// The rows of every table.
    pub rows: BTreeMap<String, i64>,
    /// The stored files; none if they are kept in a bucket and not in the backup.
    pub files: Option<Vec<FileEntry>>,
}

/// A file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Where it is in the backup.
    pub path: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// The version of the form that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

impl Manifest {
    /// Reads the manifest of a backup.
    pub(super) fn read(backup: &Path) -> Result<Manifest, Error> {
        let path = backup.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::BadBackup { detail: format!("{} is missing", path.display()) });
            }
            read => read.map_err(|error| Error::file(&path, error))?,
        };
        let manifest: Manifest = serde_json::from_str(&text)
            .map_err(|error| Error::BadBackup { detail: format!("{}: {error}", path.display()) })?;
        if manifest.format != FORMAT {
            return Err(Error::BadBackup { detail: format!("format {} is not known", manifest.format) });
        }
        Ok(manifest)
    }

    /// Writes the manifest, after everything it names is on the disk.
    pub(super) fn write(&self, backup: &Path) -> Result<(), Error> {
        let path = backup.join(MANIFEST);
        let text = serde_json::to_string_pretty(self).expect("names and numbers always serialize");
        fs::write(&path, text).map_err(|error| Error::file(&path, error))?;
        folder::sync_file(&path)?;
        folder::sync(backup)
    }
}

impl FileEntry {
    /// The entry of a file below a folder.
    pub(super) fn of(root: &Path, path: &str) -> Result<FileEntry, Error> {
        let file = root.join(path);
        let (bytes, digest) = folder::digest(&file)?;
        Ok(FileEntry { path: path.to_owned(), bytes, sha256: digest })
    }
}
