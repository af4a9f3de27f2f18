//! Ledgers: what is kept, declared once; and what was said of it, in two times.
//!
//! A [`Ledger`] is read from `ledger.toml`. A statement about a record holds for a period of the world and was known for
//! a period of ours: `[valid_from, valid_to) × [known_from, known_to)`. It is never changed, only superseded. [`revise`]
//! turns a [`Change`] into [`Revision`]s to be appended; everything else is derived from the history of a record and can
//! be derived again at any time.
//!
//! ```text
//! history: revisions in order ──revise(change)──► new revisions, or problems
//!    │                                                │
//!    ├──intervals──► what held when, known when ◄──supersede
//!    ├──at(D, K)───► the fields that held on a day, as they were known
//!    └──timeline───► what each operation changed, for people
//! ```
//!
//! Not here: tables and databases, who may do it, who looks up the record that a reference or a merger names, and what the
//! fields of a certain ledger mean.
//!
//! What the law lets follow from a record that is a right, its terms, fees and last days, is `rights.rs`.
//!
//! Begin with [`Ledger`], then `revise.rs`. The stories in `tests/it/stories` tell what changes do.

mod change;
mod declaration;
mod difference;
mod digest;
mod gap;
mod history;
mod interval;
mod key;
mod revise;
mod rights;
mod timeline;

pub use change::{Change, Patch};
pub use declaration::{
    CARD_FIELDS_MAX, GAPS_MAX, GROUPS, ID_CHARACTERS_MAX, KEY_FIELDS_MAX, Ledger, MONTHS_MAX, RESERVED,
    RETENTION_YEARS_MAX, Reference, Retention, Sort, VIEW_FIELDS_MAX, VIEWS_MAX, View, check_all,
};
pub use difference::{Difference, DifferenceKind, ListDifference, compare, compare_lists};
pub use digest::{canonical, digest};
pub use gap::{Gap, GapKind, Having, Look, Missing, Of, Owner, Urgency, find};
pub use history::{History, Known, Revision, Statement, merged_into};
pub use interval::{Interval, Past, Supersession, at, intervals, supersede};
pub use key::key_of;
pub use revise::{EARLIEST, LATEST, REVISIONS_MAX, revise};
pub use rights::{
    Annuity, Applies, Band, Charge, DayGiven, Deadline, DeadlineKind, Facts, Fee, Grace, Link,
    Look as RightLook, Offer, Payments, Pick, Reduced, Reduction, Related, Renewal, RequestBefore, RightLaw,
    RightLaws, RightPeriod, RightRule, RightRules, RightTransition, RuleKind, Standing, Start, Surcharge,
    Term, applies, check_rights, deadlines, linked, yuan,
};
pub use timeline::{Step, StepKind, timeline};
