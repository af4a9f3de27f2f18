use kernel::Wording;
use serde::{Deserialize, Serialize};

use crate::Kind;

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// A stable name in code, files and columns, such as `valid_from`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it may hold several values.
    pub many: bool,
    /// Who may see it.
    pub class: Class,
    /// How to fill it in, shown beside it.
    pub help: Option<Wording>,
    /// An example, shown in the help and used in the documentation of the API.
    pub example: Option<String>,
}

/// Who may see a field. The order is from open to closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Everybody.
    Public,
    /// People who work in the programme.
    Internal,
    /// Personal information: sealed under the key of its subject, masked unless a reason is given.
    Personal,
    /// Secret: sealed, never shown in lists or exports.
    Secret,
}
