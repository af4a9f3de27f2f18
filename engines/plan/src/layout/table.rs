//! Tables drawn with pipes, tabs or columns of blanks.

use super::{Furniture, Row, char_width};
use crate::text::{Text, fold, is_blank};
use crate::words::column::Column;

/// A table: the meaning of its columns and its rows.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// One for each column; empty when no heading row was recognized.
    pub(crate) columns: Vec<Column>,
    /// The words of the heading, for each column.
    pub(crate) headings: Vec<String>,
    /// The cells of the heading rows, as written.
    pub(crate) header: Vec<Text>,
    pub(crate) rows: Vec<TableRow>,
    /// The pipes and rules that draw the table.
    pub(crate) marks: Vec<Furniture>,
}

/// One row; a row that spans the table has one cell.
#[derive(Debug, Clone)]
pub(crate) struct TableRow {
    pub(crate) line: usize,
    pub(crate) cells: Vec<Text>,
}

/// A cell that goes on for more lines than this is not one cell.
const CELL_LINES_MAX: usize = 60;
/// So many lines may stand above the heading of a table.
const ABOVE_MAX: usize = 3;
/// So many lines that span a table may follow one another.
const SPANS_MAX: usize = 4;

/// How a table is drawn.
enum Drawing {
    Marks(char),
    /// The display columns at which the columns begin.
    Blanks(Vec<usize>),
}

/// The table that begins at this row, and the index of the first row after it.
pub(super) fn at(rows: &[Row], start: usize) -> Option<(Table, usize)> {
    let drawing = drawing(&rows[start])?;
    let mut cut: Vec<(usize, Vec<Option<String>>)> = Vec::new();
    let mut marks = Vec::new();
    let mut end = start;
    while end < rows.len() {
        let row = &rows[end];
        if row.is_empty() {
            let next = rows[end..].iter().position(|row| !row.is_empty()).map(|skip| end + skip);
            match next {
                Some(next) if next - end <= 3 && goes_on(&rows[next], &drawing) => end = next,
                _ => break,
            }
            continue;
        }
        if end > start && !goes_on(row, &drawing) {
            let spans = is_spanning(row) && rows_follow(rows, end, &drawing);
            if !spans {
                break;
            }
        }
        if matches!(drawing, Drawing::Marks('|')) {
            let pipes: String = row.text.chars().filter(|&c| fold(c) == '|').collect();
            marks.extend((!pipes.is_empty()).then_some(Furniture { line: row.number, text: pipes }));
        }
        cut.push((row.number, cells(row, &drawing)));
        end += 1;
    }
    if cut.len() < 2 {
        return None;
    }
    Some((assemble(cut, matches!(drawing, Drawing::Blanks(_)), marks), end))
}

/// Whether rows of the table follow, behind other lines that span it.
fn rows_follow(rows: &[Row], mut at: usize, drawing: &Drawing) -> bool {
    for _ in 0..SPANS_MAX {
        match next_filled(rows, at) {
            Some(next) if goes_on(&rows[next], drawing) => return true,
            Some(next) if is_spanning(&rows[next]) => at = next,
            _ => return false,
        }
    }
    false
}

fn next_filled(rows: &[Row], at: usize) -> Option<usize> {
    (at + 1..rows.len().min(at + 4)).find(|&i| !rows[i].is_empty())
}

/// A tab or two pipes make a table row; columns of blanks do only where the words are those of a heading.
fn drawing(row: &Row) -> Option<Drawing> {
    if row.text.contains('\t') {
        return Some(Drawing::Marks('\t'));
    }
    if row.text.chars().map(fold).filter(|&c| c == '|').count() >= 2 {
        return Some(Drawing::Marks('|'));
    }
    let segments = segments(row);
    let known = segments.iter().filter(|(_, text)| Column::of(text) != Column::Other).count();
    (segments.len() >= 3 && known >= 3).then(|| Drawing::Blanks(segments.iter().map(|&(at, _)| at).collect()))
}

fn goes_on(row: &Row, drawing: &Drawing) -> bool {
    match drawing {
        Drawing::Marks(mark) => row.text.chars().any(|c| fold(c) == *mark),
        Drawing::Blanks(columns) => {
            let segments = segments(row);
            segments.len() >= 2 || columns.get(1).is_some_and(|&second| row.indent + 2 >= second)
        }
    }
}

/// A short line between rows: `一、知识产权保护方面（共5项）`.
fn is_spanning(row: &Row) -> bool {
    let text = Text::joined([(row.text.as_str(), row.number)]);
    text.len() <= 40 && crate::marker::at_start(&text).is_some() && !text.contains("。")
}

fn cells(row: &Row, drawing: &Drawing) -> Vec<Option<String>> {
    match drawing {
        Drawing::Marks(mark) => {
            let mut text = row.text.as_str();
            if *mark == '|' {
                text = text.trim_matches(is_blank);
                text = text.strip_prefix(['|', '｜']).unwrap_or(text);
                text = text.strip_suffix(['|', '｜']).unwrap_or(text);
            }
            text.split(|c| fold(c) == *mark)
                .map(|cell| Some(cell.trim_matches(is_blank).to_owned()))
                .collect()
        }
        Drawing::Blanks(columns) => {
            let found = segments(row);
            if found.len() == 1 && is_spanning(row) && row.indent < columns.get(1).copied().unwrap_or(0) {
                return vec![found.into_iter().next().map(|(_, text)| text)];
            }
            let mut cells: Vec<Option<String>> = vec![None; columns.len()];
            for (at, text) in found {
                let column = columns.partition_point(|&start| start <= at + 2).saturating_sub(1);
                let cell = cells[column].get_or_insert_default();
                cell.push_str(&text);
            }
            cells
        }
    }
}

/// The runs of text in a row that are apart by two columns of blanks or more, with the display column of each.
fn segments(row: &Row) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let (mut column, mut gap) = (row.indent, 2);
    for c in row.text.chars() {
        if is_blank(c) {
            gap += char_width(c);
        } else {
            match found.last_mut() {
                Some((_, text)) if gap < 2 => {
                    text.extend(std::iter::repeat_n(' ', gap));
                    text.push(c);
                }
                _ => found.push((column, c.to_string())),
            }
            gap = 0;
        }
        column += char_width(c);
    }
    found
}

/// Finds the heading rows, joins cells that go on in the next line, and gives each cell its text.
fn assemble(cut: Vec<(usize, Vec<Option<String>>)>, wrapped: bool, marks: Vec<Furniture>) -> Table {
    let text = |cell: &Option<String>, line| Text::joined(cell.as_deref().map(|cell| (cell, line)));
    let mut table =
        Table { columns: Vec::new(), headings: Vec::new(), header: Vec::new(), rows: Vec::new(), marks };
    for (line, cells) in cut {
        if is_rule(&cells) {
            table.marks.push(Furniture { line, text: cells.into_iter().flatten().collect() });
            continue;
        }
        let known = cells.iter().flatten().filter(|cell| Column::of(cell) != Column::Other).count();
        // Lines above the heading (填报单位：…) are not rows of the table.
        let first = table.rows.is_empty() || (table.headings.is_empty() && table.rows.len() <= ABOVE_MAX);
        let heads = first
            && known >= 2
            && known * 2 >= cells.iter().flatten().filter(|cell| !cell.is_empty()).count();
        if heads {
            table
                .header
                .extend(table.rows.drain(..).flat_map(|row| row.cells).filter(|text| !text.is_empty()));
            table.header.extend(cells.iter().map(|cell| text(cell, line)).filter(|text| !text.is_empty()));
            merge_headings(&mut table.headings, &cells);
            continue;
        }
        let filled: Vec<&String> = cells.iter().flatten().filter(|cell| !cell.is_empty()).collect();
        let first_empty = cells.first().is_none_or(|cell| cell.as_deref().is_none_or(str::is_empty));
        if wrapped
            && first_empty
            && cells.len() > 1
            && let Some(row) = table
                .rows
                .iter_mut()
                .rev()
                .find(|row| row.cells.len() == cells.len() && line - row.line <= CELL_LINES_MAX)
        {
            extend(row, &cells, line);
            continue;
        }
        let cells = if filled.len() == 1 && cells.len() > 1 && !first_empty {
            vec![Text::joined([(filled[0].as_str(), line)])]
        } else {
            cells.iter().map(|cell| text(cell, line)).collect()
        };
        table.rows.push(TableRow { line, cells });
    }
    table.columns = table.headings.iter().map(|heading| Column::of(heading)).collect();
    table
}

fn is_rule(cells: &[Option<String>]) -> bool {
    cells.iter().flatten().all(|cell| cell.chars().all(|c| "-:= ".contains(fold(c))))
        && cells.iter().flatten().any(|cell| cell.contains('-') || cell.contains('='))
}

/// A second heading row completes the first: 目标值 above 2025年 and 2026年.
fn merge_headings(headings: &mut Vec<String>, cells: &[Option<String>]) {
    let mut last = String::new();
    for (i, cell) in cells.iter().enumerate() {
        let cell = crate::text::close_up(cell.as_deref().unwrap_or(""));
        match headings.get_mut(i) {
            Some(heading) => {
                if heading.is_empty() && !cell.is_empty() {
                    heading.push_str(&last);
                }
                last.clone_from(heading);
                if !cell.is_empty() && !heading.contains(&cell) {
                    heading.push_str(&cell);
                }
            }
            None => headings.push(cell),
        }
    }
}

/// Adds the cells of a line to the row above that they go on from.
fn extend(row: &mut TableRow, cells: &[Option<String>], line: usize) {
    for (old, new) in row.cells.iter_mut().zip(cells) {
        if let Some(new) = new {
            let mut parts = old.parts();
            parts.push((new.clone(), line));
            *old = Text::joined(parts.iter().map(|(part, line)| (part.as_str(), *line)));
        }
    }
}
