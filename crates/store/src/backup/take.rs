use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;

use super::FILES;
use super::check::Copy;
use super::manifest::{FORMAT, FileEntry, Manifest};
use crate::dialect::Dialect;
use crate::folder::{self, DATABASE_FILE};
use crate::{Error, Store};

/// Takes a backup into a new folder, while others go on to read and write.
///
/// # Errors
/// [`Error::NoBackup`] on PostgreSQL, [`Error::NotEmpty`] if there is something in the folder, [`Error::Full`] if there is no
/// room; what the database says.
pub async fn take(store: &Store, backup: &Path) -> Result<Manifest, Error> {
    if store.shared().connections.dialect == Dialect::Postgres {
        return Err(Error::NoBackup);
    }
    if fs::read_dir(backup).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Error::NotEmpty { place: backup.display().to_string() });
    }
    folder::make(backup)?;
    let taken = fill(store, backup).await;
    if taken.is_err() {
        // It was empty; what is half a backup helps nobody, takes room, and stands in the way of the next one.
        _ = fs::remove_dir_all(backup);
    }
    taken
}

async fn fill(store: &Store, backup: &Path) -> Result<Manifest, Error> {
    let database = backup.join(DATABASE_FILE);
    store.shared().connections.copy_into(&database).await?;
    // Files are never removed, so those that the copy of the database names are all there now.
    let (from, to) = (store.files().folder().map(Path::to_owned), backup.to_owned());
    let (database, files) = spawn_blocking(move || {
        folder::sync_file(&database)?;
        Ok::<_, Error>((FileEntry::of(&to, DATABASE_FILE)?, from.map(|from| copy(&from, &to)).transpose()?))
    })
    .await
    .map_err(|error| Error::Stopped { detail: error.to_string() })??;
    let copy = Copy::open(backup).await?;
    let (installation, rows) = (copy.installation().await?, copy.rows().await?);
    copy.close().await;
    let manifest = Manifest {
        format: FORMAT,
        identity: installation.identity,
        county: installation.county,
        schema: installation.schema,
        seq: installation.seq,
        recorded_at: installation.recorded_at.to_string(),
        database,
        rows,
        files,
    };
    manifest.write(backup)?;
    Ok(manifest)
}

/// Copies the stored files, each checked against its name.
fn copy(from: &Path, backup: &Path) -> Result<Vec<FileEntry>, Error> {
    let mut entries = BTreeMap::new();
    for folder in list(from)?.iter().filter(|path| path.is_dir()) {
        for file in list(folder)? {
            let path = Path::new(FILES).join(file.strip_prefix(from).expect("it was found below"));
            let target = backup.join(&path);
            folder::make(target.parent().expect("it is below the backup"))?;
            fs::copy(&file, &target).map_err(|error| Error::file(&target, error))?;
            folder::sync_file(&target)?;
            let path = path.to_string_lossy().replace('\\', "/");
            let entry = FileEntry::of(backup, &path)?;
            if !path.ends_with(&entry.sha256) {
                return Err(Error::FileDamaged { name: path });
            }
            entries.insert(path, entry);
        }
    }
    Ok(entries.into_values().collect())
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    entries.map_err(|error| Error::file(folder, error))
}
