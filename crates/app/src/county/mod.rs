//! The county itself: making its database from a pack, opening it, and installing a newer pack.
//!
//! ```text
//! pack ──Declarations::read──► tables of every ledger (store::ledgers::prepare) ──► seeds, once, as operations
//! ```
//!
//! After that the database wins: a seed that changed in a newer pack is told as a difference and not loaded, and a pack
//! that declares otherwise what has records is refused, or told what becomes of them ([`fit`]).

mod create;
mod fit;
mod install;
mod kept;
mod look;
mod misfit;
mod open;
mod seeds;

pub use create::create;
pub(crate) use create::create_until;
pub use fit::fit;
pub use install::{Installed, install};
pub use kept::with;
pub use look::look;
pub use open::open;
pub use seeds::{SeedDifference, differences};
pub(crate) use seeds::{Statement, later, say};

use kernel::Wording;

use crate::Error;

/// The pack is not that of the county.
fn other_county(county: &str, pack: &str) -> Error {
    Error::Conflict(Wording::new(
        format!("这个数据库属于“{county}”，数据包却是“{pack}”；请换用“{county}”的数据包"),
        format!("this database belongs to {county}, and the pack is {pack}; use the pack of {county}"),
    ))
}
