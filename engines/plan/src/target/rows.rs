//! Targets in tables: an indicator, its unit, a value for a year.

use super::by::By;
use super::{Scope, of_range};
use crate::layout::{Table, TableRow};
use crate::model::{ByHow, Comparator, Target, TargetKind, Task};
use crate::number;
use crate::read::{Reading, task_at};
use crate::text::{Text, close_up};
use crate::words::column::Column;
use crate::words::measure::{AFTER, BEFORE};

/// The targets of a table: of indicators, or in the words of tasks.
pub(super) fn read(
    reading: &Reading,
    item: usize,
    table: &Table,
    tasks: &[Task],
    order: &[usize],
) -> Vec<Target> {
    let path = &reading.outline.items[item].path;
    let has = |column: Column| table.columns.contains(&column);
    let mut found = Vec::new();
    for row in table.rows.iter().filter(|row| row.cells.len() > 1) {
        if has(Column::Indicator) && (has(Column::Value) || has(Column::YearValue) || has(Column::Goal)) {
            found.extend(of_indicator(reading, table, row, path));
            continue;
        }
        let task = task_at(tasks, order, row.line);
        let outer = task.and_then(|task| task.deadline.clone()).filter(|deadline| deadline != "ongoing");
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            if matches!(column, Column::Title | Column::Content | Column::Goal) {
                let mut by = By::new(reading, cell, outer.clone());
                let scope = Scope { text: cell, range: 0..cell.len(), section: path, task, strict: false };
                of_range(&scope, &mut by, &mut found);
            }
        }
    }
    found
}

fn of_indicator(reading: &Reading, table: &Table, row: &TableRow, path: &[String]) -> Vec<Target> {
    let cells = || table.columns.iter().copied().zip(&table.headings).zip(&row.cells);
    let cell = |wanted: Column| {
        cells().find(|((column, _), cell)| *column == wanted && !cell.is_empty()).map(|(_, cell)| cell)
    };
    let Some(name) = cell(Column::Indicator) else { return Vec::new() };
    let (subject, named_unit) = split_unit(&name.name(0..name.len()));
    let unit = cell(Column::Unit)
        .map(|cell| cell.name(0..cell.len()))
        .filter(|unit| unit.chars().any(char::is_alphanumeric) || unit.contains(['%', '％']))
        .or(named_unit);
    let sentence: Vec<&str> = row.cells.iter().map(Text::raw).filter(|cell| !cell.is_empty()).collect();
    let values = cells().filter(|((column, _), cell)| {
        matches!(column, Column::Value | Column::YearValue | Column::Goal) && !cell.is_empty()
    });
    values
        .filter_map(|((_, heading), value)| {
            let mut target = of_value(value, unit.as_deref(), &subject)?;
            target.by = year_in(heading).or_else(|| reading.front.period.as_ref()?.to.clone());
            target.by_how = if target.by.is_some() { ByHow::Stated } else { ByHow::None };
            target.sentence = sentence.join("\t");
            target.subject.clone_from(&subject);
            target.section = path.to_vec();
            target.line = row.line;
            Some(target)
        })
        .collect()
}

/// ≥85, 9.5以上, 15%, 前4: a value as a cell writes it.
fn of_value(cell: &Text, unit: Option<&str>, subject: &str) -> Option<Target> {
    let at = (0..cell.len()).find(|&i| cell.chars[i].is_ascii_digit())?;
    let (value, length) = number::arabic(&cell.chars[at..])?;
    let before =
        BEFORE.iter().filter(|(word, _)| cell.find(word, 0..at).is_some()).max_by_key(|(word, _)| word.len());
    let after = AFTER
        .iter()
        .filter(|(word, _)| cell.find(word, at + length..cell.len()).is_some())
        .max_by_key(|(word, _)| word.len());
    let rank = at > 0 && cell.chars[at - 1] == '前';
    let sign = cell.chars[..at].last().and_then(|c| match c {
        '>' => Some((">", Comparator::More)),
        '<' => Some(("<", Comparator::Less)),
        _ => None,
    });
    let op = after.or(before).copied().or(sign);
    let tail = cell.name(at + length..cell.len());
    let tail = AFTER.iter().fold(tail, |tail, (word, _)| tail.replace(word, ""));
    let unit = unit.map_or(tail, close_up).replace('％', "%");
    let comparator =
        if rank { Comparator::AtMost } else { op.map_or(Comparator::AtLeast, |(_, comparator)| comparator) };
    let op_text = if rank { "前".to_owned() } else { op.map_or(String::new(), |(word, _)| word.to_owned()) };
    Some(Target {
        sentence: String::new(),
        subject: String::new(),
        op_text,
        comparator,
        reading: op.is_none() && !rank,
        number: value,
        kind: kind(subject, &unit, rank),
        unit,
        by: None,
        by_how: ByHow::None,
        task: None,
        section: Vec::new(),
        line: 0,
    })
}

fn kind(subject: &str, unit: &str, rank: bool) -> TargetKind {
    let growth = ["年均增长", "年均增速", "年平均增长", "年均"].iter().any(|word| subject.contains(word));
    let density =
        ["每万", "每千", "人均", "总量", "总额", "规模", "总产值"].iter().any(|word| subject.contains(word));
    match unit {
        _ if rank => TargetKind::Rank,
        "%" if growth => TargetKind::AnnualGrowth,
        "%" => TargetKind::Rate,
        "分" => TargetKind::Score,
        "件" | "个" | "家" | "项" | "人" | "名" | "次" | "座" | "所" | "台" | "户" | "处" | "场"
            if !density =>
        {
            TargetKind::Count
        }
        _ => TargetKind::Level,
    }
}

/// 质押融资金额（亿元） → the name and its unit.
fn split_unit(name: &str) -> (String, Option<String>) {
    let bare = crate::words::body::without_bracket(name);
    let inner = name[bare.len()..].trim_matches(|c| "()（）".contains(c));
    let measures = inner.chars().count() <= 6
        && !inner.is_empty()
        && crate::words::measure::UNITS.iter().any(|unit| inner.ends_with(unit));
    if measures { (bare.to_owned(), Some(inner.to_owned())) } else { (name.to_owned(), None) }
}

fn year_in(heading: &str) -> Option<String> {
    let digits: Vec<char> = heading.chars().map(crate::text::fold).collect();
    let at = digits.windows(4).position(|window| window.iter().all(char::is_ascii_digit))?;
    Some(digits[at..at + 4].iter().collect())
}
