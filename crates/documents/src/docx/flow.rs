use quick_xml::events::BytesStart;

use super::xml;
use crate::error::Unit;
use crate::table::{Budget, Cell, Down, Table};
use crate::{Error, limits};

/// Where lines go: the body, and inside it the open cells, text boxes and footnotes, each with lines of its own.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    body: Flow,
    inner: Vec<Flow>,
    tables: Vec<OpenTable>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Flow {
    lines: Vec<String>,
    /// Text of a paragraph whose end was deleted; the next paragraph begins with it.
    carried: String,
    /// Which footnote it is.
    footnote: Option<String>,
}

#[derive(Debug, Default)]
struct OpenTable {
    table: Table,
    columns: usize,
    down: Option<Down>,
    row_is_deleted: bool,
}

impl Flows {
    pub(crate) fn finish(mut self) -> Vec<String> {
        self.body.lines.extend(Some(self.body.carried));
        self.body.lines
    }

    fn innermost(&mut self) -> &mut Flow {
        self.inner.last_mut().unwrap_or(&mut self.body)
    }

    pub(crate) fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        self.innermost().lines.extend(lines);
    }

    pub(crate) fn carry(&mut self, text: &str) {
        self.innermost().carried.push_str(text);
    }

    pub(crate) fn take_carried(&mut self) -> String {
        std::mem::take(&mut self.innermost().carried)
    }

    pub(crate) fn open(&mut self, footnote: Option<String>) -> Result<(), Error> {
        check_depth(self.inner.len())?;
        self.inner.push(Flow { footnote, ..Flow::default() });
        Ok(())
    }

    /// Ends the innermost flow: its lines, and which footnote it is.
    pub(crate) fn close(&mut self) -> (Vec<String>, Option<String>) {
        let Some(mut flow) = self.inner.pop() else { return (Vec::new(), None) };
        flow.lines.extend(Some(flow.carried).filter(|text| !text.is_empty()));
        (flow.lines, flow.footnote)
    }

    /// The start of a table, row or cell, or one of their properties.
    pub(crate) fn start_table_part(&mut self, name: &str, start: &BytesStart<'_>) -> Result<(), Error> {
        match name {
            "tbl" => return self.open_table(),
            "tc" => self.open(None)?,
            _ => {}
        }
        let Some(open) = self.tables.last_mut() else { return Ok(()) };
        match name {
            "tr" => {
                open.table.start_row();
                open.row_is_deleted = false;
            }
            "tc" => (open.columns, open.down) = (1, None),
            "gridSpan" => open.columns = xml::number(start).unwrap_or(1),
            "vMerge" => {
                let starts = xml::attribute(start, "val").as_deref() == Some("restart");
                open.down = Some(if starts { Down::Start } else { Down::Continue });
            }
            // Columns a row leaves out before its first cell.
            _ => {
                let columns = xml::number(start).unwrap_or(0);
                if columns > 0 {
                    open.table.push(Cell { lines: Vec::new(), columns, down: Down::Rows(1) });
                }
            }
        }
        Ok(())
    }

    fn open_table(&mut self) -> Result<(), Error> {
        check_depth(self.tables.len())?;
        if let Some(outer) = self.tables.last_mut() {
            outer.table.holds_table = true;
        }
        self.tables.push(OpenTable::default());
        Ok(())
    }

    pub(crate) fn delete_row(&mut self) {
        if let Some(open) = self.tables.last_mut() {
            open.row_is_deleted = true;
        }
    }

    pub(crate) fn end_cell(&mut self) {
        let (lines, _) = self.close();
        match self.tables.last_mut() {
            Some(open) => {
                let down = open.down.take().unwrap_or(Down::Rows(1));
                open.table.push(Cell { lines, columns: open.columns, down });
            }
            None => self.add(lines),
        }
    }

    /// Whether the row was deleted in tracked changes.
    pub(crate) fn end_row(&mut self) -> bool {
        let deleted = self.tables.last_mut().filter(|open| open.row_is_deleted);
        deleted.map(|open| open.table.drop_row()).is_some()
    }

    pub(crate) fn end_table(&mut self) -> Result<(), Error> {
        if let Some(open) = self.tables.pop() {
            let lines = open.table.into_lines(&mut self.budget)?;
            self.add(lines);
        }
        Ok(())
    }
}

fn check_depth(depth: usize) -> Result<(), Error> {
    if depth >= limits::NESTING_MAX {
        return Err(Error::TooMuch { limit: limits::NESTING_MAX, unit: Unit::Levels });
    }
    Ok(())
}
