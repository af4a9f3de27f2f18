//! The county itself: making its database from a pack, opening it, and installing a newer pack.
//!
//! ```text
//! pack ──Declarations::read──► tables of every ledger (store::ledgers::prepare) ──► seeds, once, as operations
//! ```
//!
//! After that the database wins: a seed that changed in a newer pack is told as a difference and not loaded.

mod create;
mod install;
mod kept;
mod open;
mod seeds;

pub use create::create;
pub(crate) use create::create_until;
pub use install::{Installed, install};
pub use kept::with;
pub use open::open;
pub use seeds::{SeedDifference, differences};
pub(crate) use seeds::{Statement, later, say};
