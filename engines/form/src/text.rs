//! Characters as people and spreadsheets write them: what is cut off, dropped, folded or refused.

use std::borrow::Cow;

/// A full-width letter, digit or sign as its half-width twin, and every kind of blank as a blank.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2000}'..='\u{200a}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{ffe5}' => '¥',
        _ => c,
    }
}

/// Whether a character is not seen: marks of byte order and of direction, characters without width, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{ad}' | '\u{180e}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}')
}

/// Cuts off what is not seen at both ends.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Changes characters one by one; nothing is copied if nothing changes.
pub(crate) fn changed(text: &str, change: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let first = text.char_indices().find(|(_, c)| change(*c) != Some(*c));
    let Some((at, _)) = first else { return Cow::Borrowed(text) };
    let mut copy = String::with_capacity(text.len());
    copy.push_str(&text[..at]);
    copy.extend(text[at..].chars().filter_map(change));
    Cow::Owned(copy)
}

/// The text as it is compared with names: half width, small letters.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    changed(trimmed(text), |c| (!is_invisible(c)).then_some(half_width(c).to_ascii_lowercase()))
}
