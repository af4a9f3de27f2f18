//! The pages of ledgers, made from what they declare: the same for every ledger.

pub(crate) mod comparison;
pub(crate) mod erasure;
mod export;
pub(crate) mod file;
pub(crate) mod held;
pub(crate) mod index;
pub(crate) mod list;
pub(crate) mod printout;
pub(crate) mod record;
mod statement;
pub(crate) mod totals;
pub(crate) mod unmasking;

pub(crate) use statement::{Statement, ask, send};
