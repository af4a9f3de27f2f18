//! XML, element by element. Nothing of it is kept, no entity is expanded, no document type is read.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::fault::TableFault;
use super::guard::Guard;
use crate::limits;

/// What XML is made of, for readers that only care about elements. Empty elements start and end.
pub(super) enum Token<'a> {
    Start(BytesStart<'a>),
    /// The local name of the element.
    End(String),
    Text(Cow<'a, str>),
    /// A remark or a declaration.
    Nothing,
    Over,
}

/// Why XML cannot be read on.
pub(super) enum PullFault {
    TooLarge,
    Entities,
    TooDeep,
    /// It ends inside of an element.
    Cut,
    Damaged(String),
}

impl PullFault {
    /// The fault at this row or document.
    pub(super) fn at(self, line: u64) -> TableFault {
        match self {
            PullFault::TooLarge => TableFault::RowTooLarge { line },
            PullFault::Entities => TableFault::Entities { line },
            PullFault::TooDeep => TableFault::TooDeep { line },
            PullFault::Cut => TableFault::Cut { line },
            PullFault::Damaged(detail) => TableFault::Damaged { line, detail },
        }
    }
}

pub(super) struct Pull<R> {
    reader: quick_xml::Reader<BufReader<Guard<R>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Pull<R> {
    /// `utf8` is a stream of UTF-8.
    pub(super) fn new(utf8: R) -> Self {
        let guard = Guard::new(utf8, limits::TABLE_ROW_BYTES_MAX);
        let mut reader = quick_xml::Reader::from_reader(BufReader::new(guard));
        reader.config_mut().expand_empty_elements = true;
        Pull { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The stream.
    pub(super) fn inner(&self) -> &R {
        self.reader.get_ref().get_ref().inner()
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn next(&mut self) -> Result<Token<'_>, PullFault> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().start_again();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) if self.reader.get_ref().get_ref().is_exhausted() => return Err(PullFault::TooLarge),
            // Of these all but one say that the end of the file came inside of a mark.
            Err(quick_xml::Error::Syntax(_)) => return Err(PullFault::Cut),
            Err(error) => return Err(PullFault::Damaged(error.to_string())),
        };
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > limits::NESTING_MAX {
                    return Err(PullFault::TooDeep);
                }
                Token::Start(start)
            }
            Event::Empty(start) => Token::Start(start),
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Token::End(end.local_name().as_ref().to_owned())
            }
            Event::Text(text) => Token::Text(text.into_inner()),
            Event::CData(text) => Token::Text(text.into_inner()),
            Event::GeneralRef(reference) => Token::Text(Cow::Owned(resolved(&reference))),
            Event::DocType(declared) if declared.contains("<!ENTITY") => return Err(PullFault::Entities),
            Event::Eof if self.depth > 0 => return Err(PullFault::Cut),
            Event::Eof => Token::Over,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Token::Nothing,
        })
    }
}

/// What a reference stands for: a character, or one of the five of XML. Others are declared somewhere else and stay as written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = reference;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => format!("&{name};"),
    }
}
