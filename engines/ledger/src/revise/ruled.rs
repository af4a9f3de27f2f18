use kernel::{Problem, Severity};

use super::record::Record;
use crate::rule::judge;
use crate::{Change, Known, Ledger, Revision};

/// What the rules of a ledger warn of in revisions that are to be appended to a history; each warning once.
pub fn warnings(ledger: &Ledger, history: &[(Known, Revision)], revisions: &[Revision]) -> Vec<Problem> {
    let record = Record::new(ledger, history);
    let broken = broken(&record, revisions).into_iter();
    broken.filter(|problem| problem.severity == Severity::Warning).collect()
}

/// The rules that stand in the way of what is said, and those that warn of it. Mergers say nothing new of a record, and ends nothing of
/// what holds: nothing stands in their way.
pub(super) fn problems(
    record: &Record<'_>,
    change: &Change,
    said: &[Revision],
) -> (Vec<Problem>, Vec<Problem>) {
    let (mut errors, warnings): (Vec<Problem>, Vec<Problem>) =
        broken(record, said).into_iter().partition(|problem| problem.severity == Severity::Error);
    match change {
        Change::Became { .. } | Change::WasAlways { .. } => {}
        Change::Ended { .. } | Change::NeverWas | Change::MergedInto { .. } | Change::Unmerged => {
            errors.clear();
        }
    }
    (errors, warnings)
}

/// The rules that are broken by what is new, beside what held on the same day before.
fn broken(record: &Record<'_>, said: &[Revision]) -> Vec<Problem> {
    if record.ledger.rules.is_empty() {
        return Vec::new();
    }
    let mut problems: Vec<Problem> = Vec::new();
    for revision in said {
        let Some(fields) = revision.statement.fields() else { continue };
        let before = record.on(revision.valid_from).and_then(|period| period.fields());
        for problem in judge(record.ledger, fields, before) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    problems
}
