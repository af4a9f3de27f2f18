use std::path::Path;

use super::fault::TableFault;
use super::format::{TableFormat, XmlLayout};
use super::separator::Separator;
use super::sheet::{self, Book};
use super::text::Part;
use super::{TableName, TableRows, delimited, json, package, text, xml};
use crate::recognize::{foreign, looks_like_html};
use crate::{Error, ForeignFormat, limits};

/// Bytes by which a file is known.
pub(super) const HEAD_BYTES: u64 = 8 * 1024;

/// The container of Office before 2007, and of protected workbooks since.
pub(super) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file is, with what it takes to read it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    Text { encoding: &'static encoding_rs::Encoding, separator: Separator, part: Part },
    Sheets { book: Book, part: Part },
    Json { encoding: &'static encoding_rs::Encoding, is_list: bool, part: Part },
    Xml { layout: XmlLayout, is_archive: bool },
}

impl Source {
    /// Which file of an archive of files it is; none: all that are XML. None at all if it is no such archive.
    pub(super) fn among_others(&self) -> Option<Option<usize>> {
        match self {
            Source::Text { part: Some(index), .. }
            | Source::Sheets { part: Some(index), .. }
            | Source::Json { part: Some(index), .. } => Some(Some(*index)),
            Source::Xml { is_archive: true, .. } => Some(None),
            Source::Text { .. } | Source::Sheets { .. } | Source::Json { .. } | Source::Xml { .. } => None,
        }
    }
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
        return package::recognize(path, file);
    }
    if head.starts_with(OLE) {
        within(bytes, limits::TABLE_XLS_BYTES_MAX)?;
        return Ok(Source::Sheets { book: Book::Xls, part: None });
    }
    within(bytes, limits::TABLE_TEXT_BYTES_MAX)?;
    recognize_text(path, &head, None)
}

/// What a text is that begins so, alone or in an archive.
pub(super) fn recognize_text(path: &Path, head: &[u8], part: Part) -> Result<Source, Error> {
    if let Some(format) = known(head) {
        return Err(Error::Table(TableFault::Foreign(format)));
    }
    let mut first = characters(head);
    let (first, second) = (first.next(), first.next());
    if first == Some(b'<') {
        // In an archive documents are known by their names.
        if part.is_some() {
            return Err(Error::Table(TableFault::NoTable));
        }
        return Ok(Source::Xml { layout: xml::recognize_file(text::open(path)?)?, is_archive: false });
    }
    let encoding = text::encoding(text::open(path)?, part)?;
    match (first, second) {
        (Some(b'{'), _) => Ok(Source::Json { encoding, is_list: false, part }),
        // A list without an object may be the first cell of a table, such as [2026]1号.
        (Some(b'['), Some(b'{')) => Ok(Source::Json { encoding, is_list: true, part }),
        _ => {
            let separator = delimited::separator(text::open(path)?, part, encoding)?;
            Ok(Source::Text { encoding, separator, part })
        }
    }
}

/// The bytes that are no marks and no blanks; zeros are the other half of ASCII in UTF-16.
fn characters(head: &[u8]) -> impl Iterator<Item = u8> {
    let marks = [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0];
    head.iter().copied().filter(move |byte| !marks.contains(byte) && !byte.is_ascii_whitespace())
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
            Source::Text { encoding, separator, .. } => {
                TableFormat::Csv { encoding: text::name(encoding), separator }
            }
            Source::Sheets { book, .. } => book.format(),
            Source::Json { .. } => TableFormat::JsonLines,
            Source::Xml { layout, .. } => TableFormat::Xml(layout),
        }
    }

    pub(super) fn tables(self, path: &Path) -> Result<Vec<TableName>, Error> {
        let one = || vec![TableName { name: String::new(), ledger: None }];
        match self {
            Source::Text { .. } | Source::Json { .. } => Ok(one()),
            Source::Xml { layout, .. } => Ok(xml::tables(layout)),
            Source::Sheets { book, part } => sheet::tables(book, text::open(path)?, part),
        }
    }

    pub(super) fn rows(self, path: &Path, table: usize) -> Result<TableRows, Error> {
        match self {
            Source::Text { encoding, separator, part } => {
                delimited::rows(text::open(path)?, part, (encoding, separator))
            }
            Source::Sheets { book, part } => sheet::rows(book, text::open(path)?, part, table),
            Source::Json { encoding, is_list, part } => {
                json::rows(text::open(path)?, part, (encoding, is_list))
            }
            Source::Xml { layout, is_archive } => xml::rows(path, layout, is_archive, table),
        }
    }
}
