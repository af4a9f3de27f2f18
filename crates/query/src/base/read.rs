use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Manifest;
use super::verify::files;
use crate::Error;

/// A base on disk whose files are those of its manifest. It is cheap to clone.
#[derive(Debug, Clone)]
pub struct Base {
    pub(crate) folder: PathBuf,
    pub(crate) manifest: Arc<Manifest>,
}

impl Base {
    /// Opens the base in a folder and compares every file with the digest in the manifest: a second for ten million records.
    ///
    /// # Errors
    /// [`Error::Damaged`] with every file that is not what was written.
    pub fn open(folder: &Path) -> Result<Base, Error> {
        let manifest = Manifest::read(folder)?;
        // DataFusion takes only whole paths, without `..`.
        let folder = folder.canonicalize().map_err(|error| Error::file(folder, error))?;
        match files(&folder, &manifest) {
            problems if problems.is_empty() => Ok(Base { folder, manifest: Arc::new(manifest) }),
            problems => Err(Error::Damaged(problems)),
        }
    }

    /// Where its files lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the base is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}
