//! Periods of law (期间, 期限): from an event and an amount to the last day, under the counting rules of a statute.
//!
//! Which rules a statute has is data of a pack (`packs/china/regimes.toml`); this module knows the vocabulary those
//! rules are written in. [`due`] is the short way to the date, [`explain`] gives every fact behind it and puts them
//! into words. A date that a decree not yet known could move is marked provisional.
//!
//! [`Budget`] is the same with extensions, and with stretches in which the clock stands still.
//!
//! Not here: why a period starts, stops or is extended. Those are facts of a case.

mod budget;
mod due;
mod error;
mod event;
mod explain;
mod explanation;
mod regime;
mod regimes;
mod sentences;
mod span;
mod unit;

pub use budget::{Budget, Pause};
pub use due::{Due, due};
pub use error::Error;
pub use event::Event;
pub use explain::explain;
pub use explanation::{
    Counted, DaysCounted, Explanation, FirstCounted, LastDay, MonthEndReached, RolledOver, UnpublishedYear,
    Why,
};
pub use regime::{Basis, Certainty, FirstDay, HourStart, MonthEnd, Regime, RollOver, Rule, WorkingAmounts};
pub use regimes::Regimes;
pub use span::Span;
pub use unit::{Period, Unit};
