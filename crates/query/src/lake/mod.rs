//! A lake: a folder to which counties publish what everybody may see of their ledgers, and statements that run over all of them.
//!
//! ```text
//! <lake>/
//!   counties.toml                      which counties there are, and the key of each
//!   county=430105/
//!     current                          the name of the newest publication; replaced as a whole
//!     publications/<name>.json, .sig   what was published on a day, and the signature over its bytes
//!     <ledger>/<seq>-<rows>/           a base: open.parquet, closed.parquet, manifest.json
//! ```
//!
//! A publication names the manifest of each ledger by its digest, a manifest its files, so that one signature holds all of it.
//! Nothing that was published is changed or removed. Nobody locks anything: files come first, the publication next, `current` last.
//!
//! A statement is written for one county. [`Many`] runs it for many at once: the county is carried through every step of the plan
//! (`lift.rs`), so that each county sees its own rows and no others. A statement that cannot be read so says it
//! ([`Error::NotByCounty`](crate::Error::NotByCounty)); then it is run for each county by itself.
//!
//! Not here: which ledgers are published, what an indicator makes of rows, who may publish.

mod ask;
mod counties;
mod folder;
mod key;
mod lift;
mod publication;
mod read;
mod table;
mod wording;

pub use ask::{Doubled, Engine, Many, OfDay, Sums};
pub use counties::{COUNTIES, Trusted, read_counties};
pub use folder::{Published, Publisher, current_path, publication_paths, snapshot_paths};
pub use key::{PublicKey, SigningKey};
pub use publication::{Publication, PublishedLedger};
pub use read::{County, CountyFound, Lake};
pub use wording::Absence;
