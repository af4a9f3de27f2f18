use std::borrow::Cow;
use std::io::{self, Write};

use crate::workbook::{MONEY_DECIMALS, pointed};
use crate::{Cell, formula};

/// The mark that tells spreadsheet programs that the bytes are UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes CSV row by row; nothing waits in memory.
pub struct CsvWriter<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// A file for spreadsheet programs.
    ///
    /// # Errors
    /// When `out` does not take the byte order mark.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        Ok(CsvWriter::without_byte_order_mark(out))
    }

    /// A file for programs that stumble over the mark.
    pub fn without_byte_order_mark(out: W) -> Self {
        let out = ::csv::WriterBuilder::new()
            .terminator(::csv::Terminator::CRLF)
            // Rows may be shorter than the header, as in a workbook.
            .flexible(true)
            .from_writer(out);
        CsvWriter { out }
    }

    /// The names of the columns.
    ///
    /// # Errors
    /// When `out` does not take them.
    pub fn header<'a>(&mut self, titles: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        self.record(titles.into_iter().map(formula::neutralized))
    }

    /// One row.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.record(cells.iter().map(shown))
    }

    /// Writes what is still in the buffer and hands back `out`.
    ///
    /// # Errors
    /// When `out` does not take it.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }

    fn record<'a>(&mut self, fields: impl Iterator<Item = Cow<'a, str>>) -> io::Result<()> {
        for field in fields {
            self.out.write_field(field.as_bytes()).map_err(io::Error::from)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::from)
    }
}

/// A cell as text. Only text can be taken for a formula: a minus before a number is a number.
fn shown(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => formula::neutralized(text),
        Cell::Number(number) => number.to_string().into(),
        Cell::Integer(whole) => whole.to_string().into(),
        Cell::Money(fen) => pointed(*fen, MONEY_DECIMALS).into(),
        Cell::Decimal { parts, decimals } => pointed(*parts, *decimals).into(),
        Cell::Date(date) => date.to_string().into(),
    }
}

/// Takes text in UTF-8 and passes it on in GB18030, as old programs of offices want it. A character may come in pieces.
pub struct Gb18030<W: Write> {
    out: W,
    open: Vec<u8>,
}

impl<W: Write> Gb18030<W> {
    /// A stream before `out`.
    pub fn new(out: W) -> Self {
        Gb18030 { out, open: Vec::new() }
    }
}

impl<W: Write> Write for Gb18030<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.open) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        };
        let open = self.open.split_off(whole);
        let text = std::mem::replace(&mut self.open, open);
        let (encoded, ..) = encoding_rs::GB18030.encode(std::str::from_utf8(&text).unwrap_or_default());
        self.out.write_all(&encoded)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
