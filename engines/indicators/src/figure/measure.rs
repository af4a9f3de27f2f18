use kernel::{Problem, Wording};

use super::{Counted, Detail, Figure, Window, count, coverage, growth, level, milestone, rank, score};
use crate::exact::Exact;
use crate::indicator::{Indicator, Kind};
use crate::rows::RowSet;

/// Makes a figure of the rows.
///
/// # Errors
/// That the rows cannot be added up; see [`count`]. Rows that are sound and still give no value, such as a denominator of
/// zero, are a figure that says why.
pub fn measure(
    indicator: &Indicator,
    rows: &RowSet,
    base: Option<&RowSet>,
    window: &Window,
) -> Result<Figure, Vec<Problem>> {
    let counted = count(indicator, rows, base, window)?;
    Ok(counted.measure(indicator, window))
}

/// What a kind of indicator makes of its rows.
pub(super) struct Made {
    pub(super) value: Result<Exact, Wording>,
    /// What is shown instead of the value, where digits do not say it.
    pub(super) text: Option<Wording>,
    pub(super) numerator: i128,
    pub(super) denominator: Option<i128>,
    pub(super) detail: Detail,
}

impl Counted<'_> {
    /// Makes a figure of rows that were looked through.
    pub fn measure(&self, indicator: &Indicator, window: &Window) -> Figure {
        let made = match indicator.kind {
            Kind::Level | Kind::Flow => level::make(indicator, self),
            Kind::Growth => growth::make(indicator, self, window),
            Kind::Score => score::make(indicator, self),
            Kind::Coverage => coverage::make(indicator, self),
            Kind::Milestone => milestone::make(self),
            Kind::Rank => rank::make(indicator, self, window),
            Kind::List => level::list(self),
        };
        let (value, unknown) = match made.value {
            Ok(value) => (Some(value), None),
            Err(why) => (None, Some(why)),
        };
        let digits = value.as_ref().map(|value| value.rounded(indicator.decimals));
        let text = made.text.or_else(|| digits.map(|digits| Wording::new(digits.clone(), digits)));
        let has_bodies = self.set.column("body").is_some();
        Figure {
            value,
            text: text.unwrap_or_else(|| Wording::new("未取数", "no data")),
            unknown,
            numerator: made.numerator,
            denominator: made.denominator,
            rows: self.rows.len(),
            undecided: self.counting().filter(|row| has_bodies && row.body.is_none()).count(),
            detail: made.detail,
        }
    }
}
