use form::Fields;
use jiff::civil::Date;
use kernel::Wording;

use crate::difference::{Difference, compare};
use crate::interval::{Operation, operations};
use crate::{Interval, Known, Revision, Statement};

/// What one operation changed for one period, in both times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The operation.
    pub known: Known,
    /// What happened.
    pub kind: StepKind,
    /// The first day for which it changed.
    pub valid_from: Date,
    /// The first day after; [`Interval::FOREVER`] if there is none.
    pub valid_to: Date,
    /// The fields that differ from what was known before; where nothing was, those that are filled in.
    pub differences: Vec<Difference>,
    /// Whether something about later days was already known: an entry out of order, which changes the past.
    pub late: bool,
}

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// It is there, where nothing was known before.
    Began,
    /// From a day on it is otherwise.
    Changed,
    /// What was said of these days was wrong.
    Corrected,
    /// It is no longer there.
    Ended,
    /// It never was there.
    Withdrawn,
    /// It is the record with this key.
    Merged(String),
    /// It is not that record after all.
    Unmerged,
}

impl StepKind {
    /// What it is called on a page.
    pub fn title(&self) -> Wording {
        match self {
            StepKind::Began => Wording::new("登记", "recorded"),
            StepKind::Changed => Wording::new("变更", "changed"),
            StepKind::Corrected => Wording::new("更正", "corrected"),
            StepKind::Ended => Wording::new("终止", "ended"),
            StepKind::Withdrawn => Wording::new("撤销", "withdrawn"),
            StepKind::Merged(key) => Wording::new(format!("并入 {key}"), format!("merged into {key}")),
            StepKind::Unmerged => Wording::new("取消并入", "merger undone"),
        }
    }
}

/// What the operations of a history changed, in the order in which they were known and, within one, of the days.
pub fn timeline(history: &[(Known, Revision)]) -> Vec<Step> {
    operations(history).flat_map(|operation| steps(history, &operation)).collect()
}

fn steps(history: &[(Known, Revision)], operation: &Operation) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    // What this operation filled in until a day, where nothing was known before.
    let mut filled: Option<(Date, &Fields)> = None;
    for Interval { valid_from, valid_to, revision, .. } in &operation.after {
        let (old, new) = (operation.statement_before(history, *valid_from), &history[*revision].1.statement);
        let beside = filled.filter(|(until, _)| *old == Statement::Absent && until == valid_from);
        let beside = beside.map(|(_, fields)| fields);
        let Some((kind, differences)) = what_happened(old, new, beside) else { continue };
        filled = new.fields().filter(|_| *old == Statement::Absent).map(|fields| (*valid_to, fields));
        let last = steps.last_mut().filter(|last| last.valid_to == *valid_from);
        let goes_on = |last: &&mut Step| last.kind == kind && last.differences == differences;
        match last.filter(|last| goes_on(last) || (beside.is_some() && beside == new.fields())) {
            Some(last) => last.valid_to = *valid_to,
            None => steps.push(Step {
                known: operation.known,
                kind,
                valid_from: *valid_from,
                valid_to: *valid_to,
                differences,
                late: false,
            }),
        }
    }
    judge(history, operation, &mut steps);
    steps
}

/// What happened in a period, by what was said of it before and after, and by what the same operation filled in just
/// before it; nothing if it is as it was.
fn what_happened(
    old: &Statement,
    new: &Statement,
    beside: Option<&Fields>,
) -> Option<(StepKind, Vec<Difference>)> {
    if old == new {
        return None;
    }
    Some(match (old, new) {
        (Statement::Holds(old), Statement::Holds(new)) => (StepKind::Changed, compare(old, new)),
        (_, Statement::MergedInto(key)) => (StepKind::Merged(key.clone()), Vec::new()),
        (Statement::MergedInto(_), _) => (StepKind::Unmerged, Vec::new()),
        (_, Statement::Absent) => (StepKind::Ended, Vec::new()),
        (Statement::Absent, Statement::Holds(new)) => match beside {
            Some(beside) => (StepKind::Changed, compare(beside, new)),
            None => (StepKind::Began, compare(&Fields::new(), new)),
        },
    })
}

/// What only the whole operation tells: whether a change is a correction, an end a withdrawal, and what came late.
fn judge(history: &[(Known, Revision)], operation: &Operation, steps: &mut [Step]) {
    let nothing_holds = operation.after.iter().all(|interval| interval.fields(history).is_none());
    let is_late =
        |first: &Step| operation.before.last().is_some_and(|last| first.valid_from < last.valid_from);
    let late = steps.first().is_some_and(is_late);
    let corrected = steps.iter().find(|step| step.kind == StepKind::Changed);
    let corrected = corrected.is_some_and(|step| corrects(operation, step));
    for step in steps {
        match step.kind {
            StepKind::Changed if corrected => step.kind = StepKind::Corrected,
            StepKind::Ended if nothing_holds => step.kind = StepKind::Withdrawn,
            _ => {}
        }
        step.late = late
            && matches!(
                step.kind,
                StepKind::Began | StepKind::Changed | StepKind::Corrected | StepKind::Ended
            );
    }
}

/// A change begins on a new day and goes on. What begins where something was said already, or ends where nothing was
/// said, puts right what was wrong.
fn corrects(operation: &Operation, step: &Step) -> bool {
    let is_said = |day: Date| operation.before.iter().any(|interval| interval.valid_from == day);
    let ends_anew = step.valid_to != Interval::FOREVER && !is_said(step.valid_to);
    operation.before.first().is_some_and(|first| first.valid_from <= step.valid_from)
        && (is_said(step.valid_from) || ends_anew)
}
