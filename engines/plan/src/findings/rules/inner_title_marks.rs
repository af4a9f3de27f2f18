//! Titles inside titles marked with < > instead of 〈〉.

use super::{Draft, Subject, together};

/// One finding for all of them.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let wrong = subject.titles.iter().filter_map(|(at, range)| {
        let passage = &subject.passages[*at];
        let inner =
            range.clone().find(|&i| matches!(passage.text.quote(i..i + 1), "<" | "《") && i > range.start)?;
        Some(subject.spot(passage, inner..range.end))
    });
    together(
        wrong.take(20),
        "书名号内的书名号应为〈〉：请更正。",
        "A title inside a title takes 〈〉. Please correct the marks.",
    )
}
