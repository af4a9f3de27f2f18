//! Wording: two files with the same keys become one type with a method for each key.
//!
//! ```toml
//! [records]
//! total = "{count} {count|record|records} of {ledger}"
//! ```
//! becomes `records_total(count, ledger)`. A placeholder is the name of an argument; `{count|one|many}` chooses by
//! whether the argument is 1. Both languages name the same arguments. A key that nothing uses is dead and refused.

mod code;
mod entry;
mod text;

use std::collections::BTreeSet;

use entry::Entry;

/// A wording file.
pub(crate) struct File {
    /// How it is called in messages.
    pub(crate) name: String,
    /// What it says.
    pub(crate) text: String,
}

/// The Rust code of the methods.
///
/// # Errors
/// Everything that is wrong, each in one line.
pub(crate) fn generate(zh: &File, en: &File, uses: &[String]) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let chinese = entry::read(zh, &mut problems);
    let english = entry::read(en, &mut problems);
    for (file, other, entries, others) in [(zh, en, &chinese, &english), (en, zh, &english, &chinese)] {
        for entry in entries.values().filter(|entry| !others.contains_key(&entry.method)) {
            let Entry { key, line, .. } = entry;
            problems
                .push(format!("{}:{line}: {key} is not in {}; write it there too", file.name, other.name));
        }
    }
    for entry in chinese.values() {
        if let Some(twin) = english.get(&entry.method) {
            compare(entry, twin, zh, en, &mut problems);
        }
        if !is_used(&entry.method, uses) {
            let Entry { key, line, method, .. } = entry;
            problems
                .push(format!("{}:{line}: nothing uses {key}; call words.{method}() or delete it", zh.name));
        }
    }
    if problems.is_empty() { Ok(code::write(&chinese, &english)) } else { Err(problems) }
}

/// Both languages name the same arguments.
fn compare(chinese: &Entry, english: &Entry, zh: &File, en: &File, problems: &mut Vec<String>) {
    let names = |entry: &Entry| entry.text.arguments().map(str::to_owned).collect::<BTreeSet<String>>();
    let (left, right) = (names(chinese), names(english));
    if left != right {
        let list =
            |names: &BTreeSet<String>| names.iter().map(|name| format!("{{{name}}}")).collect::<String>();
        problems.push(format!(
            "{}:{}: {} has the placeholders {}, but {}:{} has {}; use the same in both",
            zh.name,
            chinese.line,
            chinese.key,
            or_none(list(&left)),
            en.name,
            english.line,
            or_none(list(&right)),
        ));
    }
}

fn or_none(list: String) -> String {
    if list.is_empty() { "none".to_owned() } else { list }
}

/// Whether a file names the method: `words.method(…)` or `Words::method`.
fn is_used(method: &str, uses: &[String]) -> bool {
    let names = |text: &str| {
        text.match_indices(method).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + method.len()..]);
            let goes_on = after.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
            (before.ends_with('.') && after.starts_with('(')) || (before.ends_with("Words::") && !goes_on)
        })
    };
    uses.iter().any(|text| names(text))
}
