//! Finds and reads packs: the declared data of a county or of what all counties share.
//!
//! A pack is a folder, or one of those compiled in. Each file is handed to the engine that owns its format; this crate
//! owns only `pack.toml`, `codes.toml` with its tables, and the seed tables. A pack may extend another: what it does
//! not bring itself comes from there. [`check()`] reports every problem of the whole chain with file and line.
//!
//! [`settle()`] tells which findings of a plan a pack has answered.
//!
//! Not here: what a calendar, a regime or a watched word means (the engines know), and any name of a county.
//!
//! Begin with [`Pack`].

mod built_in;
mod check;
mod codes;
mod digest;
mod fault;
mod fault_wording;
mod files;
mod given;
mod manifest;
mod pack;
mod roles;
mod seed;
mod settle;
mod table;

pub use built_in::names as built_in_names;
pub use check::{Report, check, check_files, check_folder};
pub use files::io_reason;
pub use manifest::{Manifest, People, Population, PopulationKind};
pub use pack::{Pack, PlanText};
pub use roles::{Act, Permission, Role, Roles, Rows};
pub use seed::{Alias, Answer, Body, BodyKind, Group, Member, Owner, Seeds};
pub use settle::{Settled, settle};
