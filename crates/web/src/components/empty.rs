use askama::Template;

use super::component;

/// A place where nothing is yet, and what to do next.
#[derive(Debug, Clone, Template)]
#[template(path = "components/empty.html")]
pub(crate) struct Empty {
    pub(crate) title: String,
    pub(crate) text: String,
    /// The address and the name of what to do next.
    pub(crate) action: Option<(String, String)>,
}

component!(Empty);
