//! Tasks in the rows of a table.

use super::Reading;
use crate::date;
use crate::layout::{Table, TableRow};
use crate::marker;
use crate::model::Task;
use crate::outline;
use crate::owners::{Duty, Group, Statement, cell_groups};
use crate::text::Text;
use crate::words::column::Column;

/// A cell no longer than this is the title of its row.
const CELL_TITLE_MAX: usize = 45;

/// The tasks that tables list.
pub(super) fn read(reading: &Reading) -> Vec<Task> {
    let tables = reading
        .outline
        .tables
        .iter()
        .filter(|(item, table)| *item + 1 >= reading.outline.notice.min(1) && is_task_table(table));
    tables.flat_map(|(item, table)| of_table(reading, *item, table)).collect()
}

/// A table of tasks says what is to be done and who does it or by when.
fn is_task_table(table: &Table) -> bool {
    let has = |columns: &[Column]| table.columns.iter().any(|column| columns.contains(column));
    let bodies = has(&[Column::Lead, Column::Responsible, Column::Helping, Column::Guiding]);
    has(&[Column::Title, Column::Content])
        && (bodies || (has(&[Column::Deadline]) && !has(&[Column::Indicator, Column::Stage])))
}

fn of_table(reading: &Reading, item: usize, table: &Table) -> Vec<Task> {
    let base = &reading.outline.items[item].path;
    let mut heading: Option<(Vec<String>, String)> = None;
    let mut tasks: Vec<Task> = Vec::new();
    let group = table.columns.iter().position(|column| *column == Column::Group);
    for row in &table.rows {
        let sums = |cell: &Text| {
            matches!(cell.name(0..cell.len()).as_str(), "合计" | "总计" | "小计" | "备注" | "注" | "说明")
        };
        if row.cells.iter().take(2).any(sums) {
            continue;
        }
        if row.cells.len() == 1 {
            heading = spanning(&row.cells[0]).or(heading);
            continue;
        }
        // A merged cell of the group column stands in its first row only.
        if let Some(cell) = group.and_then(|at| row.cells.get(at)).filter(|cell| !cell.is_empty()) {
            heading = spanning(cell).or(heading);
        }
        let mut task = of_row(reading, table, row, base, heading.as_ref());
        // So does a merged title: the row goes on with the measures of the task above.
        if let (Some(task), Some(above)) = (&mut task, tasks.last()) {
            let merged = table
                .columns
                .iter()
                .position(|column| *column == Column::Title)
                .is_some_and(|at| row.cells.get(at).is_some_and(Text::is_empty));
            if merged && above.path.len() == task.path.len() {
                task.title = above.title.clone();
            }
        }
        tasks.extend(task.filter(|task| task.title.is_some() || !task.text.is_empty()));
    }
    tasks
}

/// A row over all columns: 一、知识产权保护方面（共5项）.
fn spanning(cell: &Text) -> Option<(Vec<String>, String)> {
    let marker = marker::at_start(cell);
    let start = marker.as_ref().map_or(0, |marker| marker.end);
    let title = outline::title(cell, start).map(|range| cell.name(range))?;
    let label = marker.map(|marker| marker.label).filter(|label| !label.is_empty());
    Some((label.into_iter().collect(), title))
}

fn of_row(
    reading: &Reading,
    table: &Table,
    row: &TableRow,
    base: &[String],
    heading: Option<&(Vec<String>, String)>,
) -> Option<Task> {
    let cells: Vec<(Column, &Text)> =
        table.columns.iter().copied().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()).collect();
    let find = |wanted: Column| cells.iter().find(|(column, _)| *column == wanted).map(|(_, cell)| *cell);
    let mut path = base.to_vec();
    let mut group = None;
    if let Some((label, title)) = heading {
        path.extend(label.iter().cloned());
        group = Some(title.clone());
    }
    let mut task = Task { group, line: row.line, ..Task::default() };
    task.last_line = row.cells.iter().map(Text::last_line).max().unwrap_or(row.line);
    name_row(&cells, &mut task, &mut path);
    task.path = path;
    let statement = statement(&cells);
    let owners = statement.owners(reading.habits);
    task.deadline = find(Column::Deadline).and_then(|cell| date::deadline(cell, 0..cell.len(), reading.year));
    task.open_list = owners.open_list;
    task.responsible_role = owners.guiding_only.then(|| heading_of(table, Column::Guiding)).flatten();
    (task.lead, task.responsible) = owners.into_lists();
    Some(task)
}

/// The number, the title and the text of a row.
fn name_row(cells: &[(Column, &Text)], task: &mut Task, path: &mut Vec<String>) {
    let mut number =
        cells.iter().find(|(column, _)| *column == Column::Number).map(|(_, cell)| cell.name(0..cell.len()));
    // A title column that holds nothing but numbers is the number column.
    let counted = |cell: &&Text| cell.len() <= 4 && cell.chars.iter().all(char::is_ascii_digit);
    let short = cells.iter().find(|(column, _)| *column == Column::Title).map(|(_, cell)| *cell);
    number = number.or(short.filter(counted).map(|cell| cell.name(0..cell.len())));
    let short = short.filter(|cell| !counted(cell));
    let long: Vec<&Text> = cells
        .iter()
        .filter(|(column, _)| matches!(column, Column::Content | Column::Goal))
        .map(|(_, cell)| *cell)
        .collect();
    if let Some(cell) = short {
        let marker = marker::at_start(cell);
        let start = marker.as_ref().map_or(0, |marker| marker.end);
        if let Some(marker) = marker {
            number = number.or(Some(marker.label));
        }
        match outline::title(cell, start) {
            Some(range) => {
                let rest = cell.quote(range.end..cell.len()).trim_start_matches(['。', '：', ':']).trim();
                task.title = Some(cell.name(range));
                rest.clone_into(&mut task.text);
            }
            None => cell.quote(start..cell.len()).clone_into(&mut task.text),
        }
    }
    for cell in long {
        let marker = marker::at_start(cell);
        if short.is_none() && task.title.is_none() {
            let start = marker.as_ref().map_or(0, |marker| marker.end);
            let whole = (cell.len() <= CELL_TITLE_MAX).then_some(start..cell.len());
            let range = outline::title(cell, start).filter(|range| range.end < cell.len()).or(whole);
            task.title = range.map(|range| cell.name(range).trim_end_matches('。').to_owned());
        }
        number = number.or(marker.map(|marker| marker.label));
        if !task.text.is_empty() {
            task.text.push('\n');
        }
        task.text.push_str(cell.raw());
    }
    path.extend(number);
}

fn statement(cells: &[(Column, &Text)]) -> Statement {
    let mut groups: Vec<Group> = Vec::new();
    for (column, cell) in cells {
        let duty = match column {
            Column::Lead => Duty::Lead,
            Column::Responsible => Duty::Responsible,
            Column::Helping => Duty::Help,
            Column::Guiding => Duty::Guide,
            _ => continue,
        };
        groups.extend(cell_groups(cell, duty));
    }
    Statement { range: 0..0, groups, deadline: None }
}

fn heading_of(table: &Table, wanted: Column) -> Option<String> {
    let at = table.columns.iter().position(|column| *column == wanted)?;
    table.headings.get(at).cloned()
}
