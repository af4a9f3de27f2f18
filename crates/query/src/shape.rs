use form::{Class, Field, Kind};
use ledger::Ledger;
use serde::{Deserialize, Serialize};

use crate::Manifest;

/// The table of a ledger in snapshots: which columns, in which order, and what they hold.
///
/// First `key`, `span`, `revision`, `valid_from`, `valid_to`, `seq_from` and `seq_to`, then the fields in the order of the
/// declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The id of the ledger.
    pub ledger: String,
    /// The digest of its declaration.
    pub digest: String,
    /// The fields that make its key.
    pub key: Vec<String>,
    /// The columns of its fields.
    pub columns: Vec<Column>,
    /// The fields that everybody may see at any time.
    public: Vec<String>,
}

/// The column of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The id of the field.
    pub field: String,
    /// What its cells hold.
    pub holds: Holds,
}

/// What the cells of a column hold, if they hold anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// Text: codes, numbers that are names, references, months and years as well.
    Text,
    /// A whole number: money in fen, decimals in their smallest parts.
    Integer,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// Several texts.
    Texts,
    /// Several whole numbers.
    Integers,
    /// Several days.
    Dates,
}

impl Shape {
    /// The table of a ledger with all its fields.
    pub fn of(ledger: &Ledger) -> Shape {
        // A snapshot has the records of all times, so what is shown for a time alone is not in a public one.
        let is_public = |field: &&Field| field.class == Class::Public && !ledger.is_for_a_time(&field.id);
        let public = ledger.form.fields.iter().filter(is_public);
        Shape {
            ledger: ledger.id.clone(),
            digest: ledger.digest.clone(),
            key: ledger.key.clone(),
            columns: ledger.form.fields.iter().map(Column::of).collect(),
            public: public.map(|field| field.id.clone()).collect(),
        }
    }

    /// The table that a snapshot says it has. Who may see which field, and what makes a key, a snapshot does not say.
    pub(crate) fn of_manifest(manifest: &Manifest) -> Shape {
        Shape {
            ledger: manifest.ledger.clone(),
            digest: manifest.schema.clone(),
            key: Vec::new(),
            columns: manifest.columns.clone(),
            public: Vec::new(),
        }
    }

    /// The same table with only the fields that everybody may see; none if its key is made of others.
    pub fn public(&self) -> Option<Shape> {
        if !self.key.iter().all(|field| self.is_public(field)) {
            return None;
        }
        let columns = self.columns.iter().filter(|column| self.is_public(&column.field)).cloned().collect();
        Some(Shape { columns, ..self.clone() })
    }

    /// Whether everybody may see a field at any time.
    pub fn is_public(&self, field: &str) -> bool {
        self.public.iter().any(|public| public == field)
    }

    /// What the table is called in SQL.
    pub fn table(&self) -> String {
        name(&self.ledger)
    }
}

impl Column {
    fn of(field: &Field) -> Column {
        Column { field: field.id.clone(), holds: Holds::of(field) }
    }

    /// What the column is called in SQL.
    pub fn name(&self) -> String {
        name(&self.field)
    }
}

impl Holds {
    fn of(field: &Field) -> Holds {
        // A pseudonym stands for whatever is sealed.
        let one = if field.class.is_sealed() { Holds::Text } else { Holds::one(&field.kind) };
        match (one, field.many) {
            (one, false) => one,
            (Holds::Integer, true) => Holds::Integers,
            (Holds::Date, true) => Holds::Dates,
            (_, true) => Holds::Texts,
        }
    }

    fn one(kind: &Kind) -> Holds {
        match kind {
            Kind::Integer(_) | Kind::Decimal(_) | Kind::Money => Holds::Integer,
            Kind::Date => Holds::Date,
            Kind::Flag => Holds::Flag,
            Kind::Text(_)
            | Kind::LongText(_)
            | Kind::PartialDate
            | Kind::Quarter
            | Kind::Code(_)
            | Kind::Identifier(_)
            | Kind::Person
            | Kind::Body
            | Kind::Reference(_)
            | Kind::File
            | Kind::Address
            | Kind::Url
            | Kind::Phone
            | Kind::Email => Holds::Text,
        }
    }
}

/// An id as SQL can name it without quotation marks.
fn name(id: &str) -> String {
    id.replace('-', "_")
}
