use form::Fields;
use jiff::civil::Date;
use ledger::Known;

/// What held of a record for a period of the world, known for a period of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The id of the interval: made again from what was said, it is the same.
    pub span: i64,
    /// The key of the record.
    pub key: String,
    /// The revision that said it.
    pub revision: i64,
    /// The first day for which it holds.
    pub valid_from: Date,
    /// The first day for which it does not; `ledger::Interval::FOREVER` if none is known.
    pub valid_to: Date,
    /// The operation from which on it was known.
    pub known_from: Known,
    /// The operation from which on it was not; `ledger::Interval::STILL` if none.
    pub known_to: Known,
    /// What held; personal values are pseudonyms.
    pub fields: Fields,
}
