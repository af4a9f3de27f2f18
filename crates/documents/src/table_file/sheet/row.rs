use crate::limits;
use crate::table_file::{TableFault, TableRow};

/// A number from which on a spreadsheet does not keep every digit.
const WHOLE_MAX: f64 = 1e15;

/// A row of a sheet while its cells come in.
#[derive(Debug, Default)]
pub(super) struct Row {
    line: u64,
    cells: Vec<String>,
    bytes: u64,
}

impl Row {
    pub(super) fn start(&mut self, line: u64) {
        *self = Row { line, ..Row::default() };
    }

    /// Refuses so many more bytes where the row would be too large with them.
    pub(super) fn fits(&self, bytes: usize) -> Result<(), TableFault> {
        let is_too_large = self.bytes.saturating_add(bytes as u64) > limits::TABLE_ROW_BYTES_MAX;
        if is_too_large { Err(TableFault::RowTooLarge { line: self.line }) } else { Ok(()) }
    }

    /// Writes into a cell, after what is there. Cells that are passed over are empty.
    pub(super) fn write(&mut self, column: usize, text: &str) -> Result<(), TableFault> {
        if column >= limits::TABLE_COLUMNS_MAX {
            return Err(TableFault::TooManyColumns { line: self.line });
        }
        self.fits(text.len())?;
        self.bytes += text.len() as u64;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column].push_str(text);
        Ok(())
    }

    /// The row; another can be started.
    pub(super) fn take(&mut self) -> TableRow {
        TableRow::new(self.line, std::mem::take(&mut self.cells))
    }
}

/// A number as it stands in the file, as a person sees it: no more digits than a spreadsheet keeps, and as a power of ten where
/// it is a number of more digits, of which the last ones are lost.
pub(super) fn shown_number(text: &str) -> String {
    match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() => number_shown(number),
        _ => text.to_owned(),
    }
}

fn number_shown(number: f64) -> String {
    let rounded = format!("{number:.14E}");
    if number.abs() >= WHOLE_MAX {
        return rounded.replacen('E', "E+", 1);
    }
    rounded.parse::<f64>().unwrap_or(number).to_string()
}
