use form::Value;
use ledger::{Ledger, Past, Sort, View};

use super::record::Record;
use super::sight::Sight;

/// Records of a page, at most.
pub const PAGE_MAX: u16 = 500;

/// Totals are counted so far; beyond, a list says that there are more.
pub const TOTAL_MAX: u64 = 10_000;

/// Which records are asked for.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// What narrows the list down. All of it holds.
    pub filters: Vec<Filter>,
    /// The order; empty for that of the view that serves the filters, or else of the keys.
    pub sort: Vec<Sort>,
    /// Where the page begins: [`Page::next`] or [`Page::previous`] of another page of the same question.
    pub after: Option<String>,
    /// Records of the page; no more than [`PAGE_MAX`].
    pub limit: u16,
    /// When.
    pub past: Past,
    /// For whom.
    pub sight: Sight,
}

/// One condition of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The field has one of these values.
    Is(String, Vec<Value>),
    /// The field has no value.
    Empty(String),
    /// The name has this text in it.
    Named(String),
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The records.
    pub records: Vec<Record>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// Where the page before begins, if there is one.
    pub previous: Option<String>,
    /// How many records there are in all.
    pub total: Total,
}

/// How many records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exact(u64),
    /// More than this.
    MoreThan(u64),
}

impl ListQuery {
    /// The view that serves the question: its filters are all given, each with one value, and its order is the one asked for.
    /// The more filters it has, the better.
    pub fn view<'l>(&self, ledger: &'l Ledger) -> Option<&'l View> {
        let given = |field: &String| {
            let single = |filter: &Filter| matches!(filter, Filter::Is(id, values) if id == field && values.len() == 1);
            self.filters.iter().any(single)
        };
        let serves =
            |view: &&View| view.filters.iter().all(given) && (self.sort.is_empty() || self.sort == view.sort);
        // Of equals the first: `max_by_key` would give the last.
        ledger.views.iter().rev().filter(serves).max_by_key(|view| view.filters.len())
    }
}
