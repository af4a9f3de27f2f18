//! Tables in a terminal, with light rules: aligned whatever the script, lines broken to fit.

mod widths;

use super::{Paint, clean, rule, width, wrap, wrap_list};
use widths::widths;

/// One column of a table.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    title: String,
    /// It is never narrower.
    least: usize,
    /// How much of the room that is left it takes; 0 only what it needs.
    share: usize,
    /// Content up to this width is kept on one line if all columns have room for theirs.
    whole: usize,
    /// It is left out where there is no room for it.
    optional: bool,
    /// Numbers stand to the right.
    right: bool,
    style: fn(Paint, &str) -> String,
}

impl Column {
    /// A column as wide as its content.
    pub(crate) fn fit(title: impl Into<String>) -> Column {
        let style = |_: Paint, text: &str| text.to_owned();
        Column { title: title.into(), least: 0, share: 0, whole: 0, optional: false, right: false, style }
    }

    /// A column that shares the room that is left, and breaks its lines.
    pub(crate) fn flow(title: impl Into<String>, least: usize, share: usize) -> Column {
        Column { least, share, ..Column::fit(title) }
    }

    /// Keeps content of this width on one line: names and numbers that are hard to read in parts.
    pub(crate) fn whole(self, columns: usize) -> Column {
        Column { whole: columns, ..self }
    }

    /// A column that may be left out where there is no room for it.
    pub(crate) fn optional(self) -> Column {
        Column { optional: true, ..self }
    }

    /// A column of numbers.
    pub(crate) fn right(self) -> Column {
        Column { right: true, ..self }
    }

    /// The look of its cells.
    pub(crate) fn styled(self, style: fn(Paint, &str) -> String) -> Column {
        Column { style, ..self }
    }
}

/// What stands in one column of a row.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// Running text.
    Text(String),
    /// Names, to be joined by 、.
    Names(Vec<String>),
}

impl Cell {
    /// Its lines at this width.
    fn lines(&self, columns: usize) -> Vec<String> {
        match self {
            Cell::Text(text) if width(text) <= columns => vec![clean(text).into_owned()],
            Cell::Text(text) => wrap(text, columns),
            Cell::Names(names) => wrap_list(names, columns),
        }
    }

    /// Its width on one line.
    fn width(&self) -> usize {
        match self {
            Cell::Text(text) => width(text),
            Cell::Names(names) => {
                let separators = 2 * names.len().saturating_sub(1);
                names.iter().map(|name| width(name)).sum::<usize>() + separators
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Row {
    Cells(Vec<Cell>),
    /// A heading across all columns.
    Band(String),
}

impl Row {
    fn cells(&self) -> &[Cell] {
        match self {
            Row::Cells(cells) => cells,
            Row::Band(_) => &[],
        }
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Blanks between columns.
const GAP: usize = 2;

impl Table {
    pub(crate) fn new(columns: Vec<Column>) -> Table {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row of texts.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.cells(cells.into_iter().map(Cell::Text).collect());
    }

    /// Adds a row of cells.
    pub(crate) fn cells(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::Cells(cells));
    }

    /// Adds a heading across all columns, for the rows that follow.
    pub(crate) fn band(&mut self, title: impl Into<String>) {
        self.rows.push(Row::Band(title.into()));
    }

    /// The table as text, indented.
    pub(crate) fn render(mut self, columns: usize, indent: usize, paint: Paint) -> String {
        let widths = loop {
            match widths(&self, columns.saturating_sub(indent)) {
                Ok(widths) => break widths,
                Err(left_out) => self.leave_out(left_out),
            }
        };
        let margin = " ".repeat(indent);
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let titles: Vec<Vec<String>> = self.columns.iter().map(|column| vec![column.title.clone()]).collect();
        let mut out = self.lines(&titles, &widths, &margin, paint, |paint, _, text| paint.dim(text));
        out.push_str(&format!("{margin}{}\n", paint.dim(&rule(total))));
        for (at, row) in self.rows.iter().enumerate() {
            if let Row::Band(title) = row {
                let lines = wrap(title, total);
                out.push_str(if at == 0 { "" } else { "\n" });
                lines.iter().for_each(|line| out.push_str(&format!("{margin}{}\n", paint.bold(line))));
                continue;
            }
            let cells: Vec<Vec<String>> =
                row.cells().iter().zip(&widths).map(|(cell, width)| cell.lines(*width)).collect();
            let style = |paint: Paint, column: &Column, text: &str| (column.style)(paint, text);
            out.push_str(&self.lines(&cells, &widths, &margin, paint, style));
        }
        out
    }

    fn leave_out(&mut self, at: usize) {
        self.columns.remove(at);
        for row in &mut self.rows {
            if let Row::Cells(cells) = row {
                cells.remove(at);
            }
        }
    }

    /// One row of cells as lines of text. Blanks are written only before something, so that no line ends in them.
    fn lines(
        &self,
        cells: &[Vec<String>],
        widths: &[usize],
        margin: &str,
        paint: Paint,
        style: impl Fn(Paint, &Column, &str) -> String,
    ) -> String {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut out = String::new();
        for at in 0..height {
            let mut line = margin.to_owned();
            let mut blanks = 0;
            for ((cell, columns), column) in cells.iter().zip(widths).zip(&self.columns) {
                let text = cell.get(at).map_or("", String::as_str);
                if text.is_empty() {
                    blanks += columns + GAP;
                    continue;
                }
                let room = columns.saturating_sub(width(text));
                let (before, after) = if column.right { (room, 0) } else { (0, room) };
                line.push_str(&" ".repeat(blanks + before));
                line.push_str(&style(paint, column, text));
                blanks = after + GAP;
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::fit("号").right(),
            Column::flow("任务", 8, 1).whole(12),
            Column::flow("单位", 8, 1),
            Column::fit("期限").optional(),
        ]);
        table.band("（一）组");
        let names = vec!["区财政局".to_owned(), "区司法局".to_owned()];
        let text = |text: &str| Cell::Text(text.to_owned());
        table.cells(vec![text("9"), text("加强保护"), Cell::Names(names), text("2026-12-31")]);
        table.cells(vec![text("10"), text("加强运用管理"), Cell::Names(Vec::new()), text("长期")]);
        table
    }

    #[test]
    fn columns_are_aligned_and_lines_broken() {
        let plain = Paint::choose("never", false);
        assert_eq!(
            table().render(60, 0, plain),
            "号  任务          单位                期限\n\
             ────────────────────────────────────────────────\n\
             （一）组\n\
             \u{20}9  加强保护      区财政局、区司法局  2026-12-31\n\
             10  加强运用管理                      长期\n"
        );
        assert_eq!(
            table().render(30, 2, plain),
            "  号  任务          单位\n\
             \u{20} ────────────────────────────\n\
             \u{20} （一）组\n\
             \u{20}  9  加强保护      区财政局、\n\
             \u{20}                   区司法局\n\
             \u{20} 10  加强运用管理\n"
        );
    }
}
