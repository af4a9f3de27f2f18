use std::cmp::Ordering;

use super::{Asked, Comparator, Rate, Target};
use crate::exact::Exact;
use crate::figure::{Detail, Figure, Growth};
use crate::indicator::{Direction, Indicator, Kind};

/// Whether a figure reaches its target, to the letter: 突破120 is not reached by 120.00 exactly, 50以上 is by 50.00. Decided
/// on exact numbers, never on those that are shown. None if the figure is not known, or if nothing but a year that is not over is behind.
pub fn reached(indicator: &Indicator, figure: &Figure, target: &Target) -> Option<bool> {
    let meets = meets(indicator, figure, target.asked())?;
    let is_open = || year_behind(indicator, figure, target.asked()).is_some();
    (meets || !is_open()).then_some(meets)
}

/// The same for whatever is asked.
pub(crate) fn meets(indicator: &Indicator, figure: &Figure, asked: Asked<'_>) -> Option<bool> {
    if asked.rate == Rate::EachYear {
        return by_year(indicator, figure, asked).map(|years| years.iter().all(|year| year.holds));
    }
    let Asked { comparator, number, .. } = asked;
    let value = figure.value.as_ref()?;
    let ordering = match (&figure.detail, asked.rate) {
        (Detail::Growth(growth), Rate::SinceBase) => {
            let (first, last) = (growth.years.first()?, growth.years.last()?);
            compare_sums(first.same_period, last.same_period, number)
        }
        (Detail::Growth(growth), Rate::Compound) => compare_growth(growth, number)?,
        _ => value.cmp(number),
    };
    Some(holds(comparator, ordering, is_down(indicator, comparator)))
}

/// A year of what is to get better every year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JudgedYear {
    pub(crate) year: i16,
    pub(crate) is_over: bool,
    /// Whether it is as it is wanted beside the year before.
    pub(crate) holds: bool,
}

impl JudgedYear {
    /// Whether nothing changes any more that it was not as it is wanted.
    pub(crate) fn is_missed(&self) -> bool {
        self.is_over && !self.holds
    }
}

/// The years that are judged one by one, the earliest first; none where that is not asked, or no year follows another. It needs no base year:
/// any two years that follow each other say something.
pub(crate) fn by_year(indicator: &Indicator, figure: &Figure, asked: Asked<'_>) -> Option<Vec<JudgedYear>> {
    if asked.rate != Rate::EachYear {
        return None;
    }
    let is_down = is_down(indicator, asked.comparator);
    let judged = |year, is_over, ordering| JudgedYear {
        year,
        is_over,
        holds: holds(asked.comparator, ordering, is_down),
    };
    let years: Vec<JudgedYear> = match &figure.detail {
        Detail::Growth(growth) => {
            let ordering = |before, after| compare_sums(before, after, asked.number);
            let pairs = growth.pairs();
            pairs.map(|pair| judged(pair.year, pair.is_over, ordering(pair.before, pair.after))).collect()
        }
        _ => {
            figure.value.as_ref()?;
            let years = asked.years.iter();
            years.map(|it| judged(it.year, it.is_over, (&it.after - &it.before).cmp(asked.number))).collect()
        }
    };
    (!years.is_empty()).then_some(years)
}

/// The year that is not over and so far not as it is wanted, where every year before it was.
pub(crate) fn year_behind(indicator: &Indicator, figure: &Figure, asked: Asked<'_>) -> Option<i16> {
    let years = by_year(indicator, figure, asked)?;
    let first = years.iter().find(|year| !year.holds)?;
    (!first.is_over).then_some(first.year)
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

/// A sum beside what it would be if it had grown by this rate from another, in percent: V·100 beside V₀·(100 + r).
fn compare_sums(before: i128, after: i128, rate: &Exact) -> Ordering {
    let grown = &Exact::whole(after) * &Exact::whole(100);
    grown.cmp(&(&Exact::whole(before) * &(&Exact::whole(100) + rate)))
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
