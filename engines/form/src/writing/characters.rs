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

/// Whether a character is not seen and means nothing: marks of byte order and direction, characters without width, fillers,
/// tags. They come along with copied text and are dropped.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Whether a character makes a text read otherwise than it is kept: the overrides and isolates of writing direction.
pub(super) fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character is a break of lines, whatever system wrote it.
pub(super) fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Cuts off blanks and what is not seen at both ends.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Changes characters one by one; nothing is copied if nothing changes.
pub(crate) fn changed(text: &str, change: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let Some((at, _)) = text.char_indices().find(|(_, c)| change(*c) != Some(*c)) else {
        return Cow::Borrowed(text);
    };
    let mut copy = String::with_capacity(text.len());
    copy.push_str(&text[..at]);
    copy.extend(text[at..].chars().filter_map(change));
    Cow::Owned(copy)
}
