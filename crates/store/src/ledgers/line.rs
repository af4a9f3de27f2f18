use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::Problem;
use ledger::{
    Change, History, Known, Ledger, Past, Patch, Revision, at, fill_in, revise_and_warn, revise_until,
};

use super::later::{Spoke, spoken_of};

/// A line of an import: from this day on, the record has these values.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Its number in the file.
    pub line: i64,
    /// The key of the record.
    pub key: String,
    /// The first day.
    pub valid_from: Date,
    /// The first day if the record is new, where that is another.
    pub since: Option<Date>,
    /// What was otherwise before, if the record is new: from each of these days on, until the next.
    pub before: Vec<(Date, Patch)>,
    /// The values; fields that are not here stay as they are.
    pub fields: Patch,
    /// Values that follow from fields.
    pub follows: Vec<Follows>,
    /// Whether it tells how the record was once, not how it is: then it fills in what a record that is there lacks, and changes
    /// nothing.
    pub fills_in: bool,
}

/// Values that follow from a field. Whether they are said is settled when the line is written, by what the record holds then: what people
/// decided since the file was read stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Follows {
    /// The field from which they follow.
    pub from: String,
    /// The values; what is none is taken away.
    pub values: Patch,
}

impl Follows {
    /// Whether they are said with these fields, of a record that holds those. What a name means, the link of the ledger knows; anything else
    /// is said where the field is new or another.
    fn are_said(
        &self,
        ledger: &Ledger,
        said: &Patch,
        (held, is_publication): (Option<&Fields>, bool),
    ) -> bool {
        if let Some(link) = ledger.link.as_ref().filter(|link| link.tells(&self.values)) {
            return link.is_said(said, held, is_publication);
        }
        let before = held.and_then(|held| held.get(&self.from));
        said.get(&self.from).is_some_and(|value| value.as_ref() != before)
    }
}

/// What is to be appended, and what is to be looked at; or every reason why it cannot be.
pub(super) type Revised = Result<(Vec<Revision>, Vec<Problem>), Vec<Problem>>;

impl Line {
    /// The digest of a record that holds what it says, with all that follows, and nothing else; none if it empties a field.
    pub(super) fn digest(&self) -> Option<[u8; 32]> {
        // What is taken away because of another field is not there in a record that holds all that follows.
        let follows = self.follows.iter().flat_map(|follows| &follows.values);
        let follows = follows.filter_map(|(id, value)| Some((id.as_str(), value.as_ref()?)));
        let said = self.fields.iter().map(|(id, value)| Some((id.as_str(), value.as_ref()?)));
        // Of a field that is said and would follow, what is said counts: it comes last.
        let fields: BTreeMap<&str, &Value> = follows.map(Some).chain(said).collect::<Option<_>>()?;
        Some(ledger::digest(&fields))
    }

    /// The first day of the record if it is new.
    pub(super) fn begins(&self) -> Date {
        self.before.first().map(|(from, _)| *from).or(self.since).unwrap_or(self.valid_from)
    }

    /// What it says from a day on that is new of a record that is there, with what is to be looked at. Where files of later days had the
    /// record, it is said until then.
    ///
    /// # Errors
    /// Every reason why it cannot be.
    pub(super) fn revise(
        self,
        ledger: &Ledger,
        history: &History,
        (day, spoke): (Date, &[Spoke]),
    ) -> Revised {
        let held = at(history, Past { as_of: day, known: Known::MAX });
        let until = self.until(ledger, history, (day, spoke));
        let (fields, warning) = self.said(ledger, held);
        let (revisions, mut warnings) =
            revise_until(ledger, history, &Change::Became { from: day, fields }, &until)?;
        warnings.extend(warning);
        Ok((revisions, warnings))
    }

    /// Until which day its fields are said: the first day behind its own for which a file spoke of them. A publication fills in what is
    /// known of no day.
    fn until(
        &self,
        ledger: &Ledger,
        history: &History,
        (day, spoke): (Date, &[Spoke]),
    ) -> BTreeMap<String, Date> {
        if spoke.is_empty() || self.fills_in {
            return BTreeMap::new();
        }
        let follows = self.follows.iter().flat_map(|follows| follows.values.keys());
        let said = self.fields.keys().chain(follows);
        let until = |id: &String| Some((id.clone(), spoken_of(ledger, (spoke, history), day, id)?));
        said.filter_map(until).collect()
    }

    /// What it says of a record that is not there yet, also of what it was before, with what is to be looked at.
    ///
    /// # Errors
    /// Every reason why it cannot be.
    pub(super) fn begin(mut self, ledger: &Ledger, history: &History, known: Known) -> Revised {
        let (since, before) = (self.since.unwrap_or(self.valid_from), std::mem::take(&mut self.before));
        let (fields, _) = self.said(ledger, None);
        let mut states: Vec<(Date, Patch)> =
            before.into_iter().map(|(from, was)| (from, laid_over(&fields, was))).collect();
        states.push((since, fields));
        // Of a day of which it was said that nothing held, such as before it was taken back, the last word counts.
        let (mut history, mut all) = (history.clone(), BTreeMap::new());
        let mut last = Vec::new();
        for (from, fields) in states {
            let (revisions, warnings) = revise_and_warn(ledger, &history, &Change::Became { from, fields })?;
            // What was to be looked at of days before is over; what is still so is warned of again.
            last = warnings;
            history.extend(revisions.iter().map(|revision| (known, revision.clone())));
            all.extend(revisions.into_iter().map(|revision| (revision.valid_from, revision)));
        }
        Ok((all.into_values().collect(), last))
    }

    /// What it says of a record that held these fields, and what it leaves as it is.
    fn said(self, ledger: &Ledger, held: Option<&Fields>) -> (Patch, Option<Problem>) {
        let (mut fields, mut warning) = (self.fields, None);
        if let Some(held) = held.filter(|_| self.fills_in) {
            (fields, warning) = fill_in(ledger, held, fields);
        }
        for follows in self.follows {
            if follows.are_said(ledger, &fields, (held, self.fills_in)) {
                for (id, value) in follows.values {
                    fields.entry(id).or_insert(value);
                }
            }
        }
        (fields, warning)
    }
}

/// What a record was, where that is not what a line says of it.
fn laid_over(fields: &Patch, was: Patch) -> Patch {
    let mut laid = fields.clone();
    laid.extend(was);
    laid
}
