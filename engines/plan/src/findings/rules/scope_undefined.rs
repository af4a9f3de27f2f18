//! 各类案件: which?

use super::{Draft, Subject, by_owner};

const OPEN: &[&str] = &["各类", "各项", "各种", "相关", "有关"];

/// Targets over a set that is not named.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let open = |words: &str| OPEN.iter().any(|word| words.starts_with(word));
    let targets = subject.plan.targets.iter().filter(|target| open(&target.subject));
    by_owner(
        targets.take(50).map(|target| subject.target(target)),
        "“各类”“相关”包括哪几类，分别由哪个单位负责和报数？",
        "Which kinds does 各类 or 相关 include, and which body answers and reports for each?",
    )
}
