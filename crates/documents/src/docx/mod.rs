//! The text of a Word document (DOCX).
//!
//! Lines are paragraphs with their automatic numbers, rows of tables (`table.rs` says how), and lines of text boxes
//! after the paragraph they hang on. A line break inside a paragraph ends a line. Footnotes and endnotes come last,
//! as `[注1] …`, with the same mark where they are referred to. Tracked changes are read as if all were accepted;
//! what was deleted, hidden, or is a generated table of contents is left out and noted. Page headers, page footers and
//! comments are not part of the text; comments are noted.

mod flow;
mod labels;
mod numbering;
mod numerals;
mod paragraph;
pub(crate) mod relations;
mod styles;
mod symbols;
mod walk;
pub(crate) mod xml;

use std::io::{Read, Seek};

use kernel::Wording;

use crate::lines::Lines;
use crate::notes::Notes;
use crate::read::Extracted;
use crate::{Error, ForeignFormat};

use crate::archive::Archive;
use walk::Walked;

pub(crate) use symbols::ordinary;
pub(crate) use walk::Control;

pub(crate) fn read(bytes: &[u8], notes: &mut Notes) -> Result<Extracted, Error> {
    let mut archive = Archive::open(bytes)?;
    let main = main_part(&mut archive)?;
    let document = document(&mut archive, &main)?;
    let mut part = |kind: &str| -> Result<Option<String>, Error> {
        match relations::target(&mut archive, &main, kind)? {
            Some(name) => archive.part(&name),
            None => Ok(None),
        }
    };
    let styles = part("styles")?.map(|xml| styles::Styles::read(&xml)).transpose()?.unwrap_or_default();
    let definitions =
        part("numbering")?.map(|xml| numbering::Definitions::read(&xml)).transpose()?.unwrap_or_default();
    let mut walked = walk::walk(&document, &styles, &definitions)?;
    for kind in ["footnotes", "endnotes"] {
        if let Some(xml) = part(kind)? {
            let notes_part = walk::walk(&xml, &styles, &definitions)?;
            walked.footnotes.extend(notes_part.footnotes);
        }
    }
    let comments = match part("comments")? {
        Some(xml) => xml::count(&xml, "comment")?,
        None => 0,
    };
    tell(&walked, comments, notes);
    Ok(Extracted { encoding: None, lines: gather(walked)?.finish()? })
}

/// The parts of custom XML that belong to a document.
pub(crate) fn custom_parts(archive: &mut Archive<impl Read + Seek>) -> Result<Vec<String>, Error> {
    let main = main_part(archive)?;
    relations::targets(archive, &main, "customXml")
}

/// The content controls of the body, with what they say: as it is read, but for text that a style hides.
pub(crate) fn controls(archive: &mut Archive<impl Read + Seek>) -> Result<Vec<Control>, Error> {
    let main = main_part(archive)?;
    let document = document(archive, &main)?;
    Ok(walk::walk(&document, &styles::Styles::default(), &numbering::Definitions::default())?.controls)
}

/// The name of the part with the body, of an archive that holds a Word document.
fn main_part(archive: &mut Archive<impl Read + Seek>) -> Result<String, Error> {
    let Some(main) = relations::target(archive, "", "officeDocument")?.filter(|part| part.ends_with(".xml"))
    else {
        return Err(other_archive(archive));
    };
    if !main.starts_with("word/") && (main.starts_with("xl/") || main.starts_with("ppt/")) {
        return Err(other_archive(archive));
    }
    Ok(main)
}

fn document(archive: &mut Archive<impl Read + Seek>, main: &str) -> Result<String, Error> {
    archive.part(main)?.ok_or_else(|| Error::damaged(format!("{main} is missing")))
}

fn gather(walked: Walked) -> Result<Lines, Error> {
    let mut lines = Lines::default();
    walked.lines.into_iter().try_for_each(|line| lines.push(line))?;
    for (reference, number) in walked.references.iter().zip(1..) {
        if let Some(texts) = walked.footnotes.get(reference) {
            lines.push(format!("[注{number}] {}", texts.join(" ").trim()))?;
        }
    }
    Ok(lines)
}

/// Says what was left out.
fn tell(walked: &Walked, comments: usize, notes: &mut Notes) {
    let left_out = &walked.left_out;
    let mut inform = |code: &str, count: usize, zh: &str, en: &str| {
        if count > 0 {
            notes.inform(
                code,
                Wording::new(zh.replace("{}", &count.to_string()), en.replace("{}", &count.to_string())),
            );
        }
    };
    inform(
        "tracked-deletions",
        left_out.deletions,
        "修订中删除的 {} 处文字没有读取（按接受修订后的文本读取）",
        "{} passages deleted in tracked changes were left out; the text is read with all changes accepted",
    );
    inform(
        "hidden-text",
        left_out.hidden,
        "{} 处隐藏文字没有读取",
        "{} passages of hidden text were left out",
    );
    inform(
        "table-of-contents",
        left_out.contents,
        "自动目录的 {} 行没有读取",
        "{} lines of a generated table of contents were left out",
    );
    inform("comments", comments, "{} 条批注没有读取", "{} comments were left out");
    inform(
        "embedded-documents",
        left_out.embedded,
        "嵌入的 {} 个外部文档没有读取",
        "{} embedded documents were not read",
    );
}

/// What an archive is that holds no Word document.
fn other_archive(archive: &Archive<impl Read + Seek>) -> Error {
    let format = if archive.has("xl/workbook.xml") || archive.has("xl/workbook.bin") {
        ForeignFormat::Spreadsheet
    } else if archive.has("ppt/presentation.xml") {
        ForeignFormat::Presentation
    } else if archive.has("OFD.xml") {
        ForeignFormat::Ofd
    } else if archive.has("mimetype") && archive.has("content.xml") {
        ForeignFormat::OpenDocument
    } else {
        ForeignFormat::Archive
    };
    Error::Foreign(format)
}
