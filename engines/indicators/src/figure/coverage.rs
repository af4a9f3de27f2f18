use std::collections::BTreeSet;

use super::level::{of_few, ratio};
use super::measure::Made;
use super::{Counted, Detail};
use crate::exact::Exact;
use crate::indicator::Indicator;

/// How much of the base is covered, and what is not.
pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>) -> Made {
    let base = counted.base.as_deref().unwrap_or_default();
    let covered: BTreeSet<&str> = counted.counting().map(|row| row.key).collect();
    let holes: BTreeSet<&str> = base.iter().map(|row| row.key).filter(|key| !covered.contains(key)).collect();
    let outside = counted.rows.iter().filter(|row| !row.counts).map(|row| row.key.to_owned());
    let (numerator, denominator) = (count(covered.len()), count(base.len()));
    let (above, below) = (Exact::whole(numerator), Exact::whole(denominator));
    Made {
        value: ratio(indicator, &above, &below, base.is_empty()),
        text: of_few(indicator, &above, &below),
        numerator,
        denominator: Some(denominator),
        detail: Detail::Coverage {
            holes: holes.into_iter().map(str::to_owned).collect(),
            outside: outside.collect(),
        },
    }
}

fn count(number: usize) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}
