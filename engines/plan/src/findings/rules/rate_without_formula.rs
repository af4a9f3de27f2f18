//! A rate without numerator and denominator.

use super::{Draft, Subject, by_owner};
use crate::model::TargetKind;

const DEFINED: &[&str] = &["是指", "系指", "计算公式", "统计口径", "口径为"];

/// Rates, with a number and without, in a text that defines none.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    if subject.body().any(|(_, passage)| DEFINED.iter().any(|word| passage.text.contains(word))) {
        return Vec::new();
    }
    let is_rate = |words: &str| words.ends_with('率') || words.ends_with("占比") || words.ends_with("比例");
    let rates = subject.plan.targets.iter();
    let rates = rates.filter(|target| target.kind == TargetKind::Rate && is_rate(&target.subject));
    let vague = subject.plan.qualitative_targets.iter();
    let vague = vague
        .filter(|vague| is_rate(&vague.text) || vague.text.contains("占比") || vague.text.contains("率和"));
    let mut spots: Vec<_> = rates.take(50).map(|target| subject.target(target)).collect();
    spots.extend(vague.take(50).map(|vague| subject.vague(vague)));
    spots.sort_by_key(|spot| spot.line);
    by_owner(
        spots,
        "此比率未写分子、分母和数据来源：如何计算，由谁提供？",
        "The rate is given without numerator, denominator and source. How is it computed, and who provides the figures?",
    )
}
