//! Levels and flows: sums, and what they are of a denominator. Lists: how many rows.

use kernel::Wording;

use super::count::sum;
use super::measure::Made;
use super::{Counted, Detail, Figure};
use crate::exact::Exact;
use crate::indicator::{Indicator, Kind};

pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>) -> Made {
    let numerator = sum(counted.counting());
    let above = Exact::scaled(numerator, indicator.weight_decimals);
    let Some(base) = &counted.base else {
        return Made { value: Ok(above), text: None, numerator, denominator: None, detail: Detail::None };
    };
    let denominator = sum(base);
    let below = Exact::scaled(denominator, indicator.base_weight_decimals);
    let value = ratio(indicator, &above, &below, base.is_empty());
    let text = of_few(indicator, &above, &below);
    Made { value, text, numerator, denominator: Some(denominator), detail: Detail::None }
}

pub(super) fn list(counted: &Counted<'_>) -> Made {
    let numerator = sum(counted.counting());
    Made {
        value: Ok(Exact::whole(numerator)),
        text: None,
        numerator,
        denominator: None,
        detail: Detail::None,
    }
}

/// One sum of the other, or why it cannot be said. A denominator below zero is a mistake in the data like one of zero; of too few there
/// is no ratio, because one more or less would change it too much.
pub(super) fn ratio(
    indicator: &Indicator,
    above: &Exact,
    below: &Exact,
    is_empty: bool,
) -> Result<Exact, Wording> {
    if is_empty {
        return Err(Wording::new("分母没有数据", "there are no data for the denominator"));
    }
    if !below.is_positive() {
        return Err(Wording::new("分母为零", "the denominator is zero"));
    }
    if is_too_few(indicator, below) {
        return Err(too_few(indicator));
    }
    let ratio = above.over(below).map(|ratio| &ratio * &Exact::whole(indicator.per.into()));
    ratio.ok_or_else(|| Wording::new("分母为零", "the denominator is zero"))
}

/// Whether a denominator is less than a ratio of this indicator needs. What is divided by is meant and not the rows: of one row with all
/// residents there are enough. What is no share of it, such as a mean, needs no more than something to divide by.
pub(crate) fn is_too_few(indicator: &Indicator, below: &Exact) -> bool {
    let small = indicator.small.filter(|_| indicator.per > 1);
    small.is_some_and(|small| below.is_positive() && *below < Exact::whole(small.into()))
}

/// What is shown of too few in place of their ratio: both numbers.
pub(super) fn of_few(indicator: &Indicator, above: &Exact, below: &Exact) -> Option<Wording> {
    is_too_few(indicator, below).then(|| {
        Wording::new(format!("{above}/{below}（不计比率）"), format!("{above} of {below} (no rate)"))
    })
}

fn too_few(indicator: &Indicator) -> Wording {
    let small = indicator.small.unwrap_or_default();
    let (zh, en) = match &indicator.each {
        Some(each) => (format!("不足{small}{}", each.zh), format!("fewer than {small} {}", each.en)),
        None => (format!("分母不足{small}"), format!("the denominator is less than {small}")),
    };
    Wording::new(format!("{zh}，不计算比率"), format!("{en}: no rate is computed"))
}

impl Figure {
    /// Whether its sums are known, and only their ratio is not because they are too few.
    pub fn is_of_few(&self, indicator: &Indicator) -> bool {
        let decimals = match indicator.kind {
            Kind::Coverage => 0,
            _ => indicator.base_weight_decimals,
        };
        let below = self.denominator.filter(|_| indicator.base_sql.is_some());
        below.is_some_and(|below| is_too_few(indicator, &Exact::scaled(below, decimals)))
    }
}
