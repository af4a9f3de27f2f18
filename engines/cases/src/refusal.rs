mod words;

use jiff::civil::Date;
use kernel::period;
use kernel::{Place, Problem, Wording};

use crate::Mode;

/// Why something may not happen in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The procedure has no such step.
    NoStep {
        /// What was asked for.
        step: String,
    },
    /// The case is not in a state in which the step can be taken.
    NotNow {
        /// The step.
        step: Wording,
        /// The state; none before the case begins.
        state: Option<Wording>,
        /// The states in which it can be taken; empty if it starts a case.
        from: Vec<Wording>,
    },
    /// There is no such step in a case that does not say what the step is about.
    NotAbout {
        /// The step.
        step: Wording,
        /// What the case would have to say.
        fields: Vec<Wording>,
    },
    /// The step is for others.
    NotYours {
        /// The step.
        step: Wording,
        /// The roles that take it.
        by: Vec<String>,
    },
    /// It happens after now.
    Future {
        /// When it is said to happen.
        happened: period::Event,
    },
    /// It happened before what happened last.
    BeforeTheLast {
        /// When it is said to have happened.
        happened: period::Event,
        /// When the last step happened.
        last: period::Event,
    },
    /// A step needs a reason and none was given.
    NoReason {
        /// The step.
        step: Wording,
    },
    /// A field that the step does not ask for.
    NotAsked {
        /// The field.
        field: String,
        /// The step.
        step: Wording,
    },
    /// A field that has to be filled in is empty.
    Missing {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// Somebody else is competent, and the case does not say who, or has not the document that lets it be handled here.
    NotCompetent {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
        /// Whether it is handled here for them, or referred to them.
        mode: Mode,
    },
    /// A case is given back without saying what has to be put right.
    NoDefect,
    /// A defect of a field that the case does not have.
    NoField {
        /// The field.
        field: String,
    },
    /// A defect without a reason.
    DefectWithoutReason {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// A case was given back before, and this was not named then and has not changed since.
    NamedTooLate {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// What a guard asks for does not hold.
    Guard {
        /// The name of the rule.
        rule: &'static str,
        /// The field to which it belongs, if it belongs to one.
        field: Option<String>,
        /// What does not hold.
        what: Wording,
        /// What to do about it.
        remedy: Wording,
    },
    /// The clock to be extended, stopped for a time or set running again does not run so.
    ClockNot {
        /// The clock.
        clock: Wording,
        /// What it would have to do.
        needed: Wording,
    },
    /// A clock was extended as often as it may be.
    ExtendedBefore {
        /// The clock.
        clock: Wording,
        /// How often it may be.
        times: u32,
    },
    /// Only the last step that still counts can be annulled.
    NotTheLast {
        /// The number of that step; none if there is none.
        last: Option<u32>,
    },
    /// The step opened other cases or moved them on; those would not know of it.
    Irreversible {
        /// The step.
        step: Wording,
    },
    /// The step stands for good.
    Final {
        /// The step.
        step: Wording,
    },
    /// A clock could not be counted.
    Uncounted(Uncounted),
}

/// Why the end of a clock could not be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncounted {
    /// No version of the statute sets the limit on that day.
    NoLimit {
        /// The statute.
        statute: String,
        /// The limit.
        limit: String,
        /// The day.
        on: Date,
    },
    /// A day outside the calendar, an unknown regime, or hours counted from a day.
    Counting(period::Error),
}

impl From<Uncounted> for Refusal {
    fn from(uncounted: Uncounted) -> Self {
        Refusal::Uncounted(uncounted)
    }
}

impl Uncounted {
    /// A stable name for scripts and stories.
    pub fn code(&self) -> &'static str {
        match self {
            Uncounted::NoLimit { .. } => "no-limit",
            Uncounted::Counting(_) => "counting",
        }
    }

    /// What is wrong, and what to do about it.
    pub fn words(&self) -> (Wording, Wording) {
        match self {
            Uncounted::NoLimit { statute, limit, on } => (
                Wording::new(
                    format!("{on}没有适用的期限 {statute}/{limit}"),
                    format!("no version of {statute} sets {limit} on {on}"),
                ),
                Wording::new(
                    "请在 law/ 下补充当时施行的文本",
                    "add the text that was in force then below law/",
                ),
            ),
            Uncounted::Counting(error) => {
                (error.wording(), Wording::new("请核对日期和期限", "check the day and the period"))
            }
        }
    }
}

impl Refusal {
    /// The refusal as a problem, at its field if it belongs to one.
    pub fn problem(&self) -> Problem {
        let (what, remedy) = self.words();
        let place = match self.field() {
            Some(field) => Place::default().at_field(field),
            None => Place::default(),
        };
        Problem::error(self.code(), place, what, remedy)
    }

    /// The field to which it belongs.
    pub fn field(&self) -> Option<&str> {
        match self {
            Refusal::NotAsked { field, .. }
            | Refusal::Missing { field, .. }
            | Refusal::NotCompetent { field, .. }
            | Refusal::NoField { field }
            | Refusal::DefectWithoutReason { field, .. }
            | Refusal::NamedTooLate { field, .. } => Some(field),
            Refusal::Guard { field, .. } => field.as_deref(),
            Refusal::Future { .. } | Refusal::BeforeTheLast { .. } => Some("happened"),
            Refusal::NoReason { .. } => Some("reason"),
            _ => None,
        }
    }

    /// A stable name for scripts and stories.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoStep { .. } => "no-such-step",
            Refusal::NotNow { .. } => "not-now",
            Refusal::NotAbout { .. } => "not-about",
            Refusal::NotYours { .. } => "not-yours",
            Refusal::Future { .. } => "future",
            Refusal::BeforeTheLast { .. } => "before-the-last",
            Refusal::NoReason { .. } => "no-reason",
            Refusal::NotAsked { .. } => "not-asked",
            Refusal::Missing { .. } => "missing-field",
            Refusal::NotCompetent { .. } => "not-competent",
            Refusal::NoDefect => "no-defect",
            Refusal::NoField { .. } => "unknown-field",
            Refusal::DefectWithoutReason { .. } => "defect-without-reason",
            Refusal::NamedTooLate { .. } => "named-too-late",
            Refusal::Guard { rule, .. } => rule,
            Refusal::ClockNot { .. } => "clock",
            Refusal::ExtendedBefore { .. } => "extended-before",
            Refusal::NotTheLast { .. } => "not-the-last",
            Refusal::Irreversible { .. } => "irreversible",
            Refusal::Final { .. } => "final",
            Refusal::Uncounted(uncounted) => uncounted.code(),
        }
    }
}
