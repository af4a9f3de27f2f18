//! Rights and what the law lets follow from them: their last days, with reasons and amounts; who is told, and when.
//!
//! The next last days of all rights are kept in a table, so that a list of a hundred thousand rights is one look at an index.
//! They are derived and never said by anybody: [`refresh`] brings them up to the newest operation, [`rebuild`] makes all of
//! them anew when the law or the calendar changes. The page of a right computes its whole life when it is asked for.
//!
//! ```text
//! records ──compute──► ledger::deadlines ──refresh, rebuild──► right_deadline ──► list, totals, remind, warn, calendar
//!                           └──────────────────────────────────────────────────► life of one right
//! ```

mod calendar;
mod compute;
mod life;
mod list;
mod money;
mod refresh;
mod remind;
mod sight;
mod warn;

pub use calendar::{Entry as CalendarEntry, entries as calendar_entries};
pub use life::{Event, Life, life};
pub use list::{Asked, DAYS_MAX, List, ROWS_MAX, Standings, Total, Which, all, list, totals};
pub use money::{charge, standing};
pub use refresh::{Fresh, rebuild, refresh};
pub(crate) use refresh::{after_file, after_taking_back, refresh_of_file};
pub use remind::remind;
pub use sight::Whose;
pub use store::rights::RightDeadline;
pub use warn::{Warned, Warning, Why, warn};
