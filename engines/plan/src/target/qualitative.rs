//! Targets in words: 持续增长, 大幅提升, 领先地位.

use std::sync::LazyLock;

use super::Scope;
use super::by::By;
use crate::model::QualitativeTarget;
use crate::words::index::Index;
use crate::words::measure::VAGUE;

static INDEX: LazyLock<Index<&str>> = LazyLock::new(|| Index::new(VAGUE.iter().map(|word| (*word, *word))));

/// The clauses with a vague word of direction; in goals all of them, elsewhere only those that speak of a figure.
pub(super) fn of_range(scope: &Scope<'_>, by: &mut By<'_>, goals: bool, found: &mut Vec<QualitativeTarget>) {
    let text = scope.text;
    let mut start = scope.range.start;
    for at in scope.range.clone() {
        if matches!(text.chars[at], ',' | ';' | '。' | '!' | ':') {
            start = at + 1;
        }
        let Some((_, word)) = INDEX.at(text, at) else { continue };
        let end = (at..scope.range.end.min(at + 80))
            .find(|&i| matches!(text.chars[i], ',' | ';' | '。' | '!'))
            .unwrap_or(scope.range.end.min(at + 80));
        let begin = start.max(at.saturating_sub(60));
        let words = text.quote(begin..end);
        let figure = ["量", "率", "额", "数", "占比", "比例", "清零", "领先", "产值"]
            .iter()
            .any(|word| words.contains(word));
        if !goals && !figure {
            continue;
        }
        let (date, _) = by.of(begin..end, at);
        found.push(QualitativeTarget {
            text: words.to_owned(),
            word: word.to_owned(),
            by: date,
            path: scope.section.to_vec(),
            line: text.line_at(at),
        });
    }
}
