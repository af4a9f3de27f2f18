//! Days. Text of five digits is the serial number of a spreadsheet if it lies between 1960 and 2099: no date is written with
//! five digits, and typing slips such as `20261` stay below. Workbooks that count from 1904 are not known here by their
//! text; who opens the workbook converts them.

use std::borrow::Cow;

use jiff::civil::Date as Civil;
use kernel::Wording;

use super::rules::{Rules, pattern_schema};
use super::{Column, ColumnValue, Control};
use crate::fault::Fault;
use crate::writing::{Day, DayFault, MONTHS};
use crate::{Codes, Context, Language, Value};

/// A day, kept as `2026-03-05`.
#[derive(Debug)]
pub(super) struct Date;

impl Rules for Date {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        match Day::read(written) {
            Ok(Day::Whole(day)) => Ok(Value::date(day)),
            Ok(Day::Month(..) | Day::Year(_)) => Err(Fault::fixed(
                "day-missing",
                ("只有年月，缺少日", "there is a year or a month, but no day"),
                ("请写明到日，如 2026-03-05", "write the day too, such as 2026-03-05"),
            )),
            Err(fault) => Err(sentence(fault)),
        }
    }

    fn holds(&self, value: &Value) -> bool {
        value.as_date().is_some()
    }

    fn show<'v>(&self, value: &'v Value, language: Language, _codes: &'v Codes) -> Cow<'v, str> {
        Cow::Owned(value.as_date().map(|day| shown(Day::Whole(day), language)).unwrap_or_default())
    }

    fn column(&self) -> Option<Column> {
        Some(Column::Days)
    }

    fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        value.as_date().map(|day| ColumnValue::Days(days(day)))
    }

    fn control(&self) -> Control {
        Control::Date
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let mut schema = pattern_schema("^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", 10);
        schema["format"] = "date".into();
        schema
    }
}

/// Days since 1970-01-01.
fn days(day: Civil) -> i32 {
    const EPOCH: Civil = jiff::civil::date(1970, 1, 1);
    EPOCH.duration_until(day).as_hours().div_euclid(24) as i32
}

/// A day, a month or a year for people.
pub(super) fn shown(day: Day, language: Language) -> String {
    let month_named =
        |month: i8| usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    match (language, day) {
        (Language::Zh, Day::Year(year)) => format!("{year}年"),
        (Language::Zh, Day::Month(year, month)) => format!("{year}年{month}月"),
        (Language::Zh, Day::Whole(day)) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        (Language::En, Day::Year(year)) => year.to_string(),
        (Language::En, Day::Month(year, month)) => format!("{} {year}", month_named(month)),
        (Language::En, Day::Whole(day)) => {
            format!("{} {} {}", day.day(), month_named(day.month()), day.year())
        }
    }
}

/// Why a text is no day, and what to write.
pub(super) fn sentence(fault: DayFault) -> Fault {
    let whole_year = (
        "年份请写四位，年在前，如 2026-03-05",
        "write the year first and with four digits, such as 2026-03-05",
    );
    match fault {
        DayFault::Shape => Fault::fixed(
            "not-a-date",
            ("不是日期的写法", "it is not written as a date"),
            ("请按 2026-03-05 或 2026年3月5日 的形式填写", "write it as 2026-03-05 or 2026年3月5日"),
        ),
        DayFault::ShortYear => {
            Fault::fixed("short-year", ("年份不是四位", "the year does not have four digits"), whole_year)
        }
        DayFault::NoYear => Fault::fixed("year-missing", ("缺少年份", "the year is missing"), whole_year),
        DayFault::YearLast => Fault::fixed(
            "year-last",
            ("年份写在最后，日和月可能颠倒", "the year stands last, so day and month may be exchanged"),
            whole_year,
        ),
        DayFault::Unclear => Fault::fixed(
            "unclear-date",
            (
                "六位数字既可能是年月，也可能是两位年份的年月日",
                "six digits may be a month of a year or a day with a short year",
            ),
            ("请写成 2026-03 或 2026-03-05 的形式", "write it as 2026-03 or 2026-03-05"),
        ),
        DayFault::Year => Fault::fixed(
            "wrong-year",
            ("年份不在1000至9999之间", "the year is not between 1000 and 9999"),
            whole_year,
        ),
        DayFault::Month(_) => Fault::fixed(
            "wrong-month",
            ("月份不在1至12之间", "the month is not between 1 and 12"),
            ("请核对月份；顺序是年、月、日", "check the month; the order is year, month, day"),
        ),
        DayFault::DayOfMonth { year, month, days } => Fault::new(
            "wrong-day",
            Wording::new(
                format!("{year}年{month}月只有{days}天"),
                format!("{year}-{month:02} has {days} days"),
            ),
            Wording::new("请核对日期", "check the day"),
        ),
        DayFault::Zone => Fault::fixed(
            "time-zone",
            (
                "带有时区的时刻，无法确定是北京时间哪一天",
                "a moment with a time zone: which day it is in China cannot be seen",
            ),
            (
                "请只填写北京时间的日期，如 2026-03-05",
                "write the day by Beijing time only, such as 2026-03-05",
            ),
        ),
    }
}
