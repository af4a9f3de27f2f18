//! Brackets of two widths in one pair, and brackets or quotation marks that are not closed.

use super::{Draft, Passage, Subject, together};

/// Opening and closing marks.
const PAIRS: &[(char, char)] = &[('(', ')'), ('《', '》'), ('“', '”'), ('【', '】')];
/// So many places show the habit.
const PLACES_MAX: usize = 20;

/// One finding for all of them: they are mended in one go.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut spots = Vec::new();
    for passage in &subject.passages {
        let places = wrong(passage).into_iter().take(PLACES_MAX - spots.len());
        spots.extend(places.map(|at| subject.spot(passage, at..passage.text.len().min(at + 8))));
    }
    together(
        spots,
        "括号或引号全角半角混用，或者未成对：请统一。",
        "Brackets or quotation marks of two widths are mixed, or one has no partner. Please mend them.",
    )
}

/// Where a mark has no partner or one of another width.
fn wrong(passage: &Passage<'_>) -> Vec<usize> {
    let wide = |i: usize| passage.text.quote(i..i + 1).len() > 1;
    let mut found = Vec::new();
    for &(opens, closes) in PAIRS {
        let mut open: Vec<usize> = Vec::new();
        for (at, &c) in passage.text.chars.iter().enumerate() {
            if c == opens {
                open.push(at);
            } else if c == closes {
                match open.pop() {
                    Some(start) => found.extend((wide(start) != wide(at)).then_some(start)),
                    // 1) is a number, not a bracket.
                    None if at > 2 => found.push(at - 2),
                    None => {}
                }
            }
        }
        found.extend(open);
    }
    found.sort_unstable();
    found
}
