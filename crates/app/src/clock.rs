use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// What time it is. The product reads it here and nowhere else.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that is set while a demonstration county is seeded, so that its history is real to the software. It goes
    /// on from there, and only forward.
    Demonstration(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this time until it is set further.
    pub fn demonstration(at: Timestamp) -> Clock {
        Clock::Demonstration(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// Sets a demonstration clock forward; a time that has passed leaves it where it is, and the machine's clock cannot be
    /// set.
    pub fn advance_to(&self, at: Timestamp) {
        if let Clock::Demonstration(now) = self {
            now.fetch_max(at.as_microsecond(), Ordering::SeqCst);
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        let microseconds = match self {
            Clock::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| i64::try_from(since.as_micros()).ok())
                .unwrap_or_default(),
            Clock::Demonstration(now) => now.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The day in China.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

/// The day and the time of day in China of a time, to the second.
pub(crate) fn moment_of(time: Timestamp) -> DateTime {
    let moment = time.to_zoned(TimeZone::fixed(Offset::constant(8))).datetime();
    moment.with().subsec_nanosecond(0).build().unwrap_or(moment)
}

/// The day in China (UTC+8 all year, without summer time since 1991) of a time.
pub fn day_of(time: Timestamp) -> Date {
    time.to_zoned(TimeZone::fixed(Offset::constant(8))).date()
}
