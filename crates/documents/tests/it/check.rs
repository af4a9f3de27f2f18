//! What the tests share: making small documents, and comparing lines.

use std::io::{Cursor, Write};

use documents::{Error, TextDocument, read_text};
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The lines, tabs shown as `|`.
pub(crate) fn lines(document: &TextDocument) -> Vec<String> {
    document.lines.iter().map(|line| line.text.replace('\t', "|")).collect()
}

pub(crate) fn check(name: &str, bytes: &[u8], expected: &[&str]) -> TextDocument {
    let document = read_text(name, bytes).unwrap();
    assert_eq!(lines(&document), expected);
    document
}

pub(crate) fn refused(name: &str, bytes: &[u8]) -> Error {
    read_text(name, bytes).unwrap_err()
}

pub(crate) fn codes(document: &TextDocument) -> Vec<&str> {
    document.notes.iter().map(|note| note.code.as_str()).collect()
}

/// An archive of these parts.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX with this body and these further parts, named by the kind of their relation.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(r#"<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let main = format!("<Relationships>{}</Relationships>", relation("officeDocument", "word/document.xml"));
    let others: String = parts.iter().map(|(kind, _)| relation(kind, &format!("{kind}.xml"))).collect();
    let others = format!("<Relationships>{others}</Relationships>");
    let document = format!(r#"<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>"#);
    let mut entries = vec![
        ("_rels/.rels".to_owned(), main),
        ("word/_rels/document.xml.rels".to_owned(), others),
        ("word/document.xml".to_owned(), document),
    ];
    entries.extend(parts.iter().map(|(kind, content)| (format!("word/{kind}.xml"), (*content).to_owned())));
    let entries: Vec<(&str, &str)> =
        entries.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    archive(&entries)
}

/// A paragraph.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// How many characters were read that are not blank; none where the file was refused.
pub(crate) fn characters(name: &str, bytes: &[u8]) -> Option<usize> {
    let document = read_text(name, bytes).ok()?;
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    Some(document.lines.iter().map(|line| count(&line.text)).sum())
}
