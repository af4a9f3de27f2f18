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

/// What a revision says. There is no statement "as before": a record that is un-merged says again what held, so that every
/// statement can be understood alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// The record has these fields.
    Holds(Fields),
    /// There is no such thing.
    Absent,
    /// It is the record with this key; nothing holds for this one.
    MergedInto(String),
}

impl Statement {
    /// The fields, if something holds.
    pub fn fields(&self) -> Option<&Fields> {
        match self {
            Statement::Holds(fields) => Some(fields),
            Statement::Absent | Statement::MergedInto(_) => None,
        }
    }
}

/// The revisions of one record in the order in which they were known, each with the operation that brought it.
pub type History = Vec<(Known, Revision)>;

/// The key of the record into which this one was merged, as it was known at an operation.
pub fn merged_into(history: &[(Known, Revision)], known: Known) -> Option<&str> {
    // A merged record takes no change but its un-merging, so the newest statement tells.
    match history.iter().take_while(|(at, _)| *at <= known).last() {
        Some((_, Revision { statement: Statement::MergedInto(key), .. })) => Some(key),
        _ => None,
    }
}
