//! Targets of two versions, matched by what they measure.

use std::collections::HashMap;

use super::{Change, TargetChange, field};
use crate::likeness::{Pairs, pairs_of, plain};
use crate::model::{Plan, Target, TargetKind};

/// Two targets measure the same when their subjects are at least so much alike.
const SAME_MIN: f64 = 0.6;
/// More targets than this are matched by equal subjects only.
const COMPARED_MAX: usize = 400;

/// The targets that came, went or differ.
pub(super) fn diff(before: &Plan, after: &Plan) -> Vec<TargetChange> {
    let (mut pairs, mut old) = of_one_subject(before, after);
    let mut rest = old.split_off(old.len().min(COMPARED_MAX));
    let mut near: Vec<(&Target, Pairs)> =
        old.into_iter().map(|target| (target, pairs_of(&target.subject))).collect();
    for (found, target) in pairs.iter_mut().filter(|(found, _)| found.is_none()).take(COMPARED_MAX) {
        let own = pairs_of(&target.subject);
        let of_kind = near.iter().enumerate().filter(|(_, (other, _))| other.kind == target.kind);
        let best = of_kind.map(|(at, (_, words))| (own.likeness(words), at));
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score >= SAME_MIN);
        *found = best.map(|(_, at)| near.remove(at).0);
    }
    let mut old: Vec<&Target> = near.into_iter().map(|(target, _)| target).collect();
    old.append(&mut rest);
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

/// A target of the newer version with the one of the older that it continues.
type Pair<'p> = (Option<&'p Target>, &'p Target);

/// Pairs the targets whose subjects are the same words, those of one number first; and the older ones left over.
fn of_one_subject<'p>(before: &'p Plan, after: &'p Plan) -> (Vec<Pair<'p>>, Vec<&'p Target>) {
    let mut waiting: HashMap<(String, TargetKind), Vec<usize>> = HashMap::new();
    for (i, target) in before.targets.iter().enumerate() {
        waiting.entry((plain(&target.subject), target.kind)).or_default().push(i);
    }
    let mut free = vec![true; before.targets.len()];
    let mut pairs = Vec::new();
    for target in &after.targets {
        let same = waiting.get_mut(&(plain(&target.subject), target.kind)).filter(|same| !same.is_empty());
        let found = same.map(|same| {
            let of_number = |&i: &usize| before.targets[i].number.total_cmp(&target.number).is_eq();
            same.remove(same.iter().position(of_number).unwrap_or(0))
        });
        if let Some(i) = found {
            free[i] = false;
        }
        pairs.push((found.map(|i| &before.targets[i]), target));
    }
    (pairs, before.targets.iter().zip(free).filter(|(_, free)| *free).map(|(target, _)| target).collect())
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
