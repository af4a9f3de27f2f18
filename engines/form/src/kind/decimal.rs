use std::borrow::Cow;

use kernel::Wording;
use kernel::declaration::{Item, Table, Value as _};
use serde::Serialize;
use serde_json::{Number, json};

use super::integer::{apart, whole};
use super::rules::Rules;
use super::{Column, ColumnValue};
use crate::fault::Fault;
use crate::limits::{DECIMALS_MAX, INTEGER_MAX};
use crate::writing::{self, Scaled, is_power_of_ten, narrow, scale};
use crate::{Codes, Context, Language, Value};

/// A number with decimals, exact: it is kept as the whole number of its smallest parts, so that 84.96 with two decimals is 8496.
/// A JSON number is such parts, as one of money is fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decimal {
    /// How many decimals it has; more are refused and never rounded.
    pub scale: u32,
    /// The fewest decimals that are shown; zeros beyond them are left out.
    pub shown: u32,
    /// The least value, in its smallest parts.
    pub min: i64,
    /// The greatest value, in its smallest parts.
    pub max: i64,
    /// What it counts, such as `%`; written behind the number or left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Wording>,
}

impl Decimal {
    pub(super) fn declared(table: &Table<'_>) -> Option<Decimal> {
        let (scale, shown) = (table.required::<u32>("scale"), table.optional::<u32>("shown"));
        let unit = table.optional::<Wording>("unit").filter(|unit| can_follow(table, unit));
        let (min, max) = (table.item("min"), table.item("max"));
        let scale = scale.filter(|scale| is_within(table, "scale", 1..=DECIMALS_MAX, *scale))?;
        let shown = shown.unwrap_or(scale);
        is_within(table, "shown", 0..=scale, shown);
        let bound = |item: Option<Item<'_>>, usual: i64| match item {
            None => Some(usual),
            Some(item) => bound(&item, scale),
        };
        let (least, greatest) = (bound(min, -INTEGER_MAX)?, bound(max, INTEGER_MAX)?);
        if least > greatest {
            table.item("max")?.bad_value::<()>(
                Wording::new("最大值小于最小值", "the greatest value is less than the least"),
                Wording::new("请改正 min 或 max", "correct min or max"),
            );
        }
        Some(Decimal { scale, shown, min: least, max: greatest, unit })
    }

    /// The number without its unit, with all of its decimals.
    pub fn plain(&self, parts: i64) -> String {
        let (sign, whole, rest) = self.split(parts);
        format!("{sign}{whole}.{rest}")
    }

    /// Sign, the whole number, and its decimals.
    fn split(&self, parts: i64) -> (&'static str, u64, String) {
        let (sign, parts) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
        let one = 10_u64.saturating_pow(self.scale);
        let width = usize::try_from(self.scale).unwrap_or_default();
        (sign, parts / one, format!("{:0width$}", parts % one))
    }

    /// As people read it, without the unit.
    fn readable(&self, parts: i64) -> String {
        let (sign, whole, rest) = self.split(parts);
        let fewest = usize::try_from(self.shown).unwrap_or_default().min(rest.len());
        let (kept, more) = rest.split_at(fewest);
        let rest = format!("{kept}{}", more.trim_end_matches('0'));
        let point = if rest.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{rest}", apart(whole))
    }

    fn with_unit(&self, number: &str, language: Language) -> String {
        match (&self.unit, language) {
            (None, _) => number.to_owned(),
            (Some(unit), Language::Zh) => format!("{number}{}", unit.zh),
            // A word stands apart from its number, a sign does not.
            (Some(unit), Language::En) if unit.en.starts_with(char::is_alphanumeric) => {
                format!("{number} {}", unit.en)
            }
            (Some(unit), Language::En) => format!("{number}{}", unit.en),
        }
    }

    /// Whether this is its unit, or nothing.
    fn is_unit(&self, rest: &str) -> bool {
        let is = |unit: &str| narrow(unit).eq_ignore_ascii_case(rest);
        rest.is_empty() || self.unit.as_ref().is_some_and(|unit| is(&unit.zh) || is(&unit.en))
    }

    /// The power of ten of a unit such as 万 before the unit of the field; none if something else follows the number.
    fn tens(&self, rest: &str) -> Option<u32> {
        if self.is_unit(rest) {
            return Some(0);
        }
        let (tens, rest) = scale(rest);
        self.is_unit(rest).then_some(tens)
    }

    fn within(&self, parts: i128) -> Result<Value, Fault> {
        let parts = i64::try_from(parts).ok().filter(|parts| (self.min..=self.max).contains(parts));
        parts.map(Value::Integer).ok_or_else(|| {
            let (min, max) = (self.readable(self.min), self.readable(self.max));
            Fault::new(
                "out-of-range",
                Wording::new("数值超出允许的范围", "the number is out of range"),
                Wording::new(
                    format!("请填写{min}至{max}之间的数"),
                    format!("write a number from {min} to {max}"),
                ),
            )
        })
    }

    fn not_a_number(&self) -> Fault {
        let example = self.with_unit("12.5", Language::Zh);
        let example_en = self.with_unit("12.5", Language::En);
        let (zh, en) = match &self.unit {
            None => ("，不要带单位或百分号".to_owned(), ", without a unit or a percent sign".to_owned()),
            Some(_) => (format!(" 或 {example}"), format!(" or {example_en}")),
        };
        Fault::new(
            "not-a-number",
            Wording::new("不是数字", "it is no number"),
            Wording::new(format!("请填写数字，如 12.5{zh}"), format!("write digits, such as 12.5{en}")),
        )
    }

    fn too_exact(&self) -> Fault {
        let scale = self.scale;
        Fault::new(
            "too-many-decimals",
            Wording::new(format!("小数多于{scale}位"), format!("the number has more than {scale} decimals")),
            Wording::new(
                format!("请核对来源，最多填写{scale}位小数；系统不会自行四舍五入"),
                format!("check the source and write {scale} decimals at most; nothing is rounded for you"),
            ),
        )
    }
}

impl Rules for Decimal {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let text = narrow(written);
        if is_power_of_ten(&text) {
            return Err(Fault::power_of_ten());
        }
        let (number, rest) = writing::Decimal::take(&text).ok_or_else(|| self.not_a_number())?;
        let tens = self.tens(rest).ok_or_else(|| self.not_a_number())?;
        match number.times_ten_to(tens + self.scale) {
            Scaled::Whole(parts) => self.within(parts),
            Scaled::Broken => Err(self.too_exact()),
        }
    }

    fn read_number(&self, number: &Number, _context: Context<'_>) -> Result<Value, Fault> {
        let part = self.plain(1);
        let parts = whole(number).ok_or_else(|| {
            Fault::new(
                "not-in-parts",
                Wording::new(
                    format!("JSON中的这个数以{part}为单位，应为整数"),
                    format!("in JSON this is a whole number of steps of {part}"),
                ),
                Wording::new(
                    "请换算成整数，或写成带引号的文字，如 \"12.5\"",
                    "write it as a whole number of them, or as text, such as \"12.5\"",
                ),
            )
        })?;
        self.within(parts)
    }

    fn holds(&self, value: &Value) -> bool {
        value.as_integer().is_some_and(|parts| (self.min..=self.max).contains(&parts))
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        let Some(parts) = value.as_integer() else { return Cow::Borrowed("") };
        Cow::Owned(self.with_unit(&self.readable(parts), language))
    }

    fn write<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        Cow::Owned(value.as_integer().map(|parts| self.plain(parts)).unwrap_or_default())
    }

    fn column(&self) -> Option<Column> {
        Some(Column::Integer)
    }

    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_integer().map(ColumnValue::Integer)
    }

    fn input_mode(&self) -> &'static str {
        // The keyboard of digits has no minus sign.
        if self.min < 0 { "text" } else { "decimal" }
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let part = self.plain(1);
        let (zh, en) = (self.with_unit(&part, Language::Zh), self.with_unit(&part, Language::En));
        json!({
            "type": "integer",
            "minimum": self.min,
            "maximum": self.max,
            "description": format!("单位：{zh} / in steps of {en}"),
        })
    }
}

/// A bound as a declaration writes it: a whole number, or text with decimals, because a float of TOML is not exact.
fn bound(item: &Item<'_>, scale: u32) -> Option<i64> {
    let written = match item.as_str() {
        Some(text) => text.to_owned(),
        None => i64::read(item)?.to_string(),
    };
    let number = writing::Decimal::take(&written).filter(|(_, rest)| rest.is_empty());
    let parts = match number.map(|(number, _)| number.times_ten_to(scale)) {
        Some(Scaled::Whole(parts)) => i64::try_from(parts).ok(),
        _ => None,
    };
    parts.filter(|parts| (-INTEGER_MAX..=INTEGER_MAX).contains(parts)).or_else(|| {
        item.bad_value(
            Wording::new("不是可用的界限", "it cannot be a bound"),
            Wording::new(
                format!("请写整数，或带引号、小数不超过{scale}位的数，如 \"99.5\""),
                format!("write a whole number, or one of {scale} decimals at most in quotation marks, such as \"99.5\""),
            ),
        )
    })
}

/// Whether a unit can be told from the number before it.
fn can_follow(table: &Table<'_>, unit: &Wording) -> bool {
    let begins =
        |text: &str| text.starts_with(|first: char| first.is_ascii_digit() || ",. +-".contains(first));
    if !begins(&unit.zh) && !begins(&unit.en) {
        return true;
    }
    if let Some(item) = table.item("unit") {
        item.bad_value::<()>(
            Wording::new("单位不能以数字或符号开头", "a unit cannot begin with a digit or a sign of numbers"),
            Wording::new(
                "请改写，如 { zh = \"%\", en = \"%\" }",
                "write it otherwise, such as { zh = \"%\", en = \"%\" }",
            ),
        );
    }
    false
}

fn is_within(
    table: &Table<'_>,
    key: &'static str,
    range: std::ops::RangeInclusive<u32>,
    written: u32,
) -> bool {
    let is_within = range.contains(&written);
    if !is_within && let Some(item) = table.item(key) {
        let (first, last) = range.into_inner();
        item.bad_value::<()>(
            Wording::new("小数位数超出范围", "the number of decimals is out of range"),
            Wording::new(
                format!("应在{first}至{last}之间"),
                format!("write a number from {first} to {last}"),
            ),
        );
    }
    is_within
}
