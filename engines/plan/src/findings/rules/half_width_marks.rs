//! Half-width commas among Chinese characters.

use super::{Draft, Subject, together};
use crate::text::is_han;

/// One finding for all of them.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut spots = Vec::new();
    for passage in &subject.passages {
        let chars = &passage.text.chars;
        for at in 1..chars.len().saturating_sub(1) {
            let mark = matches!(chars[at], ',' | ';' | ':' | '?' | '!')
                && is_han(chars[at - 1])
                && is_han(chars[at + 1]);
            if mark && spots.len() < 20 && passage.text.quote(at..at + 1).is_ascii() {
                spots.push(subject.spot(passage, at.saturating_sub(4)..chars.len().min(at + 5)));
            }
        }
    }
    together(
        spots,
        "中文中夹有半角标点：请改为全角。",
        "Half-width marks stand in Chinese text. Please use the full-width ones.",
    )
}
