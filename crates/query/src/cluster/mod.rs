//! A cluster of Ballista: the statements of a lake run on several machines, with the same result as in one process.
//!
//! ```text
//! whoever asks ──plan──► scheduler ──tasks──► executor, executor, …
//!       ▲                                          │
//!       └────────────────── rows ──────────────────┘
//! ```
//!
//! A plan names files, not folders ([`codec`]): scheduler and executors see the lake under the same path as whoever asks, who has
//! compared every digest before. Work that an executor had when it was lost is given to another one. There is no password: all
//! of it belongs into a network of its own.
//!
//! Not here: statements, which are those of `lake`.

mod client;
mod codec;
mod executor;
mod scheduler;

pub use client::Cluster;
pub use executor::{Executor, executor};
pub use scheduler::scheduler;

/// The longest message between them in bytes: a plan names some thousand files.
const MESSAGE_BYTES_MAX: u32 = 64 << 20;

/// An executor that was not heard of for so long is lost; it says every [`HEARTBEAT_SECONDS`] that it is there.
const LOST_AFTER_SECONDS: u64 = 20;
const HEARTBEAT_SECONDS: u64 = 5;
