use std::borrow::Cow;

use super::date::{sentence, shown};
use super::rules::{Rules, pattern_schema};
use crate::fault::Fault;
use crate::writing::Day;
use crate::{Codes, Context, Language, Value};

/// A day, a month or a year, kept as `2026-03-05`, `2026-03` or `2026`: texts that compare as they follow each other, a
/// year before its months.
#[derive(Debug)]
pub(super) struct PartialDate;

impl Rules for PartialDate {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        Day::read(written).map(|day| Value::Text(day.to_string())).map_err(sentence)
    }

    fn holds(&self, value: &Value) -> bool {
        canonical(value).is_some()
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        Cow::Owned(canonical(value).map(|day| shown(day, language)).unwrap_or_default())
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema("^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", 10)
    }
}

fn canonical(value: &Value) -> Option<Day> {
    let text = value.as_text()?;
    Day::read(text).ok().filter(|day| day.to_string() == text)
}
