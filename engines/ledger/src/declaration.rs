//! What a ledger is, as `ledger.toml` declares it.
//!
//! ```toml
//! schema = 1
//! id = "projects"                             # small letters, digits and hyphens; the same as its folder
//! title = { zh = "项目", en = "projects" }
//! about = { zh = "…", en = "…" }
//! group = "meetings"                          # a code of the table `ledger-group` of the pack; left out: none
//! key = ["year", "number"]                    # required fields that never change; joined with ~
//! name = "title"                              # the field that names a record for people
//! attestation = { zh = "…", en = "…" }         # what a paper is called that says what all ledgers say of a record; left out: none
//! card = ["body"]                             # what a card shows beside the name; left out: nothing
//! retention = { years = 10, basis = { zh = "…", en = "…" } }    # years left out: for ever
//!
//! [[field]]                                   # see `form::declared`
//!
//! [[view]]                                    # at most two: each is an index
//! id = "by-body"
//! title = { zh = "按单位", en = "by body" }
//! filters = ["body"]                          # may be empty
//! sort = ["-year", "number"]                  # - is greatest first
//!
//! [[rule]]                                    # what fields have to keep to among each other; see `rule.rs`
//! id = "ended-after-begun"
//! title = { zh = "先开始，后结束", en = "it begins before it ends" }
//! severity = "error"                          # or warning; left out: error
//! kind = "order"
//! fields = ["begun_on", "ended_on"]
//!
//! [[total]]                                   # what is added up; see `total.rs`
//! id = "by-body"
//! title = { zh = "按单位合计", en = "sums by body" }
//! by = ["body"]
//! sum = "amount"
//!
//! [[telling]]                                 # what records of another ledger say of one here; see `telling.rs`
//! id = "penalties"
//! title = { zh = "处罚", en = "penalties" }
//! ledger = "penalties"
//! by = "enterprise"
//! shows = ["number", "decided_on"]
//!
//! [[shown]]                                   # when records, or some of their fields, are shown publicly; see `shown.rs`
//! since = "published_on"                      # left out: from the beginning
//! until = ["shown_until", "repaired_on"]      # once such a day is over, nothing is shown; left out: none
//!
//! [[gap]]                                     # what it should hold and does not; see `gap.rs`
//! id = "unled"
//! title = { zh = "没有负责人", en = "nobody leads it" }
//! urgency = "red"                             # or yellow
//! owner = "body"                              # or owner_role = "clerk"
//! kind = "empty"
//! field = "leader"
//!
//! [link]                                      # whom names mean; see `link.rs`
//! rule = "…"
//!
//! [import]                                    # see `import.rs`
//! since = "begun_on"
//! ```

mod across;
mod check;
mod fault;
mod gaps;
mod lists;
mod read;
mod rules;
mod shown;
mod tellings;
mod totals;

use form::{Field, Form};
use kernel::identifier::Scheme;
use kernel::{Place, Wording};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::attribution::Attribution;
use crate::gap::Gap;
use crate::import::Importing;
use crate::link::Linking;
use crate::rule::Rule;
use crate::shown::Shown;
use crate::telling::Telling;
use crate::total::Total;

pub use across::check_all;
pub(crate) use fault::{Fault, Use};
pub(crate) use lists::{Names, one, several};

/// A ledger as `ledger.toml` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// A stable name, the same as its folder, such as `group-members`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it keeps and why, in one sentence.
    pub about: Wording,
    /// With which others it stands in lists of ledgers: a code of the table [`GROUPS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The fields, in the order in which they are asked.
    pub form: Form,
    /// The fields that together name a record; their values do not change.
    pub key: Vec<String>,
    /// The field whose value names the record for people.
    pub name: String,
    /// The fields that a card of the record shows beside its name.
    pub card: Vec<String>,
    /// The lists that are fast at any size; at most [`VIEWS_MAX`].
    pub views: Vec<View>,
    /// What fields have to keep to among each other; at most [`RULES_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What it should hold, so that where it does not is a gap; at most [`GAPS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// How files are loaded into it.
    #[serde(skip_serializing_if = "Importing::is_plain")]
    pub import: Importing,
    /// How it is decided for which county and which sub-district or park a record counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// How its records name those of another ledger by what these are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Linking>,
    /// What is added up; at most [`TOTALS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Total>,
    /// What records of other ledgers say of one here; at most [`TELLINGS_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tellings: Vec<Telling>,
    /// When records, or some of their fields, are shown publicly; at most [`SHOWN_MAX`]. Left out: always.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<Shown>,
    /// What a paper is called that attests, as of a day, what all ledgers say of a record of this one; none: there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attestation: Option<Wording>,
    /// How long records are kept.
    pub retention: Retention,
    /// The fields that name records of ledgers, bodies included.
    #[serde(skip)]
    pub references: Vec<Reference>,
    /// The fields with a number that a record of another ledger may have, such as the credit code of a firm that is perhaps none of the
    /// county.
    #[serde(skip)]
    pub numbers: Vec<Number>,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
    /// The SHA-256 of [`Ledger::canonical`], in hexadecimal digits. Equal declarations have equal digests, however their
    /// files are laid out.
    #[serde(skip)]
    pub digest: String,
}

/// A list that is fast at any size: it has an index of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct View {
    /// A stable name, such as `by-kind`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The fields by which it is narrowed down; all of them are given.
    pub filters: Vec<String>,
    /// The order.
    pub sort: Vec<Sort>,
}

/// One field of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sort {
    /// The field.
    pub field: String,
    /// Greatest first.
    pub descending: bool,
}

/// How long records are kept, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// Years after the record ended; none for ever.
    pub years: Option<u32>,
    /// The rule that says so.
    pub basis: Wording,
}

/// A field that names a record of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The field.
    pub field: String,
    /// The ledger whose key it holds.
    pub ledger: String,
    /// Where it is declared.
    pub place: Place,
}

/// A field with a number by which a record of a ledger is told, if it is kept there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The field, and the ledger whose key may be the number.
    pub reference: Reference,
    /// Of what kind the number is.
    pub scheme: Scheme,
}

/// The code table of a pack that names the groups of ledgers, in the order in which they are shown.
pub const GROUPS: &str = "ledger-group";
/// The most views of a ledger. Each is an index, and every index makes every change slower.
pub const VIEWS_MAX: usize = 2;
/// The most filters, and the most fields of the order, of one view.
pub const VIEW_FIELDS_MAX: usize = 4;
/// The most fields of a key.
pub const KEY_FIELDS_MAX: usize = 4;
/// The most fields of a card; more would be a page.
pub const CARD_FIELDS_MAX: usize = 6;
/// The most gaps of a ledger; more would be a list that nobody reads.
pub const GAPS_MAX: usize = 12;
/// The most fields of which one answers a gap.
pub(crate) const UNLESS_MAX: usize = 4;
/// The most rules of a ledger; more would be a program.
pub const RULES_MAX: usize = 20;
/// The most fields in one list of a rule.
pub const RULE_FIELDS_MAX: usize = 8;
/// The most conditions of a rule.
pub const CONDITIONS_MAX: usize = 4;
/// The most years by which the year in a number may differ from that of a day.
pub const YEARS_APART_MAX: u32 = 30;
/// The most sums of a ledger.
pub const TOTALS_MAX: usize = 8;
/// The most fields that make the groups of a sum.
pub const TOTAL_FIELDS_MAX: usize = 3;
/// The most other ledgers that tell of the records of one: each is a look at another table for every list.
pub const TELLINGS_MAX: usize = 2;
/// The most fields of another record that are shown with one.
pub const TELLING_FIELDS_MAX: usize = 6;
/// The most times at which something of a record is shown publicly.
pub const SHOWN_MAX: usize = 4;
/// The longest time after which something counts as too long ago, in months.
pub const MONTHS_MAX: u32 = 120;
/// The longest time before a day at which it counts as near, in days.
pub const DAYS_MAX: u32 = 366;
/// The most characters of the id of a ledger or view. That of a ledger is part of a name in databases, with endings for
/// indexes and triggers; PostgreSQL keeps 63 bytes of it.
pub const ID_CHARACTERS_MAX: usize = 40;
/// The longest time for which records can be kept, in years; longer is for ever.
pub const RETENTION_YEARS_MAX: u32 = 100;

/// Names that no field has: they say when a record holds and since when that is known, beside the fields in tables,
/// snapshots and addresses.
pub const RESERVED: [&str; 12] = [
    "county",
    "digest",
    "key",
    "known_from",
    "known_to",
    "recorded_from",
    "recorded_to",
    "revision",
    "seq_from",
    "seq_to",
    "valid_from",
    "valid_to",
];

impl Ledger {
    /// The fields by which its records tell of what another ledger keeps: by naming a record of it, or by its number. Where that ledger
    /// keeps its records by a number that another has too, as agencies are firms, what tells of the one tells of the other. A record
    /// does not tell of itself.
    pub fn telling_of(&self, other: &Ledger) -> impl Iterator<Item = &Field> {
        let same = match other.key.as_slice() {
            [key] => other.form.field(key).and_then(Field::tells_of),
            _ => None,
        };
        let is_itself = move |field: &Field| self.id == other.id && other.key.contains(&field.id);
        let tells =
            move |field: &Field| field.tells_of().is_some_and(|told| told == other.id || Some(told) == same);
        self.form.fields.iter().filter(move |field| tells(field) && !is_itself(field))
    }

    /// The declaration as JSON without blanks: what was left out is filled in, and comments are gone.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a declaration is always JSON")
    }

    /// The ledger with its digest.
    fn sealed(self) -> Ledger {
        let digest = Sha256::digest(self.canonical());
        Ledger { digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(), ..self }
    }
}
