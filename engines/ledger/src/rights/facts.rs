use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;

use super::rule::{Applies, Link, Pick, Start};

/// What is known of a right.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// The ledger.
    pub ledger: &'f str,
    /// The record as it holds.
    pub record: &'f Fields,
    /// What belongs to it in other ledgers, by the link.
    pub related: &'f BTreeMap<Link, Vec<Related>>,
    /// The last day on which the register is known to have said what the record says. A right that was valid on that day has
    /// had its fees paid as far as their grace had ended by then.
    pub confirmed_on: Option<Date>,
}

/// A record of another ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// What it says.
    pub fields: Fields,
    /// It came from a file of the office, which proves itself.
    pub imported: bool,
}

impl<'f> Facts<'f> {
    /// The day of a start, and the field that has it.
    pub(super) fn start(&self, start: &Start) -> Option<(String, Date)> {
        let mut known =
            start.fields.iter().filter_map(|field| Some((field.clone(), date(self.record, field)?)));
        match start.pick {
            Pick::First => known.next(),
            Pick::Earliest => known.min_by_key(|(_, day)| *day),
        }
    }

    /// What belongs to the record by a link, as far as it fits.
    pub(super) fn related(&self, link: &Link, fits: &Applies) -> impl Iterator<Item = &'f Related> {
        let related = self.related.get(link).map(Vec::as_slice).unwrap_or_default();
        related.iter().filter(|it| applies(fits, &it.fields))
    }
}

/// Whether a record fulfils the conditions.
pub fn applies(conditions: &Applies, record: &Fields) -> bool {
    let has = |field: &str, values: &[String]| {
        let found = record.get(field).map(Value::values).unwrap_or_default();
        found.iter().filter_map(Value::as_text).any(|text| values.iter().any(|value| value == text))
    };
    conditions.only.iter().all(|(field, values)| has(field, values))
        && !conditions.except.iter().any(|(field, values)| has(field, values))
        && conditions.filled.iter().all(|field| record.contains_key(field))
        && !conditions.empty.iter().any(|field| record.contains_key(field))
        && conditions.yes.iter().all(|field| is_yes(record, field))
        && !conditions.no.iter().any(|field| is_yes(record, field))
}

fn is_yes(record: &Fields, field: &str) -> bool {
    record.get(field).and_then(Value::as_flag).unwrap_or(false)
}

/// The value by which records of another ledger belong to a record, if it has one.
pub fn linked<'f>(link: &Link, key: &'f str, record: &'f Fields) -> Option<&'f str> {
    match &link.own {
        Some(field) => record.get(field).and_then(Value::as_text),
        None => Some(key),
    }
}

/// The day in a field. Of a month or a year that alone is known, the last day: it is never too early.
pub(super) fn date(record: &Fields, field: &str) -> Option<Date> {
    let value = record.get(field)?;
    value.as_date().or_else(|| {
        let mut parts = value.as_text()?.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map_or(Some(12), |month| month.parse().ok())?;
        Date::new(year, month, 1).ok().map(Date::last_of_month)
    })
}
