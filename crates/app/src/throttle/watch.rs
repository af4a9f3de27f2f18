use jiff::Timestamp;
use store::{Db, DbMut, seals, throttles};

use super::gate::{Attempts, Gate};
use crate::Error;

/// One who tries at a gate: kept as a digest, so that no list of names or addresses grows anywhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    gate: Gate,
    who: [u8; 32],
}

impl Trial {
    /// Somebody at a gate, named by what the gate goes by.
    pub(crate) fn new(db: &impl Db, gate: Gate, who: &str) -> Trial {
        Trial { gate, who: seals::digest(db, gate.name(), who) }
    }

    /// Whether they may try now.
    ///
    /// # Errors
    /// [`Error::TooSoon`] with the time from which on they may.
    pub(crate) async fn check(self, db: &impl Db, now: Timestamp) -> Result<(), Error> {
        match self.attempts(db).await?.and_then(|attempts| self.gate.opens_at(attempts, now)) {
            Some(opens_at) => Err(Error::TooSoon { opens_at, wait_seconds: seconds(now, opens_at) }),
            None => Ok(()),
        }
    }

    /// They tried and failed, or used up one of a few.
    pub(crate) async fn count(self, db: &impl DbMut, now: Timestamp) -> Result<(), Error> {
        let attempts = self.gate.after_failure(self.attempts(db).await?, now);
        Ok(throttles::set(db, self.gate.name(), self.who, attempts.count, attempts.last).await?)
    }

    /// They succeeded.
    pub(crate) async fn clear(self, db: &impl DbMut) -> Result<(), Error> {
        Ok(throttles::clear(db, self.gate.name(), self.who).await?)
    }

    async fn attempts(self, db: &impl Db) -> Result<Option<Attempts>, Error> {
        let known = throttles::get(db, self.gate.name(), self.who).await?;
        Ok(known.map(|(count, last)| Attempts { count, last }))
    }
}

/// Seconds from one time to another, begun ones as whole ones.
fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or_default().div_ceil(1_000)
}
