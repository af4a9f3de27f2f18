use std::iter;

use form::{Fields, Value};
use jiff::civil::Date;

use super::record::{Record, holds, patched, values};
use crate::{Patch, Revision, Statement};

/// From a day on it is so.
pub(super) fn became(record: &Record<'_>, from: Date, patch: &Patch) -> Vec<Revision> {
    match record.on(from).and_then(|period| period.fields()) {
        Some(old) => changed(record, from, old, patch),
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

/// Each field that changes is carried through the later periods that still held its old value.
fn changed(record: &Record<'_>, from: Date, old: &Fields, patch: &Patch) -> Vec<Revision> {
    let mut carried: Vec<(&String, Option<&Value>)> =
        values(patch).filter(|(id, new)| old.get(*id) != *new).collect();
    if carried.is_empty() {
        return Vec::new();
    }
    let mut said = vec![holds(from, patched(old, carried.iter().copied()))];
    for period in record.after(from) {
        let Some(fields) = period.fields() else { break };
        carried.retain(|(id, _)| fields.get(*id) == old.get(*id));
        if carried.is_empty() {
            break;
        }
        said.push(holds(period.from, patched(fields, carried.iter().copied())));
    }
    said
}
