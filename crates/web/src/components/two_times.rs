use std::collections::BTreeSet;

use askama::Template;
use jiff::civil::Date;

use super::component;
use crate::words::Words;

/// The most steps of either time that are drawn; older ones are left out.
const STEPS_MAX: usize = 8;

/// Both times of a record as a table: days of the world from left to right, our knowledge from the newest down. Each
/// statement is one cell that covers the days for which it holds and the time for which it was believed.
#[derive(Debug, Clone, Template)]
#[template(path = "components/two_times.html")]
pub(crate) struct TwoTimes {
    words: Words,
    /// The first day of each column, as it is written.
    days: Vec<String>,
    rows: Vec<Row>,
}

/// A statement: `[from, to) × [known_from, known_to)`.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) known_from: i64,
    pub(crate) known_to: i64,
    /// What it says, in a few words.
    pub(crate) text: String,
}

#[derive(Debug, Clone)]
struct Row {
    /// Since when this was known.
    known: String,
    cells: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    columns: usize,
    rows: usize,
    text: Option<String>,
    /// Whether it is believed today.
    is_known: bool,
}

impl TwoTimes {
    /// Lays statements out; `day` writes a day of the world, `known` a time of our knowledge.
    pub(crate) fn new(
        words: Words,
        blocks: &[Block],
        day: impl Fn(Date) -> String,
        known: impl Fn(i64) -> String,
    ) -> TwoTimes {
        let days: BTreeSet<Date> = blocks.iter().flat_map(|block| [block.from, block.to]).collect();
        let mut days: Vec<Date> = days.into_iter().collect();
        // The last day is an end and begins no column.
        days.pop();
        let first = days.len().saturating_sub(STEPS_MAX);
        days.drain(..first);
        let steps: BTreeSet<i64> = blocks.iter().map(|block| block.known_from).collect();
        let steps: Vec<i64> = steps.into_iter().rev().take(STEPS_MAX).collect();
        let mut rows = Vec::new();
        for (row, &step) in steps.iter().enumerate() {
            let covers = |block: &&Block, day| block.from <= day && day < block.to && block.is_known_at(step);
            let mut cells = Vec::new();
            let mut column = 0;
            while column < days.len() {
                let block = blocks.iter().find(|block| covers(block, days[column]));
                let until = |day| {
                    block.map_or_else(
                        || !blocks.iter().any(|other| covers(&other, day)),
                        |block| day < block.to,
                    )
                };
                let columns = days[column..].iter().take_while(|&&day| until(day)).count();
                let is_first = row == 0 || block.is_none_or(|block| !block.is_known_at(steps[row - 1]));
                if is_first {
                    let rows = match block {
                        Some(block) => {
                            steps[row..].iter().take_while(|&&step| block.is_known_at(step)).count()
                        }
                        None => 1,
                    };
                    let (text, is_known) = (block.map(|block| block.text.clone()), row == 0);
                    cells.push(Span { columns, rows, text, is_known });
                }
                column += columns;
            }
            rows.push(Row { known: known(step), cells });
        }
        TwoTimes { words, days: days.into_iter().map(day).collect(), rows }
    }
}

impl Block {
    fn is_known_at(&self, step: i64) -> bool {
        self.known_from <= step && step < self.known_to
    }
}

component!(TwoTimes);

#[cfg(test)]
mod tests {
    use form::Language;
    use jiff::civil::Date;

    use super::{Block, TwoTimes};
    use crate::words::Words;

    const FOREVER: Date = Date::constant(9999, 12, 31);
    const STILL: i64 = i64::MAX;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn block(text: &str, from: &str, to: Date, known_from: i64, known_to: i64) -> Block {
        Block { from: day(from), to, known_from, known_to, text: text.to_owned() }
    }

    /// One line for each row: `known | text columns×rows | …`.
    #[track_caller]
    fn check(blocks: &[Block], expected: &[&str]) {
        let table =
            TwoTimes::new(Words::new(Language::En), blocks, |day| day.to_string(), |known| known.to_string());
        let lines: Vec<String> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| {
                    format!(" | {} {}×{}", cell.text.as_deref().unwrap_or("-"), cell.columns, cell.rows)
                });
                format!("{}{}", row.known, cells.collect::<String>())
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn every_statement_is_one_cell() {
        check(&[block("a", "2024-01-01", FOREVER, 1, STILL)], &["1 | a 1×1"]);
        // Known first as a for ever; later b from March on: a stays for January and February.
        check(
            &[
                block("a", "2024-01-01", FOREVER, 1, 5),
                block("a", "2024-01-01", day("2024-03-01"), 5, STILL),
                block("b", "2024-03-01", FOREVER, 5, STILL),
            ],
            &["5 | a 1×1 | b 1×1", "1 | a 2×1"],
        );
        // A correction of February alone leaves both sides as they were known from the beginning.
        check(
            &[
                block("a", "2024-01-01", day("2024-02-01"), 1, STILL),
                block("a", "2024-02-01", day("2024-03-01"), 1, 7),
                block("c", "2024-02-01", day("2024-03-01"), 7, STILL),
                block("a", "2024-03-01", FOREVER, 1, STILL),
            ],
            &["7 | a 1×2 | c 1×1 | a 1×2", "1 | a 1×1"],
        );
    }

    #[test]
    fn where_nothing_holds_the_cell_is_empty() {
        check(
            &[
                block("a", "2024-01-01", FOREVER, 1, 4),
                block("a", "2024-01-01", day("2024-06-01"), 4, STILL),
                block("b", "2025-01-01", FOREVER, 4, STILL),
            ],
            &["4 | a 1×1 | - 1×1 | b 1×1", "1 | a 3×1"],
        );
        check(&[], &[]);
    }
}
