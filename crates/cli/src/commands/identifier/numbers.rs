//! The numbers in a file: a text with one in each line, or a column of a CSV table.

use std::ffi::OsStr;

use kernel::declaration::nearest;
use kernel::{Place, Wording};

use crate::failure::Failure;
use crate::input;
use crate::session::Session;

/// A number with its line.
pub(super) struct Number {
    pub(super) line: Option<usize>,
    pub(super) text: String,
}

/// Empty lines and fields are passed over.
pub(super) fn of_file(file: &OsStr, column: Option<&str>, session: &Session) -> Result<Vec<Number>, Failure> {
    let is_csv = column.is_some() || file.to_string_lossy().to_ascii_lowercase().ends_with(".csv");
    if is_csv {
        return of_csv(file, column, session);
    }
    let lines = input::document(file, session)?.lines;
    let numbers = lines.into_iter().filter(|line| !line.text.trim().is_empty());
    Ok(numbers.map(|line| Number { line: Some(line.number), text: line.text }).collect())
}

fn of_csv(file: &OsStr, column: Option<&str>, session: &Session) -> Result<Vec<Number>, Failure> {
    let name = input::name(file, session);
    // Read as text first, so that tables in the encodings of older spreadsheets are read too.
    let text = input::document(file, session)?
        .lines
        .into_iter()
        .map(|line| line.text)
        .collect::<Vec<_>>()
        .join("\n");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::Headers).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| {
        Failure::failed(
            "csv-syntax",
            Place::file(name.as_str()),
            Wording::new(format!("表格格式错误：{error}"), format!("not valid CSV: {error}")),
            Wording::new("请检查引号和逗号", "check quotation marks and commas"),
        )
    };
    let header: Vec<String> =
        reader.headers().map_err(|error| broken(&error))?.iter().map(str::to_owned).collect();
    let at = column_of(&header, column, &name)?;
    let mut numbers = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(|error| broken(&error))?;
        let line = record.position().and_then(|position| usize::try_from(position.line()).ok());
        if let Some(text) = record.get(at).filter(|text| !text.trim().is_empty()) {
            numbers.push(Number { line, text: text.to_owned() });
        }
    }
    Ok(numbers)
}

/// The named column; a table of one column needs no name.
fn column_of(header: &[String], column: Option<&str>, name: &str) -> Result<usize, Failure> {
    let known = header.join(", ");
    let place = Place::file(name).at_line(1);
    let Some(column) = column else {
        if header.len() == 1 {
            return Ok(0);
        }
        let what = Wording::new("表格有多列", "the table has several columns");
        let remedy = Wording::new(
            format!("请用 --column 指明列：{known}"),
            format!("name one with --column: {known}"),
        );
        return Err(Failure::Usage(vec![kernel::Problem::error("column-not-named", place, what, remedy)]));
    };
    header.iter().position(|written| written == column).ok_or_else(|| {
        let what = Wording::new(format!("没有列“{column}”"), format!("there is no column {column}"));
        let remedy = match nearest(column, header.iter().map(String::as_str)) {
            Some(meant) => Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?")),
            None => Wording::new(format!("可用的列：{known}"), format!("columns: {known}")),
        };
        Failure::Usage(vec![kernel::Problem::error("missing-column", place, what, remedy)])
    })
}
