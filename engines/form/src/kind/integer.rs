use std::borrow::Cow;

use kernel::Wording;
use kernel::declaration::Table;
use serde::Serialize;
use serde_json::{Number, json};

use super::rules::Rules;
use super::{Column, ColumnValue};
use crate::fault::Fault;
use crate::limits::INTEGER_MAX;
use crate::writing::{Decimal, Scaled, is_power_of_ten, narrow, scale};
use crate::{Codes, Context, Language, Value};

/// A whole number, exact in JSON: `1234`, `1,234`, `12万`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Integer {
    /// The least value.
    pub min: i64,
    /// The greatest value.
    pub max: i64,
}

impl Integer {
    pub(super) fn declared(table: &Table<'_>) -> Option<Integer> {
        let (min, max) = (table.item("min"), table.item("max"));
        let bound = |item: Option<kernel::declaration::Item<'_>>, usual: i64| match item {
            None => Some(usual),
            Some(item) => exact(&item),
        };
        let (Some(least), Some(greatest)) = (bound(min, -INTEGER_MAX), bound(max, INTEGER_MAX)) else {
            return None;
        };
        if least > greatest {
            table.item("max")?.bad_value::<()>(
                Wording::new("最大值小于最小值", "the greatest value is less than the least"),
                Wording::new("请改正 min 或 max", "correct min or max"),
            );
        }
        Some(Integer { min: least, max: greatest })
    }
}

impl Default for Integer {
    fn default() -> Self {
        Integer { min: -INTEGER_MAX, max: INTEGER_MAX }
    }
}

impl Rules for Integer {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let text = narrow(written);
        if is_power_of_ten(&text) {
            return Err(Fault::power_of_ten());
        }
        let (number, rest) = Decimal::take(&text).ok_or_else(not_a_number)?;
        let (tens, rest) = scale(rest);
        if !rest.is_empty() {
            return Err(not_a_number());
        }
        match number.times_ten_to(tens) {
            Scaled::Whole(whole) => self.within(whole),
            Scaled::Broken => Err(Fault::fixed(
                "not-whole",
                ("不是整数", "it is not a whole number"),
                (
                    "请填写不带小数的整数；以“万”为单位的，须能化为整数",
                    "write a whole number without decimals",
                ),
            )),
        }
    }

    fn read_number(&self, number: &Number, context: Context<'_>) -> Result<Value, Fault> {
        match whole(number) {
            Some(whole) => self.within(whole),
            None => self.read(&number.to_string(), context),
        }
    }

    fn holds(&self, value: &Value) -> bool {
        value.as_integer().is_some_and(|integer| (self.min..=self.max).contains(&integer))
    }

    fn show<'v>(&self, value: &'v Value, _language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        let Some(integer) = value.as_integer() else { return Cow::Borrowed("") };
        let sign = if integer < 0 { "-" } else { "" };
        Cow::Owned(format!("{sign}{}", apart(integer.unsigned_abs())))
    }

    fn write<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        Cow::Owned(value.as_integer().map(|integer| integer.to_string()).unwrap_or_default())
    }

    fn column(&self) -> Option<Column> {
        Some(Column::Integer)
    }

    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_integer().map(ColumnValue::Integer)
    }

    fn input_mode(&self) -> &'static str {
        // The keyboard of digits has no minus sign.
        if self.min < 0 { "text" } else { "numeric" }
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        json!({ "type": "integer", "minimum": self.min, "maximum": self.max })
    }
}

impl Integer {
    fn within(&self, whole: i128) -> Result<Value, Fault> {
        let (min, max) = (self.min, self.max);
        match i64::try_from(whole).ok().filter(|integer| (min..=max).contains(integer)) {
            Some(integer) => Ok(Value::Integer(integer)),
            None => Err(Fault::new(
                "out-of-range",
                Wording::new("数值超出允许的范围", "the number is out of range"),
                Wording::new(
                    format!("请填写{min}至{max}之间的整数"),
                    format!("write a whole number from {min} to {max}"),
                ),
            )),
        }
    }
}

/// A JSON number without a fraction; JSON does not tell 3 from 3.0.
pub(super) fn whole(number: &Number) -> Option<i128> {
    if let Some(whole) = number.as_i128() {
        return Some(whole);
    }
    const EXACT: f64 = INTEGER_MAX as f64;
    let float = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() <= EXACT)?;
    Some(float as i128)
}

/// Whether a JSON number is a fraction or a whole number that every program reads alike.
pub(crate) fn is_exact(number: &Number) -> bool {
    let range = -i128::from(INTEGER_MAX)..=i128::from(INTEGER_MAX);
    whole(number)
        .map_or(number.as_f64().is_some_and(|float| float.fract() != 0.0), |whole| range.contains(&whole))
}

/// Digits in groups of three. Four digits stay together, so that years look like years (GB/T 15835-2011).
pub(super) fn apart(number: u64) -> String {
    if number < 10_000 { number.to_string() } else { grouped(number) }
}

/// Digits in groups of three.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn exact(item: &kernel::declaration::Item<'_>) -> Option<i64> {
    let written = <i64 as kernel::declaration::Value>::read(item)?;
    if (-INTEGER_MAX..=INTEGER_MAX).contains(&written) {
        return Some(written);
    }
    item.bad_value(
        Wording::new("超出 JSON 能准确表示的整数范围", "beyond the whole numbers that are exact in JSON"),
        Wording::new(
            format!("应在 -{INTEGER_MAX} 至 {INTEGER_MAX} 之间"),
            format!("write a number from -{INTEGER_MAX} to {INTEGER_MAX}"),
        ),
    )
}

fn not_a_number() -> Fault {
    Fault::fixed(
        "not-a-number",
        ("不是数字", "it is no number"),
        (
            "请只填写数字，如 1234 或 12万；不要带计量单位、百分号或科学计数法",
            "write digits only, such as 1234, without a unit, a percent sign or a power of ten",
        ),
    )
}
