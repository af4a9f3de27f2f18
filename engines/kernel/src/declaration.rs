//! Reading what a pack declares in TOML, collecting every problem instead of stopping at the first.
//!
//! A reader asks a [`Table`] for the keys it knows. What is missing, of the wrong type or not understood is noted
//! with file, line and key path, and the asking function answers `None`. [`Reader::finish`] adds every key that
//! nobody asked for, so a misspelt key never passes in silence. Paths count from one: `year[2].worked[3]`.
//!
//! ```
//! use kernel::declaration::Reader;
//!
//! let text = "name = \"patents\"\nyaer = 2026\n";
//! let reader = Reader::new("ledger.toml", text).expect("the syntax is fine");
//! let root = reader.root();
//! // Ask for everything first, then combine: a key that was never asked for counts as unknown.
//! let (name, year) = (root.required::<String>("name"), root.required::<i64>("year"));
//! assert_eq!((name.as_deref(), year), (Some("patents"), None));
//! let problems = reader.finish();
//! assert_eq!(problems[0].code, "missing-key");
//! assert_eq!(problems[1].code, "unknown-key");
//! assert_eq!(problems[1].place.to_string(), "ledger.toml:2 yaer");
//! assert_eq!(problems[1].remedy.en, "did you mean year?");
//! ```
//!
//! Not here: what any declaration means, and finding or opening files.

mod id;
mod item;
mod notes;
mod reader;
mod suggestion;
mod table;
mod value;

pub use id::is_id;
pub use item::Item;
pub use reader::Reader;
pub use suggestion::nearest;
pub use table::Table;
pub use value::{Located, Value};
