use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};

use encoding_rs::{Encoding, UTF_8};
use zip::ZipArchive;

use super::gather::{Gathered, Gatherer};
use super::layout;
use crate::docx::xml::has_value;
use crate::table_file::feed::{Halt, Sink};
use crate::table_file::guard::Guard;
use crate::table_file::pull::{Pull, PullFault, Token};
use crate::table_file::text::Decoded;
use crate::table_file::{TableFault, XmlLayout};
use crate::{Error, limits};

/// Bytes in which XML says how its characters are written.
const HEAD_BYTES: u64 = 256;

/// Elements among which the layout is looked for: those around a list of documents, and the first of these.
const ELEMENTS_LOOKED_AT: usize = 8;

/// Files that an office adds to its documents to list them.
const LISTS: [&str; 4] = ["index", "doclist", "filelist", "list"];

/// What is done with each document, which is the how-manieth, and where its rows go.
type Each<'e> = &'e mut dyn FnMut(&Gathered, u64, &mut Sink) -> Result<(), Halt>;

/// A stream of any encoding as elements.
fn pulled<R: Read>(mut bytes: R) -> Result<Pull<Decoded<impl Read>>, Error> {
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(Error::damaged)?;
    let encoding = encoding(&head);
    Ok(Pull::new(Decoded::new(Cursor::new(head).chain(bytes), encoding)))
}

/// A byte order mark, then what the XML declares, then UTF-8.
fn encoding(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    let text = String::from_utf8_lossy(head);
    let declaration = text.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let label = declaration
        .and_then(|declaration| declaration.split("encoding").nth(1))
        .and_then(|rest| rest.split(['"', '\'']).nth(1));
    let declared = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    declared.filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(UTF_8)
}

/// The layout of a document by its first elements.
fn recognize<R: Read>(pull: &mut Pull<R>) -> Result<XmlLayout, TableFault> {
    let mut root = String::new();
    let mut looked_at = 0;
    while looked_at < ELEMENTS_LOOKED_AT {
        match pull.next().map_err(|fault| fault.at(1))? {
            Token::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                if let Some(layout) = layout::by_element(&name, |namespace| has_value(&start, namespace)) {
                    return Ok(layout);
                }
                looked_at += 1;
                if root.is_empty() {
                    root = name;
                }
            }
            Token::Over => break,
            Token::End(_) | Token::Text(_) | Token::Nothing => {}
        }
    }
    Err(TableFault::Layout { root })
}

pub(in crate::table_file) fn recognize_file(file: File) -> Result<XmlLayout, Error> {
    recognize(&mut pulled(file)?).map_err(Error::Table)
}

/// The layout of the first document of an archive, or none if it holds no XML.
pub(in crate::table_file) fn recognize_archive<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
) -> Result<Option<XmlLayout>, Error> {
    let Some(index) = documents(zip).first().copied() else { return Ok(None) };
    if zip.by_index_raw(index).map_err(Error::damaged)?.encrypted() {
        return Err(Error::Encrypted);
    }
    let entry = Guard::new(zip.by_index(index).map_err(Error::damaged)?, limits::TABLE_DOCUMENT_BYTES_MAX);
    recognize(&mut pulled(entry)?).map(Some).map_err(Error::Table)
}

/// The files of an archive that are documents, and no lists of the office or traces of a program.
fn documents<R: Read + Seek>(zip: &ZipArchive<R>) -> Vec<usize> {
    let is_document = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let Some(stem) = name.strip_suffix(".xml") else { return false };
        let file = stem.rsplit('/').next().unwrap_or_default();
        !LISTS.contains(&file) && !file.starts_with("._") && !name.starts_with("__macosx/")
    };
    let names = zip.file_names_raw().enumerate();
    names.filter(|(_, name)| is_document(name)).map(|(index, _)| index).collect()
}

/// Documents one below the other in a file.
pub(super) fn of_file(file: File, layout: XmlLayout, sink: &mut Sink, each: Each<'_>) -> Result<(), Halt> {
    let mut count = 0;
    walk(&mut pulled(file)?, layout, &mut count, sink, each)
}

/// Documents in the files of an archive. One that cannot be read is told, and the next ones follow.
pub(super) fn of_archive(file: File, layout: XmlLayout, sink: &mut Sink, each: Each<'_>) -> Result<(), Halt> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Error::damaged)?;
    let mut count = 0;
    for index in documents(&zip) {
        let before = count;
        let entry = zip.by_index(index).map_err(Error::damaged)?;
        let mut pull = pulled(Guard::new(entry, limits::TABLE_DOCUMENT_BYTES_MAX))?;
        match walk(&mut pull, layout, &mut count, sink, each) {
            Err(Halt::Failed(Error::Table(fault))) => sink.fault(fault)?,
            other => other?,
        }
        count = count.max(before + 1);
    }
    Ok(())
}

/// Gives every document of a stream.
fn walk<R: Read>(
    pull: &mut Pull<R>,
    layout: XmlLayout,
    count: &mut u64,
    sink: &mut Sink,
    each: Each<'_>,
) -> Result<(), Halt> {
    let mut gatherer = Gatherer::new(layout::of(layout));
    let before = *count;
    loop {
        let line = *count + 1;
        let depth = pull.depth();
        match pull.next().map_err(|fault: PullFault| fault.at(line))? {
            Token::Start(start) => gatherer.start(start.local_name().as_ref(), depth + 1),
            Token::Text(text) => gatherer.text(&text, line)?,
            Token::End(_) => {
                if let Some(document) = gatherer.end(depth.saturating_sub(1)) {
                    *count += 1;
                    each(&document, line, sink)?;
                }
            }
            Token::Over if *count == before => return Err(TableFault::OtherLayout { line }.into()),
            Token::Over => return Ok(()),
            Token::Nothing => {}
        }
    }
}
