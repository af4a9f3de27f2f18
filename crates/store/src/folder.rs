//! The data folder and its lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::time::sleep;

use crate::Error;
use crate::random::hex;

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

/// How often the lock is tried: whoever is just starting another program holds a copy of it for a moment longer.
const LOCK_TRIES: u32 = 5;
const LOCK_PAUSE: Duration = Duration::from_millis(40);

/// Takes the lock of a folder that exists.
pub(crate) async fn lock(folder: &Path) -> Result<FolderLock, Error> {
    let path = folder.join(LOCK_FILE);
    let open = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = open.map_err(|error| Error::file(&path, error))?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(FolderLock { _file: file }),
            Err(TryLockError::WouldBlock) => sleep(LOCK_PAUSE).await,
            Err(TryLockError::Error(error)) => return Err(Error::file(&path, error)),
        }
    }
    Err(Error::InUse { place: folder.display().to_string() })
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

/// That file, and those that SQLite keeps beside it.
pub(crate) fn database_files(folder: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| folder.join(format!("{DATABASE_FILE}{end}")))
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

/// Brings the content of a file onto the disk.
pub(crate) fn sync_file(path: &Path) -> Result<(), Error> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|error| Error::file(path, error))
}

/// The bytes of a file and its SHA-256 in hexadecimal digits.
pub(crate) fn digest(path: &Path) -> Result<(u64, String), Error> {
    let read = || -> std::io::Result<(u64, String)> {
        let (mut file, mut digest) = (File::open(path)?, Sha256::new());
        let (mut part, mut bytes) = (vec![0; 1024 * 1024], 0);
        loop {
            match file.read(&mut part)? {
                0 => return Ok((bytes, hex(&digest.finalize()))),
                length => {
                    digest.update(&part[..length]);
                    bytes += length as u64;
                }
            }
        }
    };
    read().map_err(|error| Error::file(path, error))
}
