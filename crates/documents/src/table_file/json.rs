use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserializer as _;
use serde::de::{Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::TableRow;
use super::fault::TableFault;
use super::feed::{Halt, Sink, TableRows};
use super::guard::Guard;
use super::text::{self, Decoded};
use crate::{Error, limits};

/// The fields of one line, in their order.
type Object = Vec<(String, Value)>;

type Text = BufReader<Guard<Decoded<File>>>;

pub(super) fn rows(path: &Path, encoding: &'static encoding_rs::Encoding) -> Result<TableRows, Error> {
    let file = text::open(path)?;
    TableRows::from_thread(move |sink| {
        let text = Guard::new(Decoded::new(file, encoding), limits::TABLE_ROW_BYTES_MAX);
        Lines { text: BufReader::new(text), line: 0 }.feed(sink)
    })
}

struct Lines {
    text: Text,
    line: u64,
}

impl Lines {
    /// The first lines say which fields there are, in the order in which they come up.
    fn feed(mut self, sink: &mut Sink) -> Result<(), Halt> {
        let mut head: Vec<(u64, Object)> = Vec::new();
        let mut fields: Vec<String> = Vec::new();
        let mut fault = None;
        while head.len() < limits::JSON_HEAD_LINES_MAX {
            match self.next() {
                Ok(Some(object)) => {
                    for (name, _) in &object {
                        if !fields.contains(name) {
                            fields.push(name.clone());
                        }
                    }
                    head.push((self.line, object));
                }
                Ok(None) => break,
                Err(error) => {
                    fault = Some(error);
                    break;
                }
            }
        }
        if fields.len() > limits::TABLE_COLUMNS_MAX {
            return Err(TableFault::TooManyColumns { line: self.line }.into());
        }
        sink.push(TableRow::new(0, fields.clone()))?;
        for (line, object) in head {
            sink.push(row(line, object, &fields)?)?;
        }
        if let Some(fault) = fault {
            return Err(fault.into());
        }
        while let Some(object) = self.next()? {
            sink.push(row(self.line, object, &fields)?)?;
        }
        Ok(())
    }

    /// The next line with an object; lines without a word are passed over.
    fn next(&mut self) -> Result<Option<Object>, TableFault> {
        let mut text = String::new();
        loop {
            self.line += 1;
            let line = self.line;
            text.clear();
            self.text.get_mut().start_again();
            match self.text.read_line(&mut text) {
                Ok(0) => return Ok(None),
                Ok(_) if text.trim().is_empty() => {}
                Ok(_) => return self.object(&text).map(Some),
                Err(_) if self.text.get_ref().is_exhausted() => return Err(TableFault::RowTooLarge { line }),
                Err(error) => return Err(TableFault::Unreadable { detail: error.to_string() }),
            }
        }
    }

    fn object(&self, text: &str) -> Result<Object, TableFault> {
        let line = self.line;
        let mut deserializer = serde_json::Deserializer::from_str(text.trim());
        let object = deserializer.deserialize_map(Fields).and_then(|object| {
            deserializer.end()?;
            Ok(object)
        });
        object.map_err(|error| match error.is_eof() && !text.ends_with('\n') {
            true => TableFault::Cut { line },
            false => TableFault::Damaged { line, detail: error.to_string() },
        })
    }
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

fn row(line: u64, object: Object, fields: &[String]) -> Result<TableRow, TableFault> {
    let mut cells = vec![String::new(); fields.len()];
    for (name, value) in object {
        let damaged = |detail: &str| TableFault::Damaged { line, detail: format!("{name}: {detail}") };
        let at = fields.iter().position(|field| *field == name);
        let at = at.ok_or_else(|| damaged("a field that the first lines do not have"))?;
        cells[at] = cell(&value).ok_or_else(|| damaged("an object in a field, where a text is wanted"))?;
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
