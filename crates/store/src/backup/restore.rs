use std::fs;
use std::path::Path;

use tokio::task::spawn_blocking;

use super::check::{Copy, check};
use super::manifest::Manifest;
use crate::folder::{self, DATABASE_FILE};
use crate::seals::Master;
use crate::{Database, Error, FileSettings, Settings};

/// Puts a backup into a data folder that has no database. The master key has to be there before.
///
/// # Errors
/// [`Error::BadBackup`] if the backup is not whole, [`Error::Exists`] if the folder has a database,
/// [`Error::NoMasterKey`] or [`Error::OtherMasterKey`] if its master key is not there; then nothing is put anywhere.
pub async fn restore(backup: &Path, settings: &Settings) -> Result<Manifest, Error> {
    if !matches!(settings.database, Database::Sqlite) {
        return Err(Error::NoBackup);
    }
    let manifest = check(backup).await?;
    folder::make(&settings.folder)?;
    let _lock = folder::lock(&settings.folder).await?;
    let target = folder::database(&settings.folder);
    // The log of a database that was taken away would be written into the one that is put in its place.
    let there = folder::database_files(&settings.folder).into_iter().find(|path| path.exists());
    if let Some(there) = there {
        return Err(Error::Exists { place: there.display().to_string() });
    }
    let copy = Copy::open(backup).await?;
    let mark = copy.key_mark().await?;
    copy.close().await;
    Master::read(&settings.master_key, &settings.folder)?.check(&mark)?;
    let with_files = matches!(settings.files, FileSettings::Folder);
    let (from, to, kept) = (backup.to_owned(), settings.folder.clone(), manifest.clone());
    spawn_blocking(move || {
        for entry in kept.files.iter().flatten().filter(|_| with_files) {
            place(&from.join(&entry.path), &to.join(&entry.path))?;
        }
        // The database comes last: a folder without it is no store yet.
        place(&from.join(DATABASE_FILE), &target)?;
        folder::sync(&to)
    })
    .await
    .map_err(|error| Error::Stopped { detail: error.to_string() })??;
    Ok(manifest)
}

/// Copies a file; it has its name when it is whole and on the disk.
fn place(from: &Path, to: &Path) -> Result<(), Error> {
    folder::make(to.parent().expect("it is below the data folder"))?;
    let new = to.with_extension("new");
    let placed = fs::copy(from, &new)
        .map_err(|error| Error::file(&new, error))
        .and_then(|_| folder::sync_file(&new))
        .and_then(|()| fs::rename(&new, to).map_err(|error| Error::file(to, error)));
    if placed.is_err() {
        // A copy cut short only takes the room that is missing.
        _ = fs::remove_file(&new);
    }
    placed
}
