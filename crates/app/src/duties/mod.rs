//! Duties: what each body owes for each task. Issuing a plan brings the ledger of duties up to date; how each stands follows from
//! what proves it, from reports and from slips.

mod board;
mod keep;
mod kept;
mod known;
mod list;
mod matrix;
mod names;
mod owed;
mod progress;
mod proofs;
mod reported;

pub use board::{Board, BoardReport, board};
pub(crate) use keep::{ending, keep, pending};
pub use kept::{Kept, Slip, kept};
pub(crate) use list::last_names;
pub use list::{DutySheet, Load, Signature, Standing, Standings, standings};
pub use matrix::{Cover, Covered, SYSTEMS, Signed, matrix};
pub(crate) use names::{Names, all, all_then, records_where, text};
pub use owed::Duty;
pub(crate) use owed::{asked_on, bodies, owed};
pub use progress::{Progress, progress};
pub use proofs::{ProofDue, proofs};
pub use reported::{Reported, reported};

/// The ledger of duties.
pub(crate) const LEDGER: &str = "duties";
