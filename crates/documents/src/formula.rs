//! What a spreadsheet program takes for a formula, and how CSV keeps it text.
//!
//! XLSX has types: text is stored as text. CSV has none, so text that begins with one of [`BEGINNINGS`] gets an
//! apostrophe before it. Text that already begins with apostrophes and then such a character gets one more, so that
//! [`restored`] undoes [`neutralized`] for every text: it takes one away exactly where one was put.

/// Characters at the beginning of a cell after which programs compute: `=`, `+`, `-`, `@`, tab and carriage return, and
/// the full-width forms that Chinese and Japanese versions read alike.
const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// What is put before such text.
const MARK: char = '\'';

/// Whether a program would compute this text.
pub(crate) fn is_like(text: &str) -> bool {
    text.starts_with(BEGINNINGS)
}

/// The text as it is safe in CSV.
pub(crate) fn neutralized(text: &str) -> std::borrow::Cow<'_, str> {
    if is_like(text.trim_start_matches(MARK)) { format!("{MARK}{text}").into() } else { text.into() }
}

/// The text that was neutralized.
pub(crate) fn restored(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if is_like(rest.trim_start_matches(MARK)) => rest,
        _ => text,
    }
}
