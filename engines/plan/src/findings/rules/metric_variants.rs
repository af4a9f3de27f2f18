//! A figure per head in one place, without its denominator in another.

use super::{Draft, Subject};
use crate::findings::words::Words;

const PER_HEAD: &[&str] = &["每万人", "每十万人", "每百万人", "每千人", "每百人", "人均"];
/// A shorter name is no name of a figure.
const NAME_MIN: usize = 6;
const METRICS_MAX: usize = 20;

/// The name of such a figure standing alone.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut metrics: Vec<(&str, &str, usize)> = Vec::new();
    for (i, target) in subject.plan.targets.iter().enumerate() {
        let found = PER_HEAD.iter().find_map(|word| Some((target.subject.strip_prefix(word)?, *word)));
        let Some((name, per)) = found.filter(|(name, _)| name.chars().count() >= NAME_MIN) else { continue };
        if metrics.len() < METRICS_MAX && metrics.iter().all(|(known, _, _)| *known != name) {
            metrics.push((name, per, i));
        }
    }
    if metrics.is_empty() {
        return Vec::new();
    }
    let words = Words::new(metrics.iter().enumerate().map(|(id, (name, _, _))| (*name, id)));
    let mut found: Vec<Option<Draft>> = vec![None; metrics.len()];
    for (passage, clause) in subject.clauses() {
        for at in clause {
            let Some((length, id)) = words.at(&passage.text.chars, at).next() else { continue };
            let (name, per, target) = metrics[id];
            if found[id].is_some() || passage.text.has_at(at.saturating_sub(per.chars().count()), per) {
                continue;
            }
            let draft = Draft::new(
                subject.spot(passage, at..at + length),
                format!("此处“{name}”前没有“{per}”：与目标中的“{per}{name}”是否同一指标？"),
                format!(
                    "Here {name} stands without {per}. Is it the same figure as {per}{name} of the target?"
                ),
            );
            found[id] = Some(draft.with([subject.target(&subject.plan.targets[target])]));
        }
    }
    found.into_iter().flatten().collect()
}
