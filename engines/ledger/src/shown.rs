//! When what is recorded is shown publicly: a penalty until its term is over or credit was repaired, a case once it is released. A ledger
//! declares it; here it is judged, for statements, for what other ledgers tell, and for whoever sees only what is public.

use std::collections::BTreeSet;

use form::{Fields, Value};
use jiff::civil::Date;
use serde::Serialize;

use crate::Ledger;

/// The days between which something of a record is shown publicly, as `[[shown]]` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The fields of which it is said; none: of the whole record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// The field with the first day: before it, and while the field is empty, nothing is shown. None: from the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Fields with a last day: once one of them is over, nothing is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub until: Vec<String>,
}

impl Shown {
    /// The fields at which it looks.
    pub fn days(&self) -> impl Iterator<Item = &String> {
        self.since.iter().chain(&self.until)
    }

    /// Whether it is shown of a record on a day.
    fn is_shown(&self, record: &Fields, day: Date) -> bool {
        let told = |field: &String| record.get(field).and_then(Value::as_date);
        let has_begun = self.since.as_ref().is_none_or(|field| told(field).is_some_and(|first| first <= day));
        let is_over = self.until.iter().filter_map(told).any(|last| last < day);
        has_begun && !is_over
    }
}

impl Ledger {
    /// The fields of a record that are not shown publicly on a day: all of them where the record itself is not.
    pub fn withheld(&self, record: &Fields, day: Date) -> BTreeSet<&str> {
        let mut withheld = BTreeSet::new();
        for shown in self.shown.iter().filter(|shown| !shown.is_shown(record, day)) {
            if shown.fields.is_empty() {
                return self.form.fields.iter().map(|field| field.id.as_str()).collect();
            }
            withheld.extend(shown.fields.iter().map(String::as_str));
        }
        withheld
    }

    /// Whether a field is shown publicly for a time alone.
    pub fn is_for_a_time(&self, field: &str) -> bool {
        self.shown.iter().any(|shown| shown.fields.is_empty() || shown.fields.iter().any(|id| id == field))
    }

    /// The days between which its records as a whole are shown publicly; none: always.
    pub fn shown_whole(&self) -> impl Iterator<Item = &Shown> {
        self.shown.iter().filter(|shown| shown.fields.is_empty())
    }

    /// What is shown publicly of a record on a day; none where the record itself is not.
    pub fn published(&self, mut record: Fields, day: Date) -> Option<Fields> {
        let withheld = self.withheld(&record, day);
        if self.form.fields.iter().all(|field| withheld.contains(field.id.as_str())) {
            return None;
        }
        record.retain(|id, _| !withheld.contains(id.as_str()));
        Some(record)
    }
}
