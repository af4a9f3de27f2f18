use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use serde::Deserializer as _;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::TableRow;
use super::fault::TableFault;
use super::feed::{Halt, Sink, TableRows};
use super::guard::Guard;
use super::text::{self, Decoded, Part};
use crate::{Error, limits};

/// The fields of one line, in their order.
type Object = Vec<(String, Value)>;

/// An object, or what is wrong with it while others behind it can be read.
type ReadObject = Result<Object, TableFault>;

type Text<'t> = BufReader<Guard<Decoded<&'t mut dyn Read>>>;

/// One object on each line, or a list of objects, however it is laid out.
pub(super) fn rows(
    file: File,
    part: Part,
    (encoding, is_list): (&'static encoding_rs::Encoding, bool),
) -> Result<TableRows, Error> {
    TableRows::from_thread(move |sink| {
        text::read(file, part, |bytes| {
            let text = Guard::new(Decoded::new(bytes, encoding), limits::TABLE_ROW_BYTES_MAX);
            let list = is_list.then_some(List::Before);
            Objects { text: BufReader::new(text), line: 0, list }.feed(sink)
        })
    })
}

struct Objects<'t> {
    text: Text<'t>,
    /// The line, or which object of the list it is.
    line: u64,
    list: Option<List>,
}

/// Where in a list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Before,
    Inside,
    Behind,
}

impl Objects<'_> {
    /// The first lines say which fields there are, in the order in which they come up. What is no object, or has a field that none of them
    /// has, is told in its place, and the others are read.
    fn feed(mut self, sink: &mut Sink) -> Result<(), Halt> {
        let mut head: Vec<(u64, ReadObject)> = Vec::new();
        let mut fields: Vec<String> = Vec::new();
        let mut end = None;
        while head.len() < limits::JSON_HEAD_LINES_MAX {
            match self.next() {
                Ok(Some(read)) => {
                    for (name, _) in read.iter().flatten() {
                        if !fields.contains(name) {
                            fields.push(name.clone());
                        }
                    }
                    head.push((self.line, read));
                }
                Ok(None) => break,
                Err(error) => {
                    end = Some(error);
                    break;
                }
            }
        }
        if fields.len() > limits::TABLE_COLUMNS_MAX {
            return Err(TableFault::TooManyColumns { line: self.line }.into());
        }
        // Where nothing can be read, the first thing that is wrong says why.
        if fields.is_empty()
            && let Some((_, Err(fault))) = head.iter().find(|(_, read)| read.is_err())
        {
            return Err(fault.clone().into());
        }
        sink.push(TableRow::new(0, fields.clone()))?;
        for (line, read) in head {
            put(sink, (line, read), &fields)?;
        }
        if let Some(fault) = end {
            return Err(fault.into());
        }
        while let Some(read) = self.next()? {
            put(sink, (self.line, read), &fields)?;
        }
        Ok(())
    }

    /// The next object, or what is wrong with it alone; none at the end.
    fn next(&mut self) -> Result<Option<ReadObject>, TableFault> {
        if self.list.is_some() { self.next_of_list() } else { self.next_line() }
    }

    /// The next line with an object; lines without a word are passed over.
    fn next_line(&mut self) -> Result<Option<ReadObject>, TableFault> {
        let mut text = String::new();
        loop {
            self.line += 1;
            text.clear();
            self.text.get_mut().start_again();
            match self.text.read_line(&mut text) {
                Ok(0) => return Ok(None),
                Ok(_) if text.trim().is_empty() => {}
                Ok(_) => {
                    return match object(&text) {
                        // Of the last line, the rest may be lost.
                        Err(error) if error.is_eof() && !text.ends_with('\n') => {
                            Err(TableFault::Cut { line: self.line })
                        }
                        read => Ok(Some(read.map_err(|error| self.wrong(&error)))),
                    };
                }
                Err(error) => return Err(self.failed(&error)),
            }
        }
    }

    /// The next object of a list. Objects are told apart by their brackets; what stands in them is read afterwards.
    fn next_of_list(&mut self) -> Result<Option<ReadObject>, TableFault> {
        self.line += 1;
        self.text.get_mut().start_again();
        let line = self.line;
        loop {
            let Some(byte) = self.byte()? else {
                let is_whole = self.list == Some(List::Behind);
                return if is_whole { Ok(None) } else { Err(TableFault::Cut { line }) };
            };
            match (byte, self.list) {
                (b'[', Some(List::Before)) => self.list = Some(List::Inside),
                (b']', Some(List::Inside)) => self.list = Some(List::Behind),
                (b'{', Some(List::Inside)) => break,
                (b',', Some(List::Inside)) => {}
                _ if byte.is_ascii_whitespace() => {}
                _ => {
                    let detail = "a list of objects is wanted".to_owned();
                    return Err(TableFault::Damaged { line, detail });
                }
            }
        }
        let (mut text, mut depth) = (vec![b'{'], 1_usize);
        let (mut is_quoted, mut is_escaped) = (false, false);
        while depth > 0 {
            let Some(byte) = self.byte()? else { return Err(TableFault::Cut { line }) };
            text.push(byte);
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if is_quoted => is_escaped = true,
                b'"' => is_quoted = !is_quoted,
                b'{' if !is_quoted => depth += 1,
                b'}' if !is_quoted => depth -= 1,
                _ => {}
            }
        }
        Ok(Some(object(&String::from_utf8_lossy(&text)).map_err(|error| self.wrong(&error))))
    }

    /// The next byte; none at the end.
    fn byte(&mut self) -> Result<Option<u8>, TableFault> {
        let next = self.text.fill_buf().map(|bytes| bytes.first().copied());
        match next {
            Ok(byte) => {
                self.text.consume(usize::from(byte.is_some()));
                Ok(byte)
            }
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn failed(&self, error: &std::io::Error) -> TableFault {
        if self.text.get_ref().is_exhausted() {
            return TableFault::RowTooLarge { line: self.line };
        }
        TableFault::Unreadable { detail: error.to_string() }
    }

    fn wrong(&self, error: &serde_json::Error) -> TableFault {
        TableFault::Object { line: self.line, detail: error.to_string() }
    }
}

fn object(text: &str) -> Result<Object, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text.trim());
    let object = deserializer.deserialize_map(Fields)?;
    deserializer.end()?;
    Ok(object)
}

/// Reads an object with its fields in order, each once.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut object = Object::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if object.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom(format!("the field {name} stands there twice")));
            }
            object.push((name, value));
        }
        Ok(object)
    }
}

/// Puts an object as a row, or what is wrong with it.
fn put(sink: &mut Sink, (line, read): (u64, ReadObject), fields: &[String]) -> Result<(), Halt> {
    match read.and_then(|object| row(line, object, fields)) {
        Ok(row) => sink.push(row),
        Err(fault) => sink.fault(fault),
    }
}

fn row(line: u64, object: Object, fields: &[String]) -> Result<TableRow, TableFault> {
    let mut cells = vec![String::new(); fields.len()];
    for (name, value) in object {
        let Some(at) = fields.iter().position(|field| *field == name) else {
            return Err(TableFault::LateField { line, field: name });
        };
        let nested = || TableFault::Object {
            line,
            detail: format!("{name}: an object in a field, where a text is wanted"),
        };
        cells[at] = cell(&value).ok_or_else(nested)?;
    }
    Ok(TableRow::new(line, cells))
}

/// A value as a cell; several values are divided as a form reads them. None for an object.
fn cell(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(cell).collect::<Option<_>>()?;
            super::cell::joined(parts.iter().map(String::as_str))
        }
        Value::Object(_) => return None,
    })
}
