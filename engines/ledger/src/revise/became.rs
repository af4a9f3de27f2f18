use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::ops::Bound::Excluded;

use form::{Fields, Value};
use jiff::civil::Date;

use super::record::{Period, Record, holds, patched, values};
use crate::{Patch, Revision, Statement};

/// From a day on it is so; of the fields that stand in `until`, before that day only.
pub(super) fn became(
    record: &Record<'_>,
    from: Date,
    patch: &Patch,
    until: &BTreeMap<String, Date>,
) -> Vec<Revision> {
    match record.on(from).and_then(|period| period.fields()) {
        Some(old) => changed(record, (from, old), patch, until),
        None => began(record, from, patch),
    }
}

/// Nothing held before: it now does, until the first later period that knew it.
fn began(record: &Record<'_>, from: Date, patch: &Patch) -> Vec<Revision> {
    let new: Fields = patch.iter().filter_map(|(id, value)| Some((id.clone(), value.clone()?))).collect();
    let later = record.after(from).take_while(|period| *period.statement == Statement::Absent);
    let days: Vec<Date> = iter::once(from).chain(later.map(|period| period.from)).collect();
    let each = iter::repeat_n(new, days.len());
    days.into_iter().zip(each).map(|(day, new)| holds(day, new)).collect()
}

/// Each field that changes is carried through the later periods that still held its old value, and no further than the day before which
/// alone it is said.
fn changed(
    record: &Record<'_>,
    (from, old): (Date, &Fields),
    patch: &Patch,
    until: &BTreeMap<String, Date>,
) -> Vec<Revision> {
    let mut carried: Vec<(&String, Option<&Value>)> =
        values(patch).filter(|(id, new)| old.get(*id) != *new).collect();
    if carried.is_empty() {
        return Vec::new();
    }
    let bounds = carried.iter().filter_map(|(id, _)| until.get(*id).copied());
    let bounds: BTreeSet<Date> = bounds.filter(|day| from < *day).collect();
    let mut said = vec![holds(from, patched(old, carried.iter().copied()))];
    for (day, period) in parts(record, from, &bounds) {
        let Some(fields) = period.fields() else { break };
        let count = carried.len();
        carried.retain(|(id, _)| {
            fields.get(*id) == old.get(*id) && until.get(*id).is_none_or(|until| day < *until)
        });
        // In the middle of a period what was said goes on, unless something of it ends there.
        if period.from < day && carried.len() == count {
            continue;
        }
        // Where a period begins, what is known of it is said already.
        if period.from == day && carried.is_empty() {
            break;
        }
        said.push(holds(day, patched(fields, carried.iter().copied())));
        if carried.is_empty() {
            break;
        }
    }
    said
}

/// The days behind a day on which a period begins or something ends, in order, each with the period that has it.
fn parts<'r>(
    record: &'r Record<'r>,
    from: Date,
    bounds: &'r BTreeSet<Date>,
) -> impl Iterator<Item = (Date, Period<'r>)> {
    let periods = record.periods.iter().copied().filter(move |period| from < period.to);
    periods.flat_map(move |period| {
        let begin = (from < period.from).then_some(period.from);
        let within = bounds.range((Excluded(begin.unwrap_or(from)), Excluded(period.to))).copied();
        begin.into_iter().chain(within).map(move |day| (day, period))
    })
}
