use std::borrow::Cow;

use serde_json::{Number, json};

use super::{Column, ColumnValue, Control};
use crate::fault::Fault;
use crate::{Codes, Context, Language, Value};

/// What is shown in place of a value that may not be seen.
pub const MASK: &str = "****";

/// What every kind does with one value. Each file of this folder implements it once; what is given here holds for the kinds
/// that keep their value as text.
///
/// A value that is not of the kind is never a panic: it is shown and written as nothing.
pub(crate) trait Rules {
    /// Reads what somebody wrote. It is not blank, and not endless.
    fn read(&self, written: &str, context: Context<'_>) -> Result<Value, Fault>;

    /// Reads a number of JSON.
    fn read_number(&self, number: &Number, context: Context<'_>) -> Result<Value, Fault> {
        self.read(&number.to_string(), context)
    }

    /// Reads true or false of JSON.
    fn read_flag(&self, _flag: bool) -> Result<Value, Fault> {
        Err(Fault::fixed(
            "wrong-type",
            ("这里是 true 或 false", "it is true or false"),
            ("请改为带引号的文字", "write it as text in quotation marks"),
        ))
    }

    /// Whether a value is of this kind and in its canonical form, as far as that can be seen without code tables.
    fn holds(&self, value: &Value) -> bool {
        value.as_text().is_some_and(|text| !text.is_empty())
    }

    /// For people.
    fn show<'v>(&self, value: &'v Value, _language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        self.write(value)
    }

    /// Text that reads back as the same value.
    fn write<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        Cow::Borrowed(value.as_text().unwrap_or_default())
    }

    /// For people who may know that there is a value, and little of it.
    fn mask(&self, _value: &Value) -> String {
        MASK.to_owned()
    }

    /// The type of its column; none for what no list is filtered or sorted by.
    fn column(&self) -> Option<Column> {
        Some(Column::Text)
    }

    /// The value in such a column.
    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_text().map(ColumnValue::Text)
    }

    /// How it is asked.
    fn control(&self) -> Control {
        Control::Text
    }

    /// The keyboard that helps to type it: a value of the attribute `inputmode`.
    fn input_mode(&self) -> &'static str {
        "text"
    }

    /// Whether a value is the name of one thing, so that a second mention in a list adds nothing.
    fn names_one_thing(&self) -> bool {
        false
    }

    /// The JSON Schema of one value.
    fn json_schema(&self, codes: &Codes) -> serde_json::Value;
}

/// The JSON Schema of a text of at most so many characters.
pub(crate) fn text_schema(max: usize) -> serde_json::Value {
    json!({ "type": "string", "minLength": 1, "maxLength": max })
}

/// The JSON Schema of a text that has this pattern.
pub(crate) fn pattern_schema(pattern: &str, max: usize) -> serde_json::Value {
    json!({ "type": "string", "minLength": 1, "maxLength": max, "pattern": pattern })
}
