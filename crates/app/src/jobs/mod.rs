//! Work beside the pages: it is put down in the operation that causes it, done by the runner, tried again when it fails,
//! and kept for people to see when it is given up.
//!
//! ```text
//! operation ──make──► job ──take, for a while──► Work::be_done ──► done
//!                      ▲                             ├─ fails ──► again, later each time ──► given up
//!                      └──────── the time runs out ──┘
//! ```
//!
//! Whoever takes a job has it for a while and says from time to time that they are still alive; who died loses it to the
//! next one. So work may be begun twice, and each kind is written so that this does no harm.
//!
//! A new kind of work is one variant of [`Work`] and one line where it is done.

mod failure;
mod plan;
mod progress;
mod retry;
mod run;
mod see;
mod tidy;
mod work;

pub(crate) use failure::Failure;
pub(crate) use progress::Progress;
pub(crate) use run::take_over;
pub use run::{run, run_due};
pub use see::{Counts, Seen, State, counts, dead, revive, see};
pub use tidy::tidy_now;
pub use work::Work;
pub(crate) use work::{RIGHTS_OF_FILE, make, make_at};
