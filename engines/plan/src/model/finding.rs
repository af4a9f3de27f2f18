use kernel::{Severity, Wording};
use serde::Serialize;

use super::Quote;

/// Something the text leaves open or contradicts, with the question to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A stable name, such as `missing-base-year`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// 1-based line of the quote.
    pub line: usize,
    /// The words it is about, exactly as written.
    pub quote: String,
    /// Further places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Quote>,
    /// The question to be answered.
    pub question: Wording,
    /// The body that has to answer it.
    pub owner: Option<String>,
}
