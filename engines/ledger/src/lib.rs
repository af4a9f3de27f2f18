//! Ledgers: what is kept, declared once; and what was said of it, in two times.
//!
//! A [`Ledger`] is read from `ledger.toml`. A statement about a record holds for a period of the world and was known for
//! a period of ours: `[valid_from, valid_to) × [known_from, known_to)`. It is never changed, only superseded. [`revise`]
//! turns a [`Change`] into [`Revision`]s to be appended; [`intervals`] derives from the revisions of a record what held
//! when and was known when; [`at`] answers one question of it.
//!
//! ```text
//! history: revisions in order ──revise(change)──► new revisions, or problems
//!                 │
//!                 └──intervals──► what held when, known when ──at(D, K)──► the fields
//! ```
//!
//! Not here: tables and databases, who may do it, and what the fields of a certain ledger mean.
//!
//! Begin with [`Ledger`], then `revise.rs`.

mod change;
mod declaration;
mod difference;
mod digest;
mod history;
mod interval;
mod key;
mod revise;
mod timeline;

pub use change::{Change, Patch};
pub use declaration::{
    CARD_FIELDS_MAX, ID_CHARACTERS_MAX, KEY_FIELDS_MAX, Ledger, RESERVED, RETENTION_YEARS_MAX, Reference,
    Retention, Sort, VIEW_FIELDS_MAX, VIEWS_MAX, View, check_all,
};
pub use difference::{Difference, DifferenceKind, ListDifference, compare, compare_lists};
pub use digest::{canonical, digest};
pub use history::{History, Known, Revision, Statement, merged_into};
pub use interval::{Interval, Past, Supersession, at, intervals, supersede};
pub use key::key_of;
pub use revise::{EARLIEST, LATEST, REVISIONS_MAX, revise};
pub use timeline::{Step, StepKind, timeline};
