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
//!    ├──timeline───► what each operation changed, for people
//!    └──take_back──► revisions that say again what was known before, such as before an import
//! ```
//!
//! Not here: tables and databases, who may do it, who looks up the record that a reference or a merger names, and what the
//! fields of a certain ledger mean.
//!
//! What the law lets follow from a record that is a right, its terms, fees and last days, is `rights.rs`.
//!
//! Begin with [`Ledger`], then `revise.rs`. The stories in `tests/it/stories` tell what changes do.

mod attribution;
mod change;
mod declaration;
mod difference;
mod digest;
mod gap;
mod history;
mod import;
mod interval;
mod key;
mod link;
mod revise;
mod rights;
mod rule;
mod shown;
mod take_back;
mod telling;
mod timeline;
mod total;

pub use attribution::{Area, Attribution, BY_RULE};
pub use change::{Change, Patch};
pub use declaration::{
    CARD_FIELDS_MAX, CONDITIONS_MAX, DAYS_MAX, GAPS_MAX, GROUPS, ID_CHARACTERS_MAX, KEY_FIELDS_MAX, Ledger,
    MONTHS_MAX, Number, RESERVED, RETENTION_YEARS_MAX, RULE_FIELDS_MAX, RULES_MAX, Reference, Retention,
    SHOWN_MAX, Sort, TELLING_FIELDS_MAX, TELLINGS_MAX, TOTAL_FIELDS_MAX, TOTALS_MAX, VIEW_FIELDS_MAX,
    VIEWS_MAX, View, YEARS_APART_MAX, check_all,
};
pub use difference::{Difference, DifferenceKind, ListDifference, compare, compare_lists};
pub use digest::{canonical, digest};
pub use gap::{Gap, GapKind, Having, Look, Missing, Of, Owner, Urgency, find};
pub use history::{History, Known, Revision, Statement, merged_into};
pub use import::{
    Blank, Columns, DatedStep, Fixed, HEADING_ROWS_MAX, Heading, ImportRow, Importing, Life, RowReader,
    fill_in, fixed_values, letters,
};
pub use interval::{Interval, Past, Supersession, at, intervals, is_there, supersede};
pub use key::key_of;
pub use link::{Found, Linking, Meaning, called, is_person};
pub use revise::{EARLIEST, LATEST, REVISIONS_MAX, revise, revise_and_warn, revise_until, warnings};
pub use rights::{
    Annuity, Applies, Band, Charge, DayGiven, Deadline, DeadlineKind, Facts, Fee, Grace, Link,
    Look as RightLook, Offer, Payments, Pick, Reduced, Reduction, Related, Renewal, RequestBefore, RightLaw,
    RightLaws, RightPeriod, RightRule, RightRules, RightTransition, RuleKind as RightRuleKind, Standing,
    Start, Surcharge, Term, applies, check_rights, deadlines, linked, yuan,
};
pub use rule::{Condition, Referred, Rule, RuleKind, apart, judge};
pub use shown::Shown;
pub use take_back::take_back;
pub use telling::Telling;
pub use timeline::{Step, StepKind, timeline};
pub use total::{Added, Cover, Group, Total, add};
