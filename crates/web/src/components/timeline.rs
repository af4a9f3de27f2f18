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
    /// What was done, and the mark of a late entry if it was one.
    pub(crate) marks: Vec<Tag>,
    /// For which days it holds.
    pub(crate) holds: String,
    /// When it was recorded.
    pub(crate) recorded: String,
    pub(crate) who: String,
    pub(crate) reason: String,
    /// The number of the operation.
    pub(crate) operation: String,
    /// What it changed.
    pub(crate) changes: Vec<Difference>,
}

component!(Timeline);
