//! Targets of two versions, matched by what they measure.

use super::{Change, TargetChange, field};
use crate::likeness::{Pairs, plain};
use crate::model::{Plan, Target};

/// Two targets measure the same when their subjects are at least so much alike.
const SAME_MIN: f64 = 0.6;
/// More targets than this are matched by equal subjects only.
const COMPARED_MAX: usize = 400;

/// The targets that came, went or differ.
pub(super) fn diff(before: &Plan, after: &Plan) -> Vec<TargetChange> {
    let mut old: Vec<&Target> = before.targets.iter().collect();
    let mut pairs: Vec<(Option<&Target>, &Target)> = Vec::new();
    for target in &after.targets {
        let subject = plain(&target.subject);
        let same = old.iter().position(|other| {
            plain(&other.subject) == subject
                && other.kind == target.kind
                && other.number.total_cmp(&target.number).is_eq()
        });
        let same = same.or_else(|| {
            old.iter().position(|other| plain(&other.subject) == subject && other.kind == target.kind)
        });
        pairs.push((same.map(|at| old.remove(at)), target));
    }
    for (found, target) in pairs.iter_mut().filter(|(found, _)| found.is_none()).take(COMPARED_MAX) {
        let own = Pairs::of(&target.subject);
        let score = |other: &&Target| {
            if other.kind == target.kind { own.likeness(&Pairs::of(&other.subject)) } else { 0.0 }
        };
        let best = old
            .iter()
            .take(COMPARED_MAX)
            .enumerate()
            .map(|(i, other)| (score(other), i))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        *found = best.filter(|(score, _)| *score >= SAME_MIN).map(|(_, i)| old.remove(i));
    }
    let mut changes: Vec<TargetChange> = pairs
        .into_iter()
        .filter_map(|(found, target)| match found {
            Some(other) => changed(other, target),
            None => Some(change(target, Change::Added, None, Some(target.line))),
        })
        .collect();
    changes.extend(old.into_iter().map(|target| change(target, Change::Removed, Some(target.line), None)));
    changes
}

fn change(
    target: &Target,
    change: Change,
    line_before: Option<usize>,
    line_after: Option<usize>,
) -> TargetChange {
    TargetChange { subject: target.subject.clone(), change, line_before, line_after, fields: Vec::new() }
}

fn changed(before: &Target, after: &Target) -> Option<TargetChange> {
    let none = String::new();
    let fields = [
        field("subject", &before.subject, &after.subject),
        field("comparator", before.comparator.sign(), after.comparator.sign()),
        field("number", &before.number.to_string(), &after.number.to_string()),
        field("unit", &before.unit, &after.unit),
        field("by", before.by.as_ref().unwrap_or(&none), after.by.as_ref().unwrap_or(&none)),
    ];
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    (!fields.is_empty()).then(|| TargetChange {
        fields,
        ..change(after, Change::Changed, Some(before.line), Some(after.line))
    })
}
