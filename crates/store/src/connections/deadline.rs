use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// When the question of one connection of SQLite is given up. SQLite asks from time to time whether to go on; PostgreSQL has
/// a setting of its own for this.
#[derive(Debug, Clone)]
pub(crate) struct Deadline {
    start: Instant,
    /// Milliseconds after the start; 0 for never.
    end: Arc<AtomicU64>,
}

/// SQLite asks after so many steps of its machine: well below a millisecond.
pub(crate) const STEPS: i32 = 10_000;

impl Deadline {
    pub(crate) fn new() -> Deadline {
        Deadline { start: Instant::now(), end: Arc::default() }
    }

    /// Gives up what is asked from now on after this time.
    pub(crate) fn set(&self, limit: Duration) {
        let end = (self.start.elapsed() + limit).as_millis();
        self.end.store(u64::try_from(end).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Never gives up.
    pub(crate) fn clear(&self) {
        self.end.store(0, Ordering::Relaxed);
    }

    /// Whether to go on.
    pub(crate) fn is_open(&self) -> bool {
        match self.end.load(Ordering::Relaxed) {
            0 => true,
            end => self.start.elapsed().as_millis() < u128::from(end),
        }
    }
}
