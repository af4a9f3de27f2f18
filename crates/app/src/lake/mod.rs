//! Many counties: what a county publishes to a lake, and the figures of all who did.
//!
//! ```text
//! ledgers of a county ──publish──► lake ◄──read── figures ──► by county, rank, of all together, who is missing and why
//! ```
//!
//! The same indicators are counted that each county counts for itself, with the same arithmetic. What a county cannot be counted for
//! is said of it in words; it never counts as nothing.

mod alone;
mod at_once;
mod eligible;
mod figures;
mod key;
mod place;
mod publish;
mod whole;

pub use figures::{LakeQuestion, LakeReport, OfCounty, OverLake, figures};
pub use key::{make_key, read_key};
pub use place::LakePlace;
pub use publish::publish;
#[cfg(feature = "cluster")]
pub use query::cluster;
pub use query::lake::{Absence, Doubled, Engine, Lake, Published, SigningKey};
