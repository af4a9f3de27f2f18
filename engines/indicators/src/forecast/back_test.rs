use jiff::civil::Date;
use serde::Serialize;

use super::{POINTS_MIN, forecast};
use crate::exact::Exact;
use crate::indicator::Indicator;
use crate::target::{Comparator, Target, is_down};

/// Days of a quarter, as far as warnings are counted in quarters.
const QUARTER_DAYS: i32 = 91;

/// How well forecasts would have done in the past of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BackTest {
    /// How many values could be forecast from those before.
    pub forecasts: usize,
    /// How many of them fell within the interval.
    pub within: usize,
    /// How many whole quarters before its day a miss of the target was foretold, and from then on always; none if the target
    /// was not missed, or its day is not over. 0: it came unannounced.
    pub quarters_before_miss: Option<i32>,
}

/// Forecasts each value of a series from those before it. None if there are too few.
pub fn back_test(
    indicator: &Indicator,
    series: &[(Date, Exact)],
    target: Option<&Target>,
) -> Option<BackTest> {
    let forecasts = (POINTS_MIN..series.len()).filter_map(|known| {
        let (on, value) = series.get(known)?;
        let told = forecast(series.get(..known)?, *on)?;
        Some((told.low..=told.high).contains(&value.to_f64()))
    });
    let forecasts: Vec<bool> = forecasts.collect();
    let quarters_before_miss = target.and_then(|target| quarters_before(indicator, series, target));
    (!forecasts.is_empty()).then(|| BackTest {
        forecasts: forecasts.len(),
        within: forecasts.iter().filter(|is_within| **is_within).count(),
        quarters_before_miss,
    })
}

fn quarters_before(indicator: &Indicator, series: &[(Date, Exact)], target: &Target) -> Option<i32> {
    let by = target.by?;
    let (_, at_end) = series.iter().find(|(on, _)| *on >= by)?;
    if !misses(indicator, target, at_end.to_f64()) {
        return None;
    }
    let before = series.iter().filter(|(on, _)| *on < by).count();
    let mut warned_on = by;
    for known in (POINTS_MIN..=before).rev() {
        let known = series.get(..known)?;
        let is_warned = forecast(known, by).is_some_and(|told| misses(indicator, target, told.value));
        if !is_warned {
            break;
        }
        warned_on = known.last()?.0;
    }
    Some((by - warned_on).get_days() / QUARTER_DAYS)
}

/// Whether a value lies on the wrong side. A line goes on beyond a number that is to be hit: what lies there has come that far.
pub(super) fn misses(indicator: &Indicator, target: &Target, value: f64) -> bool {
    let number = target.number.to_f64();
    match target.comparator {
        Comparator::More => value <= number,
        Comparator::Less => value >= number,
        comparator if is_down(indicator, comparator) => value > number,
        _ => value < number,
    }
}
