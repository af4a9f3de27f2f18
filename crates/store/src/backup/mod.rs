//! Backups of a store on SQLite, taken while others write, and their way back.
//!
//! A backup is a folder: the database, the stored files, and a manifest that is written last; without it a backup is not
//! whole. **The master key is not in it**: who finds a backup finds no personal value. It has to be kept elsewhere.
//!
//! On PostgreSQL `pg_dump` and the backups of the bucket do this; the database's administrator has them.

mod check;
mod manifest;
mod restore;
mod take;

pub use check::check;
pub use manifest::{FileEntry, Manifest};
pub use restore::restore;
pub use take::take;

/// The name of the manifest in a backup.
const MANIFEST: &str = "manifest.json";

/// The folder of the stored files in a backup.
const FILES: &str = "files";
