use serde::Serialize;

use crate::exact::Exact;
use crate::figure::{Detail, Figure, Growth};
use crate::indicator::{Indicator, Kind};
use crate::target::{Comparator, is_down};

/// What is missing to a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// In the unit of the figure; less than zero: so much too much.
    pub value: Exact,
    /// In what is counted, such as patents: the fewest that are enough. Less than zero: so many too many. None where rows are
    /// not counted.
    pub things: Option<Exact>,
}

pub(super) fn find(
    indicator: &Indicator,
    figure: &Figure,
    comparator: Comparator,
    number: &Exact,
) -> Option<Gap> {
    let value = number - figure.value.as_ref()?;
    let is_down = is_down(indicator, comparator);
    let parts = parts_at(indicator, figure, number).and_then(|parts| enough(comparator, is_down, &parts));
    let things = parts.and_then(|parts| parts.checked_sub(figure.numerator));
    let things = things.map(|parts| Exact::scaled(parts, indicator.weight_decimals));
    Some(Gap { value, things })
}

/// What the sum would be, in smallest parts, if the figure were this number; a fraction where no sum gives it.
fn parts_at(indicator: &Indicator, figure: &Figure, number: &Exact) -> Option<Exact> {
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
        (Kind::Growth, Detail::Growth(growth)) => grown(growth, number),
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
