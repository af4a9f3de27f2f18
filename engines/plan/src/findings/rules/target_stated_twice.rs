//! One target is stated in two ways: a unit missing, another comparison, once and for every year.

use std::collections::HashMap;

use super::{Draft, Subject};
use crate::findings::alike::contains;
use crate::findings::time;
use crate::model::Target;

/// Targets that are compared with one another.
const TARGETS_MAX: usize = 2000;
/// Targets with the same words that one target is compared with.
const NEAR_MAX: usize = 8;
/// So many characters of two subjects have to be the same.
const SHARED: usize = 5;
/// Words in front of a subject that say nothing of what is measured.
const OPENINGS: &[&str] =
    &["保持", "实现", "确保", "力争", "全区", "全市", "全县", "全省", "全国", "我区", "我县", "我市"];

/// The same figure in different words.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let day = |target: &Target| target.by.as_deref().and_then(time::last_day);
    let differ = |a: &Target, b: &Target| {
        let compared = a.comparator != b.comparator && !a.reading && !b.reading;
        a.number == b.number && a.sentence != b.sentence && (a.unit != b.unit || compared || day(a) != day(b))
    };
    pairs(subject, differ)
        .into_iter()
        .map(|(first, second)| {
            Draft::new(
                subject.target(second),
                "同一目标有两种写法（单位、比较词或时间不同）：以哪一处为准？",
                "One target is stated in two ways; unit, comparison or date differ. Which statement holds?",
            )
            .with([subject.target(first)])
        })
        .collect()
}

/// Pairs of targets of one subject that differ in this way, each with the first of its kind.
pub(super) fn pairs<'s>(
    subject: &'s Subject<'_>,
    differ: impl Fn(&Target, &Target) -> bool,
) -> Vec<(&'s Target, &'s Target)> {
    let targets = &subject.plan.targets[..subject.plan.targets.len().min(TARGETS_MAX)];
    let names: Vec<Vec<char>> = targets.iter().map(|target| name(&target.subject)).collect();
    let mut by_words: HashMap<&[char], Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let mut twin = None;
        for words in name.windows(SHARED) {
            let near = by_words.entry(words).or_default();
            twin = twin.or_else(|| {
                near.iter().copied().find(|&other| {
                    (contains(name, &names[other]) || contains(&names[other], name))
                        && differ(&targets[other], &targets[i])
                })
            });
            if near.len() < NEAR_MAX && near.last() != Some(&i) {
                near.push(i);
            }
        }
        found.extend(twin.map(|other| (&targets[other], &targets[i])));
    }
    found
}

fn name(subject: &str) -> Vec<char> {
    let mut rest = subject;
    while let Some(shorter) = OPENINGS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.chars().filter(|c| c.is_alphanumeric()).collect()
}
