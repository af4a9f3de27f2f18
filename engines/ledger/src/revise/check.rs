use form::Fields;
use form::limits::KEY_CHARS_MAX;
use jiff::civil::Date;
use kernel::declaration::nearest;

use super::record::{Record, values};
use super::refusal::{Refusal, VALID_FROM, VALID_TO};
use crate::key::SEPARATOR;
use crate::{Change, Patch, key_of};

/// The earliest day for which something can be said. Nothing that a ledger keeps is older than the first trademark rules
/// of 1904; a year before is a slip.
pub const EARLIEST: Date = Date::constant(1900, 1, 1);
/// The last day for which something can be said; a year after is a slip.
pub const LATEST: Date = Date::constant(2199, 12, 31);
/// The most revisions a record may have before it can only be ended, withdrawn or merged. A record that changes every week
/// for thirty years has fewer.
pub const REVISIONS_MAX: usize = 2_000;

/// What is wrong with a change before asking what it does.
pub(super) fn check<'r>(record: &Record<'r>, change: &Change) -> Vec<Refusal<'r>> {
    let is_of_merger = matches!(change, Change::MergedInto { .. } | Change::Unmerged);
    if let Some(key) = record.merged.filter(|_| !is_of_merger) {
        // What is said belongs to the other record; more about it would only distract.
        return vec![Refusal::Merged { key: key.to_owned() }];
    }
    let mut refusals = Vec::new();
    let says_more = matches!(change, Change::Became { .. } | Change::WasAlways { .. });
    if says_more && record.history.len() >= REVISIONS_MAX {
        refusals.push(Refusal::TooManyRevisions);
    }
    match change {
        Change::Became { from, fields } => {
            refusals.extend(day(VALID_FROM, *from));
            refusals.extend(patch(record, fields));
            if record.on(*from).is_none_or(|period| period.fields().is_none()) {
                refusals.extend(whole(record, *from, fields));
            }
        }
        Change::WasAlways { from, to, fields } => {
            refusals.extend(day(VALID_FROM, *from));
            refusals.extend(to.and_then(|to| day(VALID_TO, to)));
            if let Some(to) = to.filter(|to| to <= from) {
                refusals.push(Refusal::EndsBeforeItBegins { from: *from, to });
            }
            refusals.extend(patch(record, fields));
        }
        Change::Ended { from } => refusals.extend(day(VALID_FROM, *from)),
        Change::NeverWas | Change::MergedInto { .. } | Change::Unmerged => {}
    }
    refusals
}

fn day(field: &'static str, day: Date) -> Option<Refusal<'static>> {
    (!(EARLIEST..=LATEST).contains(&day)).then_some(Refusal::DayOutOfRange { field, day })
}

/// Fields are those of the ledger, the key stays, and what is required is not emptied.
fn patch<'r>(record: &Record<'r>, patch: &Patch) -> Vec<Refusal<'r>> {
    let form = &record.ledger.form;
    let refusal = |(id, value): (&String, Option<&form::Value>)| {
        let Some(field) = form.field(id) else {
            let ids = form.fields.iter().map(|field| field.id.as_str());
            let meant = nearest(id, ids).map(str::to_owned);
            return Some(Refusal::UnknownField { field: id.clone(), meant });
        };
        let first = record.first.filter(|_| record.ledger.key.contains(id));
        if first.is_some_and(|first| first.get(id) != value) {
            return Some(Refusal::KeyChanged { field });
        }
        (field.required && value.is_none()).then_some(Refusal::Missing { field })
    };
    values(patch).filter_map(refusal).collect()
}

/// Where nothing held before, all that is required is said, and the key can be one.
fn whole<'r>(record: &Record<'r>, from: Date, patch: &Patch) -> Vec<Refusal<'r>> {
    let required = record.ledger.form.fields.iter().filter(|field| field.required);
    let missing: Vec<_> = required.filter(|field| !patch.contains_key(&field.id)).collect();
    if record.first.is_some() && !missing.is_empty() {
        // Somebody means to change what is there, and on this day it is not.
        return vec![record.absence(from)];
    }
    let mut refusals: Vec<Refusal<'_>> =
        missing.into_iter().map(|field| Refusal::Missing { field }).collect();
    let of_key = |id: &String| Some((id.clone(), patch.get(id)?.clone()?));
    let fields: Fields = record.ledger.key.iter().filter_map(of_key).collect();
    // The key of another record may be joined itself; it has as many parts as its ledger says, so that nothing is read two ways.
    let is_written =
        |id: &&String| record.ledger.form.field(id).is_none_or(|field| field.kind.ledger().is_none());
    for id in record.ledger.key.iter().filter(is_written) {
        if let Some(form::Value::Text(text)) = fields.get(id)
            && text.contains(SEPARATOR)
        {
            refusals.push(Refusal::SeparatorInKey { field: id.clone() });
        }
    }
    if key_of(record.ledger, &fields).chars().count() > KEY_CHARS_MAX {
        refusals.push(Refusal::KeyTooLong { field: record.ledger.key.first().cloned().unwrap_or_default() });
    }
    refusals
}
