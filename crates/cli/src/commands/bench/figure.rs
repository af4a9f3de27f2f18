use kernel::Wording;
use serde::Serialize;

/// What was measured, beside what is wanted.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Figure {
    /// A stable name.
    pub(super) id: String,
    pub(super) title: Wording,
    pub(super) unit: Unit,
    /// The time within which half of the answers came, where answers were counted.
    pub(super) median: Option<f64>,
    /// What is compared with what is wanted; none if this system does not tell.
    pub(super) measured: Option<f64>,
    pub(super) wanted: Wanted,
    /// How it was measured.
    pub(super) note: Wording,
}

/// In what a figure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unit {
    Milliseconds,
    PagesPerSecond,
    StepsPerSecond,
    RowsPerSecond,
    ClocksPerSecond,
    Megabytes,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wanted {
    Below(f64),
    AtLeast(f64),
}

impl Figure {
    /// Whether what is wanted is reached.
    pub(super) fn is_reached(&self) -> bool {
        self.measured.is_some_and(|measured| match self.wanted {
            Wanted::Below(limit) => measured < limit,
            Wanted::AtLeast(limit) => measured >= limit,
        })
    }
}

impl Unit {
    pub(super) fn name(self) -> Wording {
        match self {
            Unit::Milliseconds => Wording::new("毫秒", "ms"),
            Unit::PagesPerSecond => Wording::new("页/秒", "pages/s"),
            Unit::StepsPerSecond => Wording::new("步/秒", "steps/s"),
            Unit::RowsPerSecond => Wording::new("行/秒", "rows/s"),
            Unit::ClocksPerSecond => Wording::new("个/秒", "clocks/s"),
            Unit::Megabytes => Wording::new("MB", "MB"),
        }
    }
}
