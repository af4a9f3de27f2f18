//! Where a figure leads by the day of its target, if it goes on as it did.

use indicators::{Exact, Forecast, Kind, POINTS_MIN, Rate, Target, forecast};
use jiff::civil::Date;

use super::cards::Card;
use super::show::Point;

/// What can be told of the day of a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Foreseen {
    /// Where it may go.
    Forecast(Forecast),
    /// So few points say nothing.
    TooFew(usize),
}

/// Tells it from a series, whose last point is the figure itself; none of what has no course, and once the day of the target has come.
pub(super) fn foreseen(card: &Card, series: &[Point]) -> Option<Foreseen> {
    let by = wanted(card)?.by.filter(|by| *by > card.computed.window.as_of)?;
    let points = points(series);
    if points.len() < POINTS_MIN {
        return Some(Foreseen::TooFew(points.len()));
    }
    forecast(&points, by).map(Foreseen::Forecast)
}

/// The target to which a series may lead. Sums of a year begin anew with it, and milestones and ranks are no course. The line is that of the
/// compound rate; what is to rise every year is no point of it.
pub(super) fn wanted(card: &Card) -> Option<&Target> {
    let kind = card.indicator.kind;
    let has_course = matches!(kind, Kind::Level | Kind::Coverage | Kind::Score | Kind::Growth | Kind::List);
    let target = card.bound.as_ref().map(|bound| &bound.target);
    target.filter(|target| has_course && target.rate == Rate::Compound)
}

/// The points of a series that have a value.
pub(super) fn points(series: &[Point]) -> Vec<(Date, Exact)> {
    series.iter().filter_map(|point| Some((point.as_of, point.value.clone()?))).collect()
}
