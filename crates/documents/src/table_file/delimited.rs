use std::fs::File;
use std::io::Read;

use csv::StringRecord;

use super::TableRow;
use super::fault::TableFault;
use super::feed::{Halt, Sink, TableRows};
use super::guard::Guard;
use super::line_ends::{END, LineEnds};
use super::separator::Separator;
use super::text::{self, Decoded, Part};
use crate::{Error, formula, limits};

/// Characters of the file in which the separator is looked for.
const HEAD_BYTES: u64 = 64 * 1024;

type Text<'t> = Guard<LineEnds<Decoded<&'t mut dyn Read>>>;

/// The separator of a file.
pub(super) fn separator(
    file: File,
    part: Part,
    encoding: &'static encoding_rs::Encoding,
) -> Result<Separator, Error> {
    let mut head = Vec::new();
    text::read(file, part, |bytes| {
        Decoded::new(bytes, encoding).take(HEAD_BYTES).read_to_end(&mut head).map_err(text::unreadable)
    })?;
    Ok(Separator::of(&String::from_utf8_lossy(&head)))
}

pub(super) fn rows(
    file: File,
    part: Part,
    (encoding, separator): (&'static encoding_rs::Encoding, Separator),
) -> Result<TableRows, Error> {
    TableRows::from_thread(move |sink| {
        text::read(file, part, |bytes| {
            let text = Guard::new(LineEnds::new(Decoded::new(bytes, encoding)), limits::TABLE_ROW_BYTES_MAX);
            let reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(separator.byte())
                .terminator(csv::Terminator::Any(b'\n'))
                .from_reader(text);
            feed(reader, sink)
        })
    })
}

/// One row is held back until the next is there: only at the end is it known whether the last row is whole.
fn feed(mut reader: csv::Reader<Text<'_>>, sink: &mut Sink) -> Result<(), Halt> {
    let mut record = StringRecord::new();
    let mut held: Option<TableRow> = None;
    let mut width = 0;
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            // The end of the file came out inside of the last cell, which has swallowed a line end more than a row has inside.
            Ok(false) => return Err(TableFault::Cut { line: held.map_or(line, |row| row.line + 1) }.into()),
            Err(error) => {
                held.map_or(Ok(()), |row| sink.push(row))?;
                let is_too_large = reader.get_ref().is_exhausted();
                let too_large = TableFault::RowTooLarge { line };
                return Err(if is_too_large { too_large.into() } else { text::unreadable(error).into() });
            }
        }
        reader.get_mut().start_again();
        if record.iter().eq([END]) {
            return end(reader, held, width, sink);
        }
        let row = row(&record, reader.position().line());
        if let Some(before) = held.take() {
            width = before.cells.len();
            sink.push(before)?;
        }
        held = Some(row?);
    }
}

fn row(record: &StringRecord, line_after: u64) -> Result<TableRow, Halt> {
    // Counted from the end, because the reader passes over empty lines before a row.
    let inside = record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count() as u64;
    let line = line_after.saturating_sub(inside + 1);
    if record.len() > limits::TABLE_COLUMNS_MAX {
        return Err(TableFault::TooManyColumns { line }.into());
    }
    Ok(TableRow::new(line, record.iter().map(plain).collect()))
}

/// The last row, unless the file ends in the middle of it.
fn end(
    mut reader: csv::Reader<Text<'_>>,
    last: Option<TableRow>,
    width: usize,
    sink: &mut Sink,
) -> Result<(), Halt> {
    if reader.read_record(&mut StringRecord::new()).is_ok_and(|is_row| is_row) {
        return Err(Error::damaged("characters that no text has").into());
    }
    let Some(last) = last else { return Ok(()) };
    if !reader.get_ref().inner().ends_with_line() && is_cut(&last, width) {
        return Err(TableFault::Cut { line: last.line }.into());
    }
    sink.push(last)
}

/// Whether a row without a line end is one that has lost cells: it has fewer than the one before, or ends in a half character.
/// A remark of one cell below a table has fewer, too.
fn is_cut(row: &TableRow, width: usize) -> bool {
    let is_half = row.cells.last().is_some_and(|cell| cell.ends_with('\u{fffd}'));
    is_half || (1 < row.cells.len() && row.cells.len() < width)
}

/// A cell without the signs that keep programs from taking it for a formula or a number.
fn plain(cell: &str) -> String {
    let text = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    formula::restored(text).to_owned()
}
