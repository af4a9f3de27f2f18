use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;

use super::{Cover, Total};

/// What a total comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// The groups, in the order of their values.
    pub groups: Vec<Group>,
    /// The years that occur, if years stand apart.
    pub years: Vec<i64>,
    /// All groups together.
    pub all: Group,
}

/// The records that have the same values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// The values, in the order of the fields; none where a record has none.
    pub values: Vec<Option<Value>>,
    /// The sum.
    pub sum: i64,
    /// The sums of the years, if years stand apart. What has no year is in the sum alone.
    pub per_year: BTreeMap<i64, i64>,
    /// What covers it; never more than there is to cover counts for anything else.
    pub cover: i64,
    /// What is not covered.
    pub lacking: i64,
    /// The records, by their keys.
    pub keys: Vec<String>,
}

/// Adds up records that hold, and what covers them on this day.
pub fn add(total: &Total, records: &[(String, Fields)], cover: &[(String, Fields)], today: Date) -> Added {
    let mut groups: BTreeMap<Vec<Option<Value>>, Group> = BTreeMap::new();
    for (key, fields) in records {
        let values = values(total, fields);
        let group = groups.entry(values.clone()).or_insert_with(|| Group { values, ..Group::default() });
        group.add(key, fields, total);
    }
    if let Some(declared) = &total.covered_by {
        for (_, fields) in cover.iter().filter(|(_, fields)| declared.holds(fields, today)) {
            if let Some(group) = groups.get_mut(&values(total, fields)) {
                group.cover = group.cover.saturating_add(number(fields, &declared.sum));
            }
        }
        for group in groups.values_mut() {
            group.lacking = (group.sum - group.cover).max(0);
        }
    }
    let mut all = Group::default();
    for group in groups.values() {
        all.sum = all.sum.saturating_add(group.sum);
        // What is left over in one group covers nothing in another.
        all.cover = all.cover.saturating_add(group.cover.min(group.sum));
        all.lacking = all.lacking.saturating_add(group.lacking);
        for (year, sum) in &group.per_year {
            let of_year = all.per_year.entry(*year).or_default();
            *of_year = of_year.saturating_add(*sum);
        }
    }
    let years = all.per_year.keys().copied().collect();
    Added { groups: groups.into_values().collect(), years, all }
}

impl Group {
    fn add(&mut self, key: &str, fields: &Fields, total: &Total) {
        let number = number(fields, &total.sum);
        self.sum = self.sum.saturating_add(number);
        self.keys.push(key.to_owned());
        if let Some(year) = total.per_year.as_ref().and_then(|field| year(fields.get(field)?)) {
            let of_year = self.per_year.entry(year).or_default();
            *of_year = of_year.saturating_add(number);
        }
    }

    /// By how many tenths of a percent a year is above the year before, cut off and never rounded; none if the year before has
    /// nothing.
    pub fn growth(&self, year: i64) -> Option<i64> {
        let (before, now) = (*self.per_year.get(&(year - 1))?, *self.per_year.get(&year)?);
        (before > 0)
            .then(|| (i128::from(now) - i128::from(before)) * 1_000 / i128::from(before))?
            .try_into()
            .ok()
    }

    /// How many tenths of a percent are covered, cut off: 1000 is all of it and nothing else is.
    pub fn covered(&self) -> Option<i64> {
        let covered = i128::from(self.sum - self.lacking) * 1_000;
        (self.sum > 0).then(|| covered / i128::from(self.sum))?.try_into().ok()
    }
}

impl Cover {
    fn holds(&self, fields: &Fields, today: Date) -> bool {
        let day = |field: &Option<String>| field.as_ref().and_then(|field| fields.get(field)?.as_date());
        day(&self.since).is_none_or(|since| since <= today)
            && day(&self.until).is_none_or(|until| today <= until)
    }
}

fn values(total: &Total, fields: &Fields) -> Vec<Option<Value>> {
    total.by.iter().map(|field| fields.get(field).cloned()).collect()
}

fn number(fields: &Fields, field: &str) -> i64 {
    fields.get(field).and_then(Value::as_integer).unwrap_or_default()
}

fn year(value: &Value) -> Option<i64> {
    value.as_integer().or_else(|| value.as_text()?.get(..4)?.parse().ok())
}
