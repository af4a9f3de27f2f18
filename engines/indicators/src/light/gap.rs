use serde::Serialize;

use crate::exact::Exact;
use crate::figure::{Detail, Figure, Growth, YearSum};
use crate::indicator::{Indicator, Kind};
use crate::target::{Asked, Comparator, JudgedYear, Rate, by_year, is_down};

/// What is missing to a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// In the unit of the figure; less than zero: so much too much.
    pub value: Exact,
    /// In what is counted, such as patents: the fewest that are enough. Less than zero: so many too many. None where rows are
    /// not counted.
    pub things: Option<Exact>,
}

pub(super) fn find(indicator: &Indicator, figure: &Figure, asked: Asked<'_>, year: i16) -> Option<Gap> {
    let is_down = is_down(indicator, asked.comparator);
    let number = number(figure, asked, year)?;
    let value = &number - &now(figure, asked.rate)?;
    let years = by_year(indicator, figure, asked).unwrap_or_default();
    if years.iter().rev().skip(1).any(JudgedYear::is_missed) {
        // What was missing in a year that is over cannot be made up for.
        return None;
    }
    let parts = parts_at(indicator, figure, (asked.rate, &number))
        .and_then(|parts| enough(asked.comparator, is_down, &parts));
    let things = parts.and_then(|parts| parts.checked_sub(figure.numerator));
    let things = things.map(|parts| Exact::scaled(parts, indicator.weight_decimals));
    Some(Gap { value, things })
}

/// The number itself; of what is no growth and to be better than in the year before, what it came to before the year of the figure and so
/// much more. None where that is not known: the number of another year says nothing of this one.
pub(super) fn number(figure: &Figure, asked: Asked<'_>, year: i16) -> Option<Exact> {
    match (&figure.detail, asked.rate) {
        (Detail::Growth(_), _) | (_, Rate::Compound | Rate::SinceBase) => Some(asked.number.clone()),
        (_, Rate::EachYear) => {
            let last = asked.years.last().filter(|last| last.year == year)?;
            Some(&last.before + asked.number)
        }
    }
}

/// What is compared with the number: the value, or of growth the rate that is meant.
fn now(figure: &Figure, rate: Rate) -> Option<Exact> {
    match (&figure.detail, rate) {
        (Detail::Growth(growth), Rate::EachYear | Rate::SinceBase) => {
            growth.years.last()?.rate(growth.base_of(rate)?)
        }
        _ => figure.value.clone(),
    }
}

/// What the sum would be, in smallest parts, if the figure were this number; a fraction where no sum gives it.
fn parts_at(indicator: &Indicator, figure: &Figure, (rate, number): (Rate, &Exact)) -> Option<Exact> {
    let scale = Exact::whole(10).to_the(indicator.weight_decimals);
    match (indicator.kind, &figure.detail) {
        (Kind::List, _) => Some(number.clone()),
        (Kind::Level | Kind::Flow | Kind::Coverage, _) => {
            let below = figure.denominator.map(|below| Exact::scaled(below, indicator.base_weight_decimals));
            let sum = match below {
                Some(below) => (number * &below).over(&Exact::whole(indicator.per.into()))?,
                None => number.clone(),
            };
            Some(&sum * &scale)
        }
        (Kind::Growth, Detail::Growth(growth)) => match rate {
            Rate::Compound => grown(growth, number),
            Rate::EachYear | Rate::SinceBase => {
                let factor = (&Exact::whole(100) + number).over(&Exact::whole(100))?;
                Some(&Exact::whole(growth.base_of(rate)?.same_period) * &factor)
            }
        },
        _ => None,
    }
}

/// What the base would be after growing at this rate, in percent a year.
fn grown(growth: &Growth, rate: &Exact) -> Option<Exact> {
    let (first, last) = (growth.years.first()?, growth.years.last()?);
    let years = u32::try_from(last.year - first.year).ok()?;
    let factor = (&Exact::whole(100) + rate).over(&Exact::whole(100))?;
    Some(&Exact::whole(first.same_period) * &factor.to_the(years))
}

impl Growth {
    /// From which year the last one is to have grown.
    fn base_of(&self, rate: Rate) -> Option<&YearSum> {
        match rate {
            Rate::Compound | Rate::SinceBase => self.years.first(),
            Rate::EachYear => self.years.iter().rev().nth(1),
        }
    }
}

/// The whole number that is just enough.
fn enough(comparator: Comparator, is_down: bool, parts: &Exact) -> Option<i128> {
    match comparator {
        Comparator::More => parts.floor()?.checked_add(1),
        Comparator::Less => parts.ceiling()?.checked_sub(1),
        Comparator::Exactly => parts.floor().filter(|whole| Exact::whole(*whole) == *parts),
        Comparator::AtMost => parts.floor(),
        Comparator::About if is_down => parts.floor(),
        Comparator::AtLeast | Comparator::About => parts.ceiling(),
    }
}
