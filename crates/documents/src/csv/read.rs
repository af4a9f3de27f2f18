use std::io::Cursor;

use kernel::Problem;

use crate::error::Unit;
use crate::notes::Notes;
use crate::{Encoding, Error, decode, formula, limits};

/// Reads CSV that people saved from their programs, row by row, in UTF-8, UTF-16 or GB18030.
pub struct CsvReader {
    rows: ::csv::StringRecordsIntoIter<Cursor<String>>,
    encoding: Encoding,
    notes: Vec<Problem>,
}

/// One row of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Its cells; rows may have different numbers of them. Apostrophes that kept text from being computed are gone.
    pub cells: Vec<String>,
}

impl CsvReader {
    /// Opens a file; `name` is the one in notes.
    ///
    /// # Errors
    /// When the bytes are no text, or too many.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        if bytes.len() > limits::FILE_BYTES_MAX {
            return Err(Error::FileTooLarge { bytes: bytes.len() });
        }
        let mut notes = Notes::new(name);
        let (text, encoding) = decode::decode(bytes, None, &mut notes)?;
        if text.is_empty() {
            return Err(Error::Empty);
        }
        let reader =
            ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Cursor::new(text));
        Ok(CsvReader { rows: reader.into_records(), encoding, notes: notes.finish() })
    }

    /// How the bytes were written.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What looked doubtful when the bytes were decoded.
    #[must_use]
    pub fn notes(&self) -> &[Problem] {
        &self.notes
    }

    /// The line on which a row begins. After CR LF the library stands before the LF, still on the line before.
    fn line(&self, position: &::csv::Position) -> usize {
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let text = self.rows.reader().get_ref().get_ref().as_bytes();
        let before_line_feed = text.get(number(position.byte())) == Some(&b'\n');
        number(position.line()).saturating_add(usize::from(before_line_feed))
    }
}

impl Iterator for CsvReader {
    type Item = Result<CsvRow, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.rows.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(Error::damaged(error))),
        };
        if record.len() > limits::SHEET_COLUMNS_MAX {
            return Some(Err(Error::TooMuch { limit: limits::SHEET_COLUMNS_MAX, unit: Unit::Cells }));
        }
        let line = record.position().map_or(0, |position| self.line(position));
        let cells = record.iter().map(|cell| formula::restored(cell).to_owned()).collect();
        Some(Ok(CsvRow { line, cells }))
    }
}
