use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;

/// New values by field; [`None`] empties a field, and a field that is not here stays as it is.
pub type Patch = BTreeMap<String, Option<Value>>;

/// What somebody says about a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// From this day on it is so; before, it was otherwise or it was not.
    Became {
        /// The first day.
        from: Date,
        /// The fields that are new; all of them where nothing held before.
        fields: Patch,
    },
    /// It was always so in this period; what was said before was wrong.
    WasAlways {
        /// The first day.
        from: Date,
        /// The first day after; none for ever.
        to: Option<Date>,
        /// The fields that are corrected.
        fields: Patch,
    },
    /// From this day on there is no such thing any more.
    Ended {
        /// The first day without it.
        from: Date,
    },
    /// There never was such a thing; the record was a mistake.
    NeverWas,
    /// It is the same thing as another record, which goes on. That there is such a record, and that it is not merged
    /// itself, is for the caller to know.
    MergedInto {
        /// The key of the record that goes on.
        key: String,
    },
    /// It is not the same thing after all: the record is again what it was before it was merged.
    Unmerged,
}

impl Change {
    /// A new record that holds from this day on.
    pub fn created(from: Date, fields: Fields) -> Change {
        Change::Became { from, fields: fields.into_iter().map(|(id, value)| (id, Some(value))).collect() }
    }
}
