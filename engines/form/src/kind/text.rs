use super::rules::{Rules, pattern_schema};
use crate::fault::Fault;
use crate::limits::{TEXT_CHARS_MAX, TEXT_CHARS_USUAL};
use crate::writing::one_line;
use crate::{Codes, Context, Value};
use kernel::declaration::Table;
use serde::Serialize;

/// One line of text. Line breaks and runs of blanks become one blank; full-width signs stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The most characters it may have.
    pub max: usize,
}

impl Text {
    pub(super) fn declared(table: &Table<'_>) -> Option<Text> {
        Some(Text { max: super::declared::chars_max(table, TEXT_CHARS_USUAL, TEXT_CHARS_MAX) })
    }
}

impl Default for Text {
    fn default() -> Self {
        Text { max: TEXT_CHARS_USUAL }
    }
}

impl Rules for Text {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        limited(&one_line(written)?, self.max)
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema(r"^\S(.*\S)?$", self.max)
    }
}

/// A text of at most so many characters as a value.
pub(super) fn limited(text: &str, max: usize) -> Result<Value, Fault> {
    // Only a text with more bytes can have more characters.
    if text.len() > max {
        let found = text.chars().count();
        if found > max {
            return Err(Fault::too_long(found, max));
        }
    }
    Ok(Value::Text(text.to_owned()))
}
