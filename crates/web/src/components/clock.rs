use askama::Template;

use super::{Tag, component};
use crate::words::Words;

/// A clock of a case.
#[derive(Debug, Clone, Template)]
#[template(path = "components/clock.html")]
pub(crate) struct Clock {
    pub(crate) words: Words,
    pub(crate) title: String,
    /// How it stands: how much is left, since when it is over.
    pub(crate) standing: Tag,
    /// The last day in words.
    pub(crate) ends: String,
    /// Why it ends then.
    pub(crate) sentences: Vec<String>,
    /// The days from its start to its end: which of the counted days each is, and why it counts or does not.
    pub(crate) days: Vec<(String, Option<u32>, String)>,
    /// How it moved without anything happening in the case.
    pub(crate) moved: Vec<String>,
    /// Whether the reasons are shown at once.
    pub(crate) is_open: bool,
}

component!(Clock);
