//! Per 10,000 of which population?

use super::{Draft, Subject, together};

const PER_HEAD: &[&str] = &["每万人", "每十万人", "每百万人", "每千人", "每百人", "人均", "万人"];

/// Targets per head where the text never says 常住 or 户籍.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let per_head = |words: &str| PER_HEAD.iter().any(|word| words.starts_with(word));
    let mut targets = subject.plan.targets.iter().filter(|target| per_head(&target.subject)).peekable();
    if targets.peek().is_none() || subject.body().any(|(_, passage)| says_which(passage)) {
        return Vec::new();
    }
    together(
        targets.take(20).map(|target| subject.target(target)),
        "“每万人”等按人口计算的目标未写口径：按常住人口还是户籍人口，用哪一年的人口数？",
        "Targets per head do not name their population. Is it resident or registered, and of which year?",
    )
}

fn says_which(passage: &super::Passage<'_>) -> bool {
    passage.text.contains("常住") || passage.text.contains("户籍")
}
