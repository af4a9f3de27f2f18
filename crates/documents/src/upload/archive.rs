//! What an archive holds: an office file, or a collection of files that may themselves be uploaded.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::refusal::Refusal;
use super::{MediaType, content, name};
use crate::docx::xml::{self, Element};
use crate::limits;

/// Ends of names of archives, which may not be inside another.
const ARCHIVES: [&str; 9] = ["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst"];

/// Office files, which are archives themselves and may be inside one.
const OFFICE: [&str; 4] = ["docx", "xlsx", "pptx", "ofd"];

pub(super) fn inspect(bytes: &[u8]) -> Result<MediaType, Refusal> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
    if zip.len() > limits::ARCHIVE_ENTRIES_MAX {
        return Err(Refusal::Bomb);
    }
    let names = names(&mut zip)?;
    let media = kind(&names)?;
    let mut left = limits::UPLOADED_UNPACKED_BYTES_MAX;
    for (index, name) in names.iter().enumerate() {
        let content = unpacked(&mut zip, index, &mut left)?;
        match media {
            MediaType::Zip => file(name, &content)?,
            _ => part(name, &content)?,
        }
    }
    Ok(media)
}

/// The names, none of which leads out of the archive or is protected.
fn names(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index).map_err(|_| Refusal::Damaged)?;
        if entry.encrypted() {
            return Err(Refusal::Protected);
        }
        // Names in GBK are common; what matters here is ASCII in both.
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let outside =
            name.starts_with('/') || name.split('/').any(|step| step == "..") || name.contains([':', '\0']);
        if outside || entry.is_symlink() {
            return Err(Refusal::Path);
        }
        names.push(name);
    }
    Ok(names)
}

/// Which office file the parts make, if any.
fn kind(names: &[String]) -> Result<MediaType, Refusal> {
    let has = |name: &str| names.iter().any(|part| part.eq_ignore_ascii_case(name));
    if has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml") || has("classes.dex") {
        return Err(Refusal::Program);
    }
    let office = [
        ("word/document.xml", MediaType::Docx),
        ("xl/workbook.xml", MediaType::Xlsx),
        ("ppt/presentation.xml", MediaType::Pptx),
    ];
    if let Some((_, media)) = office.into_iter().find(|(part, _)| has(part)) {
        return if has("[Content_Types].xml") { Ok(media) } else { Err(Refusal::Damaged) };
    }
    if has("xl/workbook.bin") {
        return Err(Refusal::Macros);
    }
    if has("OFD.xml") {
        return Ok(MediaType::Ofd);
    }
    // OpenDocument and e-books name their type in a first file; they are not taken.
    if has("mimetype") { Err(Refusal::Unknown) } else { Ok(MediaType::Zip) }
}

/// The content of one entry. What the archive says of sizes is not believed.
fn unpacked(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize, left: &mut u64) -> Result<Vec<u8>, Refusal> {
    let entry: ZipFile<'_, _> = zip.by_index(index).map_err(|_| Refusal::Damaged)?;
    let by_ratio = entry.compressed_size().saturating_mul(limits::ARCHIVE_RATIO_MAX);
    let allowed = by_ratio.max(limits::ARCHIVE_RATIO_FROM_BYTES).min(*left);
    let mut content = Vec::new();
    let read = entry.take(allowed + 1).read_to_end(&mut content);
    *left = left.checked_sub(content.len() as u64).ok_or(Refusal::Bomb)?;
    if content.len() as u64 > allowed {
        return Err(Refusal::Bomb);
    }
    read.map_err(|_| Refusal::Damaged)?;
    Ok(content)
}

/// A file in a collection: what may not be uploaded may not be inside either.
fn file(name: &str, content: &[u8]) -> Result<(), Refusal> {
    let extension = name::end(name);
    name::judged(&extension)?;
    if content::is_program(content) {
        return Err(Refusal::Program);
    }
    if OFFICE.contains(&extension.as_str()) {
        return match inspect(content)? {
            MediaType::Zip => Err(Refusal::Nested),
            _ => Ok(()),
        };
    }
    let packed = content.starts_with(b"PK\x03\x04")
        || content.starts_with(b"Rar!")
        || content.starts_with(b"7z\xbc\xaf");
    if packed || ARCHIVES.contains(&extension.as_str()) { Err(Refusal::Nested) } else { Ok(()) }
}

/// A part of an office file: no macros of either kind, no controls, no template that is fetched from elsewhere.
fn part(name: &str, content: &[u8]) -> Result<(), Refusal> {
    let name = name.to_ascii_lowercase();
    let active = name.ends_with("vbaproject.bin")
        || name.ends_with("vbadata.xml")
        || name.contains("/macrosheets/")
        || name.contains("/activex/")
        || content::is_program(content);
    let declared = name == "[content_types].xml" && crate::recognize::contains(content, b"macroEnabled");
    if active || declared {
        return Err(Refusal::Macros);
    }
    if name.ends_with(".rels") && fetches_template(&String::from_utf8_lossy(content))? {
        return Err(Refusal::Macros);
    }
    Ok(())
}

/// Whether opening the document loads a template, with its macros, from another machine. One in a folder of the author's
/// own machine is what Word writes, and does nothing elsewhere.
fn fetches_template(relations: &str) -> Result<bool, Refusal> {
    let mut found = false;
    let visited = xml::visit(relations, |element| {
        if let Element::Start(start) = element {
            let is_template =
                xml::attribute(&start, "Type").is_some_and(|kind| kind.ends_with("/attachedTemplate"));
            let target = xml::attribute(&start, "Target").unwrap_or_default().to_ascii_lowercase();
            found |= is_template
                && ["http:", "https:", "ftp:", "\\\\", "//"].iter().any(|start| target.starts_with(start));
        }
        Ok(())
    });
    visited.map_err(|_| Refusal::Damaged)?;
    Ok(found)
}
