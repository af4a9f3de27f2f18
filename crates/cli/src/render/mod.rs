//! How values look: in a terminal, as Markdown, as a workbook. No engine is called here.

pub(crate) mod backup;
pub(crate) mod diff;
pub(crate) mod inline;
mod paint;
pub(crate) mod plan;
pub(crate) mod problems;
mod table;
mod text;

pub(crate) use paint::Paint;
pub(crate) use table::{Cell, Column, Table};
pub(crate) use text::{clean, pad, rule, width, wrap, wrap_list};
