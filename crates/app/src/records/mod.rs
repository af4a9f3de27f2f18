//! The records of ledgers: list, show, history, compare, export; and [`propose`], by which everything that is said of a
//! record is checked and saved.
//!
//! Each function opens the ledger through what the actor sees of it, so that nothing else can be read or said.

mod actions;
mod compare;
mod dossier;
mod erase;
mod export;
mod files;
mod given;
mod held;
mod history;
mod line;
mod list;
mod named;
mod once;
mod opened;
mod propose;
mod references;
mod say;
mod show;
mod told;
mod unmask;
mod when;

pub use crate::once::Once;
pub use actions::Actions;
pub use compare::{Comparison, DIFFERENCES_MAX, compare};
pub use dossier::{Belonging, DOSSIER_MAX, DOSSIER_OF_LEDGER_MAX, Dossier, dossier};
pub use erase::erase;
pub use export::{Export, RECORDS_MAX, export};
pub use given::Given;
pub use held::{Held, HeldBy, HeldRequest, Referrers, held, held_by};
pub use history::{Entry, history};
pub(crate) use line::check_lines;
pub use list::{List, ListRequest, ROWS_MAX, list, request_problems};
pub use named::{Named, check_named};
pub use once::sent_before;
pub use opened::{Opened, ledgers, open};
pub use propose::{Mode, Outcome, Proposal, REASON_CHARACTERS_MAX, Said, problems, propose};
pub(crate) use propose::{check_reason, last_held, propose_within};
pub use references::Names;
pub(crate) use references::names_in;
pub(crate) use say::say;
pub use show::{Found, Period, Shown, find, show};
pub use told::{Told, tellings, told};
pub use unmask::unmask;
pub use when::When;
pub(crate) use when::named;
