//! Sums over the records of a ledger. A ledger declares which; here they are added up, exactly.

mod add;

use kernel::{Place, Wording};
use serde::Serialize;

pub use add::{Added, Group, add};

/// A sum over records, in groups, as `[[total]]` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Total {
    /// A stable name, such as `by-source`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The fields whose values make the groups.
    pub by: Vec<String>,
    /// The field that is added up. It is one alone: what is promised and what is paid are never added.
    pub sum: String,
    /// A field with a day or a year: each year stands apart, with its growth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_year: Option<String>,
    /// What stands against it in another ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<Cover>,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

/// What covers a sum: installed software by licenses, for example. The other ledger has the fields of the groups under the same
/// names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The other ledger.
    pub ledger: String,
    /// The field there that is added up.
    pub sum: String,
    /// The field there with the first day, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The field there with the last day, included; none in a record: it does not end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Total {
    /// The fields here at which it looks: who does not see all of them may not know of it.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.by.iter().chain([&self.sum]).chain(&self.per_year).map(String::as_str)
    }

    /// The fields of the other ledger at which it looks.
    pub fn fields_of_cover(&self) -> Vec<&str> {
        let Some(cover) = &self.covered_by else { return Vec::new() };
        let more = [&cover.sum].into_iter().chain(&cover.since).chain(&cover.until);
        self.by.iter().chain(more).map(String::as_str).collect()
    }
}
