//! Work beside the pages: it is put down in the operation that causes it, done by the runner, tried again when it fails,
//! and kept for people to see when it is given up.
//!
//! A new kind of work is one variant of [`Work`] and one line where it is done.

mod list;
mod retry;
mod run;
mod work;

pub use list::{Dead, counts, dead, revive};
pub use run::{run, run_due};
pub use work::Work;
pub(crate) use work::make;
