use form::Fields;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The number of the operation by which something was known; the time of our knowledge.
pub type Known = i64;

/// One statement about a record: from this day on, until the next day for which something else is known, this holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The first day for which it is said.
    pub valid_from: Date,
    /// What is said.
    pub statement: Statement,
}

/// What a revision says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// The record has these fields.
    Holds(Fields),
    /// There is no such thing.
    Absent,
    /// It is another record; nothing holds for this one.
    MergedInto(String),
    /// What held before it was merged holds again.
    Unmerged,
}

/// The revisions of one record in the order in which they were known, each with the operation that brought it.
pub type History = Vec<(Known, Revision)>;
