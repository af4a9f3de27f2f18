//! The small words every other engine speaks: problems, lines of a document, civil dates, the working-day
//! calendar, periods of law, identifiers.
//!
//! Not here: anything that knows a county, a file system, a database or the time of day.

pub mod calendar;
pub mod declaration;
pub mod identifier;
pub mod likeness;
mod line;
pub mod period;
mod problem;

pub use line::Line;
pub use problem::{Place, Problem, Severity, Wording};
