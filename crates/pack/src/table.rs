//! CSV tables of a pack, every problem noted with its line and column.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::declaration::nearest;
use kernel::{Place, Problem};

use crate::fault::Fault;
use crate::pack::Pack;

/// What a table is read into, with the problems met on the way.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) problems: Vec<Problem>,
}

impl Notes {
    pub(crate) fn add(&mut self, fault: &Fault, place: Place) {
        self.problems.push(fault.at(place));
    }
}

/// One row with its line.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) line: usize,
    file: String,
    fields: BTreeMap<String, String>,
}

/// The rows of a table of this pack alone; none where it has no such file. What belongs to one county or demonstration is not inherited.
pub(crate) fn own_rows(
    pack: &Pack,
    file: &str,
    required: &[&str],
    optional: &[&str],
    notes: &mut Notes,
) -> Vec<Row> {
    match pack.files.read(file) {
        Ok(Some(text)) => rows(&pack.files.label(file), &text, required, optional, notes),
        Ok(None) => Vec::new(),
        Err(problems) => {
            notes.problems.extend(problems);
            Vec::new()
        }
    }
}

/// The rows of a table. A header that cannot be used gives no rows, because every row would be a problem.
pub(crate) fn rows(
    file: &str,
    text: &str,
    required: &[&str],
    optional: &[&str],
    notes: &mut Notes,
) -> Vec<Row> {
    if let Some(line) = open_quote(text) {
        notes.add(&Fault::QuoteOpen, Place::file(file).at_line(line));
        return Vec::new();
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let Some(header) = header(file, &mut reader, required, optional, notes) else { return Vec::new() };
    let mut rows = Vec::new();
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, line);
                notes.add(&Fault::CsvSyntax { detail: error.to_string() }, Place::file(file).at_line(line));
                continue;
            }
        };
        let line = record.position().map_or(1, line);
        if record.len() != header.len() {
            let fault = Fault::Fields { found: record.len(), expected: header.len() };
            notes.add(&fault, Place::file(file).at_line(line));
            continue;
        }
        let fields = header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        rows.push(Row { line, file: file.to_owned(), fields });
    }
    rows
}

fn header(
    file: &str,
    reader: &mut csv::Reader<&[u8]>,
    required: &[&str],
    optional: &[&str],
    notes: &mut Notes,
) -> Option<Vec<String>> {
    let place = || Place::file(file).at_line(1);
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            notes.add(&Fault::CsvSyntax { detail: error.to_string() }, place());
            return None;
        }
    };
    if header.iter().all(String::is_empty) {
        notes.add(&Fault::EmptyTable { columns: required.join(",") }, place());
        return None;
    }
    let known = || required.iter().chain(optional).copied();
    let before = notes.problems.len();
    for (at, column) in header.iter().enumerate() {
        if header[..at].contains(column) {
            notes.add(&Fault::ColumnTwice { column: column.clone() }, place().at_field(column));
        } else if !known().any(|known| known == column) {
            let nearest = nearest(column, known()).map(str::to_owned);
            let known = known().collect::<Vec<_>>().join(", ");
            notes.add(
                &Fault::UnknownColumn { column: column.clone(), nearest, known },
                place().at_field(column),
            );
        }
    }
    for column in required.iter().filter(|column| !header.iter().any(|written| written == *column)) {
        notes.add(&Fault::MissingColumn { column: (*column).to_owned() }, place());
    }
    (notes.problems.len() == before).then_some(header)
}

/// The line of a quotation mark that is never closed: it would take everything behind it for one field.
fn open_quote(text: &str) -> Option<usize> {
    let mut opened = None;
    let (mut line, mut starts_field) = (1, true);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, opened) {
            ('"', None) if starts_field => opened = Some(line),
            ('"', Some(_)) if rest.peek() == Some(&'"') => _ = rest.next(),
            ('"', Some(_)) => opened = None,
            _ => {}
        }
        line += usize::from(c == '\n');
        starts_field = opened.is_none() && matches!(c, ',' | '\n' | '\r');
    }
    opened
}

fn line(position: &csv::Position) -> usize {
    usize::try_from(position.line()).unwrap_or(usize::MAX)
}

impl Row {
    /// File and line.
    pub(crate) fn place(&self) -> Place {
        Place::file(self.file.as_str()).at_line(self.line)
    }

    /// The place of a field.
    pub(crate) fn place_of(&self, column: &str) -> Place {
        self.place().at_field(column)
    }

    /// A field, if it holds anything.
    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        self.fields.get(column).filter(|text| !text.is_empty()).cloned()
    }

    /// A field that must hold something.
    pub(crate) fn required(&self, column: &'static str, notes: &mut Notes) -> Option<String> {
        let text = self.optional(column);
        if text.is_none() {
            notes.add(&Fault::EmptyField { column }, self.place_of(column));
        }
        text
    }

    /// An id: small letters, digits and hyphens.
    pub(crate) fn id(&self, column: &'static str, notes: &mut Notes) -> Option<String> {
        let id = self.required(column, notes)?;
        if !is_id(&id) {
            notes.add(&Fault::IdShape { id: id.clone() }, self.place_of(column));
        }
        Some(id)
    }

    /// A date; empty is not known.
    pub(crate) fn date(&self, column: &'static str, notes: &mut Notes) -> Option<Date> {
        let written = self.optional(column)?;
        // Only this one way of writing it; the parser would accept others.
        let date = (written.len() == 10).then(|| written.parse().ok()).flatten();
        if date.is_none() {
            notes.add(&Fault::BadDate { written }, self.place_of(column));
        }
        date
    }

    /// The first and the last day (excluded) of a period; both may be open.
    pub(crate) fn period(&self, notes: &mut Notes) -> (Option<Date>, Option<Date>) {
        let (from, to) = (self.date("valid_from", notes), self.date("valid_to", notes));
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            notes.add(&Fault::DateOrder, self.place_of("valid_to"));
        }
        (from, to)
    }
}

/// Whether a text is written as an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
