use form::Form;
use kernel::{Place, Wording};

/// A ledger as `ledger.toml` declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// A stable name, the same as its folder, such as `group-members`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it keeps and why, in one sentence.
    pub about: Wording,
    /// The fields, in the order in which they are asked.
    pub form: Form,
    /// The fields that together name a record; their values do not change.
    pub key: Vec<String>,
    /// The field whose value names the record for people.
    pub name: String,
    /// The fields that a card of the record shows beside its name.
    pub card: Vec<String>,
    /// The lists that are fast at any size; at most two.
    pub views: Vec<View>,
    /// How long records are kept.
    pub retention: Retention,
    /// The fields that name records of ledgers, bodies included.
    pub references: Vec<Reference>,
    /// The SHA-256 of the declaration in canonical form, in hexadecimal digits.
    pub digest: String,
}

/// A list that is fast at any size: it has an index of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The field.
    pub field: String,
    /// Greatest first.
    pub descending: bool,
}

/// How long records are kept, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
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
