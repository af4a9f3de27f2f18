use kernel::{Problem, Severity};

use super::record::Record;
use crate::rule::judge;
use crate::{Change, Known, Ledger, Revision};

/// What the rules of a ledger warn of in revisions that are to be appended to a history; each warning once.
pub fn warnings(ledger: &Ledger, history: &[(Known, Revision)], revisions: &[Revision]) -> Vec<Problem> {
    let record = Record::new(ledger, history);
    only(broken(&record, revisions), Severity::Warning)
}

/// The rules that stand in the way of what is said. Mergers say nothing new of a record.
pub(super) fn errors(record: &Record<'_>, change: &Change, said: &[Revision]) -> Vec<Problem> {
    match change {
        Change::Became { .. } | Change::WasAlways { .. } => only(broken(record, said), Severity::Error),
        Change::Ended { .. } | Change::NeverWas | Change::MergedInto { .. } | Change::Unmerged => Vec::new(),
    }
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

fn only(problems: Vec<Problem>, severity: Severity) -> Vec<Problem> {
    problems.into_iter().filter(|problem| problem.severity == severity).collect()
}
