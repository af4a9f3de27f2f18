use form::Value;
use kernel::{Place, Problem, Wording};
use ledger::{Ledger, Patch};

use super::{day, targets, tasks};

/// What is wrong with days and numbers that somebody says of a task or a target: they are kept as they were written, and have to be
/// understood when the plan is shown.
pub(crate) fn check_written(ledger: &Ledger, patch: &Patch) -> Vec<Problem> {
    let written = |id: &str| patch.get(id)?.as_ref().and_then(Value::as_text);
    let (days, numbers) = match ledger.id.as_str() {
        tasks::LEDGER => ("deadline", None),
        targets::LEDGER => ("by", written("value")),
        _ => return Vec::new(),
    };
    let is_no_day = |text: &&str| day(text).is_none();
    let is_no_number = |text: &&str| plan::written_number(text).is_none();
    let days = written(days).filter(is_no_day).map(|text| no_day(Place::default().at_field(days), text));
    let numbers = numbers.filter(is_no_number);
    let numbers = numbers.map(|text| no_number(Place::default().at_field("value"), text));
    days.into_iter().chain(numbers).collect()
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
