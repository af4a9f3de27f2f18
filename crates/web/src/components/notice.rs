use askama::Template;

use super::{Tone, component};

/// Something to know before going on.
#[derive(Debug, Clone, Template)]
#[template(path = "components/notice.html")]
pub(crate) struct Notice {
    pub(crate) tone: Tone,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// What has to be put right, each with a link to its place. It stands above the form.
#[derive(Debug, Clone, Template)]
#[template(path = "components/error_summary.html")]
pub(crate) struct ErrorSummary {
    pub(crate) title: String,
    pub(crate) items: Vec<SummaryItem>,
}

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SummaryItem {
    /// Where it is put right; none if it is about the whole.
    pub(crate) href: Option<String>,
    pub(crate) text: String,
}

component!(Notice, ErrorSummary);
