use std::borrow::Cow;

use serde_json::{Number, json};

use super::integer::{grouped, whole};
use super::rules::Rules;
use super::{Column, ColumnValue};
use crate::fault::Fault;
use crate::limits::INTEGER_MAX;
use crate::writing::{Decimal, Scaled, is_power_of_ten, narrow, scale};
use crate::{Codes, Context, Language, Value};

/// An amount in yuan as people write it: `1,234.50元`, `¥12万`, `3亿元`. Kept in fen; a JSON number is fen.
#[derive(Debug)]
pub(super) struct Money;

/// Fen are yuan times ten to this power.
const FEN_TENS: u32 = 2;

impl Rules for Money {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let text = narrow(written);
        if FOREIGN.iter().any(|currency| text.contains(currency)) {
            return Err(foreign());
        }
        let (negative, text) = unsigned(&text);
        if is_power_of_ten(text) {
            return Err(Fault::power_of_ten());
        }
        let (number, rest) = Decimal::take(text).ok_or_else(not_an_amount)?;
        let (tens, rest) = scale(rest);
        if !UNITS.contains(&rest) {
            return Err(not_an_amount());
        }
        match number.times_ten_to(tens + FEN_TENS) {
            Scaled::Whole(fen) => within(if negative { -fen } else { fen }),
            Scaled::Broken => Err(Fault::fixed(
                "less-than-a-fen",
                ("金额精确到分以下", "the amount has parts of a fen"),
                ("请四舍五入到分（两位小数）后填写", "round it to fen, two decimals of a yuan"),
            )),
        }
    }

    fn read_number(&self, number: &Number, _context: Context<'_>) -> Result<Value, Fault> {
        let fen = whole(number).ok_or_else(|| {
            Fault::fixed(
                "not-fen",
                ("JSON中的金额以分为单位，应为整数", "an amount in JSON is a whole number of fen"),
                (
                    "请换算成分，如 123450，或写成文字，如 \"1234.50元\"",
                    "write fen, such as 123450, or text, such as \"1234.50元\"",
                ),
            )
        })?;
        within(fen)
    }

    fn holds(&self, value: &Value) -> bool {
        value.as_integer().is_some_and(|fen| fen.abs() <= INTEGER_MAX)
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        let Some(amount) = value.as_integer() else { return Cow::Borrowed("") };
        let (sign, yuan, fen) = split(amount);
        let yuan = grouped(yuan);
        let fen = if fen == 0 { String::new() } else { format!(".{fen:02}") };
        Cow::Owned(match language {
            Language::Zh => format!("{sign}{yuan}{fen}元"),
            Language::En => format!("{sign}¥{yuan}{fen}"),
        })
    }

    fn write<'v>(&self, value: &'v Value) -> Cow<'v, str> {
        let Some(amount) = value.as_integer() else { return Cow::Borrowed("") };
        let (sign, yuan, fen) = split(amount);
        Cow::Owned(format!("{sign}{yuan}.{fen:02}"))
    }

    fn column(&self) -> Option<Column> {
        Some(Column::Integer)
    }

    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_integer().map(ColumnValue::Integer)
    }

    fn input_mode(&self) -> &'static str {
        "decimal"
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        json!({
            "type": "integer",
            "minimum": -INTEGER_MAX,
            "maximum": INTEGER_MAX,
            "description": "单位：分 / in fen, hundredths of a yuan",
        })
    }
}

/// What may stand behind the number.
const UNITS: [&str; 9] = ["", "元", "圆", "元整", "圆整", "元人民币", "人民币", "RMB", "CNY"];

/// What may stand before it.
const MARKS: [&str; 4] = ["人民币", "RMB", "CNY", "¥"];

/// Signs and names of other currencies that are met with.
const FOREIGN: [&str; 13] =
    ["美元", "美金", "欧元", "日元", "港元", "港币", "英镑", "$", "€", "£", "USD", "EUR", "HKD"];

/// Takes off the signs of the currency and a minus before or behind them.
fn unsigned(text: &str) -> (bool, &str) {
    let (negative, mut rest) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    for mark in MARKS {
        rest = rest.strip_prefix(mark).unwrap_or(rest).trim_start();
    }
    // A second sign belongs to no number.
    if negative && rest.starts_with(['-', '+', '\u{2212}']) { (false, "") } else { (negative, rest) }
}

fn within(fen: i128) -> Result<Value, Fault> {
    let fen = i64::try_from(fen).ok().filter(|fen| (-INTEGER_MAX..=INTEGER_MAX).contains(fen));
    fen.map(Value::Integer).ok_or_else(|| {
        Fault::fixed(
            "out-of-range",
            ("金额过大", "the amount is too large"),
            ("请检查单位和位数；最多约90万亿元", "check unit and digits; about 90 trillion yuan at most"),
        )
    })
}

/// Sign, yuan and fen.
fn split(amount: i64) -> (&'static str, u64, u64) {
    let fen = amount.unsigned_abs();
    (if amount < 0 { "-" } else { "" }, fen / 100, fen % 100)
}

fn foreign() -> Fault {
    Fault::fixed(
        "foreign-currency",
        ("金额不是人民币", "the amount is not in yuan"),
        (
            "请按当日汇率折算成人民币填写，原币种金额写入备注",
            "convert it to yuan at the rate of the day; note the original amount in the remarks",
        ),
    )
}

fn not_an_amount() -> Fault {
    Fault::fixed(
        "not-an-amount",
        ("不是金额的写法", "it is not written as an amount"),
        (
            "请填写阿拉伯数字，如 1234.50、1,234.50元、12万元、3亿元",
            "write digits, such as 1234.50, 1,234.50元, 12万元 or 3亿元",
        ),
    )
}
