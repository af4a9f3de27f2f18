//! When a figure is final. Statistics of a period appear after it, and of the last one after the plan has been accepted: until then there is
//! a value that can be proved today, and one that will count.

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use serde::Serialize;

use crate::figure::{Figure, Window};
use crate::indicator::Indicator;

/// How long after its period a figure is final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finality {
    /// So many months after the last day of the period, or of the target, at the latest.
    pub months: u32,
    /// What appears until then.
    pub why: Wording,
}

/// That a value can be proved and is not final yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provisional {
    /// The day on which the final value is there at the latest.
    pub final_on: Date,
    /// The value that can be proved, as of when, and when and why the final one comes.
    pub sentence: Wording,
}

/// That a figure is not final yet; none if it is, or nobody has said how long it takes, or there is no value. It takes from the day of the
/// target, or from the end of the period to which the day belongs.
pub fn provisional(
    indicator: &Indicator,
    figure: &Figure,
    window: &Window,
    by: Option<Date>,
    today: Date,
) -> Option<Provisional> {
    let finality = indicator.finality.as_ref()?;
    figure.value.as_ref()?;
    let last = by.or_else(|| Window::end_of_period(indicator, window.as_of))?;
    let final_on = last.checked_add(i64::from(finality.months).months()).ok()?;
    if final_on <= today.max(window.as_of) {
        return None;
    }
    let (value, unit, why, as_of) = (&figure.text, &indicator.unit, &finality.why, window.as_of);
    let space = if unit.en.starts_with('%') { "" } else { " " };
    Some(Provisional {
        final_on,
        sentence: Wording::new(
            format!("可证值{}{}（截至{as_of}）；终值至迟{final_on}才有：{}。", value.zh, unit.zh, why.zh),
            format!(
                "Provable: {}{space}{} (as of {as_of}); final by {final_on}: {}.",
                value.en, unit.en, why.en
            ),
        ),
    })
}
