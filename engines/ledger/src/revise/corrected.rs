use jiff::civil::Date;

use super::record::{Record, holds, patched, values};
use super::refusal::Refusal;
use crate::{Interval, Patch, Revision};

/// It was always so from one day until another: in every period between, as far as something holds there.
pub(super) fn was_always(
    record: &Record<'_>,
    from: Date,
    to: Option<Date>,
    patch: &Patch,
) -> Result<Vec<Revision>, Refusal<'static>> {
    record.first.ok_or(Refusal::NoRecord)?;
    let end = to.unwrap_or(Interval::FOREVER);
    let touched: Vec<_> =
        record.holding().filter(|(period, _)| period.from < end && from < period.to).collect();
    if touched.is_empty() {
        return Err(Refusal::NothingHolds { from, to });
    }
    let mut said = Vec::new();
    for (period, old) in touched {
        let new = patched(old, values(patch));
        if new == *old {
            continue;
        }
        said.push(holds(period.from.max(from), new));
        // What held goes on where the correction ends in the middle of a period.
        if end < period.to {
            said.push(holds(end, old.clone()));
        }
    }
    Ok(said)
}
