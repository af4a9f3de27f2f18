//! What records of other ledgers say of one here: of an agency, that it was penalized. It is shown with the record, wherever that is
//! shown, to everybody who sees it, and nobody copies it. A ledger declares which; here it is read out of the other records.

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::{Place, Wording};
use serde::Serialize;

use crate::Ledger;

/// What another ledger tells of the records here, as `[[telling]]` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Telling {
    /// A stable name, such as `penalties`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The other ledger.
    pub ledger: String,
    /// The field there that names a record here, or has its number.
    pub by: String,
    /// The fields there that are shown, all of them public.
    pub shows: Vec<String>,
    /// Fields there with a last day, as packs say it that are older than `[[shown]]`: once one of them is over, nothing is told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub until: Vec<String>,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

impl Telling {
    /// The fields of the other ledger at which it looks.
    pub fn fields(&self) -> impl Iterator<Item = &String> {
        [&self.by].into_iter().chain(&self.shows).chain(&self.until)
    }

    /// The keys of the records of which a record of the other ledger tells.
    pub fn names<'f>(&self, other: &'f Fields) -> impl Iterator<Item = &'f str> + use<'f> {
        other.get(&self.by).map(Value::values).unwrap_or_default().iter().filter_map(Value::as_text)
    }

    /// What a record of the other ledger says on a day, as far as it is shown publicly then.
    pub fn said(&self, ledger: &Ledger, other: Fields, day: Date) -> Option<Fields> {
        let is_over =
            |field: &String| other.get(field).and_then(Value::as_date).is_some_and(|last| last < day);
        if self.until.iter().any(is_over) {
            return None;
        }
        let mut said = ledger.published(other, day)?;
        said.retain(|id, _| self.shows.contains(id));
        Some(said)
    }
}
