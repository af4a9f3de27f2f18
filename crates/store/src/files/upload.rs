use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::Files;
use super::place::{self, Place};
use crate::object::send;
use crate::{Error, folder, random};

/// A file that is being sent. Dropped before [`Upload::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Upload {
    files: Files,
    path: PathBuf,
    file: File,
    digest: Sha256,
    bytes: u64,
    bytes_max: u64,
}

/// A file that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its SHA-256: its name.
    pub digest: [u8; 32],
    /// Its bytes.
    pub size: u64,
}

impl Upload {
    pub(super) fn new(files: Files, bytes_max: u64) -> Result<Upload, Error> {
        let path = files.incoming.join(random::hexadecimal::<16>()?);
        let file = folder::private_file(&path).map_err(|error| Error::file(&path, error))?;
        Ok(Upload { files, path, file, digest: Sha256::new(), bytes: 0, bytes_max })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::FileTooLarge`] if there are more than were announced, [`Error::Full`] if there is no room.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.bytes_max {
            return Err(Error::FileTooLarge { bytes_max: self.bytes_max });
        }
        self.digest.update(bytes);
        self.file.write_all(bytes).map_err(|error| Error::file(&self.path, error))
    }

    /// Where it waits, so that it can be looked at before it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The SHA-256 of what was taken so far.
    pub fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    /// The bytes that were taken so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Gives the file its name. When this has answered, the file is on the disk or in the bucket.
    ///
    /// # Errors
    /// If it cannot be written there.
    pub async fn finish(mut self) -> Result<Stored, Error> {
        let digest = std::mem::take(&mut self.digest).finalize().into();
        let stored = Stored { digest, size: self.bytes };
        // What is there already is read and checked when somebody asks for it; here its name and size are enough.
        if self.files.size(&digest).await? == Some(stored.size) {
            return Ok(stored);
        }
        let place = std::sync::Arc::clone(&self.files.place);
        match place.as_ref() {
            Place::Folder { root, .. } => {
                let target = root.join(place::path(&digest).as_ref());
                spawn_blocking(move || self.publish(&target))
                    .await
                    .map_err(|error| Error::Stopped { detail: error.to_string() })??;
            }
            Place::Bucket(store) => send(store.as_ref(), &self.path, &place::path(&digest)).await?,
        }
        Ok(stored)
    }

    /// Moves the file to its name: its content is on the disk before its name is.
    fn publish(&self, target: &Path) -> Result<(), Error> {
        self.file.sync_all().map_err(|error| Error::file(&self.path, error))?;
        let parent = target.parent().expect("a name is below its first digits");
        folder::make(parent)?;
        fs::rename(&self.path, target).map_err(|error| Error::file(target, error))?;
        for folder in [Some(parent), parent.parent()].into_iter().flatten() {
            folder::sync(folder)?;
        }
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // It has its name already, or it is removed with the folder at the next start.
        let _ = fs::remove_file(&self.path);
    }
}
