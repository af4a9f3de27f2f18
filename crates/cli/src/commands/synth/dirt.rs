//! Files with the faults that files really have, one kind in each, few rows.

use std::fs::OpenOptions;

use kernel::identifier::check;

use super::output::{Form, Output};
use super::patent::{Patent, patent};
use super::world::World;
use super::{enterprise, right, training};
use crate::failure::Failure;

/// Rows of each file.
const ROWS: u64 = 200;

/// Every so many-th row has the fault.
const EVERY: u64 = 10;

/// Where the application number, the title and the day of filing stand in a row of patents.
const NUMBER: usize = 0;
const TITLE: usize = 2;
const FILED_ON: usize = 9;

/// Rows of the list of trainings, and where the day and the number of those who came stand in one.
const TRAININGS: u64 = 20;
const DATE: usize = 5;
const CAME: usize = 10;

pub(super) fn write(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    lost_digits(world, output)?;
    two_headers(world, output)?;
    patents(world, output, "问题-五种日期", date_styles)?;
    patents(world, output, "问题-校验位错误", |_, index, row| wrong_check(index, row))?;
    patents(world, output, "问题-重复", |_, index, row| repeated(index, row))?;
    trainings(world, output)?;
    cut(world, output)
}

/// A list that bodies fill in by hand: months instead of days, and guesses instead of numbers.
fn trainings(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut table = output.begin("问题-手工填写", &training::TRAININGS, Form::Utf8)?;
    let year = world.as_of.year() - 1;
    let held = (0..TRAININGS).filter_map(|index| training::training(world, year, index));
    for (index, training) in (0..).zip(held) {
        let mut row = training.row;
        match index % EVERY {
            0 => row[DATE] = format!("{year}年{}月", index % 12 + 1),
            5 => row[CAME] = format!("约{}人", row[CAME]),
            _ => {}
        }
        table.row(row)?;
    }
    output.end(table)
}

fn rows(world: &World) -> u64 {
    ROWS.min(world.size.patents).min(world.size.firms)
}

/// Patents of which `change` makes one or more rows.
fn patents(
    world: &World,
    output: &mut Output<'_>,
    name: &str,
    change: impl Fn(&Patent, u64, Vec<String>) -> Vec<Vec<String>>,
) -> Result<(), Failure> {
    let mut table = output.begin(name, &right::PATENTS, Form::Utf8)?;
    for index in 0..rows(world) {
        let patent = patent(world, index);
        table.rows(change(&patent, index, right::patent_row(&patent)))?;
    }
    output.end(table)
}

/// Credit codes of digits alone, which a spreadsheet has opened as numbers: fifteen digits are left.
fn lost_digits(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let mut table = output.begin("问题-十五位受损", &enterprise::ENTERPRISES, Form::Utf8)?;
    for index in 0..rows(world) {
        let mut row = enterprise::row(world, index);
        if index % EVERY == 0 {
            let lead = world.division.get(..4).unwrap_or("0000");
            let shortened = index % (2 * EVERY) == 0;
            row[0] = if shortened {
                format!("9.1{lead}E+17")
            } else {
                format!("91{}{index:07}000", world.division)
            };
        }
        table.row(row)?;
    }
    output.end(table)
}

/// One workbook, two sheets, and each calls its columns otherwise.
fn two_headers(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let half = rows(world) / 2;
    let mut table = output.begin("问题-两张表头不同", &right::PATENTS, Form::Workbook)?;
    table.rows((0..half).map(|index| right::patent_row(&patent(world, index))))?;
    let mut table = output.next_sheet(table, "导出", &right::EXPORTED_PATENTS)?;
    table.rows((half..2 * half).map(|index| right::patent_row(&patent(world, index))))?;
    output.end(table)
}

fn date_styles(patent: &Patent, index: u64, mut row: Vec<String>) -> Vec<Vec<String>> {
    let day = patent.filed_on;
    let (year, month, day) = (day.year(), day.month(), day.day());
    row[FILED_ON] = match index % 5 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}.{month}.{day}"),
        2 => format!("{year}{month:02}{day:02}"),
        3 => format!("{year}年{month}月{day}日"),
        // With the year last nobody can say which is the day: this one has to be asked about.
        _ if index % EVERY == 4 => format!("{day:02}/{month:02}/{year}"),
        _ => format!("{year}/{month}/{day}"),
    };
    vec![row]
}

fn wrong_check(index: u64, mut row: Vec<String>) -> Vec<Vec<String>> {
    if index.is_multiple_of(EVERY)
        && let Some((digits, right)) = row[NUMBER].clone().split_once('.')
    {
        debug_assert_eq!(check::application_number(digits).map(String::from).as_deref(), Some(right));
        let wrong = if right == "1" { "2" } else { "1" };
        row[NUMBER] = format!("{digits}.{wrong}");
    }
    vec![row]
}

/// The same row twice, and a row that says otherwise of the same patent.
fn repeated(index: u64, row: Vec<String>) -> Vec<Vec<String>> {
    match index % EVERY {
        0 => vec![row.clone(), row],
        5 => {
            let mut other = row.clone();
            other[TITLE] = format!("{}（另一名称）", row[TITLE]);
            vec![row, other]
        }
        _ => vec![row],
    }
}

/// A file that breaks off in the middle of a row.
fn cut(world: &World, output: &mut Output<'_>) -> Result<(), Failure> {
    let name = "问题-断尾";
    patents(world, output, name, |_, _, row| vec![row])?;
    let path = output.path(name, "csv");
    let wrong = |error| Failure::write(&path, &error);
    let text = std::fs::read(&path).map_err(wrong)?;
    // After the third separator of a row near the end.
    let near = text.len() * 9 / 10;
    let row = text.iter().skip(near).position(|byte| *byte == b'\n').map_or(near, |at| near + at + 1);
    let places = text.iter().enumerate().skip(row).filter(|(_, byte)| **byte == b',');
    let end = places.map(|(at, _)| at).nth(2).unwrap_or(row);
    let file = OpenOptions::new().write(true).open(&path).map_err(wrong)?;
    file.set_len(end as u64 + 3).map_err(wrong)
}
