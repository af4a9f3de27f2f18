//! What an archive is: a workbook, documents of XML, or a wrapping around one table, as portals hand it out.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use super::fault::TableFault;
use super::guard::Guard;
use super::recognize::{self, Source};
use super::sheet::Book;
use super::text;
use super::xml;
use crate::{Error, limits};

/// Ends of the names of files that are tables. A text beside them is a remark.
const TABLES: [&str; 7] = [".csv", ".tsv", ".xlsx", ".xls", ".ods", ".json", ".jsonl"];

pub(super) fn recognize(path: &Path, file: File) -> Result<Source, Error> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Error::damaged)?;
    if zip.len() > limits::TABLE_ARCHIVE_ENTRIES_MAX {
        return Err(Error::Table(TableFault::Bomb { part: format!("{} files", zip.len()) }));
    }
    if let Some(book) = book(&zip) {
        return Ok(Source::Sheets { book, part: None });
    }
    if let Some(layout) = xml::recognize_archive(&mut zip)? {
        return Ok(Source::Xml { layout, is_archive: true });
    }
    match tables(&zip).as_slice() {
        [] => Err(Error::Table(TableFault::NoTable)),
        [index] => wrapped(path, *index, &mut zip),
        several => Err(Error::Table(TableFault::SeveralFiles { count: several.len() })),
    }
}

/// Which workbook an archive is, if it is one.
fn book<R: Read + Seek>(zip: &ZipArchive<R>) -> Option<Book> {
    let has = |name: &str| zip.file_names_raw().any(|part| part.eq_ignore_ascii_case(name.as_bytes()));
    if has("xl/workbook.xml") {
        return Some(Book::Xlsx);
    }
    (has("content.xml") && has("mimetype")).then_some(Book::Ods)
}

/// The files of an archive that are tables by their names, and no traces of a program.
fn tables<R: Read + Seek>(zip: &ZipArchive<R>) -> Vec<usize> {
    let is_meant = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let file = name.rsplit('/').next().unwrap_or_default();
        let is_trace = file.starts_with('.') || file.starts_with("~$") || name.starts_with("__macosx/");
        !is_trace && TABLES.iter().any(|end| file.ends_with(end))
    };
    let names = zip.file_names_raw().enumerate();
    names.filter(|(_, name)| is_meant(name)).map(|(index, _)| index).collect()
}

/// What the one table of an archive is.
fn wrapped<R: Read + Seek>(path: &Path, index: usize, zip: &mut ZipArchive<R>) -> Result<Source, Error> {
    if zip.by_index_raw(index).map_err(Error::damaged)?.encrypted() {
        return Err(Error::Encrypted);
    }
    let head = unpacked(text::open(path)?, index, |bytes| {
        let mut head = Vec::new();
        let read = Read::take(bytes, recognize::HEAD_BYTES).read_to_end(&mut head);
        read.map(|_| head).map_err(Error::damaged)
    })?;
    if head.is_empty() {
        return Err(Error::Empty);
    }
    let part = Some(index);
    if head.starts_with(recognize::OLE) {
        return Ok(Source::Sheets { book: Book::Xls, part });
    }
    if !head.starts_with(b"PK") {
        return recognize::recognize_text(path, &head, part);
    }
    let bytes = whole(text::open(path)?, index)?;
    let inner = ZipArchive::new(std::io::Cursor::new(bytes)).map_err(Error::damaged)?;
    let book = book(&inner).ok_or(Error::Table(TableFault::NoTable))?;
    Ok(Source::Sheets { book, part })
}

/// Reads a file of an archive while it is unpacked. One that unpacks to far more than tables do is a bomb.
pub(super) fn unpacked<T, E: From<Error>>(
    file: File,
    index: usize,
    read: impl FnOnce(&mut dyn Read) -> Result<T, E>,
) -> Result<T, E> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Error::damaged)?;
    let name = zip.file_names_raw().nth(index).map(String::from_utf8_lossy);
    let part = name.map(std::borrow::Cow::into_owned).unwrap_or_default();
    let entry = zip.by_index(index).map_err(Error::damaged)?;
    let by_ratio = entry.compressed_size().saturating_mul(limits::ARCHIVE_RATIO_MAX);
    let allowed = by_ratio.clamp(limits::ARCHIVE_RATIO_FROM_BYTES, limits::TABLE_SHEET_BYTES_MAX);
    let mut bytes = Guard::new(entry, allowed);
    let result = read(&mut bytes);
    if bytes.is_exhausted() {
        return Err(Error::Table(TableFault::Bomb { part }).into());
    }
    result
}

/// A workbook of an archive: it is read from several places, and so has to be in memory as a whole.
pub(super) fn whole(file: File, index: usize) -> Result<Vec<u8>, Error> {
    let limit = limits::TABLE_WRAPPED_BYTES_MAX;
    unpacked(file, index, |bytes| {
        let mut whole = Vec::new();
        Read::take(bytes, limit + 1).read_to_end(&mut whole).map_err(Error::damaged)?;
        let is_too_large = whole.len() as u64 > limit;
        if is_too_large { Err(Error::Table(TableFault::TooLarge { limit })) } else { Ok(whole) }
    })
}
