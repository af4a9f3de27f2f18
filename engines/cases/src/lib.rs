//! Cases: what a procedure allows, what happened, and the clocks that run meanwhile.
//!
//! A [`Procedure`] is read from `procedure.toml`: its states, the steps between them, who takes a step and under which
//! guards, the fields a step asks for, and its clocks. A [`Case`] is its [`Event`]s and nothing else; [`decide`] says whether
//! a [`Command`] may become the next one, and gives every reason why not.
//!
//! ```text
//! procedure, case, facts, command ──decide──► event, or refusals
//!     events ──Case::of──► state, fields, running clocks
//!     running clock, calendar, law ──project──► due date, with every reason
//! ```
//!
//! [`Clock`]s are budgets of time: a period of the law in the version that governs, what was granted beyond it, and the
//! stretches in which it stood still. What an event set running is kept in the case; the date is computed, so that a new
//! decree or a corrected law moves it without touching what happened.
//!
//! Not here: databases, who signs in, which records a look-up finds, what an effect writes into a ledger, and the text
//! of pages. Nothing here asks what time it is.
//!
//! Begin with [`Procedure`], then `decide.rs`. The stories beside each procedure of a pack tell what it does.

mod case;
mod clock;
mod command;
mod decide;
mod event;
mod guard;
mod law;
mod procedure;
mod refusal;
mod rules;
mod story;

pub use case::{Case, Damaged, Returned, Taken};
pub use clock::{
    Clock, CountedDay, Extended, Extension, Ground, Length, Other, Pausing, Projection, Running, Standing,
    Start, Still, counts_working, days, explain, project,
};
pub use command::{
    Actor, CHILDREN, Command, Facts, Found, Holding, LIGHT, What, earlier, light, parts, recorded,
};
pub use decide::{allowed, annullable, decide, is_before};
pub use event::{Defect, Event, Happening};
pub use guard::{Guard, Rule, When};
pub use law::{Law, Laws, Limit, LimitExtension, Transition};
pub use procedure::{
    Alike, Basis, Child, DayOfQuarter, Document, Each, Effect, FormPage, Keep, Kept, LookUp, Mode, Move,
    Moved, Notice, Preset, PresetValue, Procedure, Relation, Reply, Source, State, Step, Untouched, Who,
    check_all, fill,
};
pub use refusal::{Refusal, Uncounted};
pub use rules::Rules;
pub use story::{Story, stories};
