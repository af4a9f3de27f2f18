//! One county by itself, as it counts for itself.

use indicators::{Figure, Indicator, Window};
use jiff::civil::Date;
use kernel::{Problem, Wording};
use ledger::Interval;
use query::lake::County;
use query::{Part, Snapshots};

use super::eligible::Touched;
use crate::indicators::counted;

/// What an indicator comes to in one county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) figure: Result<Figure, Vec<Problem>>,
    pub(super) warnings: Vec<Wording>,
}

pub(super) async fn alone(indicator: &Indicator, county: &County, touched: &Touched, as_of: Date) -> Counted {
    let mut snapshots = Snapshots::default();
    for id in touched.keys() {
        let base = county.found.as_ref().ok().and_then(|found| found.ledgers.get(id)?.as_ref().ok());
        if let Some(base) = base {
            snapshots = snapshots.with(Part::of_base(base.clone()));
        }
    }
    let window = Window::of(indicator, as_of, county.division.clone());
    let computed = counted(indicator, &snapshots, window, Interval::STILL - 1).await;
    Counted { figure: computed.figure, warnings: computed.warnings }
}
