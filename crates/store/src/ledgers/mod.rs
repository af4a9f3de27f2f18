//! The records of ledgers.
//!
//! ```text
//! revision (append-only, all ledgers) ──supersede──► l_<ledger>: intervals with typed columns, made from the declaration
//!        ▲                                              │
//!        └── save, Load                                 └──► list, show, names, Records, Comparison
//! ```
//!
//! What was said is in `revision`; everything else is derived from it and can be made again ([`rebuild`]). A past is a day
//! of the world and an operation of ours; [`NOW`] is the operation to give for what is known now.

mod called;
mod column;
mod comparison;
mod confirmation;
mod cursor;
mod further;
mod histories;
mod history;
mod interval;
mod later;
mod line;
mod list;
mod load;
mod names;
mod order;
mod parting;
mod past;
mod query;
mod rebuild;
mod record;
mod save;
mod sealed;
mod shape;
mod sight;
mod spans;
mod spells;
mod table;
mod take_back;
mod trial;
mod verify;
mod walk;
mod without;
mod writer;

pub use called::called;
pub use comparison::Comparison;
pub use confirmation::confirmed;
pub use further::Further;
pub use histories::{Histories, counts};
pub use history::{Said, histories_of, history, known};
pub use later::{Reads, Speaks};
pub use line::{Follows, Line};
pub use list::{LIST_TIME_MAX, explain, go_on, list};
pub use load::{GATHERED_MAX, LINES_TOLD_MAX, Load, Loaded, batch_of, loads_until_after, said_by};
pub use names::names;
pub use order::of as order;
pub use past::NOW;
pub use query::{Filter, ListQuery, PAGE_MAX, Page, TOTAL_MAX, Total};
pub use rebuild::rebuild;
pub use record::{Record, show, show_all};
pub use save::save;
pub use sealed::seal_patch;
pub use shape::prepare;
pub use sight::{Rows, Sight};
pub use spans::{Span, Spans, last_change, spans_since};
pub use spells::{Spells, spells};
pub use take_back::{BATCH_RECORDS_MAX, ByRule, TakenBack, take_back};
pub use trial::Trial;
pub use verify::{Verified, verify};
pub use walk::Records;
pub use without::count_without;
