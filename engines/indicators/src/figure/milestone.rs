use kernel::Wording;

use super::count::sum;
use super::measure::Made;
use super::{Counted, Detail};
use crate::exact::Exact;

/// Reached on the earliest day of a proof, otherwise not reached.
pub(super) fn make(counted: &Counted<'_>) -> Made {
    let on = counted.counting().filter_map(|row| row.on).min();
    let text = match on {
        Some(on) => Wording::new(format!("{on} 达成"), format!("reached on {on}")),
        None => Wording::new("未达成", "not reached"),
    };
    Made {
        value: Ok(Exact::whole(i128::from(on.is_some()))),
        text: Some(text),
        numerator: sum(counted.counting()),
        denominator: None,
        detail: Detail::Milestone { on },
    }
}
