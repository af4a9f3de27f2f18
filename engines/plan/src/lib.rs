//! Reads the text of a plan into clauses, tasks, duties, targets, stages and findings.
//!
//! A plan is the prose by which a county says what it will do: 实施方案, 行动计划, 工作要点. The reader is a grammar of
//! the genre. It knows how such texts number, label, bracket and tabulate; it knows no county, no body and no
//! document. What the text leaves open stays open and becomes a finding with a question.
//!
//! Not here: files and their formats (the caller brings lines), storage, and any decision a person has to take.
//!
//! Begin with [`read`]; the model is in [`Plan`].

mod correct;
mod date;
mod diff;
mod duties;
mod findings;
mod front;
mod layout;
mod light;
mod likeness;
mod marker;
mod model;
mod number;
mod numbers;
mod outline;
mod owners;
mod read;
mod target;
mod text;
mod words;

use kernel::Line;

pub use correct::{
    Correction, SafeguardCorrection, StageCorrection, TargetCorrection, corrected, corrected_schedule,
    rhythms, rhythms_of_safeguard,
};
pub use date::{written_deadline, written_point};
pub use diff::{Change, ClauseChange, Diff, FieldChange, TargetChange, TaskChange, diff, diff_numbered};
pub use duties::{Duty, DutyRole, Meant, duties};
pub use findings::{Watch, finding_codes};
pub use light::{Judged, Known, Light, Proof, judge};
pub use model::*;
pub use number::written_number;
pub use numbers::{carried, numbers, target_numbers};

/// Reads a plan from its lines and finds what it leaves open, with the words of `watch` in mind.
///
/// Every text gives a result; what could not be read is listed in its coverage.
pub fn read(lines: &[Line], watch: &Watch) -> Plan {
    let (mut plan, reading) = read::plan(lines);
    plan.findings = findings::all(&plan, &reading, watch);
    plan
}
