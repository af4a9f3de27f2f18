//! Keys with which other systems use the API. A key belongs to an account and may at most what the account may: its
//! [`Scopes`] only take away, and only records and cases are within them: one that writes in all ledgers takes steps too. It is told once, kept as a digest, and good for a year at
//! most; it may be bound to the addresses of the system that has it.
//!
//! ```text
//! make ──key, once──► the other system ──bearer──► actor: usable? from there? ──► roles of the account, within the scopes
//! ```

mod actor;
mod list;
mod make;
mod person;
mod refusals;
mod revoke;
mod scopes;

pub use actor::actor;
pub(crate) use actor::{note_use, presented, read};
pub use list::{Key, KeyState, list};
pub use make::{Made, NewKey, make};
pub(crate) use person::{account_behind, name, names_of_person};
pub use revoke::revoke;
pub use scopes::{Access, Scopes};

/// What keys begin with, so that a key that was published by mistake can be found.
const PREFIX: &str = "qxk_";
