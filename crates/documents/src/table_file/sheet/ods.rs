//! OpenDocument: one part holds all sheets, and repeats empty and equal cells by a number instead of writing them.

use std::io::{Read, Seek};

use quick_xml::events::BytesStart;

use super::packed::{Stop, packed};
use super::row::{Row, shown_number};
use crate::archive::Archive;
use crate::docx::xml;
use crate::table_file::feed::Halt;
use crate::table_file::pull::{Pull, Token};
use crate::table_file::{TableFault, TableRow};
use crate::{Error, limits};

/// The part with the sheets.
const MAIN: &str = "content.xml";

/// The part that says which parts are protected.
const MANIFEST: &str = "META-INF/manifest.xml";

pub(super) fn sheets<R: Read + Seek>(reader: R) -> Result<Vec<String>, Error> {
    let mut archive = Archive::from_reader(reader)?;
    if archive.part(MANIFEST)?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Error::Encrypted);
    }
    let names = packed(&mut archive, MAIN, limits::TABLE_SHEET_BYTES_MAX, |pull, _| {
        let mut names = Vec::new();
        loop {
            match pull.next()? {
                Token::Start(start) if start.local_name().as_ref() == "table" => {
                    names.push(xml::attribute(&start, "name").unwrap_or_default());
                }
                Token::Over => return Ok(names),
                _ => {}
            }
        }
    });
    match names {
        Ok(names) => Ok(names),
        Err(Halt::Failed(error)) => Err(error),
        Err(Halt::Dropped) => Ok(Vec::new()),
    }
}

pub(super) fn rows<R: Read + Seek>(
    reader: R,
    sheet: usize,
    each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut archive = Archive::from_reader(reader)?;
    packed(&mut archive, MAIN, limits::TABLE_SHEET_BYTES_MAX, |pull, line| {
        let mut tables = 0;
        loop {
            match pull.next()? {
                Token::Start(start) if start.local_name().as_ref() == "table" => {
                    if tables == sheet {
                        return table(pull, line, each);
                    }
                    tables += 1;
                }
                Token::Over => return Ok(()),
                _ => {}
            }
        }
    })
}

fn table<R: Read>(
    pull: &mut Pull<R>,
    line: &mut u64,
    each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
) -> Result<(), Stop> {
    let mut row = Row::default();
    let (mut repeated, mut column) = (1, 0_usize);
    *line = 1;
    loop {
        let cell = match pull.next()? {
            Token::Start(start) => match start.local_name().as_ref() {
                "table-row" => {
                    repeated = times(&start, "number-rows-repeated");
                    column = 0;
                    row.start(*line);
                    continue;
                }
                "table-cell" | "covered-table-cell" => Cell::of(&start),
                _ => continue,
            },
            Token::End(name) if name == "table-row" => {
                repeat(&row.take(), repeated, each)?;
                *line += repeated;
                continue;
            }
            Token::End(name) if name == "table" => return Ok(()),
            Token::Over => return Ok(()),
            Token::End(_) | Token::Text(_) | Token::Nothing => continue,
        };
        let times = cell.times;
        let shown = cell.read(pull, &row)?;
        if !shown.is_empty() {
            (column..column.saturating_add(times)).try_for_each(|column| row.write(column, &shown))?;
        }
        column = column.saturating_add(times);
    }
}

/// Gives a row as often as it stands there. Of rows of nothing, which reach down to the last one, none is given.
fn repeat(
    row: &TableRow,
    times: u64,
    each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
) -> Result<(), Stop> {
    if row.cells.is_empty() {
        return Ok(());
    }
    let bytes: usize = row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum();
    if (bytes as u64).saturating_mul(times) > limits::TABLE_SHEET_BYTES_MAX {
        return Err(TableFault::Bomb { part: MAIN.to_owned() }.into());
    }
    for line in row.line..row.line.saturating_add(times).min(limits::SHEET_ROWS_MAX as u64 + 1) {
        each(TableRow::new(line, row.cells.clone()))?;
    }
    Ok(())
}

fn times(start: &BytesStart<'_>, name: &str) -> u64 {
    xml::attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

/// A cell: a number or a day stands in its attributes, a text inside of it.
struct Cell {
    times: usize,
    value: Option<String>,
}

impl Cell {
    fn of(start: &BytesStart<'_>) -> Self {
        let attribute = |name: &str| xml::attribute(start, name);
        let value = match attribute("value-type").as_deref() {
            Some("float" | "currency" | "percentage") => attribute("value").map(|value| shown_number(&value)),
            // The day of a day and time.
            Some("date") => attribute("date-value").map(|value| value.chars().take(10).collect()),
            Some("boolean") => attribute("boolean-value"),
            _ => None,
        };
        let times = times(start, "number-columns-repeated");
        Cell { times: usize::try_from(times).unwrap_or(usize::MAX), value }
    }

    /// Reads to the end of the cell; its paragraphs are lines, and remarks on it no part of it.
    fn read<R: Read>(self, pull: &mut Pull<R>, row: &Row) -> Result<String, Stop> {
        let depth = pull.depth();
        let mut text = String::new();
        let mut remark = None;
        while pull.depth() >= depth {
            let inside = pull.depth();
            match pull.next()? {
                Token::Start(start) => match start.local_name().as_ref() {
                    "annotation" => remark = remark.or(Some(inside)),
                    "p" if remark.is_none() && !text.is_empty() => text.push('\n'),
                    "s" if remark.is_none() => text.push(' '),
                    _ => {}
                },
                Token::End(_) if remark == Some(inside.saturating_sub(1)) => remark = None,
                Token::Text(written) if remark.is_none() && inside > depth => text.push_str(&written),
                Token::Over => break,
                Token::End(_) | Token::Text(_) | Token::Nothing => {}
            }
            row.fits(text.len())?;
        }
        Ok(self.value.unwrap_or(text))
    }
}
