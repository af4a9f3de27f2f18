//! Stored files: content by its SHA-256, in a folder or an object store.
//!
//! What is sent is first kept in the data folder while its digest is taken and its size watched; only what is whole gets
//! its name. So a name never stands for half a file, in the folder or elsewhere. What is read is checked against its name.
//! Equal files are one file. Nothing is ever removed here.

mod known;
mod local;
mod place;
mod reading;
mod upload;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::{ObjectMeta, ObjectStoreExt};

pub use known::{KnownFile, NewFile, add, get};
pub use local::LocalFile;
pub use reading::Reading;
pub use upload::{Stored, Upload};

use crate::random::hex;
use crate::settings::FileSettings;
use crate::{Error, folder, object};
use place::Place;

/// The largest file that [`Files::read`] takes into memory at once.
pub const READ_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Where files wait until they are whole, in the data folder.
const INCOMING: &str = "incoming";

/// The stored files.
#[derive(Debug, Clone)]
pub struct Files {
    place: Arc<Place>,
    incoming: PathBuf,
}

impl Files {
    /// Opens the place of the files.
    pub(crate) fn open(settings: &FileSettings, data: &Path) -> Result<Files, Error> {
        let incoming = data.join(INCOMING);
        folder::make(&incoming)?;
        Ok(Files { place: Arc::new(Place::open(settings, data)?), incoming })
    }

    /// Removes what an earlier process left half-way.
    pub(crate) fn tidy(&self) -> Result<(), Error> {
        std::fs::remove_dir_all(&self.incoming).map_err(|error| Error::file(&self.incoming, error))?;
        folder::make(&self.incoming)
    }

    /// The folder they are in; none if they are in a bucket.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.place.folder()
    }

    /// Begins to take a file of at most so many bytes.
    ///
    /// # Errors
    /// If the data folder cannot be written to.
    pub fn upload(&self, bytes_max: u64) -> Result<Upload, Error> {
        Upload::new(self.clone(), bytes_max)
    }

    /// Stores bytes that are in memory.
    ///
    /// # Errors
    /// If they cannot be written.
    pub async fn store(&self, bytes: &[u8]) -> Result<Stored, Error> {
        let mut upload = self.upload(bytes.len() as u64)?;
        upload.write(bytes)?;
        upload.finish().await
    }

    /// Whether there is a file with this digest, and how large it is.
    ///
    /// # Errors
    /// If the place of the files does not answer.
    pub async fn size(&self, digest: &[u8; 32]) -> Result<Option<u64>, Error> {
        match self.place.store().head(&place::path(digest)).await {
            Ok(ObjectMeta { size, .. }) => Ok(Some(size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(object::error(&error)),
        }
    }

    /// Begins to read a file; none if there is none.
    ///
    /// # Errors
    /// If the place of the files does not answer.
    pub async fn reading(&self, digest: &[u8; 32]) -> Result<Option<Reading>, Error> {
        let size = self.size(digest).await?;
        Ok(size.map(|size| Reading::new(Arc::clone(&self.place), *digest, size)))
    }

    /// A whole file; none if there is none.
    ///
    /// # Errors
    /// [`Error::FileTooLarge`] if it has more than [`READ_BYTES_MAX`], [`Error::FileDamaged`] if it is not what was stored.
    pub async fn read(&self, digest: &[u8; 32]) -> Result<Option<Vec<u8>>, Error> {
        let Some(mut reading) = self.reading(digest).await? else { return Ok(None) };
        if reading.size() > READ_BYTES_MAX {
            return Err(Error::FileTooLarge { bytes_max: READ_BYTES_MAX });
        }
        let mut bytes = Vec::new();
        while let Some(part) = reading.next().await? {
            bytes.extend(part);
        }
        Ok(Some(bytes))
    }
}

/// The digest of a file as the fields of records hold it: in hexadecimal digits.
pub fn name(digest: &[u8; 32]) -> String {
    hex(digest)
}

/// The digest that a field of a record holds.
pub fn digest(name: &str) -> Option<[u8; 32]> {
    crate::random::unhex(name)?.try_into().ok()
}
