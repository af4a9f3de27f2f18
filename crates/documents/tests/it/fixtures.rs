//! Real files, each with the text we expect of it beside it.
//!
//! `UPDATE_EXPECTED=1 cargo test -p documents` writes the expected texts anew; judge them in the diff.

use std::fs;
use std::path::{Path, PathBuf};

use documents::{Encoding, Error, Format, TextDocument, read_text};

pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

/// Lines, then notes as `# line code`.
fn shown(document: &TextDocument) -> String {
    let mut text = String::new();
    for line in &document.lines {
        text += &line.text;
        text.push('\n');
    }
    for note in &document.notes {
        let line = note.place.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        text += &format!("# {line} {} {}\n", note.code, note.what.zh);
    }
    text
}

fn check(name: &str, format: Format, encoding: Option<Encoding>) {
    let document = read_text(name, &bytes(name)).unwrap();
    assert_eq!((document.format, document.encoding), (format, encoding));
    assert!(document.lines.iter().zip(1..).all(|(line, number)| line.number == number));
    let expected = path(&format!("{name}.expected.txt"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&expected, shown(&document)).unwrap();
    }
    assert_eq!(shown(&document), fs::read_to_string(&expected).unwrap(), "{name}");
}

#[test]
fn docx_by_python_docx_with_everything_in_it() {
    check("word.docx", Format::Docx, None);
}

#[test]
fn docx_by_libreoffice() {
    check("libreoffice.docx", Format::Docx, None);
}

#[test]
fn pdf_by_libreoffice() {
    check("libreoffice.pdf", Format::Pdf, None);
}

#[test]
fn pdf_by_chromium_with_headers_and_footers() {
    check("chromium.pdf", Format::Pdf, None);
}

#[test]
fn pdf_by_chromium_with_drawn_fonts() {
    check("chromium-type3.pdf", Format::Pdf, None);
}

#[test]
fn tables_of_pdf_are_found_by_their_borders() {
    check("table-libreoffice.pdf", Format::Pdf, None);
    check("table-chromium.pdf", Format::Pdf, None);
    let read = |name: &str| read_text(name, &bytes(name)).unwrap().lines;
    assert_eq!(read("table-libreoffice.pdf"), read("table-chromium.pdf"));
}

#[test]
fn page_of_a_government_site_in_gb18030() {
    check("gov.html", Format::Html, Some(Encoding::Gb18030));
}

#[test]
fn text_in_every_encoding_is_the_same() {
    check("plan-gb18030.txt", Format::Text, Some(Encoding::Gb18030));
    check("plan-utf16le.txt", Format::Text, Some(Encoding::Utf16Le));
    check("plan-bom.md", Format::Markdown, Some(Encoding::Utf8));
    let one = read_text("a.txt", &bytes("plan-gb18030.txt")).unwrap();
    let other = read_text("a.txt", &bytes("plan-utf16le.txt")).unwrap();
    assert_eq!(one.lines, other.lines);
}

#[test]
fn scanned_and_locked_pdf_are_refused() {
    assert_eq!(read_text("a.pdf", &bytes("scanned.pdf")), Err(Error::Pictures));
    assert_eq!(read_text("a.pdf", &bytes("encrypted.pdf")), Err(Error::Encrypted));
}
