//! What an archive is.

use std::fs::File;
use std::io::BufReader;

use zip::ZipArchive;

use super::fault::TableFault;
use super::recognize::Source;
use super::sheet::Book;
use super::xml;
use crate::{Error, limits};

pub(super) fn recognize(file: File) -> Result<Source, Error> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Error::damaged)?;
    if zip.len() > limits::TABLE_ARCHIVE_ENTRIES_MAX {
        return Err(Error::Table(TableFault::Bomb { part: format!("{} files", zip.len()) }));
    }
    let has = |name: &str| zip.file_names_raw().any(|part| part.eq_ignore_ascii_case(name.as_bytes()));
    if has("xl/workbook.xml") {
        return Ok(Source::Sheets(Book::Xlsx));
    }
    if has("content.xml") && has("mimetype") {
        return Ok(Source::Sheets(Book::Ods));
    }
    match xml::recognize_archive(&mut zip)? {
        Some(layout) => Ok(Source::Xml { layout, is_archive: true }),
        None => Err(Error::Table(TableFault::NoTable)),
    }
}
