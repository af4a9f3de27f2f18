//! The slow truth: what is said of each day, found by looking at every revision.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use ledger::{Known, LATEST, Revision, Statement};

/// Days of the histories here.
pub(crate) const DAYS: i64 = 12;

/// The day with this number; day 0 is before all of them.
pub(crate) fn day(number: i64) -> Date {
    let span: Span = number.days();
    Date::constant(2020, 1, 1).checked_add(span).unwrap()
}

/// Every day that is looked at: one before all, all, and one far in the future.
pub(crate) fn days() -> Vec<Date> {
    (0..=DAYS).map(day).chain([LATEST]).collect()
}

/// The newest statement among those with a first day on or before this one and known at this operation or before.
pub(crate) fn said(history: &[(Known, Revision)], day: Date, known: Known) -> Option<&Statement> {
    let mut newest: Option<&Revision> = None;
    for (at, revision) in history {
        let speaks = revision.valid_from <= day && *at <= known;
        if speaks && newest.is_none_or(|newest| newest.valid_from <= revision.valid_from) {
            newest = Some(revision);
        }
    }
    newest.map(|revision| &revision.statement)
}

/// What is said of each day, as known at an operation; what nobody speaks of is absent.
pub(crate) fn all_said(history: &[(Known, Revision)], known: Known) -> Vec<Statement> {
    days().into_iter().map(|day| said(history, day, known).cloned().unwrap_or(Statement::Absent)).collect()
}
