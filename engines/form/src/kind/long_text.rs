use super::rules::{Rules, text_schema};
use super::text::limited;
use super::{Column, ColumnValue, Control};
use crate::fault::Fault;
use crate::limits::{LONG_TEXT_CHARS_MAX, LONG_TEXT_CHARS_USUAL};
use crate::writing::lines;
use crate::{Codes, Context, Value};
use kernel::declaration::Table;
use serde::Serialize;

/// Several lines of text. Every break of lines becomes `\n`; blanks at the end of lines go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LongText {
    /// The most characters it may have.
    pub max: usize,
}

impl LongText {
    pub(super) fn declared(table: &Table<'_>) -> Option<LongText> {
        Some(LongText { max: super::declared::chars_max(table, LONG_TEXT_CHARS_USUAL, LONG_TEXT_CHARS_MAX) })
    }
}

impl Default for LongText {
    fn default() -> Self {
        LongText { max: LONG_TEXT_CHARS_USUAL }
    }
}

impl Rules for LongText {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        limited(&lines(written)?, self.max)
    }

    fn column(&self) -> Option<Column> {
        None
    }

    fn to_column<'v>(&self, _value: &'v Value) -> Option<ColumnValue<'v>> {
        None
    }

    fn control(&self) -> Control {
        Control::TextArea
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        text_schema(self.max)
    }
}
