//! Figures: each is the rows that it counts, over snapshots of the ledgers, against the target of the plan to which it is bound.
//!
//! ```text
//! ledgers ──store::ledgers::Spans──► snapshots ──query::rows──► rows ──indicators::measure──► figure ──light──► card
//!                                                                                          ▲
//!                                              plan in force ──bound (a quote of the pack)─┘
//! ```
//!
//! Nothing is stored but the figures of periods that are over: all else follows from the records and is made again when they change.

mod bound;
mod cache;
mod cards;
mod close;
mod compute;
mod keep;
mod proof;
mod rows;
mod seen;
mod show;
mod snapshots;
mod stories;

pub use bound::Bound;
pub(crate) use cache::Indicators;
pub use cards::{Card, cards, of_cockpit};
pub use close::close;
pub use compute::Computed;
pub(crate) use compute::{LIMITS, counted, params};
pub use keep::keep;
pub use proof::{Proved, files, prove, verify};
pub use rows::{Narrowed, ROWS_SHOWN, ShownRow, ShownRows, rows_of, written};
pub use seen::{Reach, RowsSeen, Touched};
pub use show::{Point, Shown, definition, show};
pub(crate) use snapshots::write as write_base;
pub use stories::check as check_stories;
