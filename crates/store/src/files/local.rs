use std::fs;
use std::path::{Path, PathBuf};

use super::{Files, place};
use crate::{Error, random};

/// A stored file as a file of this machine, for those who read it by its path. What had to be fetched is removed with it.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
    is_fetched: bool,
}

impl LocalFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for LocalFile {
    fn drop(&mut self) {
        if self.is_fetched {
            // What is left is removed with the folder at the next start.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Files {
    /// A file on this machine; one from a bucket is fetched first. None if there is none.
    ///
    /// # Errors
    /// If the place of the files does not answer, [`Error::FileDamaged`] if it is not what was stored.
    pub async fn local(&self, digest: &[u8; 32]) -> Result<Option<LocalFile>, Error> {
        let Some(mut reading) = self.reading(digest).await? else { return Ok(None) };
        if let Some(root) = self.place.folder() {
            let path = root.join(place::path(digest).as_ref());
            return Ok(Some(LocalFile { path, is_fetched: false }));
        }
        let path = self.incoming.join(random::hexadecimal::<16>()?);
        let local = LocalFile { path, is_fetched: true };
        let mut file =
            crate::folder::private_file(&local.path).map_err(|error| Error::file(&local.path, error))?;
        while let Some(part) = reading.next().await? {
            std::io::Write::write_all(&mut file, &part).map_err(|error| Error::file(&local.path, error))?;
        }
        Ok(Some(local))
    }
}
