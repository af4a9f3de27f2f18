//! What a plan says, as values. Field names are those of the JSON form.

mod clause;
mod finding;
mod schedule;
mod target;
mod task;

use serde::Serialize;

pub use crate::words::section::SectionKind;
pub use clause::{Clause, ClauseKind, Coverage, Force, Quote};
pub use finding::Finding;
pub use schedule::{Deadline, Frequency, Safeguard, Stage};
pub use target::{ByHow, Comparator, QualitativeTarget, Target, TargetKind};
pub use task::{Assignment, Body, LeadRule, Task, TaskGroup};

/// A plan document, read.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Plan {
    /// The title of the plan itself; that of a covering notice only where there is no other.
    pub title: Option<String>,
    /// 征求意见稿, 试行 and the like; None for a plan in force as far as the text tells.
    pub status: Option<String>,
    /// The document number: 国发〔2019〕3号.
    pub number: Option<String>,
    /// The day of issue, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The years the title names.
    pub period: Option<Period>,
    /// The place whose plan it is, as the title begins: 长沙市开福区.
    pub place: Option<String>,
    /// How the document says who leads.
    pub lead_rule: LeadRule,
    /// The sections, from the outermost headings.
    pub sections: Vec<Section>,
    /// The goals that are headed by a dash or a number.
    pub goals: Vec<Goal>,
    /// The headings that group tasks.
    pub task_groups: Vec<TaskGroup>,
    /// The tasks in reading order.
    pub tasks: Vec<Task>,
    /// The targets with a number.
    pub targets: Vec<Target>,
    /// The targets without a number: 持续增长, 大幅提升.
    pub qualitative_targets: Vec<QualitativeTarget>,
    /// The stages of the work.
    pub stages: Vec<Stage>,
    /// The safeguards.
    pub safeguards: Vec<Safeguard>,
    /// Dates by which the text wants something done.
    pub deadlines: Vec<Deadline>,
    /// Rhythms: 每季度, 每年, 定期.
    pub frequencies: Vec<Frequency>,
    /// Every body that leads or shares, as written, with its counts.
    pub bodies: Vec<Body>,
    /// Every sentence, heading, cell and mark of the document, in reading order.
    pub clauses: Vec<Clause>,
    /// What the text leaves open or contradicts.
    pub findings: Vec<Finding>,
    /// How much of the input was read.
    pub coverage: Coverage,
}

/// Years from and to, as written in the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// `YYYY`, or `YYYY-MM` where months are named.
    pub from: String,
    /// None where it is left open.
    pub to: Option<String>,
}

/// A section of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The numbers of the headings, outermost first, as written.
    pub path: Vec<String>,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub kind: SectionKind,
    /// 1-based.
    pub line: usize,
}

/// A goal in words, before its targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Its heading.
    pub title: String,
    /// What follows the heading.
    pub text: String,
    /// 1-based.
    pub line: usize,
}
