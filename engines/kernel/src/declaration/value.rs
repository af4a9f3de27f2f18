use jiff::civil::Date;
use toml::de::DeValue;

use super::Item;
use crate::{Place, Wording};

/// Something that can be read from one value of a declaration.
///
/// A type that fails notes why, with [`Item::wrong_type`] or [`Item::bad_value`], and answers `None`.
pub trait Value: Sized {
    /// Reads the value or notes what is wrong with it.
    fn read(item: &Item<'_>) -> Option<Self>;
}

/// A value that remembers where it was written, for checks that come after reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl<T: Value> Value for Located<T> {
    fn read(item: &Item<'_>) -> Option<Self> {
        Some(Located { value: T::read(item)?, place: item.place() })
    }
}

impl Value for String {
    /// A text with something in it; an empty text is left out instead.
    fn read(item: &Item<'_>) -> Option<Self> {
        let Some(text) = item.as_str() else {
            return item.wrong_type(&Wording::new("带引号的文字", "a text in quotation marks"));
        };
        if text.trim().is_empty() {
            return item.bad_value(
                Wording::new("文字为空", "the text is empty"),
                Wording::new(
                    "请填写，不知道的可删去此键",
                    "fill it in, or leave the key out if it is not known",
                ),
            );
        }
        Some(text.to_owned())
    }
}

impl Value for bool {
    fn read(item: &Item<'_>) -> Option<Self> {
        item.value.as_bool().or_else(|| item.wrong_type(&Wording::new("true 或 false", "true or false")))
    }
}

impl Value for i64 {
    fn read(item: &Item<'_>) -> Option<Self> {
        let Some(integer) = item.value.as_integer() else {
            return item.wrong_type(&Wording::new("整数", "a whole number"));
        };
        i64::from_str_radix(integer.as_str(), integer.radix()).ok().or_else(|| {
            item.bad_value(
                Wording::new("整数过大", "the number is too large"),
                Wording::new("请检查位数", "check the number of digits"),
            )
        })
    }
}

impl Value for u32 {
    fn read(item: &Item<'_>) -> Option<Self> {
        u32::try_from(i64::read(item)?).ok().or_else(|| {
            item.bad_value(
                Wording::new("整数超出范围", "the number is out of range"),
                Wording::new("应为 0 至 4294967295 的整数", "write a whole number from 0 to 4294967295"),
            )
        })
    }
}

impl Value for Date {
    fn read(item: &Item<'_>) -> Option<Self> {
        let expected = Wording::new(
            "不带引号的日期，如 2026-02-10",
            "a date such as 2026-02-10, without quotation marks",
        );
        let DeValue::Datetime(written) = item.value else { return item.wrong_type(&expected) };
        let (Some(date), None) = (written.date, written.time) else { return item.wrong_type(&expected) };
        // The parser has seen that the month has this day, and a TOML year has four digits.
        let date = i16::try_from(date.year)
            .ok()
            .map(|year| (year, date.month.cast_signed(), date.day.cast_signed()));
        date.and_then(|(year, month, day)| Date::new(year, month, day).ok())
            .or_else(|| item.wrong_type(&expected))
    }
}

impl<T: Value> Value for Vec<T> {
    /// Every element is read, so that each wrong one is its own problem.
    fn read(item: &Item<'_>) -> Option<Self> {
        let Some(items) = item.as_list() else {
            return item.wrong_type(&Wording::new("方括号中的列表", "a list in square brackets"));
        };
        let read: Vec<Option<T>> = items.iter().map(T::read).collect();
        read.into_iter().collect()
    }
}

impl Value for Wording {
    /// `{ zh = "春节", en = "Spring Festival" }`: never one language only.
    fn read(item: &Item<'_>) -> Option<Self> {
        let Some(table) = item.as_table() else {
            return item.wrong_type(&Wording::new(
                "两种语言，如 { zh = \"春节\", en = \"Spring Festival\" }",
                "both languages, such as { zh = \"春节\", en = \"Spring Festival\" }",
            ));
        };
        let (zh, en) = (table.required::<String>("zh"), table.required::<String>("en"));
        Some(Wording { zh: zh?, en: en? })
    }
}
