use std::borrow::Cow;

use super::rules::{Rules, pattern_schema};
use crate::fault::Fault;
use crate::writing::folded;
use crate::{Codes, Context, Language, Value};

/// A quarter of a year, kept as `2026-q3`: texts that compare as they follow each other.
#[derive(Debug)]
pub(super) struct Quarter;

/// The words for the four.
const NAMES: [&str; 4] = ["一", "二", "三", "四"];

impl Rules for Quarter {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let (year, quarter) = read(written).ok_or_else(|| {
            Fault::fixed(
                "not-a-quarter",
                ("不是季度的写法", "it is not written as a quarter"),
                ("请按 2026-q3 或 2026年三季度 的形式填写", "write it as 2026-q3 or 2026年三季度"),
            )
        })?;
        Ok(Value::Text(format!("{year}-q{quarter}")))
    }

    fn holds(&self, value: &Value) -> bool {
        canonical(value).is_some()
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        let shown = canonical(value).map(|(year, quarter)| match language {
            Language::Zh => format!("{year}年{}季度", NAMES[usize::from(quarter) - 1]),
            Language::En => format!("Q{quarter} {year}"),
        });
        Cow::Owned(shown.unwrap_or_default())
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema("^[12][0-9]{3}-q[1-4]$", 7)
    }
}

/// Year and quarter as people and spreadsheets write them: `2026-q3`, `2026Q3`, `2026年三季度`, `2026年第3季度`, `Q3 2026`.
fn read(written: &str) -> Option<(u16, u8)> {
    let text: String = folded(written).split(' ').collect();
    if let Some((quarter, year)) = text.strip_prefix('q').and_then(|rest| rest.split_at_checked(1)) {
        return named(year, quarter);
    }
    let (year, rest) = text.split_at_checked(4)?;
    let rest = rest.trim_start_matches(['-', '年', '第', '/']);
    let said =
        rest.strip_prefix('q').or_else(|| rest.strip_suffix("季度")).or_else(|| rest.strip_suffix("季"));
    named(year, said?)
}

fn named(year: &str, quarter: &str) -> Option<(u16, u8)> {
    let year: u16 = year.parse().ok().filter(|year| (1000..3000).contains(year))?;
    let worded = NAMES.iter().position(|name| *name == quarter).and_then(|at| u8::try_from(at + 1).ok());
    let quarter = worded.or_else(|| quarter.parse().ok())?;
    (1..=4).contains(&quarter).then_some((year, quarter))
}

fn canonical(value: &Value) -> Option<(u16, u8)> {
    let text = value.as_text()?;
    read(text).filter(|(year, quarter)| format!("{year}-q{quarter}") == text)
}
