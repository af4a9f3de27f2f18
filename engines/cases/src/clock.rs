//! Clocks: budgets of time that a case runs under.
//!
//! ```toml
//! [[clock]]
//! id = "answer"
//! title = { zh = "答复期限", en = "answer" }
//! starts = ["issue"]                             # the steps that set it running
//! from = "received_on"                           # a field of kind date; left out: the day of the step
//! due = "due_date"                               # one of three: a field that holds the last day,
//! limit = "market-penalty-procedure/check"       #   a limit of the law (see `law.rs`),
//! length = { amount = 5, unit = "working-day", regime = "civil", statute = "…", article = "…", of_plan = true }   # or one of our own
//! stops = ["answer", "withdrawal"]               # the steps that end it
//! pauses = [{ opens = ["ask"], closes = ["arrive"], document = "notice", article = "第十八条" }]
//! extensions = [{ step = "extend", amount = 5, unit = "working-day", times = 1, document = "approval", article = "…" }]
//!                                                # of the text that sets the limit; otherwise each with in_force and source, or
//!                                                #   of_plan = true, and with statute where that is not the one of the length
//! consequence = { zh = "…", en = "…" }           # left out: that of the law, or none
//! remind = [5, 1]                                # working days before the end on which people are told; 0: on its day
//! reminds = ["liaison@body"]                     # who is told; left out: those who can then end it
//! ```
//!
//! What the events of a case set running is a [`Running`] clock: facts only. [`project`] computes from them and from
//! the rules when it ends; [`explain`] says the same in sentences.

mod days;
mod explain;
mod project;

use jiff::civil::Date;
use kernel::Wording;
use kernel::period::{self, Due, Period};
use serde::{Deserialize, Serialize};

use crate::Who;

pub use days::{CountedDay, days};
pub use explain::explain;
pub(crate) use project::times;
pub use project::{counts_working, project};

/// A clock as a procedure declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// A stable name.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The steps that set it running. A step that comes again while it runs changes nothing; after it stopped, it starts
    /// anew.
    pub starts: Vec<String>,
    /// Where the day of the start is found.
    pub from: Start,
    /// How long it runs.
    pub length: Length,
    /// The steps that end it.
    pub stops: Vec<String>,
    /// When it stands still.
    pub pauses: Vec<Pausing>,
    /// What can be granted beyond it.
    pub extensions: Vec<Extension>,
    /// What follows when it runs out.
    pub consequence: Option<Wording>,
    /// How many working days before the end people are told.
    pub remind: Vec<u32>,
    /// Who is told; empty for those who can then end it. Left out of the canonical form where there are none, so that procedures from
    /// before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reminds: Vec<Who>,
}

/// Where the start of a clock is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// When the step happened.
    Step,
    /// In a field of kind date.
    Field(String),
}

/// How long a clock runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Length {
    /// Until the day that a field holds.
    Field(String),
    /// As long as the law says.
    Limit {
        /// The statute.
        statute: String,
        /// Its limit.
        limit: String,
    },
    /// As long as the programme itself decided.
    Own {
        /// How long.
        period: Period,
        /// The regime by which it is counted.
        regime: String,
        /// The statute or document that says so.
        statute: String,
        /// The article or clause.
        article: String,
        /// The day it took effect; none for the plan of the county itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        in_force: Option<Date>,
        /// Where it was read; none for the plan of the county itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// Whether it is the plan of the county itself, or what the county decided for it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        of_plan: bool,
    },
}

/// Steps between which a clock stands still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pausing {
    /// The steps that stop it for a time.
    pub opens: Vec<String>,
    /// The steps that set it running again.
    pub closes: Vec<String>,
    /// The field of kind file that proves it; without the document the clock does not stand still.
    pub document: Option<String>,
    /// What allows it.
    #[serde(flatten)]
    pub ground: Ground,
}

/// What can be granted beyond the length of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The step that grants it.
    pub step: String,
    /// How long; none if the limit of the law has an extension of this name.
    pub period: Option<Period>,
    /// The extension of the limit of the law.
    pub of_limit: Option<String>,
    /// How often; none as often as the law says, or once.
    pub times: Option<u32>,
    /// The field of kind file that proves it; without the document nothing is granted.
    pub document: Option<String>,
    /// What allows it.
    #[serde(flatten)]
    pub ground: Ground,
}

/// The article that lets a clock stand still, or lets something be granted beyond its length. What is not said is left out of the canonical
/// form, so that procedures from before there was such a thing keep their digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// The article.
    pub article: String,
    /// The statute or document in which it stands; none where that is the one by which the clock runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statute: Option<String>,
    /// The day it took effect; none where the limit of the law says it, and for the plan of the county itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
    /// Where it was read; none as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether it is the plan of the county itself, or what the county decided for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_plan: bool,
}

impl Clock {
    /// The statute of the first pause or extension of which nobody knows since when its article holds and where it was read: it says so
    /// itself, or it stands in the text of the law that sets the limit, which has both.
    pub(crate) fn undated(&self) -> Option<&str> {
        let (own, is_law) = match &self.length {
            Length::Own { statute, .. } => (statute.as_str(), false),
            Length::Limit { statute, .. } => (statute.as_str(), true),
            Length::Field(_) => ("", false),
        };
        let mut grounds =
            self.pauses.iter().map(|it| &it.ground).chain(self.extensions.iter().map(|it| &it.ground));
        let undated = grounds.find(|it| !(it.is_dated() || is_law && it.statute.is_none()))?;
        Some(undated.statute.as_deref().unwrap_or(own))
    }
}

impl Ground {
    fn is_dated(&self) -> bool {
        self.of_plan || self.in_force.is_some() && self.source.is_some()
    }

    /// The article as people cite it, with its statute where that is another one.
    fn cited(&self) -> String {
        match &self.statute {
            Some(statute) => format!("《{statute}》{}", self.article),
            None => self.article.clone(),
        }
    }
}

/// A clock that events of a case set running: what happened, and no date that was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// The clock.
    pub clock: String,
    /// The number of the event that started it.
    pub seq: u32,
    /// What it counts from.
    pub start: period::Event,
    /// The last day, where a field of the case gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Date>,
    /// When it stood still, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub still: Vec<Still>,
    /// What was granted beyond it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extended: Vec<Extended>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<period::Event>,
}

/// A stretch in which a clock stood still, or still does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Still {
    /// The pause of the clock, by its place in the declaration.
    pub pausing: usize,
    /// When it began.
    pub from: period::Event,
    /// When it ended; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<period::Event>,
}

/// Something granted beyond the length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The extension of the clock, by its place in the declaration.
    pub extension: usize,
    /// When it was granted.
    pub on: period::Event,
}

/// What a clock does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It runs.
    Runs,
    /// It stands still, with so many days left: working days if the law counts those.
    StandsStill {
        /// How many days are left.
        left: i64,
        /// Whether they are working days.
        working: bool,
    },
    /// It has ended.
    Stopped,
}

/// When a running clock ends, as the rules are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// What it does now.
    pub standing: Standing,
    /// The last day with everything that was granted and every pause that is proved; none while it stands still.
    pub due: Option<Due>,
    /// The last day by the bare length, as the strictest reader would have it; none where it is the same.
    pub strict: Option<Due>,
    /// The statute and the day the version took effect, where a limit of the law governs.
    pub version: Option<(String, Date)>,
    /// The last day under a later version whose effect on what was running is not known.
    pub other: Option<Other>,
}

/// What another version of the law would give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The day that version took effect.
    pub in_force: Date,
    /// The last day.
    pub due: Due,
}

impl Projection {
    /// Whether it ran out before a moment; never while it stands still or after it stopped.
    pub fn is_overdue(&self, now: period::Event) -> bool {
        self.standing == Standing::Runs && self.due.is_some_and(|due| is_after(now, due))
    }
}

/// Whether something happened after the last day, or the last moment.
fn is_after(event: period::Event, due: Due) -> bool {
    match (event, due.time) {
        (period::Event::Moment(moment), Some(time)) => moment > due.date.to_datetime(time),
        _ => event.date() > due.date,
    }
}
