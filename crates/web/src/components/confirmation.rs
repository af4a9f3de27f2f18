use askama::Template;

use super::component;

/// It is done: what, under which number, and what happens next.
#[derive(Debug, Clone, Template)]
#[template(path = "components/confirmation.html")]
pub(crate) struct Confirmation {
    pub(crate) title: String,
    /// The number under which it can be found again, with its name before it.
    pub(crate) number: Option<(String, String)>,
    pub(crate) next: Vec<String>,
    /// Where to read more of it: address and name.
    pub(crate) link: Option<(String, &'static str)>,
}

component!(Confirmation);
