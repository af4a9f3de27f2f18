use std::io::Read;

use quick_xml::events::BytesStart;

use super::Kept;
use super::strings::{Words, unescaped};
use crate::table_file::TableRow;
use crate::table_file::feed::Halt;
use crate::table_file::pull::{Pull, Token};
use crate::table_file::sheet::packed::Stop;
use crate::table_file::sheet::row::{Row, shown_number};

/// What the value of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    /// A place in the list of shared texts.
    Shared,
    /// Text in the cell itself.
    Inline,
    /// Text that a formula gave, or an error it ended in.
    Formula,
    Flag,
    Day,
}

/// Where a cell is and how its value is to be read.
struct Head {
    column: usize,
    kind: Type,
    style: usize,
}

/// Reads the rows of a sheet. A row without a number follows the one before, a cell without a place the cell before.
pub(super) fn read<R: Read>(
    pull: &mut Pull<R>,
    kept: &Kept<'_>,
    line: &mut u64,
    each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
) -> Result<(), Stop> {
    let mut row = Row::default();
    let mut column = 0;
    loop {
        let head = match pull.next()? {
            Token::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    *line = attribute(&start, "r").unwrap_or(*line + 1);
                    row.start(*line);
                    column = 0;
                    continue;
                }
                "c" => head(&start, column),
                _ => continue,
            },
            Token::End(name) if name == "row" => {
                each(row.take())?;
                continue;
            }
            Token::End(name) if name == "sheetData" => return Ok(()),
            Token::Over => return Ok(()),
            Token::End(_) | Token::Text(_) | Token::Nothing => continue,
        };
        cell(pull, kept, &head, &mut row)?;
        column = head.column + 1;
    }
}

fn head(start: &BytesStart<'_>, next: usize) -> Head {
    let mut head = Head { column: next, kind: Type::Number, style: 0 };
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    for attribute in attributes.flatten() {
        let value = attribute.value.as_ref();
        match attribute.key.as_ref() {
            "r" => head.column = column(value).unwrap_or(next),
            "s" => head.style = value.parse().unwrap_or_default(),
            "t" => head.kind = kind(value),
            _ => {}
        }
    }
    head
}

fn kind(name: &str) -> Type {
    match name {
        "s" => Type::Shared,
        "inlineStr" => Type::Inline,
        "str" | "e" => Type::Formula,
        "b" => Type::Flag,
        "d" => Type::Day,
        _ => Type::Number,
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number =
        letters.take(4).fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<u64> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    attributes.flatten().find(|attribute| attribute.key.as_ref() == name)?.value.parse().ok()
}

/// Reads to the end of a cell and writes its value into the row.
fn cell<R: Read>(pull: &mut Pull<R>, kept: &Kept<'_>, head: &Head, row: &mut Row) -> Result<(), Stop> {
    let depth = pull.depth();
    let mut words = Words::default();
    let mut is_value = false;
    let mut value = String::new();
    loop {
        match pull.next()? {
            Token::Start(start) => match start.local_name().as_ref() {
                "v" => is_value = true,
                name => words.start(name),
            },
            Token::Text(text) if is_value && head.kind != Type::Inline => value.push_str(&text),
            Token::Text(text) if words.is_text() => value.push_str(&text),
            Token::End(name) => match name.as_str() {
                "v" => is_value = false,
                name => words.end(name),
            },
            Token::Over => return Ok(()),
            Token::Text(_) | Token::Nothing => {}
        }
        row.fits(value.len())?;
        if pull.depth() < depth {
            return write(kept, head, &value, row);
        }
    }
}

fn write(kept: &Kept<'_>, head: &Head, value: &str, row: &mut Row) -> Result<(), Stop> {
    if value.is_empty() {
        return Ok(());
    }
    let column = head.column;
    match head.kind {
        Type::Shared => {
            let text = value.trim().parse().ok().and_then(|index| kept.strings.get(index));
            row.write(column, text.unwrap_or_default())?;
        }
        Type::Number => match kept.styles.day(head.style, value) {
            Some(day) => row.write(column, &day.to_string())?,
            None => row.write(column, &shown_number(value))?,
        },
        Type::Inline | Type::Formula if value.contains("_x") => row.write(column, &unescaped(value))?,
        Type::Inline | Type::Formula => row.write(column, value)?,
        Type::Flag => row.write(column, if value.trim() == "1" { "true" } else { "false" })?,
        // The day of a day and time.
        Type::Day => row.write(column, value.split('T').next().unwrap_or_default())?,
    }
    Ok(())
}
