//! What an upload that is an archive says, as far as it is text: office files and collections of files. Whoever looks for words that may not
//! enter finds them here, wherever a program puts them; for what a document says in its order there is [`read_text`](crate::read_text).

use std::fs::File;
use std::io::{BufReader, Read, Seek};

use crate::archive::Archive;
use crate::csv::CsvReader;
use crate::docx::xml::{self, Element};
use crate::notes::Notes;
use crate::{Error, decode, limits, read_text};

/// A collection holds office files, which are archives themselves; more are not inside each other.
const DEPTH_MAX: usize = 2;

/// Elements whose text is one line, however many parts it has: paragraphs of presentations and documents, texts of cells, texts of a page of OFD.
const LINES: [&str; 4] = ["p", "si", "is", PLACED];
/// A text of a page of OFD, which has its place.
const PLACED: &str = "TextObject";

/// Something that an archive says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inside<'i> {
    /// A file in it is called so.
    Name(&'i str),
    /// A line of text, or what one cell says.
    Line(&'i str),
    /// A file in it is too large to be looked at: what it says is not known.
    TooLarge,
}

/// Tells what stands in an archive until `is_enough` says that no more has to be told. Nothing is unpacked beyond [`limits`], and what is larger is
/// told to be so; what is damaged or no text is left out, because [`sniff`](crate::upload::sniff) has judged it before.
pub fn look_inside(bytes: &[u8], is_enough: &mut dyn FnMut(Inside<'_>) -> bool) {
    let mut left = limits::UPLOADED_UNPACKED_BYTES_MAX;
    let mut look = Look { is_enough, is_over: false };
    // What cannot be opened says nothing.
    look.whole(bytes, &mut left, 0).unwrap_or_default();
}

/// The same of an archive of rows: the names of all files in it, and what those say that `is_read` picks.
///
/// # Errors
/// That it is no archive, or is protected.
pub(crate) fn look_among(
    file: File,
    is_read: &dyn Fn(usize, &str) -> bool,
    is_enough: &mut dyn FnMut(Inside<'_>) -> bool,
) -> Result<(), Error> {
    let mut archive = Archive::up_to(BufReader::new(file), limits::TABLE_ARCHIVE_ENTRIES_MAX)?;
    let mut left = limits::UPLOADED_UNPACKED_BYTES_MAX;
    Look { is_enough, is_over: false }.archive(&mut archive, (&mut left, 0), is_read)
}

struct Look<'l> {
    is_enough: &'l mut dyn FnMut(Inside<'_>) -> bool,
    is_over: bool,
}

/// Texts of a page of OFD that stand on one height: a program may place each word by itself, so that none of them is a line.
#[derive(Default)]
struct Row {
    height: Option<String>,
    text: String,
}

impl Look<'_> {
    fn whole(&mut self, bytes: &[u8], left: &mut u64, depth: usize) -> Result<(), Error> {
        self.archive(&mut Archive::open(bytes)?, (left, depth), &|_, _| true)
    }

    fn archive<R: Read + Seek>(
        &mut self,
        archive: &mut Archive<R>,
        (left, depth): (&mut u64, usize),
        is_read: &dyn Fn(usize, &str) -> bool,
    ) -> Result<(), Error> {
        for index in 0..archive.len() {
            let name = archive.name(index)?;
            self.tell(Inside::Name(&name));
            if self.is_over {
                break;
            }
            let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
            let Some(is) = ending.as_deref().and_then(Is::by_ending).filter(|_| is_read(index, &name)) else {
                continue;
            };
            match archive.content(index, left) {
                Ok(Some(content)) => self.content((is, &name), &content, (&mut *left, depth)),
                Ok(None) => self.tell(Inside::TooLarge),
                // One that is damaged keeps no other from being looked at.
                Err(_) => {}
            }
            if self.is_over {
                break;
            }
        }
        Ok(())
    }

    fn content(&mut self, (is, name): (Is, &str), content: &[u8], (left, depth): (&mut u64, usize)) {
        let looked = match is {
            Is::Markup => self.markup(content),
            Is::Cells => self.cells(name, content),
            Is::Document => self.document(name, content),
            Is::Archive | Is::Pages if depth >= DEPTH_MAX => Ok(()),
            Is::Archive => self.whole(content, left, depth + 1),
            Is::Pages => {
                let document = self.document(name, content);
                self.whole(content, left, depth + 1).and(document)
            }
        };
        let is_too_large = matches!(
            looked,
            Err(Error::FileTooLarge { .. }
                | Error::TooMuch { .. }
                | Error::Bomb { .. }
                | Error::ArchiveTooLarge)
        );
        if is_too_large {
            self.tell(Inside::TooLarge);
        }
    }

    fn document(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        read_text(name, bytes)?.lines.iter().for_each(|line| self.tell(Inside::Line(&line.text)));
        Ok(())
    }

    fn cells(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        for row in CsvReader::open(name, bytes)? {
            row?.cells.iter().for_each(|cell| self.tell(Inside::Line(cell)));
        }
        Ok(())
    }

    /// The texts between elements, line by line.
    fn markup(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let (text, _) = decode::decode(bytes, None, &mut Notes::new(""))?;
        let (mut line, mut open, mut row) = (String::new(), 0_usize, Row::default());
        let visited = xml::visit(&text, |element| {
            match element {
                Element::Text(text) => line.push_str(&text),
                Element::Start(start) => {
                    let name = start.local_name();
                    let is_line = LINES.contains(&name.as_ref());
                    if open == 0 || is_line || name.as_ref() == "br" {
                        self.line(&mut line);
                    }
                    open += usize::from(is_line);
                    if name.as_ref() == PLACED {
                        self.place(&mut row, height(xml::attribute(&start, "Boundary").as_deref()));
                    }
                }
                Element::End(name) => {
                    let is_line = LINES.contains(&name.as_str());
                    open = open.saturating_sub(usize::from(is_line));
                    if name == PLACED {
                        row.add(&line);
                        line.clear();
                    }
                    if open == 0 || is_line {
                        self.line(&mut line);
                    }
                }
            }
            Ok(())
        });
        self.line(&mut line);
        self.place(&mut row, None);
        visited
    }

    /// Goes on at another height of a page, and tells what stood at the one before.
    fn place(&mut self, row: &mut Row, height: Option<String>) {
        if height.is_some() && row.height == height {
            return;
        }
        let before = std::mem::replace(row, Row { height, ..Row::default() });
        if !before.text.trim().is_empty() {
            self.tell(Inside::Line(&before.text));
        }
    }

    fn line(&mut self, line: &mut String) {
        if !line.trim().is_empty() {
            self.tell(Inside::Line(line));
        }
        line.clear();
    }

    fn tell(&mut self, said: Inside<'_>) {
        self.is_over = self.is_over || (self.is_enough)(said);
    }
}

impl Row {
    fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text.trim());
    }
}

/// At which height a text stands, as it is written: x, y, width, height.
fn height(boundary: Option<&str>) -> Option<String> {
    boundary?.split_whitespace().nth(1).map(str::to_owned)
}

/// How a file in an archive is looked at.
#[derive(Clone, Copy)]
enum Is {
    Markup,
    Cells,
    Document,
    /// A document whose heads, notes and properties are further files.
    Pages,
    Archive,
}

impl Is {
    fn by_ending(ending: &str) -> Option<Is> {
        Some(match ending {
            "xml" => Is::Markup,
            "csv" => Is::Cells,
            "txt" | "md" | "pdf" => Is::Document,
            "docx" => Is::Pages,
            "xlsx" | "pptx" | "ofd" => Is::Archive,
            _ => return None,
        })
    }
}
