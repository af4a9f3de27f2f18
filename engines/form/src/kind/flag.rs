use std::borrow::Cow;

use serde_json::json;

use super::rules::Rules;
use super::{Column, ColumnValue, Control};
use crate::fault::Fault;
use crate::writing::folded;
use crate::{Codes, Context, Language, Value};

/// Yes or no, ticked or crossed.
#[derive(Debug)]
pub(super) struct Flag;

/// What people write, folded; the first of each is what is written back.
const YES: [&str; 14] = ["是", "yes", "y", "true", "t", "1", "√", "✓", "✔", "☑", "对", "有", "on", "真"];
const NO: [&str; 14] = ["否", "no", "n", "false", "f", "0", "×", "✗", "✘", "☐", "错", "无", "off", "假"];

impl Rules for Flag {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let word = folded(written);
        match (YES.contains(&word.as_ref()), NO.contains(&word.as_ref())) {
            (true, _) => Ok(Value::Flag(true)),
            (_, true) => Ok(Value::Flag(false)),
            _ => Err(Fault::fixed(
                "not-yes-or-no",
                ("既不是“是”，也不是“否”", "it is neither yes nor no"),
                (
                    "请填写“是”或“否”（也可用 yes/no、1/0、√/×）",
                    "write yes or no (是/否, 1/0 and √/× are understood too)",
                ),
            )),
        }
    }

    fn read_flag(&self, flag: bool) -> Result<Value, Fault> {
        Ok(Value::Flag(flag))
    }

    fn holds(&self, value: &Value) -> bool {
        value.as_flag().is_some()
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        Cow::Borrowed(match (value.as_flag(), language) {
            (Some(true), Language::Zh) => "是",
            (Some(false), Language::Zh) => "否",
            (Some(true), Language::En) => "yes",
            (Some(false), Language::En) => "no",
            (None, _) => "",
        })
    }

    fn write<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        Cow::Borrowed(value.as_flag().map_or("", |flag| if flag { YES[0] } else { NO[0] }))
    }

    fn column(&self) -> Option<Column> {
        Some(Column::Integer)
    }

    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_flag().map(|flag| ColumnValue::Integer(i64::from(flag)))
    }

    fn control(&self) -> Control {
        Control::Flag
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        json!({ "type": "boolean" })
    }
}
