//! Snapshots of ledgers, and SQL rows over them.
//!
//! A snapshot of a ledger is its intervals in both times: a base as Parquet files, named by a manifest with their digests,
//! and what changed since as rows in memory. SQL sees a ledger as a table of what held on a day, as it was known at an
//! operation, and as a table of every day known then; `docs/indicators.md` is the contract.
//!
//! ```text
//! Interval ──Writer──► base: open.parquet, closed.parquet, manifest.json ──verify──► problems
//!     │                                  │
//!     └──────────delta──────────► Part ◄─┘
//!                                  │
//!                              Snapshots ──rows(sql, params, limits)──► RowSet
//!                                  └───────columns_touched(sql)───────► who can compute it again
//! ```
//!
//! Not here: databases, what an indicator means (engine `indicators`), who may see a row.
//!
//! Begin with [`Snapshots`] and [`rows`]; what is written to disk is in `base/`.

mod arrow;
mod base;
#[cfg(feature = "cluster")]
pub mod cluster;
mod engine;
mod error;
mod interval;
pub mod lake;
mod parquet;
mod part;
mod result;
mod rows;
mod shape;
mod snapshots;
mod statement;
mod touched;
mod view;

pub use base::{Base, Cut, FileEntry, Manifest, Settings, Writer, verify, write};
pub use error::Error;
pub use interval::Interval;
pub use part::Part;
pub use rows::{Limits, Params, rows};
pub use shape::{Column, Holds, Shape};
pub use snapshots::Snapshots;
pub use statement::SQL_BYTES_MAX;
pub use touched::columns_touched;
