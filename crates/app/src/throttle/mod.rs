//! Waiting times: who errs or asks too often waits, longer each time, and is let in again without anybody's help.

mod gate;
mod watch;

pub use gate::{Attempts, Gate};
pub(crate) use watch::Trial;
