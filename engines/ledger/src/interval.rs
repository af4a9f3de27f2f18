use form::Fields;
use jiff::civil::Date;

use crate::{History, Known};

/// What held in a period of the world and was known in a period of ours: `[from, to) × [known_from, known_to)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub valid_from: Date,
    /// The first day after; [`Interval::FOREVER`] if none is known.
    pub valid_to: Date,
    /// The operation from which on it was known.
    pub known_from: Known,
    /// The operation from which on something else was known; [`Interval::STILL`] if it is still known.
    pub known_to: Known,
    /// The fields.
    pub fields: Fields,
    /// Which revision of the history said it.
    pub revision: usize,
}

impl Interval {
    /// The end of a period that is open.
    pub const FOREVER: Date = Date::constant(9999, 12, 31);
    /// The end of knowledge that is not superseded: 2^53 − 1, exact in JSON as well.
    pub const STILL: Known = (1 << 53) - 1;
}

/// A day of the world and a time of our knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// As of this day.
    pub as_of: Date,
    /// As known at this operation.
    pub known: Known,
}

/// What held when, and was known when.
pub fn intervals(_history: &History) -> Vec<Interval> {
    Vec::new()
}

/// What held on a day, as it was known at an operation.
pub fn at(_history: &History, _past: Past) -> Option<Fields> {
    None
}
