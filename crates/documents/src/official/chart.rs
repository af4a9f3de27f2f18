use serde::Serialize;

use crate::error::Unit;
use crate::{Error, limits};

/// Counts as bars: one for each row, in pieces of several series. Nothing is told by color alone: a piece bears its number and, where there
/// is room, the sign of its series; the pieces stand in the same order in every bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows, above it.
    pub title: String,
    /// What is counted, in the order in which its pieces stand in each bar.
    pub series: Vec<Series>,
    /// The bars from above.
    pub bars: Vec<Bar>,
}

/// What is counted in every bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its sign, such as ●.
    pub sign: char,
    /// What it is called, such as 达序时.
    pub title: String,
    /// How its pieces are filled.
    pub color: Color,
}

/// How a piece is filled. Its number stands in it, dark or light, at 4.5 to 1 at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// On schedule.
    Green,
    /// Behind.
    Yellow,
    /// Late.
    Red,
    /// Nothing is due, or nothing is known.
    Grey,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub title: String,
    /// How many of each, in the order of the series.
    pub counts: Vec<u32>,
}

impl Series {
    /// What it is called, behind its sign.
    pub(super) fn signed(&self) -> String {
        format!("{}{}", self.sign, self.title)
    }
}

impl Color {
    /// The filling and the number in it, as hexadecimal RGB.
    pub(super) fn pair(self) -> [&'static str; 2] {
        match self {
            Color::Green => ["1B7F4B", "FFFFFF"],
            Color::Yellow => ["F2C14E", "1A1A1A"],
            Color::Red => ["B3261E", "FFFFFF"],
            Color::Grey => ["D5D8DC", "1A1A1A"],
        }
    }
}

impl Chart {
    /// What no page can hold, and bars that do not count each series.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.bars.len() > limits::CHART_BARS_MAX {
            return Err(Error::TooLong { limit: limits::CHART_BARS_MAX, unit: Unit::Bars });
        }
        match self.bars.iter().find(|bar| bar.counts.len() != self.series.len()) {
            Some(bar) => Err(Error::Layout {
                detail: format!(
                    "the bar {} has {} counts for {} series",
                    bar.title,
                    bar.counts.len(),
                    self.series.len()
                ),
            }),
            None => Ok(()),
        }
    }

    /// The same in words, for those who do not see it.
    pub(super) fn in_words(&self) -> String {
        let bar = |bar: &Bar| {
            let counted = self.series.iter().zip(&bar.counts).filter(|(_, count)| **count > 0);
            let counted: Vec<String> =
                counted.map(|(series, count)| format!("{}{count}", series.signed())).collect();
            format!("{} {}", bar.title, counted.join(" "))
        };
        self.bars.iter().map(bar).collect::<Vec<String>>().join("; ")
    }
}
