use std::cmp::Ordering;

use super::{Comparator, Target};
use crate::exact::Exact;
use crate::figure::{Detail, Figure, Growth};
use crate::indicator::{Direction, Indicator, Kind};

/// Whether a figure reaches its target, to the letter: 突破120 is not reached by 120.00 exactly, 50以上 is by 50.00. Decided
/// on exact numbers, never on those that are shown. None if the figure is not known.
pub fn reached(indicator: &Indicator, figure: &Figure, target: &Target) -> Option<bool> {
    meets(indicator, figure, target.comparator, &target.number)
}

/// The same for any number.
pub(crate) fn meets(
    indicator: &Indicator,
    figure: &Figure,
    comparator: Comparator,
    number: &Exact,
) -> Option<bool> {
    let value = figure.value.as_ref()?;
    let ordering = match &figure.detail {
        Detail::Growth(growth) => compare_growth(growth, number)?,
        _ => value.cmp(number),
    };
    Some(holds(comparator, ordering, is_down(indicator, comparator)))
}

/// Whether less is better: the target says so, or else the indicator; of a rank it always is.
pub(crate) fn is_down(indicator: &Indicator, comparator: Comparator) -> bool {
    match comparator {
        Comparator::More | Comparator::AtLeast => false,
        Comparator::AtMost | Comparator::Less => true,
        Comparator::Exactly | Comparator::About => {
            indicator.kind == Kind::Rank || indicator.direction == Direction::Down
        }
    }
}

fn holds(comparator: Comparator, ordering: Ordering, is_down: bool) -> bool {
    match comparator {
        Comparator::More => ordering.is_gt(),
        Comparator::AtLeast => ordering.is_ge(),
        Comparator::Exactly => ordering.is_eq(),
        Comparator::AtMost => ordering.is_le(),
        Comparator::Less => ordering.is_lt(),
        Comparator::About if is_down => ordering.is_le(),
        Comparator::About => ordering.is_ge(),
    }
}

/// The sum of the last year beside what it would be at this rate: V·100ⁿ beside V₀·(100 + r)ⁿ.
fn compare_growth(growth: &Growth, rate: &Exact) -> Option<Ordering> {
    let (first, last) = (growth.years.first()?, growth.years.last()?);
    let years = u32::try_from(last.year - first.year).ok()?;
    let factor = &Exact::whole(100) + rate;
    if !factor.is_positive() {
        // Nothing falls by a hundred percent a year and more, unless to nothing.
        return Some(if last.same_period > 0 || !factor.is_zero() {
            Ordering::Greater
        } else {
            Ordering::Equal
        });
    }
    let grown = &Exact::whole(last.same_period) * &Exact::whole(100).to_the(years);
    let wanted = &Exact::whole(first.same_period) * &factor.to_the(years);
    Some(grown.cmp(&wanted))
}

impl Growth {
    /// Whether one of the two rates reaches the target and the other does not; none if one of them is not known.
    pub fn disagree(&self, target: &Target) -> Option<bool> {
        self.compound.as_ref()?;
        let by_compound = holds(target.comparator, compare_growth(self, &target.number)?, false);
        let by_mean = holds(target.comparator, self.mean.as_ref()?.cmp(&target.number), false);
        Some(by_compound != by_mean)
    }
}
