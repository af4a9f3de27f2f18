use form::{Fields, Value};
use kernel::Wording;
use serde::Serialize;

use crate::Length;

/// What must hold before a step can be taken, and when that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// What must hold.
    pub rule: Rule,
    /// Only asked where all of these fields hold one of the values; empty: always.
    pub when: Vec<When>,
    /// Only asked where all of these fields are filled in. Left out of the canonical form where there are none, so that procedures
    /// from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Only asked where none of these fields is filled in. Left out of the canonical form where there are none, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Only asked until this clock has run out. Left out of the canonical form where there is none, as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until_overdue: Option<String>,
    /// What to say when it does not hold; none for the sentence of the rule.
    pub message: Option<Wording>,
}

/// A field that holds one of some values, written as files write them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// The field.
    pub field: String,
    /// The values.
    pub values: Vec<String>,
}

/// The rules a procedure can name. The list is closed: a new rule is one variant here and one line in `decide/judge.rs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Rule {
    /// A field is filled in. For fields that are asked only sometimes.
    FieldPresent {
        /// The field.
        field: String,
    },
    /// A document is attached.
    DocumentPresent {
        /// The field of kind file.
        field: String,
    },
    /// Before the step, a field held one of some values.
    Held {
        /// The field.
        field: String,
        /// The values, as files write them.
        values: Vec<String>,
    },
    /// Every line of a text names a day, a month, a quarter or a year.
    Dated {
        /// The field with the text.
        field: String,
    },
    /// A field holds at least so much: a number, so many characters of a text, or so many values.
    AtLeast {
        /// The field.
        field: String,
        /// The least number, or the least number of characters or values.
        value: i64,
    },
    /// A field holds at most so much.
    AtMost {
        /// The field.
        field: String,
        /// The greatest number, or the greatest number of characters or values.
        value: i64,
    },
    /// A day is not before that of another field.
    NotBefore {
        /// The field that must be the same day or later.
        field: String,
        /// The field it is compared with.
        other: String,
    },
    /// A day is not before the last day of a period that begins with the step.
    NotSooner {
        /// The field of kind date.
        field: String,
        /// The period.
        length: Length,
    },
    /// The same step was not taken within a period.
    NotAgainWithin {
        /// The step.
        step: String,
        /// The period, which begins when it was taken.
        length: Length,
    },
    /// A step was not taken yet.
    NotTaken {
        /// The step.
        step: String,
    },
    /// A look-up finds a record.
    RecordPresent {
        /// The look-up.
        look_up: String,
    },
    /// A look-up finds none.
    RecordAbsent {
        /// The look-up.
        look_up: String,
    },
    /// A text says something else than that of the case before with the same values, unless somebody confirms that nothing changed.
    DiffersFromEarlier {
        /// The field with the text.
        field: String,
        /// The fields by which the case before is known.
        same: Vec<String>,
        /// How much of two texts may be alike, in per cent of their pairs of characters.
        percent: i64,
        /// The field of kind flag by which it is confirmed.
        unless: String,
    },
    /// A question does not ask for what records say already.
    NotRecorded {
        /// The field with the question.
        field: String,
        /// The table of what records say: a row for each ledger, with its words.
        table: String,
        /// The words by which one asks how many or which; a question without any asks for something else.
        asking: Vec<String>,
    },
    /// What is said of a duty agrees with its light, unless a field says why it does not.
    AgreesWithLight {
        /// The field that says how the duty stands.
        field: String,
        /// Its values that say that all is well; they agree with no light that is red or yellow.
        values: Vec<String>,
        /// Its values that say that it is behind; they do not agree with green. Left out of the canonical form where there are none, so
        /// that procedures from before there was such a thing keep their digest.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        behind: Vec<String>,
        /// The field that names the duty.
        duty: String,
        /// The field that says why it is said otherwise.
        unless: String,
    },
    /// Every case that this one opened has ended, or is in one of some states.
    ChildrenEnded {
        /// The states that are settled as well. Left out of the canonical form where there are none, as above.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        except: Vec<String>,
    },
    /// Every other case of the procedure with the same values was accepted, or a field names whose was not.
    PartsAccepted {
        /// The fields by which the others are known.
        same: Vec<String>,
        /// The states in which one is accepted.
        states: Vec<String>,
        /// The field with the text that names whose were not.
        unless: String,
    },
    /// Somebody else took that step when it was last taken.
    TwoPersons {
        /// The step.
        step: String,
    },
    /// The body that acts is not one that this field names.
    NoTie {
        /// The field of kind body.
        field: String,
    },
    /// The actor has given a second factor.
    SecondFactor,
    /// A step was taken after another was last taken: signed after it was written.
    ApprovedBy {
        /// The step that must have been taken.
        step: String,
        /// The step after which it must have been taken.
        after: String,
    },
    /// A clock has not run out.
    Within {
        /// The clock.
        clock: String,
    },
    /// A clock has run out.
    Overdue {
        /// The clock.
        clock: String,
        /// How long ago at least: a period that begins with its last day. Left out of the canonical form where there is none, as above.
        #[serde(skip_serializing_if = "Option::is_none")]
        length: Option<Length>,
    },
    /// A day was entered before it was over: what is entered after it was asked of nobody in time.
    AskedInTime {
        /// The field of kind date.
        field: String,
    },
    /// A clock does not run, or has run out.
    NotRunning {
        /// The clock.
        clock: String,
    },
}

impl Rule {
    /// The name of the rule in declarations and in refusals.
    pub fn code(&self) -> &'static str {
        match self {
            Rule::FieldPresent { .. } => "field-present",
            Rule::DocumentPresent { .. } => "document-present",
            Rule::Held { .. } => "held",
            Rule::Dated { .. } => "dated",
            Rule::AtLeast { .. } => "at-least",
            Rule::AtMost { .. } => "at-most",
            Rule::NotBefore { .. } => "not-before",
            Rule::NotSooner { .. } => "not-sooner",
            Rule::NotAgainWithin { .. } => "not-again-within",
            Rule::NotTaken { .. } => "not-taken",
            Rule::RecordPresent { .. } => "record-present",
            Rule::RecordAbsent { .. } => "record-absent",
            Rule::DiffersFromEarlier { .. } => "differs-from-earlier",
            Rule::NotRecorded { .. } => "not-recorded",
            Rule::AgreesWithLight { .. } => "agrees-with-light",
            Rule::ChildrenEnded { .. } => "children-ended",
            Rule::PartsAccepted { .. } => "parts-accepted",
            Rule::TwoPersons { .. } => "two-persons",
            Rule::NoTie { .. } => "no-tie",
            Rule::SecondFactor => "second-factor",
            Rule::ApprovedBy { .. } => "approved-by",
            Rule::Within { .. } => "within",
            Rule::Overdue { .. } => "overdue",
            Rule::AskedInTime { .. } => "asked-in-time",
            Rule::NotRunning { .. } => "not-running",
        }
    }

    /// The period it names, if it names one.
    pub(crate) fn length(&self) -> Option<&Length> {
        match self {
            Rule::NotSooner { length, .. }
            | Rule::NotAgainWithin { length, .. }
            | Rule::Overdue { length: Some(length), .. } => Some(length),
            _ => None,
        }
    }
}

impl Guard {
    /// Whether it is asked of a case with these fields.
    pub(crate) fn is_asked(&self, fields: &Fields) -> bool {
        self.when.iter().all(|it| it.holds(fields))
            && self.given.iter().all(|id| fields.contains_key(id))
            && !self.without.iter().any(|id| fields.contains_key(id))
    }
}

impl When {
    /// Whether the field holds one of the values.
    pub fn holds(&self, fields: &Fields) -> bool {
        let Some(value) = fields.get(&self.field) else { return false };
        value.values().iter().any(|value| self.values.iter().any(|written| *written == text_of(value)))
    }
}

/// A value as declarations write it.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(values) => values.iter().map(text_of).collect::<Vec<_>>().join("、"),
    }
}
