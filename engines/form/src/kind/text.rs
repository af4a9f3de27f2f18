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
    /// The fewest. Left out of the canonical form where nothing is said, so that what was declared before keeps its digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<usize>,
}

impl Text {
    pub(super) fn declared(table: &Table<'_>) -> Option<Text> {
        let max = super::declared::chars_max(table, TEXT_CHARS_USUAL, TEXT_CHARS_MAX);
        Some(Text { max, min: super::declared::chars_min(table, max) })
    }
}

impl Default for Text {
    fn default() -> Self {
        Text { max: TEXT_CHARS_USUAL, min: None }
    }
}

impl Rules for Text {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let text = one_line(written)?;
        if let Some(min) = self.min {
            let found = text.chars().count();
            if found < min {
                return Err(Fault::too_short(found, min));
            }
        }
        limited(&text, self.max)
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let mut schema = pattern_schema(r"^\S(.*\S)?$", self.max);
        schema["minLength"] = self.min.unwrap_or(1).into();
        schema
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
