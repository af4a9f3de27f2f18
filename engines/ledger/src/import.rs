//! Files that are loaded into a ledger: which row heads the table, which column is which field, and what each row says.
//!
//! ```toml
//! [import]                                    # in ledger.toml; left out: the titles of the fields alone
//! since = "filed_on"                          # a new record holds from this day; left out: from the day of the file
//! heads = { number = ["申请号/专利号", "专利号"] }  # what columns are called elsewhere
//! ```

mod declared;
mod heading;
mod row;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use declared::importing;
pub use heading::{Columns, HEADING_ROWS_MAX, Heading, letters};
pub use row::{Blank, ImportRow, RowReader};

/// How files are loaded into a ledger, as its declaration says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Importing {
    /// The field with the day from which on a new record holds; none: the day of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// What the columns of fields are called in files from elsewhere, beside the title and the id of the field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub heads: BTreeMap<String, Vec<String>>,
}

impl Importing {
    /// Whether nothing is said beyond what holds for all ledgers.
    pub fn is_plain(&self) -> bool {
        *self == Importing::default()
    }
}
