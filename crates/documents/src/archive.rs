use std::io::{Cursor, Read, Seek, Write as _};

use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::Unit;
use crate::{Error, limits};

/// The files of a zip archive, each with the path that the archive gives it. Whoever writes them anywhere checks the paths
/// first: nothing keeps an archive from naming `../`.
///
/// # Errors
/// That it is no archive, is protected or damaged, or that it holds more than [`limits`] allow.
pub fn read_archive(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(Error::FileTooLarge { bytes: bytes.len() });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Error::NotAnArchive);
    }
    Archive::open(bytes)?.files()
}

/// Files as a zip archive, in their order. Times inside it are those of its format's beginning, so the same files give the same bytes.
///
/// # Errors
/// [`Error::Layout`] when they are more than an archive holds, or two have one name.
pub fn write_archive(files: &[(&str, &[u8])]) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Layout { detail: error.to_string() };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        // OpenDocument wants this one as it is: its kind is seen without unpacking.
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).map_err(|error| failed(&error))?;
        archive.write_all(content).map_err(|error| failed(&error))?;
    }
    Ok(archive.finish().map_err(|error| failed(&error))?.into_inner())
}

/// A zip archive, opened with limits. Names inside it are only looked up, never used as paths.
pub(crate) struct Archive<R> {
    zip: ZipArchive<R>,
}

impl<'a> Archive<Cursor<&'a [u8]>> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        Archive::from_reader(Cursor::new(bytes))
    }
}

impl<R: Read + Seek> Archive<R> {
    pub(crate) fn from_reader(reader: R) -> Result<Self, Error> {
        Archive::up_to(reader, limits::ARCHIVE_ENTRIES_MAX)
    }

    /// One that holds at most so many entries.
    pub(crate) fn up_to(reader: R, limit: usize) -> Result<Self, Error> {
        let zip = ZipArchive::new(reader).map_err(Error::damaged)?;
        if zip.len() > limit {
            return Err(Error::TooMuch { limit, unit: Unit::Entries });
        }
        Ok(Archive { zip })
    }

    /// Every file with its bytes, as long as together they stay below a limit. Folders are left out.
    fn files(&mut self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let mut files = Vec::with_capacity(self.zip.len());
        let mut left = limits::ARCHIVE_BYTES_MAX;
        for index in 0..self.zip.len() {
            if self.zip.by_index_raw(index).map_err(Error::damaged)?.encrypted() {
                return Err(Error::Encrypted);
            }
            let entry = self.zip.by_index(index).map_err(Error::damaged)?;
            if entry.is_dir() {
                continue;
            }
            let name = entry.name().map_err(Error::damaged)?.into_owned();
            let mut content = Vec::new();
            // One byte more than is allowed shows that there is more; what an archive says of its sizes is not believed.
            let read = entry.take(left + 1).read_to_end(&mut content);
            let length = content.len() as u64;
            left = left.checked_sub(length).ok_or(Error::ArchiveTooLarge)?;
            read.map_err(|error| Error::damaged(format!("{name}: {error}")))?;
            files.push((name, content));
        }
        Ok(files)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.zip.len()
    }

    /// What an entry is called. Older programs write names in GBK and do not say so.
    pub(crate) fn name(&mut self, index: usize) -> Result<String, Error> {
        let entry = self.zip.by_index_raw(index).map_err(Error::damaged)?;
        if entry.encrypted() {
            return Err(Error::Encrypted);
        }
        let raw = entry.name_raw();
        let name = std::str::from_utf8(raw).map(str::to_owned);
        Ok(name.unwrap_or_else(|_| encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned()))
    }

    /// The content of an entry, unpacked to no more bytes than `left`, of which what it has is taken away; none if it has more.
    pub(crate) fn content(&mut self, index: usize, left: &mut u64) -> Result<Option<Vec<u8>>, Error> {
        let entry = self.zip.by_index(index).map_err(Error::damaged)?;
        let by_ratio = entry.compressed_size().saturating_mul(limits::ARCHIVE_RATIO_MAX);
        let allowed = by_ratio.max(limits::ARCHIVE_RATIO_FROM_BYTES).min(*left);
        let allowed = allowed.min(limits::ARCHIVE_PART_BYTES_MAX);
        let mut content = Vec::new();
        let read = entry.take(allowed + 1).read_to_end(&mut content);
        *left = left.saturating_sub(content.len() as u64);
        if content.len() as u64 > allowed {
            return Ok(None);
        }
        read.map_err(Error::damaged)?;
        Ok(Some(content))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part as text, or none when there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Error> {
        let damaged = |error: &dyn std::fmt::Display| Error::damaged(format!("{name}: {error}"));
        let Some(entry) = self.entry(name)? else { return Ok(None) };
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

    /// A part to be unpacked while it is read, without any limit, or none when there is no such part.
    pub(crate) fn entry(&mut self, name: &str) -> Result<Option<ZipFile<'_, R>>, Error> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        if self.zip.by_index_raw(index).map_err(Error::damaged)?.encrypted() {
            return Err(Error::Encrypted);
        }
        let damaged = |error: &dyn std::fmt::Display| Error::damaged(format!("{name}: {error}"));
        self.zip.by_index(index).map(Some).map_err(|error| damaged(&error))
    }
}
