//! How wide the columns of a table are.

use super::{GAP, Row, Table};

/// Rows up to which columns are balanced; longer tables are for programs.
const BALANCED_ROWS_MAX: usize = 200;
/// Moves of room between two columns.
const BALANCE_ROUNDS_MAX: usize = 12;

/// The width of each column, or the column to be left out because there is no room for all of them.
pub(super) fn widths(table: &Table, columns: usize) -> Result<Vec<usize>, usize> {
    let room = columns.saturating_sub(GAP * table.columns.len().saturating_sub(1));
    let needed: Vec<usize> = (0..table.columns.len()).map(|at| needed(table, at)).collect();
    let least = least(table, &needed, room);
    let optional = table.columns.iter().rposition(|column| column.optional);
    match optional {
        Some(at) if least.iter().sum::<usize>() > room => Err(at),
        _ => Ok(balanced(table, shared(table, &needed, &least, room), &least)),
    }
}

/// What a column needs to break no line.
fn needed(table: &Table, at: usize) -> usize {
    let column = &table.columns[at];
    let cells = table.rows.iter().filter_map(|row| row.cells().get(at));
    let widest = cells.map(super::Cell::width).max().unwrap_or(0);
    widest.max(super::width(&column.title)).max(column.least)
}

/// How narrow each column may become: as wide as what is to be kept whole, if there is room for all of that.
fn least(table: &Table, needed: &[usize], room: usize) -> Vec<usize> {
    let columns = || table.columns.iter().zip(needed);
    let whole: Vec<usize> = columns()
        .map(
            |(column, needed)| {
                if column.share == 0 { *needed } else { column.least.max(column.whole.min(*needed)) }
            },
        )
        .collect();
    if whole.iter().sum::<usize>() <= room {
        return whole;
    }
    columns().map(|(column, needed)| if column.share == 0 { *needed } else { column.least }).collect()
}

/// Fixed columns take what they need; the others share the rest and take no more than they need.
fn shared(table: &Table, needed: &[usize], least: &[usize], room: usize) -> Vec<usize> {
    let columns = &table.columns;
    let fixed = |at: usize| (columns[at].share == 0).then_some(needed[at]);
    let mut widths: Vec<Option<usize>> = (0..columns.len()).map(fixed).collect();
    let mut room = room.saturating_sub(widths.iter().flatten().sum());
    let mut shares: usize = columns.iter().map(|column| column.share).sum();
    // A column that must have more than its share takes it from the others, and one that needs less leaves them the
    // rest. Those that must have more come first, or what was left could have been theirs.
    loop {
        let open: Vec<(usize, usize)> = (0..widths.len())
            .filter(|at| widths[*at].is_none())
            .map(|at| (at, room * columns[at].share / shares.max(1)))
            .collect();
        let must = open.iter().find(|(at, share)| least[*at] > *share).map(|(at, _)| (*at, least[*at]));
        let spare =
            || open.iter().find(|(at, share)| needed[*at] <= *share).map(|(at, _)| (*at, needed[*at]));
        let Some((at, width)) = must.or_else(spare) else {
            open.iter().for_each(|(at, share)| widths[*at] = Some(*share));
            break;
        };
        widths[at] = Some(width);
        room = room.saturating_sub(width);
        shares -= columns[at].share;
    }
    widths.into_iter().map(Option::unwrap_or_default).collect()
}

/// Moves room between the columns that break their lines as long as the table gets shorter by it.
fn balanced(table: &Table, mut widths: Vec<usize>, least: &[usize]) -> Vec<usize> {
    let flowing: Vec<usize> = (0..widths.len()).filter(|at| table.columns[*at].share > 0).collect();
    if table.rows.len() > BALANCED_ROWS_MAX || flowing.len() < 2 {
        return widths;
    }
    let mut best = height(table, &widths);
    // Every move makes the table shorter, so this ends; a few rounds are enough for a page.
    for _ in 0..BALANCE_ROUNDS_MAX {
        let moves = flowing.iter().flat_map(|from| flowing.iter().map(move |to| (*from, *to)));
        let tried =
            moves.filter(|(from, to)| from != to).flat_map(|(from, to)| [2, 6].map(|step| (from, to, step)));
        let better = tried.filter_map(|(from, to, step)| {
            let mut moved = widths.clone();
            moved[from] = moved[from].checked_sub(step).filter(|left| *left >= least[from])?;
            moved[to] += step;
            Some((height(table, &moved), moved))
        });
        match better.min_by_key(|(height, _)| *height) {
            Some((height, moved)) if height < best => (best, widths) = (height, moved),
            _ => break,
        }
    }
    widths
}

/// The lines of the table; and, for tables of the same height, the lines of all their cells.
fn height(table: &Table, widths: &[usize]) -> (usize, usize) {
    let rows = table.rows.iter().map(Row::cells).map(|cells| {
        let lines: Vec<usize> =
            cells.iter().zip(widths).map(|(cell, width)| cell.lines(*width).len()).collect();
        (lines.iter().max().copied().unwrap_or(0), lines.iter().sum::<usize>())
    });
    rows.fold((0, 0), |all, row| (all.0 + row.0, all.1 + row.1))
}
