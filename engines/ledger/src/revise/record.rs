use form::{Fields, Value};
use jiff::civil::Date;

use super::refusal::Refusal;
use crate::interval::still_known;
use crate::{Interval, Known, Ledger, Patch, Revision, Statement, merged_into};

/// A record as it is now known.
pub(super) struct Record<'r> {
    pub(super) ledger: &'r Ledger,
    pub(super) history: &'r [(Known, Revision)],
    /// Every day from the first on, in order.
    pub(super) periods: Vec<Period<'r>>,
    /// The first fields that were ever said; their key fields name the record.
    pub(super) first: Option<&'r Fields>,
    /// The record into which it is merged.
    pub(super) merged: Option<&'r str>,
}

/// What is now known to hold from a day until another.
#[derive(Clone, Copy)]
pub(super) struct Period<'r> {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) statement: &'r Statement,
}

impl<'r> Record<'r> {
    pub(super) fn new(ledger: &'r Ledger, history: &'r [(Known, Revision)]) -> Self {
        Record {
            ledger,
            history,
            periods: periods(history),
            first: history.iter().find_map(|(_, revision)| revision.statement.fields()),
            merged: merged_into(history, Known::MAX),
        }
    }

    /// What is known of a day.
    pub(super) fn on(&self, day: Date) -> Option<Period<'r>> {
        on(&self.periods, day)
    }

    /// The periods that begin after a day.
    pub(super) fn after(&self, day: Date) -> impl Iterator<Item = Period<'r>> {
        self.periods.iter().copied().filter(move |period| period.from > day)
    }

    /// The periods in which something holds, with what holds.
    pub(super) fn holding(&self) -> impl Iterator<Item = (Period<'r>, &'r Fields)> {
        self.periods.iter().filter_map(|period| Some((*period, period.fields()?)))
    }

    /// Why there is nothing to be changed or ended on a day.
    pub(super) fn absence(&self, day: Date) -> Refusal<'static> {
        let Some((first, _)) = self.holding().next() else { return Refusal::NoRecord };
        let before = self.holding().filter(|(period, _)| period.to <= day).last();
        Refusal::NotThere { day, begin: first.from, ended: before.map(|(period, _)| period.to) }
    }
}

impl<'r> Period<'r> {
    pub(super) fn fields(&self) -> Option<&'r Fields> {
        self.statement.fields()
    }
}

/// What a history now says, period by period.
pub(super) fn periods(history: &[(Known, Revision)]) -> Vec<Period<'_>> {
    let period = |interval: &Interval| Period {
        from: interval.valid_from,
        to: interval.valid_to,
        statement: interval.statement(history),
    };
    still_known(history).iter().map(period).collect()
}

/// The period that has a day.
pub(super) fn on<'r>(periods: &[Period<'r>], day: Date) -> Option<Period<'r>> {
    periods.iter().copied().find(|period| period.from <= day && day < period.to)
}

/// The fields with their new values.
pub(super) fn patched<'p>(
    fields: &Fields,
    patch: impl IntoIterator<Item = (&'p String, Option<&'p Value>)>,
) -> Fields {
    let mut fields = fields.clone();
    for (id, value) in patch {
        match value {
            Some(value) => fields.insert(id.clone(), value.clone()),
            None => fields.remove(id),
        };
    }
    fields
}

/// A patch as fields and values.
pub(super) fn values(patch: &Patch) -> impl Iterator<Item = (&String, Option<&Value>)> {
    patch.iter().map(|(id, value)| (id, value.as_ref()))
}

pub(super) fn holds(valid_from: Date, fields: Fields) -> Revision {
    Revision { valid_from, statement: Statement::Holds(fields) }
}

pub(super) fn absent(valid_from: Date) -> Revision {
    Revision { valid_from, statement: Statement::Absent }
}
