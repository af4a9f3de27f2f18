//! What the fields of a record have to keep to among each other. A ledger declares its rules; here they are judged.

mod judge;
mod times;
mod traces;
mod words;

use std::collections::BTreeMap;

use form::{Codes, Value};
use kernel::{Place, Severity, Wording};
use serde::Serialize;

pub use judge::{Referred, apart, judge};

/// A rule across fields, as `[[rule]]` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// A stable name, such as `granted-after-filed`; problems have it as their code.
    pub id: String,
    /// The rule in a few words, as whoever breaks it reads it.
    pub title: Wording,
    /// An error stands in the way, a warning does not.
    pub severity: Severity,
    /// What it asks for.
    pub kind: RuleKind,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

/// What is asked for. A list with an end: what none of these can say needs another kind, not a program in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Days that do not go back: of those that are filled in, none is after a later one of the list. A month or a year is
    /// after a day only if all of it is.
    Order {
        /// The fields, in their order in time.
        fields: Vec<String>,
    },
    /// Numbers of which none is greater than a later one of the list.
    AtMost {
        /// The fields, the least first.
        fields: Vec<String>,
    },
    /// Where all conditions hold, these are filled in.
    Requires {
        /// The conditions; none: always.
        when: Vec<Condition>,
        /// Fields of which each is filled in.
        needs: Vec<String>,
        /// Fields of which one at least is filled in.
        one_of: Vec<String>,
    },
    /// These are empty, unless all conditions hold.
    EmptyUnless {
        /// The fields.
        fields: Vec<String>,
        /// The conditions.
        when: Vec<Condition>,
    },
    /// One of these is filled in, and no more.
    OneOf {
        /// The fields.
        fields: Vec<String>,
    },
    /// Fields of which no two have a value in common, such as who does something and who checks it.
    Differ {
        /// The fields.
        fields: Vec<String>,
    },
    /// Texts in which no telephone number, no identity number and no e-mail address stands.
    Anonymous {
        /// The fields.
        fields: Vec<String>,
    },
    /// The year that a number carries fits a day.
    YearOf {
        /// The field with the number, or with the year itself.
        number: String,
        /// The field with the day.
        day: String,
        /// How many years before that of the day it may lie.
        earlier: u32,
        /// How many years after that of the day it may lie.
        later: u32,
    },
    /// A day lies no more than so many months after another: what somebody holds for a time has to be held anew after it.
    Within {
        /// The field with the day from which is counted.
        day: String,
        /// The field with the day that lies within.
        field: String,
        /// How many months.
        months: u32,
    },
    /// What stands in a field does not stand in a field of the record that another field names, such as an expert's employer
    /// among the parties.
    Apart {
        /// The field here.
        field: String,
        /// The field here that names the other record.
        by: String,
        /// The field of the other record.
        other: String,
    },
    /// Where all conditions hold, no record of another ledger tells on that day of what a field here names, such as a penalty of a firm
    /// that is held up as a model.
    ClearOf {
        /// The conditions; none: always.
        when: Vec<Condition>,
        /// The field here.
        field: String,
        /// The other ledger.
        ledger: String,
        /// The field there that names the same.
        by: String,
    },
}

/// That a field is filled in, or has one of some values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The field.
    pub field: String,
    /// The values; none: any.
    pub values: Vec<Value>,
    /// What codes of the field are called, for people; a pack with its code tables fills it in.
    #[serde(skip)]
    pub titles: BTreeMap<String, Wording>,
}

impl Rule {
    /// The fields here at which it looks: nothing is judged anew where none of them changes.
    pub fn fields(&self) -> Vec<&str> {
        match &self.kind {
            RuleKind::Order { fields }
            | RuleKind::AtMost { fields }
            | RuleKind::OneOf { fields }
            | RuleKind::Differ { fields }
            | RuleKind::Anonymous { fields } => fields.iter().map(String::as_str).collect(),
            RuleKind::Requires { when, needs, one_of } => {
                let conditions = when.iter().map(|condition| &condition.field);
                conditions.chain(needs).chain(one_of).map(String::as_str).collect()
            }
            RuleKind::EmptyUnless { fields, when } => {
                let conditions = when.iter().map(|condition| &condition.field);
                fields.iter().chain(conditions).map(String::as_str).collect()
            }
            RuleKind::YearOf { number, day, .. } => vec![number, day],
            RuleKind::Within { day, field, .. } => vec![day, field],
            RuleKind::Apart { field, by, .. } => vec![field, by],
            RuleKind::ClearOf { when, field, .. } => {
                when.iter().map(|condition| condition.field.as_str()).chain([field.as_str()]).collect()
            }
        }
    }

    /// Its conditions.
    pub(crate) fn conditions(&self) -> &[Condition] {
        match &self.kind {
            RuleKind::Requires { when, .. }
            | RuleKind::EmptyUnless { when, .. }
            | RuleKind::ClearOf { when, .. } => when,
            _ => &[],
        }
    }

    fn conditions_mut(&mut self) -> &mut [Condition] {
        match &mut self.kind {
            RuleKind::Requires { when, .. }
            | RuleKind::EmptyUnless { when, .. }
            | RuleKind::ClearOf { when, .. } => when,
            _ => &mut [],
        }
    }

    /// Learns what the codes of the fields in its conditions are called. `table` says of which code table a field is.
    pub(crate) fn name_codes<'t>(&mut self, codes: &Codes, table: impl Fn(&str) -> Option<&'t str>) {
        for condition in self.conditions_mut() {
            let rows = table(&condition.field).and_then(|table| codes.get(table)).map(|table| table.rows());
            let named = rows.unwrap_or_default().iter().map(|row| (row.code.clone(), row.title.clone()));
            condition.titles = named.collect();
        }
    }
}
