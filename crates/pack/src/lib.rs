//! Finds and reads packs: the declared data of a county or of what all counties share.
//!
//! A pack is a folder, a list of files, or one of those compiled in. Each file is handed to the engine that owns its format;
//! this crate owns only `pack.toml`, `codes.toml` with its tables, `roles.toml`, `programme.toml`, `accounts.csv`,
//! `history.csv`, `imports.csv` and `cases.csv`. A pack may extend another: what it does not bring
//! itself comes from there. [`check()`] reports every problem of the whole chain with file and line.
//!
//! ```text
//! folder, list of files, compiled in ──► Pack ──► calendar, regimes, law, watch, codes, roles, ledgers, procedures, programme
//!                                         │            │ each row of seeds and examples is read through its ledger
//!                                         └────► seed(ledger), seeds() for plans, accounts, digest
//! ```
//!
//! [`settle()`] tells which findings of a plan a pack has answered.
//!
//! Not here: what a calendar, a ledger or a watched word means (the engines know), who may do what (`app` decides by the
//! roles), archives and databases, and any name of a county.
//!
//! Begin with [`Pack`].

mod accounts;
mod built_in;
mod check;
mod codes;
mod digest;
mod entries;
mod examples;
mod fault;
mod fault_wording;
mod files;
mod gaps;
mod gate;
mod given;
mod history;
mod imports;
mod indicators;
mod lake;
mod ledgers;
mod manifest;
mod pack;
mod procedures;
pub mod programme;
mod records;
mod roles;
mod said;
mod seed;
mod settle;
mod statutes;
mod steps;
mod table;

pub use accounts::Account;
pub use built_in::names as built_in_names;
pub use check::{Report, check, check_files, check_folder, check_opened};
pub use files::io_reason;
pub use gate::Gate;
pub use history::Entry;
pub use imports::ImportEntry;
pub use indicators::DIMENSION;
pub use manifest::Manifest;
pub use pack::{Pack, PlanText};
pub use programme::Programme;
pub use records::SeedRow;
pub use roles::{Act, Permission, Role, Roles, Rows, body_field};
pub use said::Said;
pub use seed::{Alias, Answer, Body, Group, Member, Owner, Seeds};
pub use settle::{Settled, settle};
pub use steps::StepEntry;
