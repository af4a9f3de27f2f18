//! What can be said of a record, by a person or by a line of a past.

use jiff::civil::Date;
use ledger::{Change, Patch};

use crate::Act;

/// What can be said of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It is, from this day on; its key is among its fields.
    Created {
        /// The first day.
        from: Date,
    },
    /// It became otherwise.
    Became {
        /// The record.
        key: String,
        /// The first day.
        from: Date,
    },
    /// It was always otherwise in this period.
    WasAlways {
        /// The record.
        key: String,
        /// The first day.
        from: Date,
        /// The first day after; none for ever.
        to: Option<Date>,
    },
    /// It is no more.
    Ended {
        /// The record.
        key: String,
        /// The first day without it.
        from: Date,
    },
    /// It never was.
    NeverWas {
        /// The record.
        key: String,
    },
    /// It is another record.
    MergedInto {
        /// The record.
        key: String,
        /// The record that goes on.
        into: String,
    },
    /// It is not the record it was said to be.
    Unmerged {
        /// The record.
        key: String,
    },
}

impl Said {
    /// The act that it is.
    pub fn act(&self) -> Act {
        match self {
            Said::Created { .. } => Act::Create,
            Said::Became { .. } => Act::Change,
            Said::WasAlways { .. } | Said::NeverWas { .. } => Act::Correct,
            Said::Ended { .. } => Act::End,
            Said::MergedInto { .. } | Said::Unmerged { .. } => Act::Merge,
        }
    }

    /// The record it is said of; none if it is a new one.
    pub fn key(&self) -> Option<&str> {
        match self {
            Said::Created { .. } => None,
            Said::Became { key, .. }
            | Said::WasAlways { key, .. }
            | Said::Ended { key, .. }
            | Said::NeverWas { key }
            | Said::MergedInto { key, .. }
            | Said::Unmerged { key } => Some(key),
        }
    }

    /// The day from which it speaks, if it speaks of days.
    pub fn from(&self) -> Option<Date> {
        match self {
            Said::Created { from } | Said::Became { from, .. } | Said::WasAlways { from, .. } => Some(*from),
            Said::Ended { from, .. } => Some(*from),
            Said::NeverWas { .. } | Said::MergedInto { .. } | Said::Unmerged { .. } => None,
        }
    }

    /// What it is to the ledger.
    pub fn change(&self, patch: Patch) -> Change {
        match self.clone() {
            Said::Created { from } | Said::Became { from, .. } => Change::Became { from, fields: patch },
            Said::WasAlways { from, to, .. } => Change::WasAlways { from, to, fields: patch },
            Said::Ended { from, .. } => Change::Ended { from },
            Said::NeverWas { .. } => Change::NeverWas,
            Said::MergedInto { into, .. } => Change::MergedInto { key: into },
            Said::Unmerged { .. } => Change::Unmerged,
        }
    }
}
