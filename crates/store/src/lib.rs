//! The database: SQLite or PostgreSQL, chosen once; files in a folder or an object store.
//!
//! ```text
//! Store ──begin(NewOperation)──► Write ──save, … ──commit──► one operation, in order, for ever
//!   ├────reader()──────────────► Reader      one snapshot of everything
//!   ├────housekeeping()────────► Housekeeping  rows without history: sessions seen, throttles, leases
//!   └────files()───────────────► Files       content by its SHA-256
//! ```
//!
//! Every change is one operation with the next number; numbers are given out in the order of the commits, and their times
//! never go back. What was recorded is never updated and never deleted: triggers in the database refuse it. Look-up
//! functions take `&impl Db`, which a [`Reader`], a [`Write`] and a [`Housekeeping`] all are. Where the two databases
//! differ is `dialect.rs`; above this crate nobody knows which it is.
//!
//! Not here: who may do what, what the fields mean, what a change of a record implies (engine `ledger`), pages.
//!
//! Begin with [`Store`], then `write.rs`, then `ledgers/`.

pub mod accounts;
pub mod api_keys;
pub mod backup;
mod bucket;
pub mod cases;
mod connections;
pub mod consents;
mod day;
mod db;
pub mod deputations;
mod dialect;
pub mod drafts;
mod error;
pub mod figures;
pub mod files;
pub mod firms;
mod folder;
pub mod grants;
mod housekeeping;
pub mod idempotency;
pub mod identities;
pub mod imports;
pub mod inbox;
mod installation;
pub mod jobs;
pub mod ledgers;
pub mod letters;
pub mod links;
pub mod mandates;
mod migrations;
mod object;
pub mod operations;
pub mod origins;
pub mod packs;
mod random;
mod reader;
pub mod rights;
pub mod seals;
pub mod second_factors;
pub mod sessions;
mod settings;
mod sql;
mod store;
pub mod throttles;
mod write;

#[cfg(test)]
#[path = "../tests/it/postgres.rs"]
mod postgres;

pub use bucket::Bucket;
pub use db::{Db, DbMut, Transaction};
pub use error::Error;
pub use housekeeping::Housekeeping;
pub use installation::{Installation, NewInstallation};
pub use operations::{NewOperation, Operation, Subject};
pub use reader::Reader;
pub use seals::MasterKey;
pub use settings::{Database, FileSettings, Settings};
pub use store::{Schema, Store};
pub use write::Write;
