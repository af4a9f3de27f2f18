use askama::Template;

use super::{Difference, Tag, component};
use crate::words::Words;

/// What was said about a record, the newest first, each with both its times.
#[derive(Debug, Clone, Template)]
#[template(path = "components/timeline.html")]
pub(crate) struct Timeline {
    pub(crate) words: Words,
    pub(crate) entries: Vec<Entry>,
}

/// One operation on the record.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The number of the operation.
    pub(crate) operation: String,
    /// When it was recorded.
    pub(crate) recorded: String,
    /// Who did it; empty for readers whom that does not concern.
    pub(crate) who: String,
    /// Why; empty likewise.
    pub(crate) reason: String,
    pub(crate) steps: Vec<Step>,
    /// What proves it to who did it, or from which file it comes: address and name.
    pub(crate) receipt: Option<(String, String)>,
}

/// What the operation changed for one period.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// What was done, and the mark of a late entry if it was one.
    pub(crate) marks: Vec<Tag>,
    /// For which days it holds.
    pub(crate) holds: String,
    pub(crate) changes: Vec<Difference>,
}

component!(Timeline);
