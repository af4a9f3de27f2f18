//! The data folder and its lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::Error;

/// The name of the database file.
pub(crate) const DATABASE_FILE: &str = "qiangxian.sqlite";

/// The file whose lock says that a process owns the folder. The operating system gives the lock up when the process ends,
/// however it ends.
const LOCK_FILE: &str = "lock";

/// The lock of a data folder, held until it is dropped.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// Takes the lock of a folder that exists.
pub(crate) fn lock(folder: &Path) -> Result<FolderLock, Error> {
    let path = folder.join(LOCK_FILE);
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = open.map_err(|error| Error::file(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::InUse { place: folder.display().to_string() }),
        Err(TryLockError::Error(error)) => Err(Error::file(&path, error)),
    }
}

/// Makes the folder, readable by its owner alone, unless it is there.
pub(crate) fn make(folder: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Error::file(folder, error))
}

/// Where the database file of a folder is.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE_FILE)
}

/// A new file that only its owner may read.
pub(crate) fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Brings the names in a folder onto the disk.
pub(crate) fn sync(folder: &Path) -> Result<(), Error> {
    // Elsewhere than on Unix a folder cannot be opened; there the system does it by itself.
    if cfg!(unix) {
        File::open(folder).and_then(|file| file.sync_all()).map_err(|error| Error::file(folder, error))?;
    }
    Ok(())
}
