use std::collections::{BTreeMap, BTreeSet};

use form::Fields;
use kernel::{Wording, period};

use crate::Defect;

/// What somebody wants to happen in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Who.
    pub actor: Actor,
    /// When it happened; not later than now.
    pub happened: period::Event,
    /// What.
    pub what: What,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A step.
    Step {
        /// The step.
        step: String,
        /// What is said in the fields that it asks for, already read by the form.
        fields: Fields,
        /// What has to be put right; only for steps that return a case.
        defects: Vec<Defect>,
        /// Why.
        reason: Option<String>,
    },
    /// That the last step counts no longer.
    Annulment {
        /// The number of its event.
        of: u32,
        /// Why.
        reason: String,
    },
}

/// Who wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The id of the account.
    pub id: String,
    /// Under which other ids the same person acts, such as programs on their behalf.
    pub also: BTreeSet<String>,
    /// The roles held, each with the body for which it is held.
    pub holds: Vec<Holding>,
    /// Whether a second factor was given.
    pub second_factor: bool,
}

impl Actor {
    /// The id under which clocks act. No account has it.
    pub const CLOCK: &'static str = "clock";

    /// What takes the steps that follow when a clock has run out.
    pub fn clock() -> Actor {
        Actor { id: Actor::CLOCK.to_owned(), also: BTreeSet::new(), holds: Vec::new(), second_factor: false }
    }

    /// Whether an id is one under which they act.
    pub(crate) fn is(&self, id: &str) -> bool {
        self.id == id || self.also.contains(id)
    }
}

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The role.
    pub role: String,
    /// The body for which it is held; none for the whole county.
    pub body: Option<String>,
    /// The id of whoever holds it, if somebody stands in for them.
    pub deputy_for: Option<String>,
}

/// Under this name facts say which cases that the case opened have not ended; where a guard asks.
pub const CHILDREN: &str = "@children";

/// The field in which facts say the light of a duty: `green`, `yellow` or `red`; where they do not say, it is late.
pub const LIGHT: &str = "light";

/// The name under which facts say the light of the duty in a field, where a guard asks: nothing is found of one that says nothing.
pub fn light(duty: &str) -> String {
    format!("@light:{duty}")
}

/// The name under which facts say which case is the one before that says something in a field and has the same values in others, where a
/// guard asks.
pub fn earlier(field: &str, same: &[String]) -> String {
    format!("@earlier:{field}:{}", same.join("+"))
}

/// The name under which facts say which other cases with the same values nobody has accepted, each called by its body, where a guard asks.
pub fn parts(same: &[String]) -> String {
    format!("@parts:{}", same.join("+"))
}

/// The name under which facts say which records answer already what a field asks, where a guard asks.
pub fn recorded(field: &str) -> String {
    format!("@recorded:{field}")
}

/// What the declared look-ups found: for each look-up the records that match.
pub type Facts = BTreeMap<String, Vec<Found>>;

/// A record that a look-up found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its key.
    pub key: String,
    /// What people call it, where they do not know it by its key.
    pub title: Option<Wording>,
    /// Its fields.
    pub fields: Fields,
}

impl Found {
    /// A record that is known by its key.
    pub fn new(key: impl Into<String>, fields: Fields) -> Found {
        Found { key: key.into(), title: None, fields }
    }
}
