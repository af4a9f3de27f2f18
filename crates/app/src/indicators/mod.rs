//! Figures: each is the rows that it counts, over snapshots of the ledgers, against the target of the plan to which it is bound.
//!
//! ```text
//! ledgers ──store::ledgers::Spans──► snapshots ──query::rows──► rows ──indicators::measure──► figure ──light──► card
//!                                                                                          ▲
//!                                              plan in force ──bound (a quote of the pack)─┘
//! ```
//!
//! Nothing is stored but the figures of periods that are over: all else follows from the records and is made again when they change.

mod answers;
mod at_hand;
mod bases;
mod bound;
mod cache;
mod cards;
mod close;
mod compute;
mod concerned;
mod foreseen;
mod keep;
mod lowered;
mod open;
mod proof;
mod published;
mod records;
mod seen;
mod show;
mod stories;
mod tasks;
mod told;
mod unattributed;

pub use answers::{Choice, OpenQuestion, questions};
pub(crate) use bases::write as write_base;
pub use bound::Bound;
pub(crate) use cache::Indicators;
pub use cards::{Card, Cockpit, cards, of_cockpit, some};
pub use close::close;
pub use compute::Computed;
pub(crate) use compute::{LIMITS, counted, params};
pub use concerned::Concerned;
pub(crate) use concerned::concerned;
pub use foreseen::Foreseen;
pub use keep::keep;
pub use lowered::{Lowered, LoweredBy};
pub use open::{Opened, open};
pub use proof::{ProofFile, Proved, prove, snapshot, verify};
pub use published::{Difference, Published};
pub(crate) use records::standing;
pub use records::{Change, Narrowed, ROWS_SHOWN, Records, ShownRow, ShownRows, records, take};
pub use seen::{Reach, RowsSeen, Touched};
pub use show::{Cause, Fall, Point, Shown, show};
pub use stories::check as check_stories;
pub use tasks::RelatedTasks;
pub(crate) use tasks::{bound_to_plan, of_task};
pub use told::Told;
pub(crate) use told::told;
pub use unattributed::{Unattributed, attributes};
