//! Rows become a figure.

mod count;
mod coverage;
mod fault;
mod growth;
mod level;
mod measure;
mod milestone;
mod rank;
mod score;

use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;

pub(crate) use count::sum;
pub use count::{Counted, CountedRow, count};
pub use growth::{Growth, YearSum};
pub(crate) use level::is_too_few;
pub use measure::measure;
pub use rank::Rank;

/// The days for which a figure is computed, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// The day as of which records are seen: `$as_of`.
    pub as_of: Date,
    /// The first day of the period: `$from`.
    pub from: Date,
    /// The last day of the period that counts: `$to`.
    pub to: Date,
    /// The code of the county: `$division`; a rank is its rank.
    pub division: String,
}

/// What an indicator shows, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// The value, exact; of growth the compound rate, rounded to the digits that are shown, because it may have no end. None
    /// if there is none: then `unknown` says why.
    pub value: Option<Exact>,
    /// What is shown: the value rounded half away from zero, or what stands in its place.
    pub text: Wording,
    /// Why there is no value.
    pub unknown: Option<Wording>,
    /// The sum over the rows that count, in smallest parts of a weight; of a rank the place.
    pub numerator: i128,
    /// What it is divided by, in smallest parts of a weight of the base; of a score the number of measurements, of a rank
    /// the number of counties compared.
    pub denominator: Option<i128>,
    /// How many rows there are.
    pub rows: usize,
    /// How many of them nobody has attributed to a body yet: 待判定.
    pub undecided: usize,
    /// What only this kind of indicator has.
    pub detail: Detail,
}

/// What only some kinds of figures have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// Nothing more.
    None,
    /// The sums by year, and both rates.
    Growth(Growth),
    /// What is not covered.
    Coverage {
        /// The keys of the base that no row covers, in their order.
        holes: Vec<String>,
        /// The keys of rows that are not in the base and do not count.
        outside: Vec<String>,
    },
    /// Where a milestone was reached.
    Milestone {
        /// The earliest day of a proof; none: not reached.
        on: Option<Date>,
    },
    /// Of a score.
    Score {
        /// The day of the measurements that count.
        on: Date,
    },
    /// The place among others.
    Rank(Rank),
}
