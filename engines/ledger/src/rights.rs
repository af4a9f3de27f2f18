//! What follows from a right by law: when its term ends, when it has to be renewed, which fee is due and what it costs, and
//! until when something can still be done.
//!
//! Which rules a statute has is data of a pack, one file for each version with the day it took effect
//! (`packs/china/rights/<statute>/<in-force>.toml`); this module knows the vocabulary in which they are written.
//!
//! ```text
//! RightLaws ──┐
//! record, ────┴─deadlines(rules, facts, look)──► deadlines: day, grace, charges by month, consequence, reasons
//! what is related to it
//! ```
//!
//! A deadline does not depend on the day on which it is computed: whoever keeps deadlines has to compute them anew when the
//! record, what is related to it, the law or the calendar changes, and at no other time. What today makes of it tells
//! [`Deadline::standing`].
//!
//! Not here: who reads the records, where deadlines are kept, and who is reminded.

mod across;
mod deadline;
mod facts;
mod find;
mod law;
mod read;
mod rule;
mod words;

pub use across::check_rights;
pub use deadline::{Charge, Deadline, DeadlineKind, Reduced, Standing};
pub use facts::{Facts, Related, applies, linked};
pub use find::{Look, RightRules, deadlines};
pub use law::{RightLaw, RightLaws, RightTransition};
pub use rule::{
    Annuity, Applies, Band, DayGiven, Fee, Grace, Link, Offer, Payments, Period as RightPeriod, Pick,
    Reduction, Renewal, RequestBefore, RightRule, RuleKind, Start, Surcharge, Term,
};
pub use words::yuan;
