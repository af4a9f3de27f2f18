use askama::Template;

use super::{Cell, component};
use crate::words::Words;

/// What was before and what is after, field by field.
#[derive(Debug, Clone, Template)]
#[template(path = "components/differences.html")]
pub(crate) struct Differences {
    pub(crate) words: Words,
    pub(crate) caption: String,
    /// The heads of the two columns.
    pub(crate) sides: [String; 2],
    pub(crate) rows: Vec<Difference>,
}

/// One field that differs.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) field: String,
    pub(crate) before: Cell,
    pub(crate) after: Cell,
}

component!(Differences);
