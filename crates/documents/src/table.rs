//! Rows and cells with their spans, whatever format they came from, and the lines they make.
//!
//! One row is one line, cells separated by tabs. A cell that spans columns or rows stands in each of them, so that
//! every column of every row says what a reader sees there; a cell across the whole table (a heading inside it)
//! stands alone. A table of one column, or one that holds another table, only arranges text on the page: its cells
//! give their lines one below the other.

use crate::error::Unit;
use crate::{Error, limits};

/// How far down a cell reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Down {
    /// Over so many rows, itself included (HTML).
    Rows(usize),
    /// It is the top of a merge that later cells continue (DOCX).
    Start,
    /// It continues the cell above (DOCX).
    Continue,
}

#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) lines: Vec<String>,
    pub(crate) columns: usize,
    pub(crate) down: Down,
}

/// What the tables of one document have used up. Repeated cells are counted as often as they are repeated, before
/// their text is copied.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    fn take(&mut self, text: &str) -> Result<(), Error> {
        self.cells += 1;
        self.bytes = self.bytes.saturating_add(text.len());
        if self.cells > limits::TABLE_CELLS_MAX {
            return Err(Error::TooMuch { limit: limits::TABLE_CELLS_MAX, unit: Unit::Cells });
        }
        // A character has at most four bytes; the exact count is taken of the lines.
        if self.bytes / 4 > limits::CHARACTERS_MAX {
            return Err(Error::TooMuch { limit: limits::CHARACTERS_MAX, unit: Unit::Characters });
        }
        Ok(())
    }
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
    /// Whether a table stands inside one of its cells.
    pub(crate) holds_table: bool,
}

/// What remains of a cell above: its text and the rows it still covers.
#[derive(Debug, Clone)]
struct Above {
    text: String,
    rows: usize,
}

impl Table {
    pub(crate) fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(crate) fn drop_row(&mut self) {
        self.rows.pop();
    }

    /// Adds a cell to the last row; a cell outside any row opens one.
    pub(crate) fn push(&mut self, cell: Cell) {
        if self.rows.is_empty() {
            self.start_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// The lines of the table.
    pub(crate) fn into_lines(self, budget: &mut Budget) -> Result<Vec<String>, Error> {
        let one_column = self.rows.iter().all(|row| row.len() <= 1);
        if self.holds_table || one_column {
            return Ok(self.rows.into_iter().flatten().flat_map(|cell| cell.lines).collect());
        }
        let mut lines = Vec::new();
        let mut above: Vec<Option<Above>> = Vec::new();
        for row in self.rows {
            let texts = fill_row(row, &mut above, budget)?;
            lines.push(if all_one_cell(&texts) { first_text(texts) } else { join(&texts) });
        }
        Ok(lines)
    }
}

/// A column of a filled row: the text and whether it repeats the column to its left.
struct Filled {
    text: String,
    repeats_left: bool,
}

fn fill_row(
    row: Vec<Cell>,
    above: &mut Vec<Option<Above>>,
    budget: &mut Budget,
) -> Result<Vec<Filled>, Error> {
    let mut filled: Vec<Filled> = Vec::new();
    for cell in row {
        take_from_above(&mut filled, above, budget)?;
        let start = filled.len();
        let columns = cell.columns.clamp(1, limits::TABLE_COLUMNS_MAX);
        let text = match (cell.down, above.get(start)) {
            (Down::Continue, Some(Some(top))) => top.text.clone(),
            _ => clean(&cell.lines),
        };
        for column in start..(start + columns).min(limits::TABLE_COLUMNS_MAX) {
            budget.take(&text)?;
            if above.len() <= column {
                above.resize(column + 1, None);
            }
            above[column] = match cell.down {
                Down::Rows(rows) => (rows > 1).then(|| Above { text: text.clone(), rows: rows - 1 }),
                // Zero rows: it covers nothing by itself, but a cell below may say that it continues it.
                Down::Start | Down::Continue => Some(Above { text: text.clone(), rows: 0 }),
            };
            filled.push(Filled { text: text.clone(), repeats_left: column > start });
        }
    }
    take_from_above(&mut filled, above, budget)?;
    Ok(filled)
}

/// Fills the columns that cells of earlier rows still cover.
fn take_from_above(
    filled: &mut Vec<Filled>,
    above: &mut [Option<Above>],
    budget: &mut Budget,
) -> Result<(), Error> {
    while let Some(slot) = above.get_mut(filled.len()) {
        let Some(top) = slot.as_mut().filter(|top| top.rows > 0) else { break };
        budget.take(&top.text)?;
        filled.push(Filled { text: top.text.clone(), repeats_left: false });
        top.rows -= 1;
        if top.rows == 0 {
            *slot = None;
        }
    }
    Ok(())
}

fn all_one_cell(filled: &[Filled]) -> bool {
    filled.iter().skip(1).all(|column| column.repeats_left)
}

fn first_text(filled: Vec<Filled>) -> String {
    filled.into_iter().next().map(|column| column.text).unwrap_or_default()
}

fn join(filled: &[Filled]) -> String {
    if filled.iter().all(|column| column.text.is_empty()) {
        return String::new();
    }
    filled.iter().map(|column| column.text.as_str()).collect::<Vec<_>>().join("\t")
}

/// The lines of a cell as one text without tabs, which separate cells.
fn clean(lines: &[String]) -> String {
    let parts: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    parts.join(" ").replace('\t', " ")
}
