use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::Unit;
use crate::{Error, limits};

/// A zip archive, opened with limits. Names inside it are only looked up, never used as paths.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(Error::damaged)?;
        if zip.len() > limits::ARCHIVE_ENTRIES_MAX {
            return Err(Error::TooMuch { limit: limits::ARCHIVE_ENTRIES_MAX, unit: Unit::Entries });
        }
        Ok(Archive { zip })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as text, or none when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let encrypted = self.zip.by_index_raw(index).map_err(Error::damaged)?.encrypted();
        if encrypted {
            return Err(Error::Encrypted);
        }
        let damaged = |error: &dyn std::fmt::Display| Error::damaged(format!("{name}: {error}"));
        let entry = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        let by_ratio = entry.compressed_size().saturating_mul(limits::ARCHIVE_RATIO_MAX);
        let allowed = by_ratio.clamp(limits::ARCHIVE_RATIO_FROM_BYTES, limits::ARCHIVE_PART_BYTES_MAX);
        let mut content = Vec::new();
        let read = entry.take(allowed + 1).read_to_end(&mut content);
        if content.len() as u64 > allowed {
            return Err(Error::Bomb { part: name.to_owned() });
        }
        read.map_err(|error| damaged(&error))?;
        // XML may be UTF-16 with a mark; Office writes UTF-8.
        Ok(Some(encoding_rs::UTF_8.decode(&content).0.into_owned()))
    }
}
