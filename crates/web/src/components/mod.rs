//! The pieces pages are made of: each is a plain struct with a template of the same name in `templates/components`. What
//! they say is given to them; how they look is `static/app.css`.

mod cell;
mod chart;
mod clock;
mod confirmation;
mod differences;
mod empty;
mod field;
mod lists;
mod marks;
mod notice;
mod pagination;
mod table;
mod tabs;
mod timeline;
mod two_times;

pub(crate) use cell::{Cell, FileLink};
pub(crate) use chart::Chart;
pub(crate) use clock::Clock;
pub(crate) use confirmation::Confirmation;
pub(crate) use differences::{Difference, Differences};
pub(crate) use empty::Empty;
pub(crate) use field::{Choice, Field, FieldControl, Line, Reference, Width};
pub(crate) use lists::{Summary, SummaryRow, Task, TaskList};
pub(crate) use marks::{Light, Tag, Tone};
pub(crate) use notice::{ErrorSummary, Notice, SummaryItem};
pub(crate) use pagination::Pagination;
pub(crate) use table::{Column, Order, Table};
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use timeline::{Entry, Step, Timeline};
pub(crate) use two_times::{Block, TwoTimes};

/// Components are templates of HTML, so that a page shows them as they are.
macro_rules! component {
    ($($name:ty),+) => {
        $(impl askama::filters::HtmlSafe for $name {})+
    };
}
pub(crate) use component;
