//! Why a change cannot be.

mod remedy;
mod what;

use form::Field;
use jiff::civil::Date;
use kernel::{Place, Problem};

/// Where problems of the first day stand; no field has this name.
pub(super) const VALID_FROM: &str = "valid_from";
/// Where problems of the day after the last stand; no field has this name.
pub(super) const VALID_TO: &str = "valid_to";

/// Why a change cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal<'r> {
    TooManyRevisions,
    NoRecord,
    UnknownField { field: String, meant: Option<String> },
    Missing { field: &'r Field },
    KeyChanged { field: &'r Field },
    SeparatorInKey { field: String },
    KeyTooLong { field: String },
    DayOutOfRange { field: &'static str, day: Date },
    EndsBeforeItBegins { from: Date, to: Date },
    EndsWhereItBegins { begin: Date },
    NotThere { day: Date, begin: Date, ended: Option<Date> },
    NothingHolds { from: Date, to: Option<Date> },
    Merged { key: String },
    MergedAlready { key: String },
    MergedIntoItself,
    NotMerged,
}

impl Refusal<'_> {
    pub(super) fn problem(&self) -> Problem {
        let place = self.field().map_or_else(Place::default, |field| Place::default().at_field(field));
        Problem::error(self.code(), place, self.what(), self.remedy())
    }

    /// The stable name of the problem.
    fn code(&self) -> &'static str {
        match self {
            Refusal::TooManyRevisions => "too-many-revisions",
            Refusal::NoRecord => "no-record",
            Refusal::UnknownField { .. } => "unknown-field",
            Refusal::Missing { .. } => "missing",
            Refusal::KeyChanged { .. } => "key-changed",
            Refusal::SeparatorInKey { .. } => "separator-in-key",
            Refusal::KeyTooLong { .. } => "key-too-long",
            Refusal::DayOutOfRange { .. } => "day-out-of-range",
            Refusal::EndsBeforeItBegins { .. } => "ends-before-it-begins",
            Refusal::EndsWhereItBegins { .. } => "ends-where-it-begins",
            Refusal::NotThere { .. } => "not-there",
            Refusal::NothingHolds { .. } => "nothing-holds",
            Refusal::Merged { .. } => "merged",
            Refusal::MergedAlready { .. } => "merged-already",
            Refusal::MergedIntoItself => "merged-into-itself",
            Refusal::NotMerged => "not-merged",
        }
    }

    /// The field at which it stands.
    fn field(&self) -> Option<&str> {
        match self {
            Refusal::UnknownField { field, .. }
            | Refusal::SeparatorInKey { field }
            | Refusal::KeyTooLong { field } => Some(field),
            Refusal::Missing { field } | Refusal::KeyChanged { field } => Some(&field.id),
            Refusal::DayOutOfRange { field, .. } => Some(field),
            Refusal::EndsWhereItBegins { .. } | Refusal::NotThere { .. } | Refusal::NothingHolds { .. } => {
                Some(VALID_FROM)
            }
            Refusal::EndsBeforeItBegins { .. } => Some(VALID_TO),
            Refusal::TooManyRevisions
            | Refusal::NoRecord
            | Refusal::Merged { .. }
            | Refusal::MergedAlready { .. }
            | Refusal::MergedIntoItself
            | Refusal::NotMerged => None,
        }
    }
}
