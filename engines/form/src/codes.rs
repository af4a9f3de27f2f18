use std::collections::BTreeMap;

use kernel::Wording;

/// The code tables of a pack by their id.
pub type Codes = BTreeMap<String, CodeTable>;

/// One code table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeTable {
    /// A stable name such as `nice-class`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// How sure it is.
    pub status: Status,
    /// Where its codes come from.
    pub source: String,
    /// The rows in their order.
    pub rows: Vec<CodeRow>,
}

/// How sure a code table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The codes are those of the named document.
    Official,
    /// Only some rows were confirmed.
    Partial,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub title: Wording,
    /// The further columns of the table.
    pub more: BTreeMap<String, String>,
}

impl CodeTable {
    /// The row of a code.
    pub fn get(&self, code: &str) -> Option<&CodeRow> {
        self.rows.iter().find(|row| row.code == code)
    }
}
