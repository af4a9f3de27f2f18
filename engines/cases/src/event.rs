use form::Fields;
use jiff::civil::DateTime;
use kernel::period;
use serde::{Deserialize, Serialize};

/// One thing that happened in a case. Events are appended and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The number of the event in its case, from 1.
    pub seq: u32,
    /// When it happened, in the civil time of China.
    pub happened: period::Event,
    /// When it was recorded, in the civil time of China.
    pub recorded: DateTime,
    /// Who recorded it: the id of an account, or of what acts by itself.
    pub actor: String,
    /// The body for which the actor acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// For whom the actor stood in, if they acted by the right of somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy_for: Option<String>,
    /// What happened.
    pub what: Happening,
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Happening {
    /// A step of the procedure was taken.
    Step {
        /// The step.
        step: String,
        /// What was said in the fields that the step asks for; a field left empty is not named.
        #[serde(default, skip_serializing_if = "Fields::is_empty")]
        fields: Fields,
        /// The fields that the step asks for and that were left empty on purpose, having held something before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        emptied: Vec<String>,
        /// What has to be put right before it can go on; only for steps that return a case.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        defects: Vec<Defect>,
        /// Why, where the step asks for a reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The last step that still stood was a mistake and counts no longer. What it caused is reversed.
    Annulment {
        /// The number of the event that counts no longer.
        of: u32,
        /// Why.
        reason: String,
    },
}

/// One thing that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// The field.
    pub field: String,
    /// What is wrong with it, and how to put it right.
    pub reason: String,
}
