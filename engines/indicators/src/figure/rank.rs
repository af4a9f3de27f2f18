use kernel::Wording;
use serde::Serialize;

use super::measure::Made;
use super::{Counted, CountedRow, Detail, Window};
use crate::exact::Exact;
use crate::indicator::{Direction, Indicator};

/// The place of the county among others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rank {
    /// The place, from 1; those with the same value share one. None: not known.
    pub place: Option<u32>,
    /// How many others have a value for the same period.
    pub peers: u32,
    /// How many more are needed before a place is said.
    pub missing: u32,
    /// Those whose newest value is of another period.
    pub other_period: Vec<String>,
}

/// Our place among those of the same period. Too few others give no place, never a good one.
pub(super) fn make(indicator: &Indicator, counted: &Counted<'_>, window: &Window) -> Made {
    let ours = counted.rows.iter().find(|row| row.key == window.division);
    let others = counted.rows.iter().filter(|row| row.key != window.division);
    let (same, other): (Vec<&CountedRow<'_>>, Vec<&CountedRow<'_>>) =
        others.partition(|row| ours.is_some_and(|ours| ours.on == row.on));
    let peers = number(same.len());
    let missing = indicator.peers_min.unwrap_or(1).max(1).saturating_sub(peers);
    let is_better = |row: &&&CountedRow<'_>, ours: &CountedRow<'_>| match indicator.direction {
        Direction::Down => row.weight < ours.weight,
        Direction::Up | Direction::None => row.weight > ours.weight,
    };
    let place = ours.map(|ours| number(same.iter().filter(|row| is_better(row, ours)).count()) + 1);
    let known = place.filter(|_| missing == 0);
    let value = match (ours, known) {
        (None, _) => Err(Wording::new("没有本地的数值", "there is no value of our own")),
        (Some(_), Some(place)) => Ok(Exact::whole(place.into())),
        (Some(_), None) => Err(Wording::new(
            format!("同期可比的只有{peers}个，还缺{missing}个，名次未知"),
            format!("only {peers} others have the same period, {missing} too few: the place is unknown"),
        )),
    };
    Made {
        value,
        text: None,
        numerator: known.map_or(0, i128::from),
        denominator: Some(i128::from(peers) + i128::from(ours.is_some())),
        detail: Detail::Rank(Rank {
            place: known,
            peers,
            missing,
            other_period: other.into_iter().map(|row| row.key.to_owned()).collect(),
        }),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
