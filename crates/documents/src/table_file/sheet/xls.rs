//! Workbooks of before 2007. Their library makes a rectangle in memory of each sheet, empty cells between others included;
//! how large these are is counted before.

use std::io::{Read, Seek, SeekFrom};

use calamine::{Data, Reader, Xls};

use super::row::{Row, shown_number};
use crate::table_file::feed::Halt;
use crate::table_file::{TableFault, TableRow, text};
use crate::{Error, limits};

/// Names under which the records of a workbook are kept, by the age of the program.
const STREAMS: [&str; 2] = ["Workbook", "Book"];

/// Where a protected workbook is kept.
const PROTECTED: &str = "EncryptedPackage";

/// Kinds of records: a sheet begins, the records are protected, and those that hold cells, whose place stands first in them.
const BEGIN: u16 = 0x0809;
const PROTECTION: u16 = 0x002f;
const CELLS: [u16; 10] = [0x0006, 0x00bd, 0x00be, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e];

pub(super) fn sheets<R: Read + Seek>(reader: R) -> Result<Vec<String>, Error> {
    Ok(open(reader)?.sheet_names())
}

pub(super) fn rows<R: Read + Seek>(
    reader: R,
    sheet: usize,
    each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut workbook = open(reader)?;
    let name = workbook.sheet_names().into_iter().nth(sheet).ok_or(TableFault::NoTable)?;
    let range = workbook.worksheet_range(&name).map_err(Error::damaged)?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut row = Row::default();
    for (cells, line) in range.rows().zip(u64::from(first_row) + 1..) {
        row.start(line);
        for (cell, column) in cells.iter().zip(first_column as usize..) {
            let shown = shown(cell);
            if !shown.is_empty() {
                row.write(column, &shown)?;
            }
        }
        each(row.take())?;
    }
    Ok(())
}

fn open<R: Read + Seek>(mut reader: R) -> Result<Xls<R>, Error> {
    look_at(&mut reader)?;
    reader.seek(SeekFrom::Start(0)).map_err(text::unreadable)?;
    Xls::new(reader).map_err(Error::damaged)
}

/// Refuses what is protected, is no workbook, or would be too large in memory.
fn look_at<R: Read + Seek>(reader: &mut R) -> Result<(), Error> {
    let mut container = cfb::CompoundFile::open(reader).map_err(Error::damaged)?;
    if container.exists(PROTECTED) {
        return Err(Error::Encrypted);
    }
    let Some(name) = STREAMS.into_iter().find(|name| container.exists(name)) else {
        return Err(Error::Table(TableFault::NoTable));
    };
    let mut records = Vec::new();
    let stream = container.open_stream(name).map_err(Error::damaged)?;
    stream.take(limits::TABLE_XLS_BYTES_MAX).read_to_end(&mut records).map_err(Error::damaged)?;
    measure(&records)
}

/// Counts the cells of the rectangles that hold the cells of each sheet.
fn measure(mut records: &[u8]) -> Result<(), Error> {
    let mut full = 0_u64;
    let (mut rows, mut columns) = (0, 0);
    while let Some((kind, record, rest)) = next(records) {
        records = rest;
        match kind {
            PROTECTION => return Err(Error::Encrypted),
            BEGIN => {
                full += rows * columns;
                (rows, columns) = (0, 0);
            }
            kind if CELLS.contains(&kind) => {
                let at = |from| number(record, from).map_or(0, |place| u64::from(place) + 1);
                // Records of several cells end with the last column.
                let last =
                    if matches!(kind, 0x00bd | 0x00be) { at(record.len().saturating_sub(2)) } else { 0 };
                rows = rows.max(at(0));
                columns = columns.max(at(2)).max(last);
            }
            _ => {}
        }
        if full + rows * columns > limits::TABLE_XLS_CELLS_MAX {
            return Err(Error::Table(TableFault::TooManyCells { limit: limits::TABLE_XLS_CELLS_MAX }));
        }
    }
    Ok(())
}

/// The kind of a record, what it holds, and what comes after it.
fn next(records: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let length = usize::from(number(records, 2)?);
    let record = records.get(4..4 + length)?;
    Some((number(records, 0)?, record, records.get(4 + length..)?))
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Int(number) => shown_number(&number.to_string()),
        Data::Float(number) => shown_number(&number.to_string()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(error) => error.to_string(),
    }
}
