use askama::Template;

use super::component;
use crate::words::Words;

/// The way through a list by cursors: there are no page numbers, because rows come and go.
#[derive(Debug, Clone, Template)]
#[template(path = "components/pagination.html")]
pub(crate) struct Pagination {
    pub(crate) words: Words,
    /// The addresses of the first, the previous and the next page, where there is one.
    pub(crate) first: Option<String>,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
}

component!(Pagination);
