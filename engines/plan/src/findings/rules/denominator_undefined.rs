//! Per 10,000 of which population?

use super::{Draft, Passage, Subject, together};
use crate::findings::words::Words;
use crate::model::Target;

/// Wherever they stand in what is measured: 全区每万人…, 发明专利每万人拥有量.
const PER_HEAD: &[&str] = &["每万人", "每十万人", "每百万人", "每千人", "每百人", "人均"];
const POPULATIONS: &[&str] = &["常住", "户籍"];
/// Words with which a sentence on the population is one on how to count: 常住人口城镇化率 is not.
const COUNTING: &[&str] = &["按", "计算", "口径", "分母", "为准"];

/// Targets per head where the text never says that they count 常住 or 户籍.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut targets = subject.plan.targets.iter().filter(|target| is_per_head(target)).peekable();
    let populations = Words::of(POPULATIONS);
    if targets.peek().is_none() || subject.body().any(|(_, passage)| says_which(passage, &populations)) {
        return Vec::new();
    }
    together(
        targets.take(20).map(|target| subject.target(target)),
        "“每万人”等按人口计算的目标未写口径：按常住人口还是户籍人口，用哪一年的人口数？",
        "Targets per head do not name their population. Is it resident or registered, and of which year?",
    )
}

fn is_per_head(target: &Target) -> bool {
    target.subject.starts_with("万人") || PER_HEAD.iter().any(|word| target.subject.contains(word))
}

/// Whether a passage says that a population is the one to count: 按常住人口计算, 每万常住人口, （常住人口）.
fn says_which(passage: &Passage<'_>, populations: &Words) -> bool {
    let chars = &passage.text.chars;
    (0..chars.len()).filter(|&at| populations.at(chars, at).next().is_some()).any(|at| {
        let sentence = passage.text.quote(passage.sentence(at));
        let before = at.checked_sub(1).map(|before| chars[before]);
        matches!(before, Some('(' | '万')) || COUNTING.iter().any(|word| sentence.contains(word))
    })
}
