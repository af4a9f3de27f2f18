//! Random changes and histories. The days are few, so that changes meet.

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::{Change, History, Known, Patch, Revision, Statement, revise};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::days::{DAYS, day};
use crate::bodies::bodies;

/// Any history, also such as no change gives.
pub(crate) fn histories() -> impl Strategy<Value = History> {
    let statement = prop_oneof![
        4 => fields().prop_map(Statement::Holds),
        2 => Just(Statement::Absent),
        1 => Just(Statement::MergedInto("B".into())),
    ];
    let revision =
        (some_day(), statement).prop_map(|(valid_from, statement)| Revision { valid_from, statement });
    // Several revisions of one operation are frequent.
    vec((0..2_i64, revision), 0..14).prop_map(|said| {
        let mut known = 1;
        said.into_iter()
            .map(|(step, revision)| {
                known += step;
                (known, revision)
            })
            .collect()
    })
}

/// Changes one after the other; each names the operation that brings it.
pub(crate) fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec(change(), 1..14)
}

/// What a record becomes by changes, each by an operation of its own; those that are refused leave it as it was.
pub(crate) fn lived(changes: &[Change]) -> History {
    let ledger = bodies();
    let mut history = History::new();
    for (change, known) in changes.iter().zip(1..) {
        let revisions = revise(&ledger, &history, change).unwrap_or_default();
        append(&mut history, known, revisions);
    }
    history
}

pub(crate) fn append(history: &mut History, known: Known, revisions: Vec<Revision>) {
    history.extend(revisions.into_iter().map(|revision| (known, revision)));
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (some_day(), fields()).prop_map(|(from, fields)| Change::created(from, fields)),
        5 => (some_day(), patch()).prop_map(|(from, fields)| Change::Became { from, fields }),
        4 => (some_day(), option::of(some_day()), patch())
            .prop_map(|(from, to, fields)| Change::WasAlways { from, to, fields }),
        2 => some_day().prop_map(|from| Change::Ended { from }),
        1 => Just(Change::NeverWas),
        1 => prop_oneof![Just("A"), Just("B"), Just("C")].prop_map(|key| Change::MergedInto { key: key.into() }),
        2 => Just(Change::Unmerged),
    ]
}

/// Whole fields of the record A.
pub(crate) fn fields() -> impl Strategy<Value = Fields> {
    (value(), option::of(value()), option::of(value())).prop_map(|(name, kind, street)| {
        let number = Some(Value::Text("A".into()));
        let fields = [("number", number), ("name", Some(name)), ("kind", kind), ("street", street)];
        fields.into_iter().filter_map(|(id, value)| Some((id.to_owned(), value?))).collect()
    })
}

/// Some fields, now and then such as cannot be.
pub(crate) fn patch() -> impl Strategy<Value = Patch> {
    let id = prop_oneof![
        10 => Just("name"), 10 => Just("kind"), 10 => Just("street"), 1 => Just("number"), 1 => Just("stranger")
    ];
    vec((id.prop_map(str::to_owned), option::weighted(0.8, value())), 0..3)
        .prop_map(|pairs| pairs.into_iter().collect())
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![Just("a"), Just("b"), Just("c")].prop_map(|text| Value::Text(text.into()))
}

pub(crate) fn some_day() -> impl Strategy<Value = Date> {
    (1..=DAYS).prop_map(day)
}
