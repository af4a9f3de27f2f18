//! Indicators: definitions, and the arithmetic over the rows they count.
//!
//! An indicator is the rows it counts: its SQL returns one row for each counted thing; here they are added, divided and
//! compared, exactly, so that every figure opens into its rows and can be computed again by anybody.
//!
//! ```text
//! indicator.toml, *.sql ──read──► Indicator ──(crate query runs the SQL)──► RowSet
//!                                     │                                       │
//!                                     └──────────────measure──────────────────┘
//!                                                       ▼
//!                                         Figure ──light(Target)──► Judgement
//! ```
//!
//! Not here: running SQL, snapshots and their files (crate `query`), who may see a row, pages.
//!
//! Begin with [`Indicator`] and [`measure`]; the guide is `docs/indicators.md`.

mod across;
mod binding;
mod breakdown;
mod bridge;
mod digest;
mod exact;
mod figure;
mod finality;
mod forecast;
mod indicator;
mod light;
mod proof;
mod rows;
pub mod sql;
mod story;
mod target;
mod window;

pub use across::{Known, check_all};
pub use binding::{Binding, ReadNumber, Reading};
pub use breakdown::{By, Group, GroupName, Largest, Owners, Whole, breakdown, largest_owner, merge_small};
pub use bridge::{Bridge, bridge};
pub use digest::{canonical_csv, rows_digest};
pub use exact::{DECIMALS_MAX, Exact};
pub use figure::{Counted, CountedRow, Detail, Figure, Growth, Rank, Window, YearSum, count, measure};
pub use finality::{Finality, Provisional, provisional};
pub use forecast::{BackTest, Forecast, POINTS_MAX, POINTS_MIN, back_test, forecast};
pub use indicator::{
    Answer, Certainty, Check, Decides, DeclaredColumn, Definition, Direction, Earlier, Indicator, Kind, Need,
    Parameter, ParameterValue, Period, Question, Sql, State,
};
pub use light::{Gap, Judgement, Light, light};
pub use proof::{BaseRow, Difference, PROOF_FORMAT, Proof, SnapshotDigest};
pub use rows::{Cell, Column, RowSet, Type};
pub use story::{Block, ExpectedLight, Story};
pub use target::{Comparator, Rate, Target, YearBeside, reached};
