//! Files that are loaded into a ledger: which row heads the table, which column is which field, and what each row says.
//!
//! ```toml
//! [import]                                    # in ledger.toml; left out: the titles of the fields alone
//! since = "filed_on"                          # a new record holds from this day; left out: from the day of the file
//! otherwise = "granted_on"                    # from this one, where the row does not tell that; left out: none
//! heads = { number = ["申请号/专利号", "专利号"] }  # what columns are called elsewhere
//! adds = ["publication_numbers"]              # lists that a published document makes longer; see `fill_in.rs`
//!
//! [[import.step]]                             # days that a row may tell of a new record, in their order; see `life.rs`
//! on = "granted_on"
//! is = { status = "valid" }
//! ```

mod declared;
mod fill_in;
mod heading;
mod life;
mod row;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use declared::importing;
pub use fill_in::fill_in;
pub use heading::{Columns, Fixed, HEADING_ROWS_MAX, Heading, letters};
pub use life::{DatedStep, Life};
pub use row::{Blank, ImportRow, RowReader, fixed_values};

/// How files are loaded into a ledger, as its declaration says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Importing {
    /// The field with the day from which on a new record holds; none: the day of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The field with the day from which on it holds where a row does not tell that one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// What the columns of fields are called in files from elsewhere, beside the title and the id of the field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<String, Vec<String>>,
    /// The lists to which a published document adds what is new in it, such as numbers of publications; others it only fills in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adds: Vec<String>,
    /// The days that a row may tell of a new record, in their order: what holds today did not hold before them.
    #[serde(rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<DatedStep>,
}

/// The most days that a row may tell of a record.
pub(crate) const STEPS_MAX: usize = 8;

impl Importing {
    /// Whether nothing is said beyond what holds for all ledgers.
    pub fn is_plain(&self) -> bool {
        *self == Importing::default()
    }
}
