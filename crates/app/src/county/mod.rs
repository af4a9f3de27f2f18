//! The county itself: making its database from a pack, opening it, and installing a newer pack.
//!
//! ```text
//! pack ──Declarations::read──► tables of every ledger (store::ledgers::prepare) ──► seeds, once, as operations
//! ```
//!
//! After that the database wins: a seed that changed in a newer pack is told as a difference and not loaded, that of a ledger
//! that is new is loaded once, and a pack that declares otherwise what has records is refused, or told what becomes of them ([`fit`]).

mod create;
mod fit;
mod former;
mod install;
mod kept;
mod look;
mod misfit;
mod news;
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

use kernel::{Problem, Severity, Wording};
use pack::Pack;

use crate::Error;

/// A county is made of a pack, and goes on with it, exactly if `pack check` finds no error in it.
fn check(pack: &Pack) -> Result<(), Error> {
    let problems = pack::check_opened(pack).into_iter();
    let errors: Vec<Problem> = problems.filter(|problem| problem.severity == Severity::Error).collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// The pack is not that of the county.
fn other_county(county: &str, pack: &str) -> Error {
    Error::Conflict(Wording::new(
        format!("这个数据库属于“{county}”，数据包却是“{pack}”；请换用“{county}”的数据包"),
        format!("this database belongs to {county}, and the pack is {pack}; use the pack of {county}"),
    ))
}
