use askama::Template;

use super::{Cell, Tag, component};

/// Terms with their values.
#[derive(Debug, Clone, Template)]
#[template(path = "components/summary.html")]
pub(crate) struct Summary {
    pub(crate) rows: Vec<SummaryRow>,
}

/// One term.
#[derive(Debug, Clone)]
pub(crate) struct SummaryRow {
    pub(crate) term: String,
    pub(crate) value: Cell,
    /// Something to do about it: address, name, and for whom it is read aloud.
    pub(crate) action: Option<(String, String)>,
}

impl SummaryRow {
    /// A term with its value, about which nothing is to be done.
    pub(crate) fn new(term: impl Into<String>, value: Cell) -> SummaryRow {
        SummaryRow { term: term.into(), value, action: None }
    }
}

/// What has to be done, and how far each is.
#[derive(Debug, Clone, Template)]
#[template(path = "components/task_list.html")]
pub(crate) struct TaskList {
    pub(crate) tasks: Vec<Task>,
}

/// One thing to do.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// Where it is done; none as long as it cannot be.
    pub(crate) href: Option<String>,
    pub(crate) title: String,
    pub(crate) hint: String,
    /// How far it is; none for a place that is there to be opened.
    pub(crate) state: Option<Tag>,
}

component!(Summary, TaskList);
