use form::Value;
use kernel::{Place, Problem, Wording};
use ledger::{Ledger, Patch};

use super::{day, point, stages, targets, tasks};

/// What is wrong with days and numbers that somebody says of something of a plan: they are kept as they were written, and have to be
/// understood when the plan is shown.
pub(crate) fn check_written(ledger: &Ledger, patch: &Patch) -> Vec<Problem> {
    let wrong = |id: &str, is_wrong: fn(&str) -> bool, problem: fn(Place, &str) -> Problem| {
        let written = patch.get(id)?.as_ref().and_then(Value::as_text)?;
        is_wrong(written).then(|| problem(Place::default().at_field(id), written))
    };
    let is_no_day = |text: &str| day(text).is_none();
    let is_no_point = |text: &str| point(text).is_none();
    let is_no_number = |text: &str| plan::written_number(text).is_none();
    let found = match ledger.id.as_str() {
        tasks::LEDGER => [wrong("deadline", is_no_day, no_day), None],
        targets::LEDGER => [wrong("by", is_no_day, no_day), wrong("value", is_no_number, no_number)],
        stages::LEDGER => [wrong("from", is_no_point, no_point), wrong("to", is_no_point, no_point)],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}

pub(super) fn no_point(place: Place, text: &str) -> Problem {
    Problem::error(
        "no-day",
        place,
        Wording::new(format!("日期“{text}”看不懂"), format!("the day {text} cannot be read")),
        Wording::new(
            "请写明年份，例如“2024年1月”“2024-01”“2024-01-15”；没有写明的写“无”",
            "write it with its year, such as 2024, 2024-01 or 2024-01-15; 无 where it is left open",
        ),
    )
}

pub(super) fn no_day(place: Place, text: &str) -> Problem {
    Problem::error(
        "no-day",
        place,
        Wording::new(format!("时限“{text}”看不懂"), format!("the day {text} cannot be read")),
        Wording::new(
            "请写明年份，例如“2026年底前”“2026年6月”“2026-06-30”“长期”；没有时限的写“无”",
            "write it with its year, such as 2026, 2026-06 or 2026-06-30; ongoing where it has no end, 无 where there is no day",
        ),
    )
}

pub(super) fn no_number(place: Place, text: &str) -> Problem {
    Problem::error(
        "no-number",
        place,
        Wording::new(format!("数值“{text}”不是数"), format!("{text} is no number")),
        Wording::new(
            "请只写数，例如 120 或 98.5；单位写在“单位”",
            "write the number alone, such as 120 or 98.5",
        ),
    )
}
