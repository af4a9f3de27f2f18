use std::sync::Arc;

use object_store::ObjectStoreExt;
use sha2::{Digest, Sha256};

use super::place::{self, Place};
use crate::random::hex;
use crate::{Error, object};

/// Bytes read at once.
const PART_BYTES: u64 = 1024 * 1024;

/// A file that is being read, part by part.
///
/// The last part is given only if the whole file is what was stored, so that nobody takes a damaged file for a whole one.
#[derive(Debug)]
pub struct Reading {
    place: Arc<Place>,
    name: [u8; 32],
    size: u64,
    read: u64,
    digest: Sha256,
}

impl Reading {
    pub(super) fn new(place: Arc<Place>, name: [u8; 32], size: u64) -> Reading {
        Reading { place, name, size, read: 0, digest: Sha256::new() }
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The next part; none behind the last.
    ///
    /// # Errors
    /// [`Error::FileDamaged`] if the file is not what was stored; what the place of the files says.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.read == self.size {
            return Ok(None);
        }
        let range = self.read..std::cmp::min(self.read + PART_BYTES, self.size);
        let path = place::path(&self.name);
        let part = self.place.store().get_range(&path, range).await.map_err(|error| object::error(&error))?;
        self.read += part.len() as u64;
        self.digest.update(&part);
        if part.is_empty() || self.read == self.size && self.digest.clone().finalize()[..] != self.name {
            return Err(Error::FileDamaged { name: hex(&self.name) });
        }
        Ok(Some(part.into()))
    }
}
