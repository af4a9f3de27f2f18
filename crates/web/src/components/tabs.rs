use askama::Template;

use super::component;

/// Views of the same thing, each an address of its own.
#[derive(Debug, Clone, Template)]
#[template(path = "components/tabs.html")]
pub(crate) struct Tabs {
    pub(crate) label: String,
    pub(crate) tabs: Vec<Tab>,
}

/// One view.
#[derive(Debug, Clone)]
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) is_current: bool,
}

component!(Tabs);
