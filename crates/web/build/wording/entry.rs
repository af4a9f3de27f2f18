use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::File;
use super::text::Text;

/// One key of a wording file.
pub(super) struct Entry {
    /// The key as it is written, `records.total`.
    pub(super) key: String,
    /// The name of its method, `records_total`.
    pub(super) method: String,
    /// The line of the key.
    pub(super) line: usize,
    /// The sentence.
    pub(super) text: Text,
}

/// Names that Rust does not take for a method.
const RESERVED: [&str; 12] =
    ["as", "crate", "fn", "if", "in", "match", "move", "ref", "self", "super", "type", "use"];

/// The entries of a file by method.
pub(super) fn read(file: &File, problems: &mut Vec<String>) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    match DeTable::parse(&file.text) {
        Ok(table) => visit(table.get_ref(), "", file, &mut entries, problems),
        Err(error) => problems.push(format!("{}: {}", file.name, error.to_string().replace('\n', " "))),
    }
    entries
}

fn visit(
    table: &DeTable<'_>,
    prefix: &str,
    file: &File,
    entries: &mut BTreeMap<String, Entry>,
    problems: &mut Vec<String>,
) {
    for (name, value) in table {
        let line = file.text[..name.span().start].matches('\n').count() + 1;
        let key = format!("{prefix}{}", name.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => visit(inner, &format!("{key}."), file, entries, problems),
            DeValue::String(text) => match entry(key, line, text) {
                Ok(entry) => keep(entry, file, entries, problems),
                Err(problem) => problems.push(format!("{}:{line}: {problem}", file.name)),
            },
            _ => problems.push(format!("{}:{line}: {key} is not a text; write it in quotes", file.name)),
        }
    }
}

fn entry(key: String, line: usize, text: &str) -> Result<Entry, String> {
    let plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_' || letter == '.'
    };
    if !key.starts_with(|letter: char| letter.is_ascii_lowercase()) || !key.chars().all(plain) {
        return Err(format!("{key} is not a name; use small letters, digits and _"));
    }
    let method = key.replace('.', "_");
    if RESERVED.contains(&method.as_str()) {
        return Err(format!("{key} is a word of Rust; choose another"));
    }
    let text = Text::read(text).map_err(|problem| format!("{key} {problem}"))?;
    Ok(Entry { key, method, line, text })
}

fn keep(entry: Entry, file: &File, entries: &mut BTreeMap<String, Entry>, problems: &mut Vec<String>) {
    if let Some(first) = entries.get(&entry.method) {
        let Entry { key, line, .. } = &entry;
        let (other, there) = (&first.key, first.line);
        problems.push(format!(
            "{}:{line}: {key} gives the same method as {other} in line {there}; rename one",
            file.name
        ));
    } else {
        entries.insert(entry.method.clone(), entry);
    }
}
