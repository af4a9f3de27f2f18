//! Characters and numbers as people and spreadsheets write them: what is cut off, dropped, folded or refused.

mod characters;
mod day;
mod decimal;
mod line;

pub(crate) use characters::{changed, half_width, is_invisible, trimmed};
pub(crate) use day::{Day, DayFault, MONTHS};
pub(crate) use decimal::{Decimal, Scaled, scale};
pub(crate) use line::{lines, one_line};

use std::borrow::Cow;

/// The text of a kind that means digits and Latin letters: trimmed, half width, without what is not seen, without the mark
/// of a spreadsheet.
pub(crate) fn narrow(text: &str) -> Cow<'_, str> {
    let text = changed(trimmed(text), |c| (!is_invisible(c)).then_some(half_width(c)));
    match unmarked(&text) {
        inner if inner.len() == text.len() => text,
        inner => Cow::Owned(inner.to_owned()),
    }
}

/// The text as it is compared with names: half width, small letters, every run of blanks one blank.
pub fn folded(text: &str) -> Cow<'_, str> {
    let text = trimmed(text);
    let is_plain = |c: char| c == ' ' || !(c.is_whitespace() || is_invisible(c) || half_width(c) != c);
    if !text.contains("  ") && text.chars().all(|c| is_plain(c) && !c.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)).map(half_width) {
        match c.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c.to_ascii_lowercase()),
        }
    }
    Cow::Owned(folded)
}

/// Whether a text holds the stars of a masked value.
pub(crate) fn is_masked(text: &str) -> bool {
    text.contains(['*', '＊'])
}

/// Whether a narrow text is a number in powers of ten, such as `1.38E+10`.
pub(crate) fn is_power_of_ten(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let is_number = |part: &str, signs: &[char]| {
        let part = part.strip_prefix(signs).unwrap_or(part);
        part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    is_number(number, &['-']) && is_number(power, &['+', '-'])
}

/// The text without the mark by which a spreadsheet says that it is text: `'138…`, `="138…"`.
pub(crate) fn unmarked(text: &str) -> &str {
    let formula = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| text.strip_prefix(['\'', '\u{2018}', '\u{2019}'])).map_or(text, str::trim)
}
