//! What is needed before the command line is parsed, so that its errors can be told in the right language and look.

use std::ffi::OsString;

/// The value of a long option, wherever it stands.
pub(crate) fn value(arguments: &[OsString], option: &str) -> Option<String> {
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    while let Some(word) = words.next() {
        if word == "--" {
            return None;
        }
        match word.strip_prefix(option) {
            Some("") => return words.next().map(|next| next.into_owned()),
            Some(rest) if rest.starts_with('=') => return Some(rest[1..].to_owned()),
            _ => {}
        }
    }
    None
}
