use kernel::Wording;

use super::count::sum;
use super::measure::Made;
use super::{Counted, Detail};
use crate::exact::Exact;
use crate::indicator::Indicator;

/// The mean of the newest measurements.
pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>) -> Made {
    let newest = counted.counting().find_map(|row| row.on);
    let numerator = sum(counted.counting());
    let denominator = i128::try_from(counted.counting().count()).unwrap_or(i128::MAX);
    let parts = Exact::scaled(numerator, indicator.weight_decimals);
    let mean = parts.over(&Exact::whole(denominator));
    let nothing = || Wording::new("还没有测评结果", "nothing was measured yet");
    Made {
        value: mean.ok_or_else(nothing),
        text: None,
        numerator,
        denominator: Some(denominator),
        detail: newest.map_or(Detail::None, |on| Detail::Score { on }),
    }
}
