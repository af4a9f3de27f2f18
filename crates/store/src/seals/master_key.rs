use std::fmt;
use std::fs;
use std::io::Write;
use std::path::Path;

use super::cipher::{Key, mac};
use crate::random::{bytes, hex, unhex};
use crate::{Error, folder};

/// The file of the master key in the data folder.
const FILE: &str = "master.key";

/// Where the master key is.
#[derive(Clone)]
pub enum MasterKey {
    /// The file `master.key` in the data folder: 64 hexadecimal digits. It is made with a new database.
    File,
    /// Given with the settings: 64 hexadecimal digits.
    Given(String),
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            MasterKey::File => "File",
            MasterKey::Given(_) => "Given",
        })
    }
}

/// The master key, read.
#[derive(Debug, Clone)]
pub(crate) struct Master {
    key: Key,
    place: String,
}

impl Master {
    /// Reads the key. One that is not there is refused, never made.
    pub(crate) fn read(setting: &MasterKey, data: &Path) -> Result<Master, Error> {
        let path = data.join(FILE);
        let (text, place) = match setting {
            MasterKey::Given(text) => (text.clone(), "master-key".to_owned()),
            MasterKey::File => match fs::read_to_string(&path) {
                Ok(text) => (text, path.display().to_string()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    return Err(Error::NoMasterKey { place: path.display().to_string() });
                }
                Err(error) => return Err(Error::file(&path, error)),
            },
        };
        let key = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
        let key = key.ok_or_else(|| Error::NoMasterKey { place: place.clone() })?;
        Ok(Master { key: Key::new(key), place })
    }

    /// Makes the file of the key where there is none, and reads it.
    pub(crate) fn make(setting: &MasterKey, data: &Path) -> Result<Master, Error> {
        let path = data.join(FILE);
        if matches!(setting, MasterKey::File) && !path.exists() {
            write(&path).map_err(|error| Error::file(&path, error))?;
        }
        Master::read(setting, data)
    }

    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// What a database keeps to know its key again.
    pub(crate) fn mark(&self) -> Vec<u8> {
        mac(&self.key, &["mark"]).to_vec()
    }

    /// Whether it is the key of the database that keeps this mark.
    pub(crate) fn check(&self, mark: &[u8]) -> Result<(), Error> {
        if self.mark() == mark { Ok(()) } else { Err(Error::OtherMasterKey { place: self.place.clone() }) }
    }
}

/// Writes a new key. The file has its name when it is whole, so that a half key is never taken for one.
fn write(path: &Path) -> std::io::Result<()> {
    let key = bytes::<32>().map_err(std::io::Error::other)?;
    let new = path.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = folder::private_file(&new)?;
    writeln!(file, "{}", hex(&key))?;
    file.sync_all()?;
    fs::rename(&new, path)
}
