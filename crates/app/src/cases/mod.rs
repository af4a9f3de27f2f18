//! Cases: one file for each thing that can be done with them, the same for every procedure.
//!
//! ```text
//! command ──► who may see the case? ──► store: events ──► cases::decide ──► store: event, state, clocks, messages
//! ```
//!
//! Whether a step may be taken is decided by the engine alone, by the procedure to which the case is pinned: `decide` judges
//! roles, states, fields, guards and clocks. Here the case is loaded, what the guards ask for is looked up in the same
//! transaction, and what follows is saved with the event, or not at all.

mod about;
mod acts;
mod alike;
mod annul;
mod begin;
mod board;
mod chosen;
mod claim;
mod come_into_force;
mod context;
mod counted;
mod documents;
pub mod drafts;
mod each;
mod effects;
mod erase;
mod facts;
mod follow;
mod hand_over;
mod late;
mod late_report;
mod list;
mod messages;
mod named;
mod naming;
mod news;
mod offered;
mod opened;
mod parts;
mod prefill;
mod preview;
mod receipt;
mod remind;
mod reproject;
mod sheet;
mod show;
mod signed_for;
mod take;
mod take_sheet;
mod tick;
mod track;

pub use about::{Start, about, prefilled};
pub(crate) use acts::procedure_of;
pub use acts::title_of_act;
pub use alike::{Other, Repeated, Times, alike, repeated};
pub use annul::annul;
pub use board::{Board, board};
pub use come_into_force::come_into_force;
pub use context::{Context, context};
pub use counted::Counted;
pub use documents::{Content, Issued, Registered, Seen, document, register};
pub(crate) use each::line;
pub use erase::erase;
pub use hand_over::Unattended;
pub(crate) use hand_over::{hand_over, settle_of, unattended};
pub use late::{Late, late};
pub use late_report::{LateReport, prefilled_late_report};
pub use list::{Groups, Listed, PAGE, Page, Wanted, list};
pub use naming::{Naming, naming};
pub use news::{News, NewsOf};
pub use offered::{Offered, offered};
pub use opened::{Opened, open, procedures};
pub(crate) use opened::{pinned, standing_events};
pub use parts::{Part, parts};
pub use prefill::held_by_records;
pub use preview::{Ending, Gap, Message, Opening, Preview, Share, preview};
pub use receipt::{Receipt, receipt};
pub use remind::remind;
pub use reproject::{Reprojected, reproject};
pub use sheet::{SHEET_ROWS_MAX, Sheet, sheet};
pub use show::{ClockShown, Shown, Told, show};
pub use take::{Taken, Taking, sent_before, start, take};
pub use take_sheet::{CaseRow, RowOutcome, RowTold, SheetTold, sheet_column, take_sheet, too_many_rows};
pub use tick::tick;
pub use track::{Passed, Tracked, track};

/// The page of a case, without base path and language.
pub fn path(number: &str) -> String {
    format!("/cases/{number}")
}
