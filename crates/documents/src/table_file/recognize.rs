use std::path::Path;

use super::fault::TableFault;
use super::format::{TableFormat, XmlLayout};
use super::separator::Separator;
use super::sheet::{self, Book};
use super::{TableName, TableRows, delimited, json, package, text, xml};
use crate::recognize::{foreign, looks_like_html};
use crate::{Error, ForeignFormat, limits};

/// Bytes by which a file is known.
const HEAD_BYTES: u64 = 8 * 1024;

/// The container of Office before 2007, and of protected workbooks since.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file is, with what it takes to read it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    Text { encoding: &'static encoding_rs::Encoding, separator: Separator },
    Sheets(Book),
    JsonLines { encoding: &'static encoding_rs::Encoding },
    Xml { layout: XmlLayout, is_archive: bool },
}

pub(super) fn recognize(path: &Path) -> Result<Source, Error> {
    let mut file = text::open(path)?;
    let bytes = file.metadata().map_err(text::unreadable)?.len();
    let head = text::head(&mut file, HEAD_BYTES)?;
    if head.is_empty() {
        return Err(Error::Empty);
    }
    if head.starts_with(b"PK") {
        within(bytes, limits::TABLE_PACKAGE_BYTES_MAX)?;
        return package::recognize(file);
    }
    if head.starts_with(OLE) {
        within(bytes, limits::TABLE_XLS_BYTES_MAX)?;
        return Ok(Source::Sheets(Book::Xls));
    }
    within(bytes, limits::TABLE_TEXT_BYTES_MAX)?;
    if let Some(format) = known(&head) {
        return Err(Error::Table(TableFault::Foreign(format)));
    }
    let first = first_character(&head);
    if first == Some(b'<') {
        return Ok(Source::Xml { layout: xml::recognize_file(file)?, is_archive: false });
    }
    let encoding = text::encoding(path)?;
    if first == Some(b'{') {
        return Ok(Source::JsonLines { encoding });
    }
    Ok(Source::Text { encoding, separator: delimited::separator(path, encoding)? })
}

/// The first byte that is no mark and no blank; zeros are the other half of ASCII in UTF-16.
fn first_character(head: &[u8]) -> Option<u8> {
    let marks = [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0];
    head.iter().copied().find(|byte| !marks.contains(byte) && !byte.is_ascii_whitespace())
}

/// A format that holds no rows for us.
fn known(head: &[u8]) -> Option<ForeignFormat> {
    if head.starts_with(b"%PDF-") {
        return Some(ForeignFormat::Pdf);
    }
    if looks_like_html(head) {
        return Some(ForeignFormat::Page);
    }
    match foreign(head, "") {
        Some(Error::Foreign(format)) => Some(format),
        _ => None,
    }
}

fn within(bytes: u64, limit: u64) -> Result<(), Error> {
    if bytes > limit { Err(Error::Table(TableFault::TooLarge { limit })) } else { Ok(()) }
}

impl Source {
    pub(super) fn format(self) -> TableFormat {
        match self {
            Source::Text { encoding, separator } => {
                TableFormat::Csv { encoding: text::name(encoding), separator }
            }
            Source::Sheets(book) => book.format(),
            Source::JsonLines { .. } => TableFormat::JsonLines,
            Source::Xml { layout, .. } => TableFormat::Xml(layout),
        }
    }

    pub(super) fn tables(self, path: &Path) -> Result<Vec<TableName>, Error> {
        let one = || vec![TableName { name: String::new(), ledger: None }];
        match self {
            Source::Text { .. } | Source::JsonLines { .. } => Ok(one()),
            Source::Xml { layout, .. } => Ok(xml::tables(layout)),
            Source::Sheets(book) => sheet::tables(book, path),
        }
    }

    pub(super) fn rows(self, path: &Path, table: usize) -> Result<TableRows, Error> {
        match self {
            Source::Text { encoding, separator } => delimited::rows(path, encoding, separator),
            Source::Sheets(book) => sheet::rows(book, path, table),
            Source::JsonLines { encoding } => json::rows(path, encoding),
            Source::Xml { layout, is_archive } => xml::rows(path, layout, is_archive, table),
        }
    }
}
