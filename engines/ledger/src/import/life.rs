use std::iter::once;

use form::Fields;
use jiff::civil::Date;
use kernel::Place;
use serde::Serialize;

use crate::{Ledger, Patch};

/// A day that a row may tell, and what was so from it on until the next such day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DatedStep {
    /// The field with the day; before it the field is empty.
    pub on: String,
    /// Fields that come with the day: before it they are empty, too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Codes that hold from this day on, unless the row tells no later day: then what the row says holds.
    #[serde(skip_serializing_if = "Fields::is_empty")]
    pub is: Fields,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

/// What a row tells of the life of a record that is new.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Life {
    /// The day from which on what the row says holds; none: the day of the file.
    pub since: Option<Date>,
    /// What was otherwise before: from each of these days on, until the next.
    pub before: Vec<(Date, Patch)>,
}

/// What a row of a file that speaks for a day tells of the life of its record: what is true today was not so from the first day on.
pub(super) fn life(ledger: &Ledger, said: &Patch, as_of: Date) -> Life {
    let day = |id: &str| said.get(id)?.as_ref()?.as_date();
    let mut begins = ledger.import.since.iter().chain(&ledger.import.otherwise);
    let begin = begins.find_map(|id| day(id)).filter(|begin| *begin <= as_of);
    let Some(begin) = begin else { return Life::default() };
    let steps: Vec<(Date, &DatedStep)> =
        ledger.import.steps.iter().filter_map(|step| Some((day(&step.on)?, step))).collect();
    // Days in no order are for the rules of the ledger to refuse.
    if !steps.is_sorted_by_key(|(day, _)| *day) {
        return Life { since: Some(begin), before: Vec::new() };
    }
    let mut days: Vec<Date> = once(begin).chain(steps.iter().map(|(day, _)| *day)).collect();
    // What was before the first day is so from that day on.
    days.retain(|day| (begin..=as_of).contains(day));
    days.dedup();
    let since = days.pop();
    let before = days.into_iter().map(|from| (from, was(ledger, from, &steps))).collect();
    Life { since, before }
}

/// What was otherwise from a day on: the codes of the steps until then, and nothing of the days to come.
fn was(ledger: &Ledger, from: Date, steps: &[(Date, &DatedStep)]) -> Patch {
    let mut was = Patch::new();
    for (day, step) in steps {
        if *day <= from {
            was.extend(step.is.iter().map(|(id, code)| (id.clone(), Some(code.clone()))));
        } else {
            let fields = once(&step.on).chain(&step.with);
            let is_required = |id: &String| ledger.form.field(id).is_some_and(|field| field.required);
            was.extend(fields.filter(|id| !is_required(id)).map(|id| (id.clone(), None)));
        }
    }
    was
}
