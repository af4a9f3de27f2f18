//! Stories of an indicator: input rows, and the figure that follows, in tables that a clerk can read.
//!
//! The form is told in `docs/indicators.md`. Reading a story needs no database; whoever runs it loads the input into tables,
//! runs the SQL and asks [`Story::judge`] whether what came out is what the story says.

mod expected;
mod fault;
mod judge;
mod read;
mod told;

use jiff::civil::Date;

use crate::light::Light;
use crate::target::Target;

/// One story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// The file, as messages name it.
    pub file: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// The day as of which records are seen.
    pub as_of: Date,
    /// The first day of the period, if the story says another one than follows from the indicator.
    pub from: Option<Date>,
    /// The last day of the period, if it says one.
    pub to: Option<Date>,
    /// Values of parameters that are otherwise than in the declaration, as they are written.
    pub parameters: Vec<(String, String)>,
    /// The code of the county; none: that of the pack.
    pub division: Option<String>,
    /// The records of each ledger.
    pub inputs: Vec<Block>,
    /// What is to be reached.
    pub target: Option<Target>,
    /// What the figure is, as far as the story says.
    pub figure: Option<Block>,
    /// The rows that are counted, as far as the story says.
    pub rows: Option<Block>,
    /// The sums of the years, of growth, as far as the story says.
    pub years: Option<Block>,
    /// What the checks find.
    pub checks: Option<Block>,
    /// The colour, and words that its sentence holds.
    pub light: Option<ExpectedLight>,
    /// The code of the problem for which the rows are refused.
    pub refused: Option<(String, usize)>,
}

/// A table of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What stands in the brackets: the ledger.
    pub name: String,
    /// The line of the brackets.
    pub line: usize,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with its line; an empty cell says nothing.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// What a story says of the light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedLight {
    /// The colour.
    pub light: Light,
    /// Words of the sentence in Chinese or English.
    pub sentence: Option<String>,
    /// The line.
    pub line: usize,
}
