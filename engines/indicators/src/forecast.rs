//! Where a series leads if it goes on as it did. A forecast is marked as one and decides nothing, so that here, and nowhere
//! else, numbers are floating.

mod back_test;
mod trend;

use jiff::civil::Date;
use serde::Serialize;

use crate::exact::Exact;
use crate::indicator::Indicator;
use crate::target::Target;
use back_test::misses;
use trend::Trend;

pub use back_test::{BackTest, back_test};

/// How many of the newest points a trend is drawn through.
pub const POINTS_MAX: usize = 8;
/// With how few there is none: an interval from fewer says nothing.
pub const POINTS_MIN: usize = 5;

/// What a series comes to on a day if it goes on as it did.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Forecast {
    /// The day.
    pub on: Date,
    /// The value on the straight line through the newest points.
    pub value: f64,
    /// The lower end of the interval that holds the true value nine times of ten, if the points scatter as they did.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Through how many points the line was drawn.
    pub points: usize,
}

impl Forecast {
    /// By how much a target is missed if the series goes on as it did, in the unit of the figure; none if it is not.
    pub fn lacks(&self, indicator: &Indicator, target: &Target) -> Option<f64> {
        misses(indicator, target, self.value).then(|| (target.number.to_f64() - self.value).abs())
    }
}

/// A straight line through the newest points of a series, with its interval of prediction. None if there are too few points,
/// all on one day, or the day is not after the newest.
pub fn forecast(series: &[(Date, Exact)], on: Date) -> Option<Forecast> {
    let newest = series.get(series.len().saturating_sub(POINTS_MAX)..)?;
    let (last, _) = newest.last()?;
    if newest.len() < POINTS_MIN || on <= *last {
        return None;
    }
    let trend = Trend::of(newest)?;
    let (value, margin) = trend.at(on);
    Some(Forecast { on, value, low: value - margin, high: value + margin, points: newest.len() })
}
