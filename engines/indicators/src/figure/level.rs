//! Levels and flows: sums, and what they are of a denominator. Lists: how many rows.

use kernel::Wording;

use super::count::sum;
use super::measure::Made;
use super::{Counted, Detail};
use crate::exact::Exact;
use crate::indicator::Indicator;

pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>) -> Made {
    let numerator = sum(counted.counting());
    let above = Exact::scaled(numerator, indicator.weight_decimals);
    let Some(base) = &counted.base else {
        return Made { value: Ok(above), text: None, numerator, denominator: None, detail: Detail::None };
    };
    let denominator = sum(base);
    let below = Exact::scaled(denominator, indicator.base_weight_decimals);
    let value = ratio(&above, &below, indicator.per, base.is_empty());
    Made { value, text: None, numerator, denominator: Some(denominator), detail: Detail::None }
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

/// One sum of the other, or why it cannot be said. A denominator below zero is a mistake in the data like one of zero.
pub(super) fn ratio(above: &Exact, below: &Exact, per: i64, is_empty: bool) -> Result<Exact, Wording> {
    if is_empty {
        return Err(Wording::new("分母没有数据", "there are no data for the denominator"));
    }
    if !below.is_positive() {
        return Err(Wording::new("分母为零", "the denominator is zero"));
    }
    let ratio = above.over(below).map(|ratio| &ratio * &Exact::whole(per.into()));
    ratio.ok_or_else(|| Wording::new("分母为零", "the denominator is zero"))
}
