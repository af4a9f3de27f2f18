//! The same clause in two places.

use std::collections::HashMap;

use super::{Draft, Passage, Subject};

const CLAUSE_MIN: usize = 12;

/// Clauses that stand again in another paragraph, word for word.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut first: HashMap<&[char], (&Passage<'_>, usize)> = HashMap::new();
    let mut found = Vec::new();
    for (passage, clause) in subject.clauses() {
        if clause.len() < CLAUSE_MIN || passage.lists_bodies(&clause) {
            continue;
        }
        let words = &passage.text.chars[clause.clone()];
        let (known, start) = *first.entry(words).or_insert((passage, clause.start));
        if known.line != passage.line && found.len() < 8 {
            let earlier = subject.spot(known, start..start + clause.len());
            let draft = Draft::new(
                subject.spot(passage, clause),
                "同一句话出现两次：是一件事还是两件事，由谁负责、如何分别记账？",
                "The same words stand in two places. Is it one duty or two, and who answers for each?",
            );
            found.push(draft.with([earlier]));
        }
    }
    found
}
