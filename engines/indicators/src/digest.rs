use std::fmt::Write as _;

use crate::indicator::digest::hexadecimal;
use crate::rows::{Cell, RowSet};

/// The rows as canonical CSV: a header with the names of the columns in the order of their bytes, then the rows in the order
/// of the bytes of their `key`, each line ended by `\n`. A field with `,`, `"`, `\r` or `\n` stands in quotation marks, those
/// within it twice. Nothing is an empty field; a text with nothing in it is `""`. Equal rows are equal text, however they
/// were stored; `docs/figure-proof.md` does the same in a few lines of Python.
pub fn canonical_csv(rows: &RowSet) -> String {
    let mut columns: Vec<usize> = (0..rows.columns.len()).collect();
    columns.sort_by_key(|column| rows.columns[*column].name.as_str());
    let key = rows.column("key");
    let key_of = |row: &Vec<Cell>| key.and_then(|key| row.get(key)).map(Cell::to_string);
    let mut sorted: Vec<(Option<String>, String)> =
        rows.rows.iter().map(|row| (key_of(row), line(columns.iter().map(|at| row.get(*at))))).collect();
    sorted.sort();
    let names: Vec<Cell> =
        columns.iter().map(|column| Cell::Text(rows.columns[*column].name.clone())).collect();
    let mut text = line(names.iter().map(Some));
    sorted.iter().for_each(|(_, line)| text.push_str(line));
    text
}

/// The SHA-256 of the canonical CSV, in hexadecimal digits.
pub fn rows_digest(rows: &RowSet) -> String {
    hexadecimal(canonical_csv(rows).as_bytes())
}

fn line<'c>(cells: impl Iterator<Item = Option<&'c Cell>>) -> String {
    let mut line = String::new();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            line.push(',');
        }
        match cell {
            None => {}
            Some(Cell::Text(text)) if text.is_empty() => line.push_str("\"\""),
            Some(Cell::Text(text)) if text.contains([',', '"', '\r', '\n']) => {
                _ = write!(line, "\"{}\"", text.replace('"', "\"\""));
            }
            Some(cell) => _ = write!(line, "{cell}"),
        }
    }
    line.push('\n');
    line
}
